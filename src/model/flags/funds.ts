import type { LedgerRow } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear, type FinancialYear } from "../calendar";
import type { Flag } from "../finding";
import {
  claimsTwice,
  fundsWithoutFunding,
  LEDGER_FIELDS,
  ledgerDifferences,
  type DoubleClaim,
  type LedgerDifference,
} from "../fundLedger";
import { formatMoney, pence } from "../money";
import { nameKey } from "../naming";
import { parameterValue } from "../parameters";
import { rowFor } from "../sources";
import { flag, money, place, REFERENCES_NAMED } from "./flag";

/** Flags about a Major Change Fund or another fund with a balance: overdrawn, low, recurring cost on it. */
export function fundFlags(calculation: Calculation): readonly Flag[] {
  const { funds, sources, businessCase } = calculation;
  const flags: Flag[] = [];
  const low = parameterValue(businessCase, "fund-headroom-low").value;
  for (const year of funds) {
    const source = sources.find((candidate) => candidate.name === year.source);
    if (!source || year.headroom === null || year.opening === null) continue;
    const yearText = formatYear(year.year);
    const figures = [`fund.${year.slug}.headroom.${yearText}`];
    const at = { place: place(rowFor(source, year.year), "opening"), year: year.year, figures };
    const held = year.opening + year.contributions;
    if (year.headroom < 0) {
      const code = source.kind === "Capital plan" ? "CAPITAL_LINE_OVERDRAWN" : "MCF_OVERDRAWN";
      flags.push(
        flag(
          code,
          `${source.name} ${yearText}`,
          `${source.name} is short by ${formatMoney(pence(-year.headroom))} in ${yearText}.`,
          "Ask for less, or have more put into it.",
          {
            ...at,
            amounts: money(0, -year.headroom),
            rule: "Opening + contributions - spent - committed - this request is below nil",
          },
        ),
      );
    } else if (low.unit === "percent" && held > 0 && year.headroom * low.rate.denominator < held * low.rate.numerator) {
      const tenths = Math.floor((year.headroom * 1000) / held);
      flags.push(
        flag(
          "MCF_LOW",
          `${source.name} ${yearText}`,
          `${Math.floor(tenths / 10)}.${tenths % 10}% of ${source.name} is left in ${yearText}: ${formatMoney(year.headroom)}.`,
          "Check what else is coming against the fund.",
          {
            ...at,
            rule: `Headroom below ${(low.rate.numerator * 100) / low.rate.denominator}% of the fund`,
          },
        ),
      );
    }
  }
  return flags;
}

/** Flags about what other cases ask of funds: the ledger against Funding, money claimed twice, funds that nobody enters. */
export function ledgerFlags(calculation: Calculation): readonly Flag[] {
  const { businessCase } = calculation;
  if (businessCase.fundLedger === null) return [];
  return [
    ...ledgerDifferences(businessCase).map((difference) => {
      const field = LEDGER_FIELDS[difference.status];
      const years = difference.year === null ? "all years" : formatYear(difference.year);
      const heading = field[0]?.toUpperCase() + field.slice(1);
      return flag(
        "FUND_LEDGER_DISAGREES",
        `${difference.fund} ${heading} ${years}`,
        `${heading} of ${difference.fund} in ${years} is ${formatMoney(pence(difference.stated))} on Funding; the Fund ledger adds to ${formatMoney(pence(difference.inLedger))} ${difference.status.toLowerCase()} (${casesInWords(difference.rows)}).`,
        "Correct one of the two, or leave it blank on Funding; Funding is used and the ledger is not added to it.",
        {
          place: { line: difference.fundingRow.line, field },
          alsoAt: difference.rows.slice(0, REFERENCES_NAMED).map((row) => ({ line: row.line, field: "amount" })),
          year: difference.year,
          amounts: money(difference.stated, difference.inLedger),
          rule: "Where both are given, Funding and the Fund ledger agree to the penny",
          figures: headroomsFrom(calculation, difference),
        },
      );
    }),
    ...claimsTwice(businessCase, (name, year) => heldBy(calculation, name, year)).map(doubleClaimFlag),
    ...fundsWithoutFunding(businessCase).flatMap((rows) => {
      const [first, ...others] = rows;
      if (!first) return [];
      return [
        flag(
          "FUND_LEDGER_UNMATCHED",
          first.fund,
          `The Fund ledger has claims on ${first.fund}, and no Funding row is called so: what the fund has left is not worked out.`,
          "Enter the fund on Funding, or spell it as Funding does.",
          {
            place: { line: first.line, field: "fund" },
            alsoAt: others.slice(0, REFERENCES_NAMED).map((row) => ({ line: row.line, field: "fund" })),
            rule: "A claim needs the fund that it is made on",
          },
        ),
      ];
    }),
  ];
}

/** What is left of the fund from the year on in which two sheets differ, after the pipeline where only that differs. */
function headroomsFrom({ funds }: Calculation, { fund, year, status }: LedgerDifference): readonly string[] {
  const parts = status === "Proposed" ? ["pipeline-headroom"] : ["headroom", "pipeline-headroom"];
  return funds
    .filter((each) => nameKey(each.source) === nameKey(fund) && (year === null || each.year >= year))
    .filter((each) => status !== "Proposed" || year === null || each.year === year)
    .flatMap((each) => parts.map((part) => `fund.${each.slug}.${part}.${formatYear(each.year)}`));
}

function doubleClaimFlag(claim: DoubleClaim): Flag {
  const [first, ...others] = claim.rows as readonly [LedgerRow, ...LedgerRow[]];
  const yearText = formatYear(first.year);
  const at = {
    place: { line: first.line, field: "amount" },
    alsoAt: others.slice(0, REFERENCES_NAMED).map((row) => ({ line: row.line, field: "amount" })),
    year: first.year,
  };
  switch (claim.kind) {
    case "this case":
      return flag(
        "FUND_CLAIM_REPEATED",
        `${first.fund} ${yearText} this case`,
        `This case is in the Fund ledger of ${first.fund} for ${yearText} with ${formatMoney(pence(sumOf(claim.rows)))}; what it asks for is worked out from its own lines, and the row is not added.`,
        "Take the row out of the ledger, which is for other cases.",
        { ...at, rule: "One request is counted once" },
      );
    case "same case":
      return flag(
        "FUND_CLAIM_REPEATED",
        `${first.fund} ${yearText} ${first.caseName}`,
        `${first.caseName} claims ${formatMoney(first.amount)} of ${first.fund} in ${yearText} ${claim.rows.length === 2 ? "twice" : `${claim.rows.length} times`} (${claim.rows.map((row) => row.status.toLowerCase()).join(", ")}); all are counted.`,
        "Keep one row for each amount, with its status of today.",
        { ...at, rule: "The same case, fund, year and amount more than once" },
      );
    case "balance":
      return flag(
        "FUND_CLAIMED_TWICE",
        `${first.fund} ${yearText} ${claim.balance}`,
        `${casesInWords(claim.rows)} claim ${formatMoney(pence(claim.claimed))} of ${claim.balance} in ${yearText}, which holds ${formatMoney(pence(claim.held))}.`,
        "Find out which case may have it; the other needs another balance.",
        {
          ...at,
          amounts: money(claim.held, claim.claimed),
          rule: "Approved claims on one balance are no more than it holds",
        },
      );
  }
}

/** What a fund or reserve holds in a year before anything leaves it; null where that is not known. */
function heldBy({ funds, reserves }: Calculation, name: string, year: FinancialYear): number | null {
  const key = nameKey(name);
  const fund = funds.find((each) => nameKey(each.source) === key && each.year === year);
  if (fund) return fund.opening === null ? null : fund.opening + fund.contributions;
  const reserve = reserves.find((each) => nameKey(each.source) === key && each.year === year);
  return reserve?.opening == null ? null : reserve.opening + reserve.in + reserve.between;
}

function casesInWords(rows: readonly LedgerRow[]): string {
  const names = rows.slice(0, REFERENCES_NAMED).map((row) => `${row.caseName} ${formatMoney(row.amount)}`);
  const more = rows.length - names.length;
  return `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function sumOf(rows: readonly LedgerRow[]): number {
  return rows.reduce((sum, row) => sum + row.amount, 0);
}
