/**
 * Compiled, never run: each expectation is a mixture of pence, posts and rates that the compiler must refuse. Were one
 * of them accepted, the expectation itself would be the error.
 */
import {
  addPence,
  formatFte,
  formatMoney,
  formatPounds,
  largerPence,
  negatePence,
  pence,
  posts,
  rate,
  scalePence,
  smallerPence,
  subtractFte,
  subtractPence,
  sumFte,
  sumPence,
  type Fte,
  type Pence,
  type Rate,
} from "../../src/model/money";
import { financialYear, formatMonth, formatYear, month, type FinancialYear } from "../../src/model/calendar";

export function whatMoneyAllows(amount: Pence, count: Fte, part: Rate): readonly [Pence, Fte, string] {
  const half: Rate = rate(1, 2);
  const total: Pence = addPence(amount, pence(1), scalePence(amount, half), scalePence(amount, part));
  const left: Fte = subtractFte(count, posts(1));
  return [
    smallerPence(total, largerPence(amount, negatePence(amount))),
    sumFte([left]),
    formatPounds(sumPence([total])),
  ];
}

export function whatMoneyRefuses(amount: Pence, count: Fte, part: Rate, year: FinancialYear): void {
  // @ts-expect-error: a number from anywhere is not yet money
  const bare: Pence = 100;
  // @ts-expect-error: nor is it posts
  const bareCount: Fte = 1;
  // @ts-expect-error: nor, with its parts, a rate
  const bareRate: Rate = { numerator: 1, denominator: 2 };
  // @ts-expect-error: posts are not money
  const money: Pence = count;
  // @ts-expect-error: money is not posts
  const people: Fte = amount;
  // @ts-expect-error: a rate is not money
  const share: Pence = part;
  // @ts-expect-error: money is not a rate
  const fraction: Rate = amount;
  // @ts-expect-error: a sum of amounts in bare arithmetic may have left the safe range
  const sum: Pence = amount + amount;
  // @ts-expect-error: a product in bare arithmetic is not rounded by any rule
  const product: Pence = amount * 2;
  // @ts-expect-error: a year is not money
  const yearly: Pence = year;

  // @ts-expect-error: posts cannot be added to money
  addPence(amount, count);
  // @ts-expect-error: nor summed with it
  sumPence([amount, count]);
  // @ts-expect-error: money cannot be summed with posts
  sumFte([count, amount]);
  // @ts-expect-error: posts cannot be taken from money
  subtractPence(amount, count);
  // @ts-expect-error: money cannot be taken from posts
  subtractFte(count, amount);
  // @ts-expect-error: posts have no sign to turn as money has
  negatePence(count);
  // @ts-expect-error: posts and money have no common order
  smallerPence(amount, count);
  // @ts-expect-error: neither way round
  largerPence(count, amount);
  // @ts-expect-error: money is scaled by a rate, not by posts
  scalePence(amount, count);
  // @ts-expect-error: nor by a bare number, which may be a float
  scalePence(amount, 0.317);
  // @ts-expect-error: posts are not scaled as money
  scalePence(count, part);
  // @ts-expect-error: posts are not shown as pounds
  formatPounds(count);
  // @ts-expect-error: nor in a sentence
  formatMoney(count);
  // @ts-expect-error: money is not shown as posts
  formatFte(amount);
  // @ts-expect-error: money is no year
  formatYear(amount);
  // @ts-expect-error: a year is no month
  formatMonth(financialYear(2019));
  // @ts-expect-error: a month is no year
  formatYear(month(2019, 4));

  void [bare, bareCount, bareRate, money, people, share, fraction, sum, product, yearly];
}
