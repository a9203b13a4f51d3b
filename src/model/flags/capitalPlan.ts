import type { CapitalPlanRow } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import { openMoveInWords, type ProgrammeFunding, type Scheme, type SchemeYear } from "../capitalPlan";
import type { Flag } from "../finding";
import { formatMoney, pence, type Pence } from "../money";
import { nameKey } from "../naming";
import { parameterRate } from "../parameters";
import { flag, linesInOrder, money, place, topicOf } from "./flag";

/** Flags about the capital plan: open moves, slippage taken for a saving, schemes overdrawn, plans beyond their funding. */
export function capitalPlanFlags(calculation: Calculation): readonly Flag[] {
  return [
    ...calculation.schemes.flatMap((scheme) => [...openMoveFlags(scheme), ...overdrawnFlags(scheme)]),
    ...unplannedFlags(calculation),
    ...slippageAsSavingFlags(calculation),
    ...calculation.programme.flatMap((part) => overProgrammedFlags(calculation, part)),
  ];
}

function openMoveFlags(scheme: Scheme): readonly Flag[] {
  return scheme.open.map((move) => {
    const { row, kind, amount } = move;
    const field = kind === "slippage" ? "slippedTo" : "broughtFrom";
    const year = formatYear(row.year);
    const other = row[field];
    const notLater = other === null ? "" : ` ${formatYear(other)} is not a later year.`;
    return flag(
      "SLIPPAGE_NO_YEAR",
      `${scheme.name} ${year}: ${kind}`,
      kind === "slippage"
        ? `${formatMoney(amount)} slips out of ${scheme.name} in ${year} and no later year receives it.${notLater}`
        : `${formatMoney(amount)} is brought into ${scheme.name} in ${year} and no later year gives it.${notLater}`,
      `Say which is ${openMoveInWords(move)}; money that goes for good is cancelled, not slipped.`,
      {
        place: { line: row.line, field },
        alsoAt: [{ line: row.line, field: kind }],
        year: row.year,
        rule: "A move between years adds to nil: it has a year on each side",
        figures: scheme.years
          .filter((each) => each.budget === null)
          .map((each) => `capital.${scheme.slug}.budget.${formatYear(each.year)}`),
      },
    );
  });
}

function overdrawnFlags(scheme: Scheme): readonly Flag[] {
  return scheme.years.flatMap((each) => {
    const { budget, headroom, caseCapital } = each;
    if (budget === null || headroom === null) return [];
    const year = formatYear(each.year);
    const topic = `${scheme.name} ${year}`;
    const at = { place: yearPlace(each), year: each.year };
    if (budget < 0)
      return [
        flag(
          "CAPITAL_LINE_OVERDRAWN",
          topic,
          `${formatMoney(pence(-budget))} more leaves ${scheme.name} in ${year} than stands in it.`,
          "Move or cancel no more than the year holds.",
          {
            ...at,
            amounts: money(0, -budget),
            rule: "Plan and moves of a scheme add to less than nil",
            figures: [`capital.${scheme.slug}.budget.${year}`],
          },
        ),
      ];
    if (headroom >= 0 || caseCapital <= 0) return [];
    return [
      flag(
        "CAPITAL_LINE_OVERDRAWN",
        topic,
        `${scheme.name} is over by ${formatMoney(pence(-headroom))} in ${year}: ${formatMoney(caseCapital)} is asked of a budget of ${formatMoney(budget)}.`,
        "Ask for less, move the year of the spend, or have the plan raised.",
        {
          ...at,
          alsoAt: each.lines.map(({ line }) => ({ line: line.line, field: "amount" })),
          amounts: money(budget, caseCapital),
          rule: "Capital of the case above the scheme's budget of the year",
          figures: [`capital.${scheme.slug}.headroom.${year}`],
        },
      ),
    ];
  });
}

/** The plan's row of the year; where it has none, whatever brought the year about. */
function yearPlace({ rows, slippedFrom, acceleratedBy, lines }: SchemeYear): Flag["place"] {
  const [own] = rows;
  if (own) return { line: own.line, field: "plan" };
  const [giver] = acceleratedBy;
  if (giver) return { line: giver.line, field: "broughtFrom" };
  const [spent] = lines;
  if (spent) return { line: spent.line.line, field: "year" };
  return place(slippedFrom[0]?.line ?? null, "slippedTo");
}

/** Capital that names a scheme which the plan does not have. */
function unplannedFlags(calculation: Calculation): readonly Flag[] {
  if (calculation.businessCase.capitalPlan === null) return [];
  const known = new Set(calculation.schemes.map((scheme) => scheme.key));
  return linesInOrder(calculation).flatMap((line) => {
    const scheme = line.costLine?.scheme ?? null;
    const amount = line.costLine?.amount?.amount ?? 0;
    if (line.nature !== "Capital" || scheme === null || amount <= 0 || known.has(nameKey(scheme))) return [];
    return [
      flag(
        "CAPITAL_LINE_OVERDRAWN",
        `${topicOf(line)} (${scheme})`,
        `${line.reference} asks ${formatMoney(pence(amount))} of ${scheme}, and the Capital plan has no such scheme.`,
        "Spell the scheme as the plan does, or have it put into the plan.",
        {
          place: { line: line.line, field: "scheme" },
          year: line.costLine?.year ?? null,
          amounts: money(0, amount),
          rule: "Capital needs a scheme of the plan",
        },
      ),
    ];
  });
}

function slippageAsSavingFlags(calculation: Calculation): readonly Flag[] {
  const { businessCase, costs, schemes } = calculation;
  const slipping = schemes.flatMap((scheme) =>
    scheme.years.flatMap((year) =>
      year.rows.filter((row) => (row.slippage ?? 0) > 0).map((row) => ({ scheme, row, amount: row.slippage as Pence })),
    ),
  );
  if (slipping.length === 0) return [];
  const savings = [
    ...(businessCase.savings ?? []).map((saving) => ({
      words: saving.name,
      name: saving.name,
      scheme: null,
      year: saving.year,
      amount: saving.amount,
      place: { line: saving.line, field: "amount" },
    })),
    ...costs.lines.flatMap(({ costLine }) =>
      costLine?.type !== "Saving" || costLine.amount === null
        ? []
        : [
            {
              words: `${costLine.category} ${costLine.description}`,
              name: `${costLine.reference} ${costLine.description}`,
              scheme: costLine.scheme,
              year: costLine.year,
              amount: pence(Math.abs(costLine.amount.amount)),
              place: { line: costLine.line, field: "amount" },
            },
          ],
    ),
  ];
  return savings.flatMap((saving) => {
    const found = slipping.find(
      ({ scheme, row, amount }) =>
        row.year === saving.year &&
        (amount === saving.amount ||
          nameKey(saving.words).includes(scheme.key) ||
          (saving.scheme !== null && nameKey(saving.scheme) === scheme.key) ||
          speaksOfSlippage(saving.words)),
    );
    if (found === undefined) return [];
    const { row } = found;
    return [
      flag(
        "SLIPPAGE_AS_SAVING",
        `${saving.name} ${formatYear(saving.year)}`,
        `${saving.name}: ${formatMoney(saving.amount)} counted as saved in ${formatYear(saving.year)} looks like the ${formatMoney(found.amount)} that slips from ${found.scheme.name} in that year${row.slippedTo === null ? "" : ` to ${formatYear(row.slippedTo)}`}: deferred, not saved.`,
        "Take it out of the savings, or describe what else is saved.",
        {
          place: saving.place,
          alsoAt: [{ line: row.line, field: "slippage" }],
          year: saving.year,
          rule: "A saving in the year of a slippage, of the same amount, or that names the scheme or the slippage",
        },
      ),
    ];
  });
}

function speaksOfSlippage(words: string): boolean {
  return nameKey(words)
    .split(/[^a-z]+/)
    .some((word) => ["slip", "slips", "slipped", "slippage", "deferred", "deferral"].includes(word));
}

function overProgrammedFlags(calculation: Calculation, part: ProgrammeFunding): readonly Flag[] {
  const tolerance = parameterRate(calculation.businessCase, "over-programming");
  const { source, budget, funding, over } = part;
  const inWords = part.year === null ? "all years together" : formatYear(part.year);
  const rows = part.schemes.flatMap(({ year }) => year.rows);
  const declared = rows.filter((row) => row.isOverProgrammed === true);
  const topic = `${source.name} ${inWords}`;
  const slug = calculation.slugs.sources.of(source.name);
  const rule = `Budgets of schemes above the funding; a warning above ${(tolerance.numerator * 100) / tolerance.denominator}% of it`;
  if (funding === null) {
    if (declared.length === 0) return [];
    return [
      flag(
        "OVER_PROGRAMMED",
        topic,
        `${schemesInWords(declared)} ${isOne(declared) ? "is" : "are"} planned beyond the funding in ${inWords}; by how much is not known, since what ${source.name} can give is not entered.`,
        `Enter the Limit of ${source.name}.`,
        { place: place(declared[0]?.line ?? null, "isOverProgrammed"), year: part.year, rule },
      ),
    ];
  }
  if (over === null || over === 0 || budget === null) return [];
  // Compared as whole numbers: over / funding > tolerance.
  const isBeyond = over * tolerance.denominator > funding * tolerance.numerator;
  return [
    flag(
      "OVER_PROGRAMMED",
      topic,
      `${formatMoney(over)} over-programmed in ${inWords}: schemes of ${formatMoney(budget)} stand against ${formatMoney(funding)} from ${source.name}${isBeyond ? ", more than is tolerated" : ""}.${declared.length === 0 ? " No scheme is marked as over-programmed." : ""}`,
      isBeyond
        ? "Delay or cancel schemes, or find more funding."
        : "Expect delays of that size, or have a source ready for when there are none.",
      {
        ...(isBeyond ? { severity: "warning" as const } : {}),
        place: place((declared[0] ?? rows[0])?.line ?? null, declared.length > 0 ? "isOverProgrammed" : "plan"),
        alsoAt: (declared.length > 0 ? declared : rows).slice(1).map((row) => ({ line: row.line, field: "plan" })),
        year: part.year,
        amounts: money(funding, budget),
        rule,
        figures: [`capital.programme.over.${slug}${part.year === null ? "" : `.${formatYear(part.year)}`}`],
      },
    ),
  ];
}

function isOne(rows: readonly CapitalPlanRow[]): boolean {
  return new Set(rows.map((row) => nameKey(row.scheme))).size === 1;
}

function schemesInWords(rows: readonly CapitalPlanRow[]): string {
  const names = [...new Map(rows.map((row) => [nameKey(row.scheme), row.scheme] as const)).values()];
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1] ?? ""}`;
}
