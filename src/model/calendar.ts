/**
 * Financial years, months and days. A financial year runs from 1 April to 31 March and is named by both of its years;
 * nothing here reads the clock, so today's date is always an input.
 */
import { rate, type Rate } from "./money";

declare const kind: unique symbol;

/** A financial year, held as the calendar year it begins in: 2018 is 2018/19. */
export type FinancialYear = number & { readonly [kind]: "financial year" };

/** A calendar month, held as months since January of year 0. */
export type Month = number & { readonly [kind]: "month" };

/** A calendar day, held as days since 1 January 1970. */
export type Day = number & { readonly [kind]: "day" };

/** The first month of a financial year; April is month 4. */
const FIRST_MONTH = 4;

/** The financial year that begins in April of the given calendar year. Throws outside 1900 to 9998. */
export function financialYear(firstCalendarYear: number): FinancialYear {
  if (!Number.isInteger(firstCalendarYear) || firstCalendarYear < 1900 || firstCalendarYear > 9998) {
    throw new RangeError(`not a financial year: ${firstCalendarYear}`);
  }
  return firstCalendarYear as FinancialYear;
}

/** The canonical form "2018/19". */
export function formatYear(year: FinancialYear): string {
  return `${year}/${String((year + 1) % 100).padStart(2, "0")}`;
}

/** The year a number of years later, or earlier when the number is below nil. */
export function addYears(year: FinancialYear, count: number): FinancialYear {
  return financialYear(year + count);
}

/** Every year from first to last, both included; empty when last is before first. */
export function yearsBetween(first: FinancialYear, last: FinancialYear): readonly FinancialYear[] {
  const years: FinancialYear[] = [];
  for (let year: number = first; year <= last; year++) years.push(year as FinancialYear);
  return years;
}

/** The month of a calendar year; `monthOfYear` 1 is January. Throws on anything else. */
export function month(calendarYear: number, monthOfYear: number): Month {
  if (!Number.isInteger(calendarYear) || !Number.isInteger(monthOfYear) || monthOfYear < 1 || monthOfYear > 12) {
    throw new RangeError(`not a month: ${calendarYear}-${monthOfYear}`);
  }
  return (calendarYear * 12 + monthOfYear - 1) as Month;
}

/** The calendar year that a month lies in. */
export function calendarYearOf(value: Month): number {
  return Math.floor(value / 12);
}

/** 1 is January. */
export function monthOfYear(value: Month): number {
  return (value % 12) + 1;
}

/** The financial year that a month lies in: January to March belong to the year that began before them. */
export function yearOfMonth(value: Month): FinancialYear {
  const calendarYear = calendarYearOf(value);
  return financialYear(monthOfYear(value) < FIRST_MONTH ? calendarYear - 1 : calendarYear);
}

/** April of the year. */
export function firstMonthOf(year: FinancialYear): Month {
  return month(year, FIRST_MONTH);
}

/** March at the end of the year. */
export function lastMonthOf(year: FinancialYear): Month {
  return (firstMonthOf(year) + 11) as Month;
}

/** "2019-04": how a month stands in the ids of figures. */
export function formatIsoMonth(value: Month): string {
  return `${String(calendarYearOf(value)).padStart(4, "0")}-${String(monthOfYear(value)).padStart(2, "0")}`;
}

const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** "April 2019". */
export function formatMonth(value: Month): string {
  return `${MONTH_NAMES[monthOfYear(value) - 1]} ${calendarYearOf(value)}`;
}

/** The day of a date in the Gregorian calendar, or null when there is no such day (31 February). */
export function day(calendarYear: number, monthNumber: number, dayOfMonth: number): Day | null {
  if (![calendarYear, monthNumber, dayOfMonth].every(Number.isInteger)) return null;
  if (calendarYear < 1 || calendarYear > 9999 || monthNumber < 1 || monthNumber > 12) return null;
  if (dayOfMonth < 1 || dayOfMonth > daysInMonth(calendarYear, monthNumber)) return null;
  // Days from the civil date: years are counted from March, so that a leap day comes last.
  const shiftedYear = monthNumber <= 2 ? calendarYear - 1 : calendarYear;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (monthNumber + (monthNumber > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) as Day;
}

export type CalendarDate = { readonly year: number; readonly month: number; readonly day: number };

/** The date of a day in the Gregorian calendar. */
export function dateOf(value: Day): CalendarDate {
  const shifted = value + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const monthNumber = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (monthNumber <= 2 ? 1 : 0);
  return { year, month: monthNumber, day: dayOfMonth };
}

/** "2019-02-25". */
export function formatIsoDay(value: Day): string {
  const date = dateOf(value);
  return `${String(date.year).padStart(4, "0")}-${String(date.month).padStart(2, "0")}-${String(date.day).padStart(2, "0")}`;
}

/** "25 February 2019". */
export function formatDay(value: Day): string {
  const date = dateOf(value);
  return `${date.day} ${MONTH_NAMES[date.month - 1]} ${date.year}`;
}

/** The month that a day lies in. */
export function monthOfDay(value: Day): Month {
  const date = dateOf(value);
  return month(date.year, date.month);
}

/** The first day of a month. */
export function firstDayOf(value: Month): Day {
  return day(calendarYearOf(value), monthOfYear(value), 1) as Day; // the first of a month always exists
}

/** The last day of a month. */
export function lastDayOf(value: Month): Day {
  return (firstDayOf((value + 1) as Month) - 1) as Day;
}

/**
 * The same day of the month a number of months later, or the last day of that month when it is shorter: Excel's EDATE.
 */
export function addMonths(value: Day, count: number): Day {
  const from = dateOf(value);
  const target = (month(from.year, from.month) + count) as Month;
  const last = dateOf(lastDayOf(target)).day;
  return day(calendarYearOf(target), monthOfYear(target), Math.min(from.day, last)) as Day;
}

/**
 * How many months of a financial year a post exists (0 to 12).
 *
 * Formula: months in [start, end] that lie in the year; start and end are whole months, both included, so that a post
 * exists on the 15th of each. An absent end never ends. Source: finance model C1, method MONTHS. No rounding.
 */
export function monthsInPost(year: FinancialYear, start: Month, end: Month | null): number {
  const from = Math.max(start, firstMonthOf(year));
  const to = end === null ? lastMonthOf(year) : Math.min(end, lastMonthOf(year));
  return Math.max(0, to - from + 1);
}

/**
 * The share of a financial year in post by whole months: months / 12.
 *
 * A month counts when the post exists on its 15th. Source: finance model C1, method MONTHS. Exact fraction.
 */
export function partYearByMonths(year: FinancialYear, startDay: Day, endDay: Day | null): Rate {
  const start = monthOfDay(startDay);
  const startDate = dateOf(startDay);
  const firstCounted = (startDate.day <= MID_MONTH ? start : start + 1) as Month;
  if (endDay === null) return rate(monthsInPost(year, firstCounted, null), 12);
  const endDate = dateOf(endDay);
  const end = monthOfDay(endDay);
  const lastCounted = (endDate.day >= MID_MONTH ? end : end - 1) as Month;
  return rate(monthsInPost(year, firstCounted, lastCounted), 12);
}

/** A month counts when the post exists on this day of it (finance model C1). */
const MID_MONTH = 15;

/**
 * The share of a financial year in post by days: days in service / days in the year (365, or 366 with a 29 February).
 *
 * Both ends belong to the service. Source: finance model C1, method DAYS. Exact fraction.
 */
export function partYearByDays(year: FinancialYear, startDay: Day, endDay: Day | null): Rate {
  const first = firstDayOf(firstMonthOf(year));
  const last = lastDayOf(lastMonthOf(year));
  const from = Math.max(first, startDay);
  const to = endDay === null ? last : Math.min(last, endDay);
  return rate(Math.max(0, to - from + 1), last - first + 1);
}

function daysInMonth(calendarYear: number, monthNumber: number): number {
  if (monthNumber === 2) {
    const isLeap = calendarYear % 4 === 0 && (calendarYear % 100 !== 0 || calendarYear % 400 === 0);
    return isLeap ? 29 : 28;
  }
  return [4, 6, 9, 11].includes(monthNumber) ? 30 : 31;
}
