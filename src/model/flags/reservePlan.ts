import type { ReserveRow } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import type { ReserveYear } from "../evaluation";
import type { Flag, InputPlace } from "../finding";
import { formatMoney, NIL, pence } from "../money";
import { nameKey } from "../naming";
import { parameterRate } from "../parameters";
import { rollForwardBreaks, statedOpenings } from "../reserve";
import { betweenReserves, generalReserveShares, leftAtExpiry, reserveRowsByName, reserveTotals } from "../reservePlan";
import { rowFor, type Source } from "../sources";
import { decisionPlace, flag, money, place } from "./flag";

/** A reserve over its years, with the rows that speak of it. */
type Reserve = {
  readonly name: string;
  readonly slug: string;
  readonly years: readonly ReserveYear[];
  readonly rows: readonly ReserveRow[];
  readonly source: Source | null;
};

/**
 * Flags about the roll-forward of reserves: below nil or the minimum, breaks between years, a stated closing that does not
 * follow, transfers that do not add to nil, expiry, use in the year of creation, and the band of the general reserve.
 */
export function reservePlanFlags(calculation: Calculation): readonly Flag[] {
  const rowsByName = reserveRowsByName(calculation.businessCase);
  const reserves = [...new Set(calculation.reserves.map((year) => year.slug))].map((slug): Reserve => {
    const years = calculation.reserves.filter((year) => year.slug === slug);
    const name = years[0]?.source ?? "";
    return {
      name,
      slug,
      years,
      rows: rowsByName.get(nameKey(name)) ?? [],
      source: calculation.sources.find((source) => source.isReserve && source.key === nameKey(name)) ?? null,
    };
  });
  return [
    ...reserves.flatMap((reserve) => [
      ...balanceFlags(reserve),
      ...breakFlags(reserve),
      ...closingFlags(reserve),
      ...drawFlags(reserve),
      ...expiryFlags(reserve, calculation),
      ...classFlags(reserve),
    ]),
    ...betweenFlags(calculation),
    ...bandFlags(calculation),
  ];
}

/** Where a reserve's year is entered: its row on Funding, else on Reserves, else the row that speaks of all years. */
function placeOf({ source, rows }: Reserve, year: ReserveYear, field: "opening" | "minimum"): InputPlace | null {
  const onFunding = source?.rows.find((row) => row.year === year.year);
  if (onFunding) return place(onFunding.line, field);
  if (year.row !== null) return place(year.row, field);
  return place(source ? rowFor(source, year.year) : (rows[0]?.line ?? null), field);
}

function balanceFlags(reserve: Reserve): readonly Flag[] {
  return reserve.years.flatMap((year) => {
    const yearText = formatYear(year.year);
    if (year.closing === null) return [];
    const figures = [`reserve.${year.slug}.closing.${yearText}`];
    if (year.closing < 0) {
      return [
        flag(
          "RESERVE_NEGATIVE",
          `${reserve.name} ${yearText}`,
          `${reserve.name} goes to ${formatMoney(year.closing)} in ${yearText}.`,
          "Correct what is in and out of it, or find other money.",
          {
            place: placeOf(reserve, year, "opening"),
            year: year.year,
            amounts: money(0, year.closing),
            rule: "A reserve may not close below nil",
            figures,
          },
        ),
      ];
    }
    if (year.closing >= year.minimum) return [];
    return [
      flag(
        "RESERVE_BELOW_MIN",
        `${reserve.name} ${yearText}`,
        `${reserve.name} closes ${yearText} at ${formatMoney(year.closing)}, below the minimum of ${formatMoney(year.minimum)}.`,
        "Draw less, or have the minimum agreed again.",
        {
          place: placeOf(reserve, year, "minimum"),
          year: year.year,
          amounts: money(year.minimum, year.closing),
          rule: "Closing below Minimum",
          figures,
        },
      ),
    ];
  });
}

/** Openings that are not the closing before, and years without a row between years that have one. */
function breakFlags(reserve: Reserve): readonly Flag[] {
  const stated = statedOpenings(reserve.source?.rows ?? [], reserve.rows);
  return rollForwardBreaks(stated, reserve.years).map((broken) => {
    const yearText = formatYear(broken.year);
    const year = reserve.years.find((each) => each.year === broken.year);
    return flag(
      "RESERVE_ROLLFORWARD_BREAK",
      `${reserve.name} ${yearText}`,
      broken.stated === null
        ? `${reserve.name} has no row for ${yearText}, between years that have one; the roll-forward cannot be proved.`
        : `${reserve.name} is stated to open ${yearText} at ${formatMoney(broken.stated)}; the year before closes at ${formatMoney(broken.computed ?? NIL)}.`,
      broken.stated === null
        ? "Enter the row of the missing year."
        : "Correct the Opening or the year before; the computed one is used.",
      {
        place: year === undefined ? null : placeOf(reserve, year, "opening"),
        year: broken.year,
        rule: "Opening of a year is the closing of the year before",
        figures: [`reserve.${reserve.slug}.opening.${yearText}`],
        ...(broken.stated === null ? {} : { amounts: money(broken.computed ?? 0, broken.stated) }),
      },
    );
  });
}

/** Stated closings that the movements do not give. */
function closingFlags(reserve: Reserve): readonly Flag[] {
  return reserve.years.flatMap((year) => {
    const { stated, opening, closing } = year;
    if (stated === null || stated.class !== "BREAK" || opening === null || closing === null) return [];
    const yearText = formatYear(year.year);
    return [
      flag(
        "RESERVE_ROLLFORWARD_BREAK",
        `${reserve.name} ${yearText} stated closing`,
        `Opening ${formatMoney(opening)} and movement ${formatMoney(pence(closing - opening))} give ${formatMoney(closing)} for ${reserve.name} at the end of ${yearText}; ${formatMoney(stated.closing)} is stated.`,
        "Correct the movement that is wrong, or Closing stated; the computed one is used.",
        {
          place: place(year.row, "closingStated"),
          year: year.year,
          amounts: money(stated.closing, closing),
          rule: `The two differ by ${formatMoney(stated.difference)}; printed digits explain up to ${formatMoney(stated.tolerance)}`,
          figures: [`reserve.${reserve.slug}.closing.${yearText}`],
        },
      ),
    ];
  });
}

/** Draws that the stated Transfer out has no room for, and draws in the year in which a reserve comes to be. */
function drawFlags(reserve: Reserve): readonly Flag[] {
  const flags: Flag[] = [];
  for (const year of reserve.years) {
    const planned = reserve.rows.find((row) => row.line === year.row)?.transferOut ?? null;
    if (planned === null || year.out <= planned || year.drawn === 0) continue;
    const yearText = formatYear(year.year);
    flags.push(
      flag(
        "RESERVE_DRAW_NOT_PLANNED",
        `${reserve.name} ${yearText}`,
        `${formatMoney(year.out)} leaves ${reserve.name} in ${yearText}, of which this case draws ${formatMoney(year.drawn)}; Transfer out on Reserves is ${formatMoney(planned)}.`,
        "Put this case's draw into Transfer out, which is all that leaves the reserve; the larger amount is used.",
        {
          place: place(year.row, "transferOut"),
          year: year.year,
          amounts: money(planned, year.out),
          rule: "Transfer out holds what this case draws",
          figures: [`reserve.${reserve.slug}.out.${yearText}`],
        },
      ),
    );
  }
  const [first] = reserve.years;
  if (first && first.opening === 0 && first.in + first.between > 0 && first.drawn > 0) {
    const yearText = formatYear(first.year);
    flags.push(
      flag(
        "RESERVE_SAME_YEAR",
        reserve.name,
        `${reserve.name} is created in ${yearText} with ${formatMoney(pence(first.in + first.between))}, and ${formatMoney(first.drawn)} is used in the same year.`,
        "Nothing, if the decision says so; else pay it from where the reserve gets its money.",
        {
          place: placeOf(reserve, first, "opening"),
          year: first.year,
          rule: "A reserve may be used in the year in which it is created; it is worth a look",
          figures: [`reserve.${reserve.slug}.out.${yearText}`],
        },
      ),
    );
  }
  return flags;
}

/** What is left at expiry, and where it goes; use after it. */
function expiryFlags(reserve: Reserve, { reserves }: Calculation): readonly Flag[] {
  const expires = reserve.years[0]?.expires ?? null;
  if (expires === null) return [];
  const yearText = formatYear(expires);
  const row = reserve.rows.find((each) => each.expires !== null);
  const at = { place: place(row?.line ?? null, "expires"), year: expires };
  const flags: Flag[] = [];
  const left = leftAtExpiry(reserve.years);
  if (left !== null) {
    const next = reserve.years.find((year) => year.year === expires + 1);
    const isReleased = next !== undefined && next.released < 0;
    const into = reserves.find((year) => year.year === expires + 1 && year.released > 0);
    flags.push(
      flag(
        "RESERVE_EXPIRES",
        reserve.name,
        `${formatMoney(left)} is left in ${reserve.name} when it expires at the end of ${yearText}${isReleased && into ? `; it is released to ${into.source} in ${formatYear(into.year)}` : ""}.`,
        isReleased
          ? "Have the release agreed, or have the reserve extended and change Expires."
          : "Enter its release as Between reserves in the year after, on this reserve and on the general reserve; or have it extended.",
        {
          ...at,
          amounts: { ...money(0, left), sense: "Favourable" },
          rule: "A reserve may be used up to the year in which it expires; then it goes to the general reserve",
          figures: [`reserve.${reserve.slug}.closing.${yearText}`],
        },
      ),
    );
  }
  const late = reserve.rows
    .filter((each) => each.year > expires && (each.transferOut ?? 0) > 0)
    .sort((a, b) => a.year - b.year);
  const [firstLate] = late;
  if (firstLate) {
    flags.push(
      flag(
        "RESERVE_EXPIRES",
        `${reserve.name} used afterwards`,
        `${formatMoney(firstLate.transferOut ?? NIL)} leaves ${reserve.name} in ${formatYear(firstLate.year)}; it expires at the end of ${yearText}.`,
        "Have the reserve extended and change Expires, or find other money.",
        {
          ...at,
          place: place(firstLate.line, "transferOut"),
          alsoAt: late.slice(1).map((each) => ({ line: each.line, field: "transferOut" })),
          year: firstLate.year,
          rule: "A reserve may be used up to the year in which it expires",
        },
      ),
    );
  }
  return flags;
}

/** A class on Reserves that is not the kind of money that Funding says. */
function classFlags({ name, source, rows, years }: Reserve): readonly Flag[] {
  const reserveClass = years[0]?.class;
  const row = rows[0];
  if (!source || !row || (reserveClass === "General") === (source.kind === "General reserve")) return [];
  return [
    flag(
      "FUNDING_LABEL",
      `${name} class`,
      `${name} is of class ${reserveClass ?? ""} on Reserves and is ${source.kind ?? "unknown"} on Funding.`,
      "Correct one of the two: a general reserve pays only where a line names it.",
      {
        place: place(row.line, "class"),
        alsoAt: source.rows.slice(0, 1).map((each) => ({ line: each.line, field: "kind" })),
        rule: "Class and Kind speak of different money",
      },
    ),
  ];
}

/** Transfers between reserves that do not add to nil. */
function betweenFlags({ businessCase, reserves }: Calculation): readonly Flag[] {
  const yearsTotalled = new Set(reserveTotals(reserves).map(({ year }) => year));
  return betweenReserves(businessCase).flatMap(({ year, sum, rows }) => {
    const [first, ...others] = rows;
    if (sum === 0 || !first) return [];
    const yearText = formatYear(year);
    return [
      flag(
        "RESERVE_BETWEEN_NOT_NIL",
        `Transfers between reserves ${yearText}`,
        `Transfers between reserves in ${yearText} add to ${formatMoney(sum)}, not nil (${rows.map((row) => `${row.reserve} ${formatMoney(row.betweenReserves ?? NIL)}`).join(", ")}).`,
        "Enter the other side of the transfer: below nil where it leaves, above nil where it comes in.",
        {
          place: { line: first.line, field: "betweenReserves" },
          alsoAt: others.map((row) => ({ line: row.line, field: "betweenReserves" })),
          year,
          amounts: money(0, sum),
          rule: "Transfers between reserves add to nil in every year",
          figures: yearsTotalled.has(year) ? [`reserve.total.between.${yearText}`] : [],
        },
      ),
    ];
  });
}

/** The first year in which general reserves lie outside the band. */
function bandFlags({ businessCase, reserves }: Calculation): readonly Flag[] {
  const floor = parameterRate(businessCase, "general-reserve-floor");
  const ceiling = parameterRate(businessCase, "general-reserve-ceiling");
  const budget = businessCase.decision?.netRevenueBudget ?? null;
  const outside = generalReserveShares(reserves, budget, floor, ceiling).filter((each) => each.side !== "within");
  const [first, ...further] = outside;
  if (!first) return [];
  const inPercent = (rate: typeof floor): string => `${(rate.numerator * 100) / rate.denominator}%`;
  const also =
    further.length === 0 ? "" : ` (and outside the band in ${further.map((each) => formatYear(each.year)).join(", ")})`;
  const [part] = first.reserves;
  return [
    flag(
      "GENERAL_RESERVE_BAND",
      "General reserve",
      `The general reserve is ${tenthsOfPercent(first.closing, first.budget)}% of the net revenue budget at the end of ${formatYear(first.year)}, ${formatMoney(first.closing)} of ${formatMoney(first.budget)}: ${first.side} the band of ${inPercent(floor)} to ${inPercent(ceiling)}${also}.`,
      first.side === "above"
        ? "Say what the money above the band is kept for."
        : "Say how the reserve is built up again, or why less is enough.",
      {
        place: part?.row == null ? decisionPlace("Net revenue budget") : { line: part.row, field: "opening" },
        alsoAt: part?.row == null ? [] : [decisionPlace("Net revenue budget")],
        year: first.year,
        rule: `General reserves from ${inPercent(floor)} to ${inPercent(ceiling)} of the net revenue budget`,
        figures: [`reserve.general-share.${formatYear(first.year)}`],
      },
    ),
  ];
}

/** A share in percent with one decimal, half up. */
function tenthsOfPercent(part: number, whole: number): string {
  const tenths = (BigInt(part) * 2000n + BigInt(whole)) / (2n * BigInt(whole));
  return `${tenths / 10n}.${tenths < 0n ? -(tenths % 10n) : tenths % 10n}`;
}
