import type { LineId, ReserveRow } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear, type FinancialYear } from "../calendar";
import type { ReserveYear, TracePart } from "../evaluation";
import { figurePart, inputPart, parameterPart, type FigureRegister } from "../figures";
import { formatMoney, formatPounds, pence } from "../money";
import { parameterRate } from "../parameters";
import { generalReserveShares, reserveTotals } from "../reservePlan";
import { amountParts, ledgerParts, takenByParts } from "./balances";

/** Figures of each reserve's roll-forward, of all of them together, and of the general reserve beside the budget. */
export function registerReserves(register: FigureRegister, calculation: Calculation): void {
  const rows = new Map((calculation.businessCase.reserveRows ?? []).map((row) => [row.line, row] as const));
  const before = new Map<string, ReserveYear>();
  for (const year of calculation.reserves) {
    registerYear(
      register,
      calculation,
      year,
      before.get(year.slug),
      year.row === null ? null : (rows.get(year.row) ?? null),
    );
    before.set(year.slug, year);
  }
  if (calculation.businessCase.reserveRows === null) return;
  registerTotals(register, calculation);
  registerGeneralShare(register, calculation);
}

function registerYear(
  register: FigureRegister,
  calculation: Calculation,
  year: ReserveYear,
  previous: ReserveYear | undefined,
  row: ReserveRow | null,
): void {
  const stem = `reserve.${year.slug}`;
  const at = formatYear(year.year);
  const source = calculation.sources.find((candidate) => candidate.isReserve && candidate.name === year.source);
  const balance = source?.balance[calculation.horizon.years.indexOf(year.year)];
  const rolled = calculation.reserves.filter((each) => each.slug === year.slug);
  const missing = rolled.find((each) => each.isMissing && each.year <= year.year);
  const needed = missing
    ? `the row of ${year.source} for ${formatYear(missing.year)} on Reserves`
    : `the Opening of ${year.source}`;
  const planPart = (field: "opening" | "transferIn" | "transferOut" | "betweenReserves" | "minimum"): TracePart[] =>
    row === null || row[field] === null ? [] : [inputPart(row.line, field, PLAN_NAMES[field], formatMoney(row[field]))];
  const moved = (amount: ReserveYear["in"]): ReserveYear["in"] | null => (year.isMissing ? null : amount);
  const fundingOpening = amountParts(balance?.rows ?? [], ["opening"]);
  register.money(`${stem}.opening.${at}`, `${year.source}: opening ${at}`, year.opening, needed, () =>
    previous
      ? {
          rule: "reserve-roll-forward",
          words: "The closing balance of the year before",
          parts: [figurePart(`${stem}.closing.${formatYear(previous.year)}`)],
        }
      : {
          rule: "reserve-roll-forward",
          words: "The opening balance as entered",
          parts: fundingOpening.length > 0 ? fundingOpening : planPart("opening"),
        },
  );
  const fundingIn = amountParts(balance?.rows ?? [], ["contributions"]);
  register.money(`${stem}.in.${at}`, `${year.source}: in ${at}`, moved(year.in), needed, () => ({
    rule: "reserve-roll-forward",
    words: "Contributions of the year",
    parts: [
      ...(fundingIn.length > 0 ? fundingIn : planPart("transferIn")),
      ...ledgerParts(balance?.ledger, "Returned"),
    ],
  }));
  register.money(`${stem}.out.${at}`, `${year.source}: out ${at}`, moved(year.out), needed, () => ({
    rule: "reserve-roll-forward",
    words:
      row?.transferOut == null
        ? "What this case draws, what is spent otherwise, and what other sources take from it"
        : "All that leaves it as Reserves states, this case's draw among it; what is drawn where that is more",
    parts: [
      ...planPart("transferOut"),
      ...(balance ? [figurePart(`funding.${year.slug}.${at}`)] : []),
      ...amountParts(balance?.rows ?? [], ["spent"]),
      ...ledgerParts(balance?.ledger, "Spent"),
      ...takenByParts(balance),
    ],
  }));
  if (year.between !== 0 || row?.betweenReserves != null) {
    register.money(
      `${stem}.between.${at}`,
      `${year.source}: between reserves ${at}`,
      moved(year.between),
      needed,
      () => ({
        rule: year.released === 0 ? "reserve-roll-forward" : "reserve-expiry",
        words:
          year.released === 0
            ? "From other reserves; below nil, to them"
            : `From other reserves; below nil, to them. ${formatPounds(pence(Math.abs(year.released)))} of it is what a reserve held when it expired`,
        parts: [...planPart("betweenReserves"), ...releaseParts(calculation, year)],
      }),
    );
  }
  const hasBetween = register.figures.has(`${stem}.between.${at}`);
  register.money(`${stem}.closing.${at}`, `${year.source}: closing ${at}`, year.closing, needed, () => ({
    rule: "reserve-roll-forward",
    words:
      year.opening === null || year.closing === null
        ? "Opening + in - out"
        : `Opening ${formatPounds(year.opening)} + in ${formatPounds(year.in)} - out ${formatPounds(year.out)}${hasBetween ? ` + between ${formatPounds(year.between)}` : ""} = ${formatPounds(year.closing)}`,
    parts: [
      figurePart(`${stem}.opening.${at}`),
      figurePart(`${stem}.in.${at}`),
      figurePart(`${stem}.out.${at}`),
      ...(hasBetween ? [figurePart(`${stem}.between.${at}`)] : []),
    ],
  }));
  register.money(`${stem}.minimum.${at}`, `${year.source}: minimum ${at}`, year.minimum, "", () => ({
    rule: "reserve-roll-forward",
    words: "The minimum as entered; nil where none is",
    parts: [
      ...(source?.rows ?? []).flatMap((each) =>
        each.minimum !== null && (each.year === null || each.year === year.year)
          ? [inputPart(each.line, "minimum", "Minimum", formatMoney(each.minimum))]
          : [],
      ),
      ...planPart("minimum"),
    ],
  }));
  const isPlanned = rolled.some((each) => each.row !== null);
  if (isPlanned && year.isOnFunding) registerWithoutCase(register, year, rolled, needed);
  if (row?.closingStated != null) registerStated(register, year, row, needed);
}

const PLAN_NAMES = {
  opening: "Opening",
  transferIn: "Transfer in",
  transferOut: "Transfer out",
  betweenReserves: "Between reserves",
  minimum: "Minimum",
} as const;

/** What is released is what a reserve closed at when it expired. */
function releaseParts({ reserves }: Calculation, year: ReserveYear): readonly TracePart[] {
  if (year.released === 0) return [];
  const before = (year.year - 1) as FinancialYear;
  return reserves
    .filter((each) => each.year === year.year && each.released < 0)
    .filter((each) => year.released > 0 || each.slug === year.slug)
    .map((each) => figurePart(`reserve.${each.slug}.closing.${formatYear(before)}`));
}

/** What the reserve would close at if this case drew nothing: the plan before the case. */
function registerWithoutCase(
  register: FigureRegister,
  year: ReserveYear,
  rolled: readonly ReserveYear[],
  needed: string,
): void {
  const stem = `reserve.${year.slug}`;
  const at = formatYear(year.year);
  register.money(
    `${stem}.closing-without-case.${at}`,
    `${year.source}: closing ${at} without this case`,
    year.closingWithoutCase,
    needed,
    () => ({
      rule: "reserve-without-case",
      words: "Closing + what this case has drawn up to then",
      parts: [
        figurePart(`${stem}.closing.${at}`),
        ...rolled
          .filter((each) => each.year <= year.year && each.drawn !== 0)
          .map((each) => figurePart(`funding.${year.slug}.${formatYear(each.year)}`)),
      ],
    }),
  );
}

function registerStated(register: FigureRegister, year: ReserveYear, row: ReserveRow, needed: string): void {
  const stem = `reserve.${year.slug}`;
  const at = formatYear(year.year);
  register.money(
    `${stem}.closing-difference.${at}`,
    `${year.source}: computed less stated closing ${at}`,
    year.stated?.difference ?? null,
    needed,
    () => ({
      rule: "reserve-stated-closing",
      words: `Computed closing - stated closing; printed digits explain up to ${formatPounds(year.stated?.tolerance ?? pence(0))}`,
      parts: [
        figurePart(`${stem}.closing.${at}`),
        inputPart(row.line, "closingStated", "Closing stated", formatMoney(row.closingStated?.amount ?? pence(0))),
      ],
    }),
  );
}

function registerTotals(register: FigureRegister, calculation: Calculation): void {
  for (const total of reserveTotals(calculation.reserves)) {
    const at = formatYear(total.year);
    const lacking = total.reserves.find((each) => each.closing === null);
    const needed = lacking === undefined ? "" : `the closing of ${lacking.source}`;
    for (const [part, label] of TOTAL_PARTS) {
      const parts = total.reserves.map((each) => `reserve.${each.slug}.${part}.${at}`);
      register.money(`reserve.total.${part}.${at}`, `All reserves: ${label} ${at}`, total[part], needed, () => ({
        rule: "reserve-total",
        words: `${total.reserves.map((each) => each.source).join(" + ")}; provisions apart`,
        parts: parts.filter((id) => register.figures.has(id)).map(figurePart),
      }));
    }
  }
}

const TOTAL_PARTS = [
  ["opening", "opening"],
  ["in", "in"],
  ["out", "out"],
  ["between", "between reserves"],
  ["closing", "closing"],
] as const;

function registerGeneralShare(register: FigureRegister, { businessCase, reserves }: Calculation): void {
  const floor = parameterRate(businessCase, "general-reserve-floor");
  const ceiling = parameterRate(businessCase, "general-reserve-ceiling");
  const budget = businessCase.decision?.netRevenueBudget ?? null;
  for (const each of generalReserveShares(reserves, budget, floor, ceiling)) {
    const at = formatYear(each.year);
    register.add(
      `reserve.general-share.${at}`,
      `General reserve as a share of net budget ${at}`,
      "share",
      { kind: "number", value: each.share },
      () => ({
        rule: "general-reserve-share",
        words: `${formatPounds(each.closing)} / ${formatPounds(each.budget)}: ${each.side} the band`,
        parts: [
          ...each.reserves.map((part) => figurePart(`reserve.${part.slug}.closing.${at}`)),
          inputPart("Decision:Net revenue budget" as LineId, "value", "Net revenue budget", formatMoney(each.budget)),
          parameterPart("general-reserve-floor", `${(floor.numerator * 100) / floor.denominator}%`),
          parameterPart("general-reserve-ceiling", `${(ceiling.numerator * 100) / ceiling.denominator}%`),
        ],
      }),
    );
  }
}
