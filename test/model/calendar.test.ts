/** Financial years, months and days: April to March, EDATE, and the months and days that a post exists in a year. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addMonths,
  addYears,
  calendarYearOf,
  dateOf,
  day,
  financialYear,
  firstDayOf,
  firstMonthOf,
  formatDay,
  formatIsoDay,
  formatMonth,
  formatYear,
  lastDayOf,
  lastMonthOf,
  month,
  monthOfDay,
  monthOfYear,
  monthsInPost,
  partYearByDays,
  partYearByMonths,
  yearOfMonth,
  yearsBetween,
  type Day,
  type Month,
} from "../../src/model/calendar";
import { monthOf, year } from "./caseMaker";
import { law } from "./law";

/** "2019-02-25" as a day; throws for a day that does not exist. */
function dayOf(text: string): Day {
  const [calendarYear = 0, monthNumber = 0, dayNumber = 0] = text.split("-").map(Number);
  const found = day(calendarYear, monthNumber, dayNumber);
  if (found === null) throw new Error(`there is no ${text}`);
  return found;
}

describe("a financial year", () => {
  it.each([
    [2018, "2018/19"],
    [1999, "1999/00"],
    [2008, "2008/09"],
    [2099, "2099/00"],
  ])("that begins in April %d is written %s", (first, text) => {
    expect(formatYear(financialYear(first))).toBe(text);
  });

  it.each([1899, 9999, 2018.5, Number.NaN])("cannot begin in %d", (first) => {
    expect(() => financialYear(first)).toThrow(RangeError);
  });

  it("runs from April to March", () => {
    expect(firstMonthOf(year("2018/19"))).toBe(monthOf("2018-04"));
    expect(lastMonthOf(year("2018/19"))).toBe(monthOf("2019-03"));
  });

  it.each([
    ["2018-04", "2018/19"],
    ["2018-12", "2018/19"],
    ["2019-01", "2018/19"],
    ["2019-03", "2018/19"],
    ["2019-04", "2019/20"],
  ])("holds %s: %s", (monthText, yearText) => {
    expect(formatYear(yearOfMonth(monthOf(monthText)))).toBe(yearText);
  });

  it("can be counted on and back", () => {
    expect(addYears(year("2018/19"), 4)).toBe(year("2022/23"));
    expect(addYears(year("2018/19"), -1)).toBe(year("2017/18"));
    expect(() => addYears(year("1900/01"), -1)).toThrow(RangeError);
  });

  it("stands in a row of years, both ends included, and the row is empty when it would run backwards", () => {
    expect(yearsBetween(year("2018/19"), year("2020/21")).map(formatYear)).toEqual(["2018/19", "2019/20", "2020/21"]);
    expect(yearsBetween(year("2018/19"), year("2018/19")).map(formatYear)).toEqual(["2018/19"]);
    expect(yearsBetween(year("2019/20"), year("2018/19"))).toEqual([]);
  });
});

describe("a month", () => {
  it.each([
    [2019, 0],
    [2019, 13],
    [2019, 1.5],
    [2019.5, 1],
  ])("%d-%d does not exist", (calendarYear, number) => {
    expect(() => month(calendarYear, number)).toThrow(RangeError);
  });

  it("knows its name, its calendar year and its first and last day", () => {
    const february = month(2020, 2);
    expect(formatMonth(february)).toBe("February 2020");
    expect([calendarYearOf(february), monthOfYear(february)]).toEqual([2020, 2]);
    expect(formatIsoDay(firstDayOf(february))).toBe("2020-02-01");
    expect(formatIsoDay(lastDayOf(february))).toBe("2020-02-29");
  });
});

describe("a day", () => {
  it.each([
    [1970, 1, 1, 0, "day nil is 1 January 1970"],
    [1969, 12, 31, -1, "days before it are below nil"],
    [2000, 2, 29, 11_016, "2000 was a leap year: 30 x 365 + 7 leap days + 31 + 28"],
    [2019, 2, 25, 17_952, "49 x 365 + 12 leap days + 31 + 24"],
  ])("%d-%d-%d is day %d: %s", (calendarYear, monthNumber, dayNumber, count) => {
    expect(day(calendarYear, monthNumber, dayNumber)).toBe(count);
  });

  it.each([
    [2019, 2, 29, "2019 is no leap year"],
    [1900, 2, 29, "1900 was none either, whatever an old spreadsheet says"],
    [2100, 2, 29, "nor will 2100 be"],
    [2019, 2, 31, "February is short"],
    [2019, 4, 31, "April has 30 days"],
    [2019, 13, 1, "there is no month 13"],
    [2019, 0, 1, "nor month 0"],
    [2019, 1, 0, "nor day 0"],
    [2019, 1, 32, "nor day 32"],
    [0, 1, 1, "nor year 0"],
    [10_000, 1, 1, "nor a year of five digits"],
    [2019, 1, 1.5, "nor half a day"],
  ])("%d-%d-%d does not exist: %s", (calendarYear, monthNumber, dayNumber) => {
    expect(day(calendarYear, monthNumber, dayNumber)).toBeNull();
  });

  it.each([
    [2000, 2, 29],
    [2016, 2, 29],
    [2400, 2, 29],
  ])("%d-%d-%d does exist: a leap day", (calendarYear, monthNumber, dayNumber) => {
    expect(day(calendarYear, monthNumber, dayNumber)).not.toBeNull();
  });

  it("is written for people and for files", () => {
    expect(formatDay(dayOf("2019-02-25"))).toBe("25 February 2019");
    expect(formatIsoDay(dayOf("0999-01-02"))).toBe("0999-01-02");
  });

  it("lies in its month", () => {
    expect(monthOfDay(dayOf("2019-03-31"))).toBe(monthOf("2019-03"));
    expect(monthOfDay(dayOf("2019-04-01"))).toBe(monthOf("2019-04"));
  });

  const anyDay = fc.integer({ min: -719_162, max: 2_932_896 }).map((count) => count as Day); // years 1 to 9999

  law("comes back from its date", anyDay, (value) => {
    const date = dateOf(value);
    expect(day(date.year, date.month, date.day)).toBe(value);
  });

  law("agrees with the calendar of the language, which knows nothing of ours", anyDay, (value) => {
    const theirs = new Date(value * 86_400_000);
    expect(dateOf(value)).toEqual({
      year: theirs.getUTCFullYear(),
      month: theirs.getUTCMonth() + 1,
      day: theirs.getUTCDate(),
    });
  });
});

describe("some months later (EDATE)", () => {
  it.each([
    ["2018-11-30", 12, "2019-11-30", "the full business case of a decision signed on 30 November 2018"],
    ["2019-01-31", 1, "2019-02-28", "a shorter month ends on its own last day"],
    ["2020-01-31", 1, "2020-02-29", "or on its leap day"],
    ["2020-02-29", 12, "2021-02-28", "a leap day a year on"],
    ["2020-02-29", 48, "2024-02-29", "and four years on"],
    ["2019-03-31", -1, "2019-02-28", "months back"],
    ["2019-01-15", 0, "2019-01-15", "none at all"],
    ["2018-12-31", 2, "2019-02-28", "over the turn of the year"],
  ])("%s + %d months is %s: %s", (from, months, to) => {
    expect(formatIsoDay(addMonths(dayOf(from), months))).toBe(to);
  });
});

describe("months in post (method MONTHS)", () => {
  it.each([
    ["2019-04", 12],
    ["2019-05", 11],
    ["2019-06", 10],
    ["2019-07", 9],
    ["2019-08", 8],
    ["2019-09", 7],
    ["2019-10", 6],
    ["2019-11", 5],
    ["2019-12", 4],
    ["2020-01", 3],
    ["2020-02", 2],
    ["2020-03", 1],
    ["2020-04", 0],
    ["2018-01", 12],
  ])("in 2019/20 of a post that starts in %s without an end are %d", (start, months) => {
    expect(monthsInPost(year("2019/20"), monthOf(start), null)).toBe(months);
  });

  it.each([
    ["2019-04", "2020-03", 12, "the year to its last month"],
    ["2019-04", "2019-04", 1, "a single month, both ends included"],
    ["2019-07", "2019-09", 3, "a quarter"],
    ["2018-04", "2019-06", 3, "the tail of an older post"],
    ["2018-04", "2019-03", 0, "a post that ended in the March before"],
    ["2020-03", "2025-03", 1, "the first month of a longer post"],
    ["2020-04", "2020-06", 0, "a post of the year after"],
    ["2019-09", "2019-07", 0, "an end before the start is no time at all"],
  ])("in 2019/20 from %s to %s are %d: %s", (start, end, months) => {
    expect(monthsInPost(year("2019/20"), monthOf(start), monthOf(end))).toBe(months);
  });

  it.each<[string, string | null, number, string]>([
    ["2019-04-01", null, 12, "from the first day"],
    ["2019-04-15", null, 12, "a start on the 15th still counts its month"],
    ["2019-04-16", null, 11, "a start on the 16th does not"],
    ["2019-01-01", null, 12, "an older post"],
    ["2019-04-01", "2020-03-15", 12, "an end on the 15th counts its month"],
    ["2019-04-01", "2020-03-14", 11, "an end on the 14th does not"],
    ["2020-02-29", null, 1, "a leap day is ignored: the month counts from its 15th"],
    ["2019-06-16", "2019-07-14", 0, "between two 15ths there is no month"],
  ])("counted by the 15th, from %s to %s are %d / 12: %s", (start, end, months) => {
    const part = partYearByMonths(year("2019/20"), dayOf(start), end === null ? null : dayOf(end));
    expect([part.numerator, part.denominator]).toEqual([months, 12]);
  });

  law(
    "of all years together are the months from start to end",
    fc.record({ start: fc.integer({ min: 0, max: 59 }), length: fc.integer({ min: 1, max: 60 }) }),
    ({ start, length }) => {
      const first = (monthOf("2018-04") + start) as Month;
      const last = (first + length - 1) as Month;
      const years = yearsBetween(year("2018/19"), year("2030/31"));
      expect(years.reduce((sum, each) => sum + monthsInPost(each, first, last), 0)).toBe(length);
    },
  );
});

describe("days in post (method DAYS)", () => {
  it.each<[string, string, string | null, number, number, string]>([
    ["2018/19", "2018-04-01", null, 365, 365, "a whole year of 365 days"],
    ["2019/20", "2019-04-01", null, 366, 366, "a whole year of 366: it holds 29 February 2020"],
    ["2018/19", "2019-01-01", null, 90, 365, "31 + 28 + 31 days from 1 January 2019"],
    ["2019/20", "2020-01-01", null, 91, 366, "31 + 29 + 31 days from 1 January 2020"],
    ["2019/20", "2020-02-29", "2020-02-29", 1, 366, "29 February exists"],
    ["2019/20", "2019-04-01", "2019-04-01", 1, 366, "both ends belong to the service"],
    ["2019/20", "2018-01-01", "2019-04-30", 30, 366, "the tail of an older post"],
    ["2019/20", "2020-04-01", null, 0, 366, "a post of the year after"],
    ["2019/20", "2018-04-01", "2019-03-31", 0, 366, "a post that ended the day before"],
  ])("in %s from %s to %s are %d / %d: %s", (yearText, start, end, days, ofYear) => {
    const part = partYearByDays(year(yearText), dayOf(start), end === null ? null : dayOf(end));
    expect([part.numerator, part.denominator]).toEqual([days, ofYear]);
  });

  law(
    "of all years together are the days from start to end, leap days too (law 5)",
    fc.record({ start: fc.integer({ min: 0, max: 2_000 }), length: fc.integer({ min: 1, max: 2_000 }) }),
    ({ start, length }) => {
      const first = (dayOf("2018-04-01") + start) as Day;
      const last = (first + length - 1) as Day;
      let days = 0;
      for (const each of yearsBetween(year("2018/19"), year("2030/31"))) {
        days += partYearByDays(each, first, last).numerator;
      }
      expect(days).toBe(length);
    },
  );
});
