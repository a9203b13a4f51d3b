import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import type { CostedLine } from "../costs";
import { financingLineKind, type BorrowedCapital } from "../financing";
import type { Flag } from "../finding";
import { formatMoney } from "../money";
import { nameKey } from "../naming";
import { flag, linesInOrder, topicOf } from "./flag";

/** Flags about borrowed capital: no asset life to charge it over, and MRP entered before it begins. */
export function financingFlags(calculation: Calculation): readonly Flag[] {
  return [...noLifeFlags(calculation), ...tooEarlyFlags(calculation)];
}

function noLifeFlags({ financing }: Calculation): readonly Flag[] {
  const seen = new Set<string>();
  return financing.borrowed.flatMap(({ line, amount, life, year, firstCharge }) => {
    if (life.kind === "stated" || seen.has(line.line)) return [];
    seen.add(line.line);
    return [
      flag(
        "MRP_NO_LIFE",
        topicOf(line),
        life.found === null
          ? `Borrowing pays ${formatMoney(amount)} of ${line.reference} in ${formatYear(year)}, and no asset life says over how many years it is charged to revenue.`
          : `Borrowing pays ${formatMoney(amount)} of ${line.reference} in ${formatYear(year)}, and its asset life of ${life.found} is not a whole number of years.`,
        "Enter the Asset life in whole years; until then no minimum revenue provision is given.",
        {
          place: life.place,
          year,
          rule: "Capital paid for by borrowing is charged over the life of the asset",
          figures: [`capital.mrp.${formatYear(firstCharge)}`],
        },
      ),
    ];
  });
}

function tooEarlyFlags(calculation: Calculation): readonly Flag[] {
  const { financing, costs } = calculation;
  if (financing.borrowed.length === 0) return [];
  const width = costs.years.length;
  const indexes = new Map(costs.lines.map((line, index) => [line, index] as const));
  return linesInOrder(calculation).flatMap((line) => {
    if (financingLineKind(line) !== "provision") return [];
    const index = indexes.get(line) ?? 0;
    const year = costs.years.find((_, at) => (costs.amounts[index * width + at] ?? 0) > 0);
    const asset = firstCharged(line, financing.borrowed);
    if (year === undefined || asset === null || asset.firstCharge <= year) return [];
    return [
      flag(
        "MRP_TOO_EARLY",
        topicOf(line),
        `${line.reference} charges minimum revenue provision in ${formatYear(year)}; that of ${asset.line.reference}, spent in ${formatYear(asset.year)}, begins in ${formatYear(asset.firstCharge)}.`,
        `Enter it from ${formatYear(asset.firstCharge)} on.`,
        {
          place: { line: line.line, field: "year" },
          alsoAt: [{ line: asset.line.line, field: "year" }],
          year,
          rule: "MRP begins the year after the spend, or after the asset is in use",
        },
      ),
    ];
  });
}

/** The borrowed asset that is charged first: of the scheme that a line names, where it names one that is borrowed for. */
function firstCharged(line: CostedLine, borrowed: readonly BorrowedCapital[]): BorrowedCapital | null {
  const scheme = line.costLine?.scheme ?? null;
  const own =
    scheme === null
      ? []
      : borrowed.filter(
          (each) => each.line.costLine?.scheme != null && nameKey(each.line.costLine.scheme) === nameKey(scheme),
        );
  return (own.length > 0 ? own : borrowed).reduce<BorrowedCapital | null>(
    (first, each) => (first === null || each.firstCharge < first.firstCharge ? each : first),
    null,
  );
}
