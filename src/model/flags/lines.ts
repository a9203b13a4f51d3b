import type { Calculation } from "../calculation";
import { firstMonthOf, formatMonth, formatYear, yearOfMonth } from "../calendar";
import { type CostedLine } from "../costs";
import { isVatIncluded } from "../economicCase";
import type { Flag } from "../finding";
import { formatMoney, NIL, pence, type Pence } from "../money";
import { nameKey } from "../naming";
import { parameterValue } from "../parameters";
import { priceBaseOf, priceIndexOf } from "../priceBase";
import { costPlace, flag, linesInOrder, topicOf } from "./flag";

/** Flags about single cost lines: bias in prices, VAT, amounts missing, likely capital, likely duplicates. */
export function lineFlags(calculation: Calculation): readonly Flag[] {
  const { businessCase, horizon } = calculation;
  const lines = linesInOrder(calculation);
  const flags: Flag[] = [];
  const bases = new Map<string, CostedLine>();
  const seen = new Map<string, CostedLine>();
  const deMinimis = parameterValue(businessCase, "capital-de-minimis").value;
  for (const line of lines) {
    const costLine = line.costLine;
    if (!costLine) continue;
    const base = priceBaseOf(line, businessCase.decision);
    const baseName = base.kind === "cash" ? "cash" : `real ${formatYear(base.year)}`;
    if (!bases.has(baseName)) bases.set(baseName, line);

    if (costLine.confidence === "Unquantified" && costLine.amount === null) {
      flags.push(
        flag(
          "UNQUANTIFIED_RISK",
          topicOf(line),
          `${line.reference} ${line.description} has no amount yet; it adds nothing to the totals.`,
          "Enter the amount when it is known.",
          {
            place: { line: line.line, field: "amount" },
            year: costLine.year,
            rule: "Confidence is Unquantified and Amount is blank",
          },
        ),
      );
    }
    if (costLine.vat !== null && isVatIncluded(costLine.vat)) {
      flags.push(
        flag(
          "VAT_INCLUDED",
          topicOf(line),
          `${line.reference} is shown with VAT ('${costLine.vat}'); a body that recovers VAT enters costs without it.`,
          "Enter the amount without recoverable VAT.",
          {
            place: { line: line.line, field: "vat" },
            year: costLine.year,
            rule: "VAT says that it is included",
          },
        ),
      );
    }
    if (costLine.isYearOnly && line.type === "Revenue recurring" && costLine.startMonth !== null) {
      const starts = costLine.startMonth;
      if (yearOfMonth(starts) === costLine.year && starts > firstMonthOf(costLine.year)) {
        flags.push(
          flag(
            "PART_YEAR_AS_FULL",
            topicOf(line),
            `${line.reference} starts in ${formatMonth(starts)}; the amount of ${formatYear(costLine.year)} is used as it stands.`,
            "Check that the first year's amount is the part-year cost.",
            {
              place: { line: line.line, field: "startMonth" },
              year: costLine.year,
              rule: "A year-by-year amount with a start after April of its year",
            },
          ),
        );
      }
    }
    if (costLine.amount !== null && costLine.amount.amount !== 0) {
      const key = [
        nameKey(line.description),
        nameKey(line.site),
        line.type,
        costLine.year,
        costLine.amount.amount,
        costLine.option ?? "",
      ].join("|");
      const twin = seen.get(key);
      if (twin && nameKey(twin.reference) !== nameKey(line.reference)) {
        flags.push(
          flag(
            "DUPLICATE_LINE",
            `${topicOf(twin)} and ${topicOf(line)}`,
            `${twin.reference} and ${line.reference} look like the same item twice: ${line.description}, ${formatYear(costLine.year)}, ${formatMoney(costLine.amount.amount)}.`,
            "Keep one of them, or describe them apart.",
            {
              place: { line: line.line, field: "amount" },
              alsoAt: [{ line: twin.line, field: "amount" }],
              year: costLine.year,
              rule: "Same description, site, type, year and amount",
            },
          ),
        );
      } else seen.set(key, line);
    }
    if (
      deMinimis.unit === "money" &&
      (line.type === "Revenue one-off" || line.type === "Revenue recurring") &&
      isOftenCapital(line.category) &&
      (costLine.assetLifeYears === null || costLine.assetLifeYears > 1) &&
      (costLine.amount?.amount ?? 0) >= deMinimis.amount
    ) {
      flags.push(
        flag(
          "CLASSIFICATION_CHECK",
          topicOf(line),
          `${line.reference} ${line.description}: ${formatMoney(costLine.amount?.amount ?? NIL)} of '${line.category}' is entered as revenue. Could this be capital?`,
          "Check it against the capitalisation policy; leave it if it is revenue.",
          {
            place: { line: line.line, field: "type" },
            year: costLine.year,
            rule: `Estate or IT in revenue at or above the capital de minimis of ${formatMoney(deMinimis.amount)}`,
          },
        ),
      );
    }
  }
  if (deMinimis.unit === "money") flags.push(...likelyRevenueFlags(lines, deMinimis.amount));
  const [firstBase, secondBase] = [...bases];
  // A Price index takes every line to cash before it is added.
  if (firstBase && secondBase && priceIndexOf(businessCase) === null) {
    flags.push(
      flag(
        "PRICE_BASE_MIXED",
        "Price base",
        `Lines in different price bases are added together: ${[...bases.keys()].join(", ")}.`,
        "Enter the Price index of the years on the Assumptions sheet, or bring all lines to one price base.",
        {
          place: { line: secondBase[1].line, field: "priceBase" },
          alsoAt: [{ line: firstBase[1].line, field: "priceBase" }],
          rule: "More than one price base among the lines counted, and no Price index",
          figures: ["cost.total"],
        },
      ),
    );
  }
  const tails = tailsOf(lines);
  const capitalIt = lines.filter(
    (line) => line.nature === "Capital" && isIt(wordsOf(line.category)) && !hasTail(line, tails),
  );
  const firstIt = capitalIt[0];
  if (firstIt && horizon.inYears > 1) {
    flags.push(
      flag(
        "REVENUE_TAIL_MISSING",
        "Running cost of IT",
        `${capitalIt.map((line) => line.reference).join(", ")}: IT is bought with capital and no running cost (support, refresh) is entered.`,
        "Enter the running cost as Revenue recurring, or note that there is none.",
        {
          place: costPlace(firstIt),
          alsoAt: capitalIt.slice(1).map(costPlace),
          rule: "IT capital without any recurring cost line, or with lines of other schemes only",
        },
      ),
    );
  }
  return flags;
}

/**
 * Capital that does not pass the test of an asset: it lasts no longer than a year, or all that belongs together with it (the
 * lines of its scheme, else those described alike) stays below the de minimis. Source: finance model 4.9.
 */
function likelyRevenueFlags(lines: readonly CostedLine[], deMinimis: Pence): readonly Flag[] {
  const groups = new Map<string, CostedLine[]>();
  for (const line of lines) {
    if (line.nature !== "Capital" || line.costLine === null) continue;
    const { scheme } = line.costLine;
    const key = scheme === null ? `described ${nameKey(line.description)}` : `scheme ${nameKey(scheme)}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.values()].flatMap((group) => {
    const amountOf = (line: CostedLine): number => line.costLine?.amount?.amount ?? 0;
    const spent = group.filter((line) => amountOf(line) > 0);
    const [first] = spent;
    if (!first) return [];
    const total = spent.reduce((sum, line) => sum + amountOf(line), 0);
    const short = spent.filter((line) => line.costLine?.assetLifeYears != null && line.costLine.assetLifeYears <= 1);
    if (total >= deMinimis && short.length === 0) return [];
    const [asked] = short;
    const line = total < deMinimis || !asked ? first : asked;
    return [
      flag(
        "CLASSIFICATION_CHECK",
        `${topicOf(line)} as capital`,
        total < deMinimis
          ? `${line.reference} ${line.description}: ${formatMoney(pence(total))} is entered as capital, below the de minimis of ${formatMoney(deMinimis)}. Could this be revenue?`
          : `${line.reference} ${line.description} is entered as capital with an asset life of no more than a year. Could this be revenue?`,
        "Check it against the capitalisation policy; leave it if it is part of a larger asset.",
        {
          place: { line: line.line, field: total < deMinimis ? "type" : "assetLifeYears" },
          alsoAt: (total < deMinimis ? spent : short).slice(1).map((each) => ({ line: each.line, field: "type" })),
          year: line.costLine?.year ?? null,
          rule: `Capital lasts longer than a year and is not below the de minimis of ${formatMoney(deMinimis)}`,
        },
      ),
    ];
  });
}

/** Estate work and changes to IT often are capital; scoping what may come is not. Source: finance model 4.9. */
function isOftenCapital(category: string): boolean {
  const words = wordsOf(category);
  if (words.has("estate") || words.has("estates")) return true;
  return (
    isIt(words) && ["change", "changes", "hardware", "equipment", "infrastructure"].some((word) => words.has(word))
  );
}

function isIt(words: ReadonlySet<string>): boolean {
  return words.has("it") || words.has("ict");
}

/** The schemes that recurring lines of Costs name; null stands for lines that name none, and so may belong to any. */
function tailsOf(lines: readonly CostedLine[]): ReadonlySet<string | null> {
  const tails = new Set<string | null>();
  for (const { costLine, nature } of lines) {
    if (costLine && nature === "Recurring revenue")
      tails.add(costLine.scheme === null ? null : nameKey(costLine.scheme));
  }
  return tails;
}

function hasTail({ costLine }: CostedLine, tails: ReadonlySet<string | null>): boolean {
  const scheme = costLine?.scheme ?? null;
  return tails.has(null) || (scheme === null ? tails.size > 0 : tails.has(nameKey(scheme)));
}

function wordsOf(category: string): ReadonlySet<string> {
  return new Set(nameKey(category).split(/[^a-z0-9]+/));
}
