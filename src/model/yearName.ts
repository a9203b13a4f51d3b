/** The ways in which a financial year is written. */
import { financialYear, type FinancialYear } from "./calendar";

/** How many years a century has: the second half of "2018/19" leaves them out. */
const CENTURY = 100;

/**
 * The financial year that a text names, or null when it names none.
 *
 * "2018/19", "2018-19" (also with a dash), "2018/2019" and "1999/2000", with spaces around or not. The second year must
 * follow the first: "2018/20" names no financial year, and a bare "2018" could be either of two. Source: finance model 4.2.
 */
export function financialYearNamed(text: string): FinancialYear | null {
  const parts = /^(\d{4})\s*[/\u2013-]\s*(\d{2}|\d{4})$/.exec(text.trim());
  if (parts === null) return null;
  const [, first = "", second = ""] = parts;
  const year = Number(first);
  const following = second.length === first.length ? year + 1 : (year + 1) % CENTURY;
  if (Number(second) !== following) return null;
  try {
    return financialYear(year);
  } catch {
    return null; // a year before any case could be
  }
}
