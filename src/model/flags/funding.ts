import type { FundingKind, Nature } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear, type FinancialYear } from "../calendar";
import { type CostedLine } from "../costs";
import type { Flag } from "../finding";
import { mayPay } from "../funding";
import { formatMoney, NIL, type Pence } from "../money";
import { nameKey } from "../naming";
import { rowFor, type Source } from "../sources";
import { costPlace, flag, money, place, topicOf } from "./flag";

/** Flags about cost that no source pays for, and about allocations that could not be used. */
export function gapFlags(calculation: Calculation): readonly Flag[] {
  const { costs, waterfall, sources, businessCase } = calculation;
  const width = costs.years.length;
  const flags: Flag[] = [];
  costs.lines.forEach((line, index) => {
    for (let year = 0; year < width; year++) {
      const left = waterfall.left[index * width + year] ?? 0;
      if (left <= 0) continue;
      const yearValue = costs.years[year] as FinancialYear;
      const yearText = formatYear(yearValue);
      const topic = `${line.reference} ${yearText}`;
      if (line.nature === "Capital" || line.nature === "One-off revenue") {
        flags.push(
          flag(
            line.nature === "Capital" ? "UNFUNDED_CAPITAL" : "UNFUNDED_ONEOFF",
            topic,
            `${formatMoney(left as Pence)} of ${line.reference} ${line.description} in ${yearText} has no source${line.namedSource === null ? "" : `: ${line.namedSource} cannot give it`}.`,
            "Add a source on the Funding sheet, raise its limit, or name another on the line.",
            {
              place: costPlace(line),
              year: yearValue,
              amounts: money(0, left),
              rule: "Demand left after every source that may pay",
              figures: [`funding.gap.${yearText}`],
            },
          ),
        );
      }
      const other = line.namedSource === null ? null : sourceThatCouldPay(calculation, line, year);
      if (other) {
        flags.push(
          flag(
            "FUNDING_ORDER",
            topic,
            `${line.reference} names ${line.namedSource} and is ${formatMoney(left as Pence)} short in ${yearText}, while ${other.name} has money left that could pay for it.`,
            `Name ${other.name} on the line, or 'By order', if it may pay.`,
            {
              place: { line: line.line, field: "fundingSource" },
              year: yearValue,
              rule: "A source is left unused beside a gap that it could cover",
            },
          ),
        );
      }
    }
  });
  for (const { allocation, given } of waterfall.cutAllocations) {
    const target = costs.lines.find((line) => nameKey(line.reference) === nameKey(allocation.reference));
    const source = sources.find((candidate) => candidate.key === nameKey(allocation.source));
    const year = allocation.year - (costs.years[0] ?? 0);
    const isRefused = given === 0 && (!source || !target || !mayPay(source, target, year));
    if (isRefused) continue; // said by allocationsNotUsed, with the reason
    flags.push(
      flag(
        "OVER_FUNDED",
        `${allocation.reference} ${allocation.source} ${formatYear(allocation.year)}`,
        `${formatMoney(allocation.amount)} of ${allocation.source} is allocated to ${allocation.reference} in ${formatYear(allocation.year)}; ${formatMoney(given)} was needed or there to give.`,
        "Lower the allocation, or leave it: the source gives only what is needed.",
        {
          place: { line: allocation.line, field: "amount" },
          year: allocation.year,
          amounts: money(given, allocation.amount),
          rule: "Allocations beyond the demand: the last allocated source gives less",
        },
      ),
    );
  }
  for (const allocation of businessCase.allocations ?? []) {
    const reason = allocationRefusal(calculation, allocation);
    if (reason === null) continue;
    flags.push(
      flag(
        "ALLOCATION_NOT_USED",
        `${allocation.reference} ${allocation.source} ${formatYear(allocation.year)}`,
        `The allocation of ${formatMoney(allocation.amount)} from ${allocation.source} to ${allocation.reference} in ${formatYear(allocation.year)} is not used: ${reason}.`,
        "Correct the row or set it aside.",
        {
          place: { line: allocation.line, field: "reference" },
          year: allocation.year,
          rule: "An allocation needs a line with cost in the year and a source that may pay for it",
        },
      ),
    );
  }
  return flags;
}

function allocationRefusal(
  calculation: Calculation,
  allocation: NonNullable<Calculation["businessCase"]["allocations"]>[number],
): string | null {
  const { costs, sources } = calculation;
  const year = allocation.year - (costs.years[0] ?? 0);
  const lines = costs.lines.filter((line) => nameKey(line.reference) === nameKey(allocation.reference));
  if (lines.length === 0) return `no post or cost is called ${allocation.reference}`;
  if (year < 0 || year >= costs.years.length) return `${formatYear(allocation.year)} is outside the years of the case`;
  const source = sources.find((candidate) => candidate.key === nameKey(allocation.source));
  if (!source) return `there is no source called ${allocation.source}`;
  if (source.standingIn[year] === "Bid") return `${source.name} is only bid for`;
  return lines.some((line) => mayPay(source, line, year)) ? null : `${source.name} may not pay for it in that year`;
}

/** Another source that may pay for a line and has money left in the year; bids and general reserves are no way out. */
function sourceThatCouldPay(calculation: Calculation, line: CostedLine, year: number): Source | null {
  const { sources, waterfall } = calculation;
  const index = sources.findIndex(
    (source, at) =>
      source.kind !== null &&
      source.kind !== "General reserve" &&
      source.key !== nameKey(line.namedSource ?? "") &&
      source.standingIn[year] !== "Bid" &&
      mayPay(source, line, year) &&
      (waterfall.rest[at]?.[year] ?? 0) > 0,
  );
  return sources[index] ?? null;
}

/** Flags about sources: what they may not pay for, bids, labels, order. */
export function sourceFlags(calculation: Calculation): readonly Flag[] {
  const { costs, sources, bid, horizon, demand } = calculation;
  const width = costs.years.length;
  const flags: Flag[] = [];
  const byKey = new Map(sources.map((source) => [source.key, source] as const));
  costs.lines.forEach((line, index) => {
    const source = line.namedSource === null ? undefined : byKey.get(nameKey(line.namedSource));
    if (!source || source.kind === null || line.nature === null || source.eligibleFor.has(line.nature)) return;
    if (!hasDemand(demand.amounts, index, width)) return;
    const isFundForChange = source.kind === "Major Change Fund" && line.nature === "Recurring revenue";
    flags.push(
      isFundForChange
        ? flag(
            "MCF_RECURRING",
            `${topicOf(line)} ${source.name}`,
            `${line.reference} is recurring cost charged to ${source.name}; this fund is for one-off change.`,
            "Name another source for the recurring part.",
            {
              place: { line: line.line, field: "fundingSource" },
              rule: "A Major Change Fund pays one-off revenue only",
            },
          )
        : flag(
            "FUNDING_WRONG_NATURE",
            `${topicOf(line)} ${source.name}`,
            `${source.name} (${source.kind}) cannot fund ${line.reference}: it is ${natureInWords(line.nature)}, and the source pays for ${[...source.eligibleFor].map(natureInWords).join(", ") || "nothing"}.`,
            "Name a source that may pay for it, or correct the type of the cost or Eligible for on the Funding sheet.",
            {
              place: { line: line.line, field: "fundingSource" },
              rule: "Money pays only for what it is eligible for; revenue may fund capital, capital money may not fund revenue",
            },
          ),
    );
  });
  sources.forEach((source, index) => {
    const label = labelMismatch(source);
    if (label !== null) {
      flags.push(
        flag(
          "FUNDING_LABEL",
          source.name,
          `${source.name} is called ${label}, and its Kind is ${source.kind}.`,
          "Correct the Kind, or leave it if the name misleads.",
          {
            place: place(source.rows[0]?.line ?? null, "kind"),
            rule: "The name and the Kind speak of different money",
          },
        ),
      );
    }
    horizon.years.forEach((year, at) => {
      const amount = bid[index]?.[at] ?? NIL;
      if (amount === 0) return;
      flags.push(
        flag(
          "FUNDING_BID_COUNTED",
          `${source.name} ${formatYear(year)}`,
          `${formatMoney(amount)} from ${source.name} in ${formatYear(year)} is a bid; it stays inside the gap until it is approved.`,
          "Record the approval when it comes.",
          {
            place: place(rowFor(source, year), "status"),
            year,
            rule: "Bid money is shown, never counted",
            amounts: money(0, amount),
            figures: [`funding.bid.${formatYear(year)}`],
          },
        ),
      );
    });
  });
  return flags;
}

function hasDemand(amounts: Float64Array, line: number, width: number): boolean {
  for (let year = 0; year < width; year++) if ((amounts[line * width + year] ?? 0) > 0) return true;
  return false;
}

function natureInWords(nature: Nature): string {
  return nature.toLowerCase();
}

/** Words in a name that belong to kinds of money other than the one typed. */
function labelMismatch(source: Source): string | null {
  const name = nameKey(source.name);
  const says = (word: string, kinds: readonly FundingKind[]): boolean =>
    name.split(" ").includes(word) && source.kind !== null && !kinds.includes(source.kind);
  if (says("reserve", ["Earmarked reserve", "General reserve"])) return "a reserve";
  if (says("grant", ["Revenue grant", "Capital grant", "Third party"])) return "a grant";
  if (says("receipts", ["Capital receipts"])) return "receipts";
  if (says("borrowing", ["Borrowing"])) return "borrowing";
  return null;
}
