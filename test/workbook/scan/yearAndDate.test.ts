import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day, dateOf, financialYear, formatIsoDay, formatYear, type Day } from "../../../src/model";
import { dayOfSerial, isDateFormat, scanDateText, scanYear, serialOfDay } from "../../../src/workbook/scan/yearAndDate";

describe("a financial year in text", () => {
  it.each([
    ["2018/19", 2018, true],
    ["1999/00", 1999, true],
    ["2026-27", 2026, false],
    ["2026\u201327", 2026, false],
    ["2026/2027", 2026, false],
    ["26/27", 2026, false],
    ["FY26/27", 2026, false],
    ["fy 2026/27", 2026, false],
    [" 2026/27 ", 2026, false],
    ["2026 / 27", 2026, false],
    ["\uff12\uff10\uff12\uff16/27", 2026, false],
    ["49/50", 2049, false],
    ["50/51", 1950, false],
    ["99/00", 1999, false],
    ["2003-04", 2003, false],
  ])("%j is the year that begins in %i", (text, begins, isCanonical) => {
    expect(scanYear(text)).toEqual({ kind: "year", year: financialYear(begins), isCanonical });
  });

  it.each(["2026", "26", "FY27"])("%j is one year where two are needed", (text) =>
    expect(scanYear(text).kind).toBe("one year"),
  );

  it.each([
    "2026/28",
    "2026/25",
    "2026/26",
    "26/2",
    "2026/027",
    "next year",
    "",
    "/27",
    "2026/27/28",
    "1/4/2026",
    "0000/01",
  ])("%j is no financial year", (text) => expect(scanYear(text).kind).toBe("not a year"));

  it("reads back every year that the model prints", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 9998 }), (begins) => {
        const year = financialYear(begins);
        const read = scanYear(formatYear(year));
        return read.kind === "year" && read.year === year && read.isCanonical;
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a date in text", () => {
  const read = (text: string): string => {
    const scanned = scanDateText(text);
    return scanned.kind === "date"
      ? `${formatIsoDay(scanned.day)}${scanned.hasDayOfMonth ? "" : " (month)"}`
      : scanned.kind;
  };

  it.each([
    ["2026-04-01", "2026-04-01"],
    ["2026/04/01", "2026-04-01"],
    ["25/12/2026", "2026-12-25"],
    ["13.04.2026", "2026-04-13"],
    ["04/04/2026", "2026-04-04"],
    ["1 April 2026", "2026-04-01"],
    ["1-Apr-2026", "2026-04-01"],
    ["1 Sept 2026", "2026-09-01"],
    ["29/02/2028", "2028-02-29"],
    ["April 2026", "2026-04-01 (month)"],
    ["apr-2026", "2026-04-01 (month)"],
    ["April, 2026", "2026-04-01 (month)"],
  ])("%j is %s", (text, meant) => expect(read(text)).toBe(meant));

  it.each(["04/05/2026", "1/4/2026", "12-11-2026", "Apr-26", "April 26", "1 Apr 26"])(
    "%j can be read in two ways",
    (text) => expect(read(text)).toBe("ambiguous"),
  );

  it.each(["31/02/2026", "29/02/2027", "Q1", "26", "next April", "", "2026-13-01", "32/01/2026", "ma 2026", "0/0/0"])(
    "%j is no date",
    (text) => expect(read(text)).toBe("not a date"),
  );
});

describe("a serial number", () => {
  const shown = (serial: number, system: 1900 | 1904 = 1900): string => {
    const found = dayOfSerial(serial, system);
    return found === null ? "none" : `${formatIsoDay(found.day)}${found.hasTime ? " with a time" : ""}`;
  };

  it.each([
    [46_113, "2026-04-01"],
    [46_113.75, "2026-04-01 with a time"],
    [18_264, "1950-01-01"],
    [18_263, "none"], // 1949
    [109_574, "2199-12-31"],
    [109_575, "none"],
    [2_026, "none"], // a year typed alone would be 18 July 1905
    [61, "none"],
    [60, "none"], // 29 February 1900, which never was
    [26, "none"],
    [0, "none"],
    [-1, "none"],
    [Number.NaN, "none"],
    [Number.POSITIVE_INFINITY, "none"],
  ])("%d of the 1900 system is %s", (serial, meant) => expect(shown(serial)).toBe(meant));

  it("counts 1,462 lower from 1904", () => {
    expect(shown(44_651, 1904)).toBe("2026-04-01");
    expect(shown(46_113 - 1_462, 1904)).toBe(shown(46_113));
  });

  it("goes to a day and back in both systems", () => {
    const first = day(1950, 1, 1) as Day;
    const last = day(2199, 12, 31) as Day;
    fc.assert(
      fc.property(
        fc.integer({ min: first, max: last }),
        fc.constantFrom(1900 as const, 1904 as const),
        (value, system) => {
          const back = dayOfSerial(serialOfDay(value as Day, system), system);
          return back?.day === value && !back.hasTime && dateOf(back.day).year >= 1950;
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("a number format", () => {
  it.each(["dd/mm/yyyy", "mmm-yy", "d-mmm", "h:mm", "[$-809]dd mmmm yyyy", "[h]:mm:ss", 'yyyy"/"mm'])(
    "%j shows a date",
    (format) => expect(isDateFormat(format)).toBe(true),
  );

  it.each([
    "General",
    "0",
    "#,##0.00",
    '"£"#,##0',
    '0.0,,"m"',
    "0.0,,\\m",
    "0%",
    "_-* #,##0.00_-",
    "#,##0_m",
    "[Red]-0",
    "0.00E+00",
    "@",
    '"days"0',
    '0"',
  ])("%j shows none", (format) => expect(isDateFormat(format)).toBe(false));
});
