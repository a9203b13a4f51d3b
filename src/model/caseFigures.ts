/** Turns what the rules worked out into the figures of the register, family by family, each with its trace. */
import { netPresentCost } from "./appraisal";
import type { FundingRow, LineId, Post } from "./businessCase";
import { addMonths, formatIsoDay, formatMonth, formatYear, monthsInPost, type FinancialYear } from "./calendar";
import type { Calculation } from "./calculation";
import { capitalBySite } from "./capital";
import { fullYearCosts, type CostedLine } from "./costs";
import { officialDiscountSteps } from "./discount";
import type { BridgeRow, FigureValue, ReserveYear, Trace, TracePart } from "./evaluation";
import { figurePart, inputPart, parameterPart, type FigureRegister } from "./figures";
import { firstPressureYear } from "./mediumTermPlan";
import {
  fte,
  formatFte,
  formatMoney,
  formatPounds,
  NIL,
  pence,
  productHalfUp,
  sumFte,
  sumPence,
  type Fte,
  type Pence,
} from "./money";
import { parameterCount, parameterValue } from "./parameters";
import type { BalanceYear } from "./sources";
import { fullYearEffect, isCostedByCase, postCostInYear, unitCostShown } from "./staffing";
import { nameKey } from "./naming";
import { unitOf } from "./workforce";

/** Registers every figure that does not belong to a single post. */
export function registerFigures(register: FigureRegister, calculation: Calculation): void {
  registerCosts(register, calculation);
  registerFunding(register, calculation);
  registerReserves(register, calculation);
  registerUnderspends(register, calculation);
  registerFunds(register, calculation);
  registerCapital(register, calculation);
  registerPressure(register, calculation);
  registerWorkforce(register, calculation);
  registerRequirement(register, calculation);
  registerApprovals(register, calculation);
  registerAppraisal(register, calculation);
  registerDates(register, calculation);
}

/** Registers the figures of every single post: `staff.unit-cost.{post}`, `staff.cost.{post}.{year}`, its full-year effect. */
export function registerPostFigures(register: FigureRegister, calculation: Calculation): void {
  const { businessCase, horizon, slugs } = calculation;
  for (const post of businessCase.posts) {
    const slug = slugs.posts.of(post.reference);
    const unitCost = unitCostShown(post);
    if (unitCost !== null) {
      register.money(`staff.unit-cost.${slug}`, `Cost of one post a year, ${post.reference}`, unitCost, "", () =>
        unitCostTrace(post),
      );
    }
    if (!isCostedByCase(post)) continue;
    register.money(
      `staff.full-year-effect.${slug}`,
      `Full-year cost, ${post.reference}`,
      fullYearEffect(post),
      "",
      () => fullYearTrace(post, slug),
    );
    for (const year of horizon.years) {
      register.money(
        `staff.cost.${slug}.${formatYear(year)}`,
        `Cost ${formatYear(year)}, ${post.reference}`,
        postCostInYear(post, year),
        "",
        () => postCostTrace(post, slug, year),
      );
    }
  }
}

function unitCostTrace(post: Post): Trace {
  if (post.unitCost) {
    return {
      rule: "cost-of-one-post",
      words: "Unit cost as entered",
      parts: [inputPart(post.line, "unitCost", "Unit cost", formatMoney(post.unitCost.amount))],
    };
  }
  const annual = post.annualCost?.amount ?? NIL;
  return {
    rule: "cost-of-one-post",
    words: `Annual cost ${formatMoney(annual)} / Proposed BWT ${formatFte(post.proposed)}`,
    parts: [
      inputPart(post.line, "annualCost", "Annual cost", formatMoney(annual)),
      inputPart(post.line, "proposed", "Proposed BWT", formatFte(post.proposed)),
    ],
  };
}

function changeParts(post: Post, slug: string): readonly TracePart[] {
  return [
    inputPart(post.line, "proposed", "Proposed BWT", formatFte(post.proposed)),
    inputPart(post.line, "baseline", "Baseline BWT", formatFte(post.baseline)),
    ...(unitCostShown(post) === null ? [] : [figurePart(`staff.unit-cost.${slug}`)]),
  ];
}

function fullYearTrace(post: Post, slug: string): Trace {
  return {
    rule: "post-cost",
    words: `(Proposed ${formatFte(post.proposed)} - Baseline ${formatFte(post.baseline)}) x cost of one post, for a full year`,
    parts: changeParts(post, slug),
  };
}

function postCostTrace(post: Post, slug: string, year: FinancialYear): Trace {
  const months = monthsInPost(year, post.startMonth, post.endMonth);
  const parts = [
    ...changeParts(post, slug),
    inputPart(post.line, "startMonth", "Start month", formatMonth(post.startMonth)),
  ];
  if (post.endMonth !== null) parts.push(inputPart(post.line, "endMonth", "End month", formatMonth(post.endMonth)));
  return {
    rule: "post-cost",
    words: `(Proposed ${formatFte(post.proposed)} - Baseline ${formatFte(post.baseline)}) x cost of one post x ${months} of 12 months in ${formatYear(year)}, half up to the penny`,
    parts,
  };
}

/** The steps down from a cost line's amount in a year: its post's figure, or its own cells. */
function lineParts(calculation: Calculation, line: CostedLine, year: FinancialYear | null): readonly TracePart[] {
  if (line.post) {
    const slug = calculation.slugs.posts.of(line.post.reference);
    if (!isCostedByCase(line.post)) return [];
    return [figurePart(year === null ? `staff.full-year-effect.${slug}` : `staff.cost.${slug}.${formatYear(year)}`)];
  }
  const costLine = line.costLine;
  if (!costLine) return [];
  const parts: TracePart[] = [
    inputPart(
      costLine.line,
      "amount",
      `${costLine.reference} ${costLine.description}`,
      costLine.amount === null ? "not yet known" : formatMoney(costLine.amount.amount),
    ),
  ];
  if (costLine.startMonth !== null)
    parts.push(inputPart(costLine.line, "startMonth", "Start month", formatMonth(costLine.startMonth)));
  if (costLine.endMonth !== null)
    parts.push(inputPart(costLine.line, "endMonth", "End month", formatMonth(costLine.endMonth)));
  return parts;
}

type CostFamily = { readonly key: string; readonly label: string; readonly isMember: (line: CostedLine) => boolean };

const COST_FAMILIES: readonly CostFamily[] = [
  { key: "recurring", label: "Recurring revenue cost", isMember: (line) => line.nature === "Recurring revenue" },
  { key: "one-off", label: "One-off revenue cost", isMember: (line) => line.nature === "One-off revenue" },
  { key: "capital", label: "Capital cost", isMember: (line) => line.nature === "Capital" },
  { key: "income", label: "Income and savings", isMember: (line) => line.nature === null },
];

function registerCosts(register: FigureRegister, calculation: Calculation): void {
  const { costs, horizon } = calculation;
  const { years } = horizon;
  const sums = new Map<string, readonly Pence[]>();
  const staff: CostFamily = {
    key: "staff",
    label: "Staff cost (part of recurring and one-off)",
    isMember: (line) => line.post !== null,
  };
  for (const family of [staff, ...COST_FAMILIES]) {
    const byYear = familyByYear(calculation, family);
    sums.set(family.key, byYear);
    years.forEach((year, index) => {
      register.money(
        `cost.${family.key}.${formatYear(year)}`,
        `${family.label} ${formatYear(year)}`,
        byYear[index] ?? NIL,
        "",
        () => ({
          rule: "cost-by-nature",
          words: "The sum of the lines with cost in the year, each rounded once",
          parts: costs.lines.flatMap((line, at) =>
            family.isMember(line) && costs.amounts[at * years.length + index] !== 0
              ? lineParts(calculation, line, year)
              : [],
          ),
        }),
      );
    });
  }
  const totals = years.map((_, index) => sumPence(COST_FAMILIES.map((family) => sums.get(family.key)?.[index] ?? NIL)));
  years.forEach((year, index) => {
    register.money(
      `cost.total.${formatYear(year)}`,
      `Total cost ${formatYear(year)}`,
      totals[index] ?? NIL,
      "",
      () => ({
        rule: "cost-total",
        words: "Recurring + one-off + capital + income",
        parts: COST_FAMILIES.map((family) => figurePart(`cost.${family.key}.${formatYear(year)}`)),
      }),
    );
  });
  const overYears = (key: string, label: string, ofYears: readonly Pence[], part: string): Pence => {
    const total = sumPence(ofYears);
    register.money(key, label, total, "", () => ({
      rule: "cost-total",
      words: `The sum of all years, ${yearsInWords(years)}`,
      parts: years.map((year) => figurePart(`${part}.${formatYear(year)}`)),
    }));
    return total;
  };
  overYears("cost.total", "Total cost to the horizon", totals, "cost.total");
  const oneOff = overYears("cost.one-off", "One-off revenue, all years", sums.get("one-off") ?? [], "cost.one-off");
  const capital = overYears("cost.capital", "Capital, all years", sums.get("capital") ?? [], "cost.capital");
  register.money(
    "cost.one-off-and-capital",
    "One-off revenue and capital, all years",
    sumPence([oneOff, capital]),
    "",
    () => ({
      rule: "cost-total",
      words: "One-off revenue + capital",
      parts: [figurePart("cost.one-off"), figurePart("cost.capital")],
    }),
  );
  const recurring = costs.lines.filter((line) => line.nature === "Recurring revenue");
  const fullYears = fullYearCosts(recurring);
  register.money("cost.full-year", "Recurring cost of a full year", sumPence(fullYears), "", () => ({
    rule: "full-year-effect",
    words: "The sum of what each recurring line costs in a full year",
    parts: recurring.flatMap((line, index) => (fullYears[index] === 0 ? [] : lineParts(calculation, line, null))),
  }));
}

function familyByYear(calculation: Calculation, family: CostFamily): readonly Pence[] {
  const { costs } = calculation;
  const width = costs.years.length;
  const sums = new Float64Array(width);
  costs.lines.forEach((line, index) => {
    if (!family.isMember(line)) return;
    for (let year = 0; year < width; year++)
      sums[year] = (sums[year] ?? 0) + (costs.amounts[index * width + year] ?? 0);
  });
  return Array.from(sums, pence);
}

function yearsInWords(years: readonly FinancialYear[]): string {
  const first = years[0];
  const last = years[years.length - 1];
  if (first === undefined || last === undefined) return "none";
  return first === last ? formatYear(first) : `${formatYear(first)} to ${formatYear(last)}`;
}

function registerFunding(register: FigureRegister, calculation: Calculation): void {
  const { sources, slugs, horizon, drawn, bid, demand, pressure, otherLeft, recurringLeft, businessCase } = calculation;
  const { years } = horizon;
  sources.forEach((source, index) => {
    const slug = slugs.sources.of(source.name);
    years.forEach((year, at) => {
      register.money(
        `funding.${slug}.${formatYear(year)}`,
        `From ${source.name} ${formatYear(year)}`,
        drawn[index]?.[at] ?? NIL,
        "",
        () => ({
          rule: "funding-waterfall",
          words: `What ${source.name} gives to the lines of ${formatYear(year)}, in the order of funding`,
          parts: takeParts(calculation, index, at),
        }),
      );
    });
    register.money(`funding.${slug}`, `From ${source.name}, all years`, sumPence(drawn[index] ?? []), "", () => ({
      rule: "funding-waterfall",
      words: "The sum of all years",
      parts: years.map((year) => figurePart(`funding.${slug}.${formatYear(year)}`)),
    }));
  });

  years.forEach((year, at) => {
    const yearText = formatYear(year);
    const byStanding = (standing: string): { amount: Pence; parts: readonly TracePart[] } => {
      const given = sources.flatMap((source, index) => {
        const amount = drawn[index]?.[at] ?? NIL;
        return source.standingIn[at] === standing && amount !== 0
          ? [{ amount, part: figurePart(`funding.${slugs.sources.of(source.name)}.${yearText}`) }]
          : [];
      });
      return { amount: sumPence(given.map((entry) => entry.amount)), parts: given.map((entry) => entry.part) };
    };
    const secured = byStanding("Approved");
    register.money(`funding.secured.${yearText}`, `Funding secured ${yearText}`, secured.amount, "", () => ({
      rule: "funding-standing",
      words: "The sum of sources whose status is Approved",
      parts: secured.parts,
    }));
    const provisional = byStanding("Provisional");
    register.money(
      `funding.provisional.${yearText}`,
      `Funding provisional ${yearText}`,
      provisional.amount,
      "",
      () => ({
        rule: "funding-standing",
        words: "The sum of sources whose status is Provisional: shown, not secured",
        parts: provisional.parts,
      }),
    );
    const unconfirmed = byStanding("Unconfirmed");
    if (businessCase.funding === null) {
      register.money(
        `funding.unconfirmed.${yearText}`,
        `Named on costs, not confirmed ${yearText}`,
        unconfirmed.amount,
        "",
        () => ({
          rule: "funding-standing",
          words: "The sum of sources that costs name; there is no Funding sheet to confirm them",
          parts: unconfirmed.parts,
        }),
      );
    }
    register.money(
      `funding.bid.${yearText}`,
      `Bid for ${yearText} (inside the gap)`,
      sumPence(bid.map((row) => row[at] ?? NIL)),
      "",
      () => ({
        rule: "funding-standing",
        words: "What sources with status Bid would give to what is left: shown, never counted",
        parts: bidParts(calculation, at),
      }),
    );
    const plan = pressure[at];
    const accepted = plan?.accepted ?? NIL;
    register.money(`funding.pressure.${yearText}`, `Accepted as pressure ${yearText}`, accepted, "", () => ({
      rule: "pressure-accepted",
      words: "The residual pressure, up to what a named person has accepted for the medium term financial plan",
      parts: [figurePart(`pressure.residual.${yearText}`), ...acceptanceParts(calculation)],
    }));
    const savingsCounted = pence(Math.min(plan?.savings ?? 0, recurringLeft[at] ?? 0));
    const gap = pence((otherLeft[at] ?? 0) + (recurringLeft[at] ?? 0) - savingsCounted - accepted);
    const surplus = pence(demand.surplus[at] ?? 0);
    register.money(`funding.gap.${yearText}`, `Gap ${yearText}`, gap, "", () => ({
      rule: "funding-gap",
      words: `Cost - approved - provisional${businessCase.funding === null ? " - named on costs" : ""} - savings identified - accepted pressure${surplus > 0 ? `; a net credit of ${formatMoney(surplus)} is shown apart and funds nothing else` : ""}`,
      parts: [
        figurePart(`cost.total.${yearText}`),
        figurePart(`funding.secured.${yearText}`),
        figurePart(`funding.provisional.${yearText}`),
        ...(businessCase.funding === null ? [figurePart(`funding.unconfirmed.${yearText}`)] : []),
        figurePart(`pressure.savings.${yearText}`),
        figurePart(`funding.pressure.${yearText}`),
      ],
    }));
    if (surplus > 0) {
      register.money(`funding.surplus.${yearText}`, `Net credit ${yearText} (funds nothing else)`, surplus, "", () => ({
        rule: "credits",
        words: "Credits and income that found no cost of the same nature, year and source to be set against",
        parts: calculation.costs.lines.flatMap((line, index) =>
          (calculation.costs.amounts[index * years.length + at] ?? 0) < 0 ? lineParts(calculation, line, year) : [],
        ),
      }));
    }
  });
}

function takeParts(calculation: Calculation, sourceIndex: number, yearIndex: number): readonly TracePart[] {
  const { takes } = calculation.waterfall;
  const year = calculation.costs.years[yearIndex] as FinancialYear;
  const lines = new Set<number>();
  takes.source.forEach((source, index) => {
    if (source === sourceIndex && takes.year[index] === yearIndex) lines.add(takes.line[index] as number);
  });
  const source = calculation.sources[sourceIndex] as Calculation["sources"][number];
  return [
    ...[...lines].flatMap((line) => lineParts(calculation, calculation.costs.lines[line] as CostedLine, year)),
    ...source.rows.flatMap((row) =>
      (row.year === null || row.year === year) && row.limit !== null
        ? [inputPart(row.line, "limit", `${source.name}: Limit`, formatMoney(row.limit))]
        : [],
    ),
  ];
}

function bidParts(calculation: Calculation, yearIndex: number): readonly TracePart[] {
  const { bids } = calculation.waterfall;
  const year = calculation.costs.years[yearIndex] as FinancialYear;
  const lines = new Set<number>();
  bids.year.forEach((at, index) => {
    if (at === yearIndex) lines.add(bids.line[index] as number);
  });
  return [...lines].flatMap((line) => lineParts(calculation, calculation.costs.lines[line] as CostedLine, year));
}

function acceptanceParts(calculation: Calculation): readonly TracePart[] {
  return calculation.planRows.flatMap((row) => {
    const parts: TracePart[] = [];
    if (row.acceptedAsPressureBy !== null) {
      parts.push(
        inputPart(row.line, "acceptedAsPressureBy", `${row.source}: Accepted as pressure by`, row.acceptedAsPressureBy),
      );
    }
    if (row.limit !== null) parts.push(inputPart(row.line, "limit", `${row.source}: Limit`, formatMoney(row.limit)));
    return parts;
  });
}

function registerReserves(register: FigureRegister, calculation: Calculation): void {
  const before = new Map<string, ReserveYear>();
  for (const year of calculation.reserves) {
    const stem = `reserve.${year.slug}`;
    const at = formatYear(year.year);
    const source = calculation.sources.find((candidate) => candidate.isReserve && candidate.name === year.source);
    const rows = source?.rows ?? [];
    const balance = source?.balance[calculation.horizon.years.indexOf(year.year)];
    const needed = `the Opening of ${year.source}`;
    const previous = before.get(year.slug);
    before.set(year.slug, year);
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
            parts: amountParts(balance?.rows ?? [], ["opening"]),
          },
    );
    register.money(`${stem}.in.${at}`, `${year.source}: in ${at}`, year.in, "", () => ({
      rule: "reserve-roll-forward",
      words: "Contributions of the year",
      parts: amountParts(balance?.rows ?? [], ["contributions"]),
    }));
    register.money(`${stem}.out.${at}`, `${year.source}: out ${at}`, year.out, "", () => ({
      rule: "reserve-roll-forward",
      words: "What this case draws, what is spent otherwise, and what other sources take from it",
      parts: [
        figurePart(`funding.${year.slug}.${at}`),
        ...amountParts(balance?.rows ?? [], ["spent"]),
        ...takenByParts(balance),
      ],
    }));
    register.money(`${stem}.closing.${at}`, `${year.source}: closing ${at}`, year.closing, needed, () => ({
      rule: "reserve-roll-forward",
      words:
        year.opening === null || year.closing === null
          ? "Opening + in - out"
          : `Opening ${formatPounds(year.opening)} + in ${formatPounds(year.in)} - out ${formatPounds(year.out)} = ${formatPounds(year.closing)}`,
      parts: [figurePart(`${stem}.opening.${at}`), figurePart(`${stem}.in.${at}`), figurePart(`${stem}.out.${at}`)],
    }));
    register.money(`${stem}.minimum.${at}`, `${year.source}: minimum ${at}`, year.minimum, "", () => ({
      rule: "reserve-roll-forward",
      words: "The minimum as entered; nil where none is",
      parts: rows.flatMap((row) =>
        row.minimum !== null && (row.year === null || row.year === year.year)
          ? [inputPart(row.line, "minimum", "Minimum", formatMoney(row.minimum))]
          : [],
      ),
    }));
  }
}

/** Amounts of Funding rows as parts of a trace, blanks left out. */
function amountParts(
  rows: readonly FundingRow[],
  fields: readonly ("opening" | "contributions" | "spent" | "committed" | "pipeline" | "limit")[],
): readonly TracePart[] {
  return rows.flatMap((row) =>
    fields.flatMap((field) => {
      const amount = row[field];
      return amount === null
        ? []
        : [inputPart(row.line, field, field[0]?.toUpperCase() + field.slice(1), formatMoney(amount))];
    }),
  );
}

/** What other sources take from a balance in a year, by the rows that say so. */
function takenByParts(balance: BalanceYear | undefined): readonly TracePart[] {
  return (balance?.takenBy ?? []).map((row) =>
    inputPart(row.line, "contributions", `${row.source}: Contributions`, formatMoney(row.contributions ?? NIL)),
  );
}

function registerUnderspends(register: FigureRegister, calculation: Calculation): void {
  for (const underspend of calculation.underspends) {
    const id = `underspend.${calculation.slugs.groups.of(underspend.group)}.eligible.${formatYear(underspend.year)}`;
    register.money(
      id,
      `Eligible underspend of ${underspend.group} ${formatYear(underspend.year)}`,
      underspend.eligible,
      `budget and forecast of ${underspend.group}`,
      () => ({
        rule: "eligible-underspend",
        words:
          "max(0, budget - forecast) - externally funded part - other calls, and no more than the group's net underspend",
        parts: underspend.rows.flatMap((row) => {
          const parts: TracePart[] = [];
          const push = (field: "budget" | "forecast" | "externallyFunded" | "otherCalls", name: string): void => {
            const amount = row[field];
            if (amount !== null)
              parts.push(inputPart(row.line, field, `${row.subjective}: ${name}`, formatMoney(amount)));
          };
          push("budget", "Budget");
          push("forecast", "Forecast");
          push("externallyFunded", "Externally funded part");
          push("otherCalls", "Other calls");
          return parts;
        }),
      }),
    );
  }
}

function registerFunds(register: FigureRegister, calculation: Calculation): void {
  const before = new Map<string, FinancialYear>();
  for (const year of calculation.funds) {
    const stem = `fund.${year.slug}`;
    const at = formatYear(year.year);
    const sourceIndex = calculation.sources.findIndex((candidate) => candidate.name === year.source);
    const source = calculation.sources[sourceIndex];
    const yearIndex = calculation.horizon.years.indexOf(year.year);
    const needed = `the Opening of ${year.source}`;
    const balance = source?.balance[yearIndex];
    const rows = balance?.rows ?? [];
    const previous = before.get(year.slug);
    before.set(year.slug, year.year);
    // What a plan line or a grant opens with is its Limit; what states neither opens with what the year before left.
    const openingParts = [
      ...amountParts(rows, ["opening"]),
      ...(source?.kind === "Major Change Fund"
        ? []
        : amountParts(
            rows.filter((row) => row.opening === null),
            ["limit"],
          )),
      ...(balance?.opening == null && previous !== undefined
        ? [figurePart(`${stem}.headroom.${formatYear(previous)}`)]
        : []),
    ];
    register.money(`${stem}.request.${at}`, `${year.source}: asked for ${at}`, year.request, "", () => ({
      rule: "fund-headroom",
      words: "What lines that name the fund ask for, or what it gives to lines that leave the choice to the order",
      parts: requestParts(calculation, sourceIndex, yearIndex),
    }));
    register.money(`${stem}.headroom.${at}`, `${year.source}: headroom ${at}`, year.headroom, needed, () => ({
      rule: "fund-headroom",
      words:
        year.opening === null
          ? "Opening + contributions - spent - committed - this request"
          : `Opening ${formatPounds(year.opening)} + contributions ${formatPounds(year.contributions)} - spent ${formatPounds(year.spent)} - committed ${formatPounds(year.committed)} - this request ${formatPounds(year.request)}`,
      parts: [
        ...openingParts,
        ...amountParts(rows, ["contributions", "spent", "committed"]),
        ...takenByParts(balance),
        figurePart(`${stem}.request.${at}`),
      ],
    }));
    register.money(
      `${stem}.pipeline-headroom.${at}`,
      `${year.source}: headroom after the pipeline ${at}`,
      year.pipelineHeadroom,
      needed,
      () => ({
        rule: "fund-headroom",
        words: `Headroom - pipeline ${formatPounds(year.pipeline)}`,
        parts: [figurePart(`${stem}.headroom.${at}`), ...amountParts(rows, ["pipeline"])],
      }),
    );
  }
}

function requestParts(calculation: Calculation, sourceIndex: number, yearIndex: number): readonly TracePart[] {
  const source = calculation.sources[sourceIndex];
  if (!source) return [];
  const width = calculation.costs.years.length;
  const year = calculation.costs.years[yearIndex] as FinancialYear;
  const named = calculation.costs.lines.flatMap((line, index) =>
    line.namedSource !== null &&
    nameKey(line.namedSource) === source.key &&
    (calculation.demand.amounts[index * width + yearIndex] ?? 0) > 0
      ? lineParts(calculation, line, year)
      : [],
  );
  return named.length > 0 ? named : takeParts(calculation, sourceIndex, yearIndex);
}

function registerCapital(register: FigureRegister, calculation: Calculation): void {
  const { horizon, costs } = calculation;
  const width = horizon.years.length;
  for (const site of capitalBySite(calculation)) {
    horizon.years.forEach((year, at) => {
      register.money(
        `capital.${site.slug}.${formatYear(year)}`,
        `Capital at ${site.site} ${formatYear(year)}`,
        site.byYear[at] ?? NIL,
        "",
        () => ({
          rule: "capital-allocation",
          words: "The sum of capital lines at the site in the year",
          parts: costs.lines.flatMap((line, index) =>
            line.nature === "Capital" &&
            calculation.slugs.sites.of(line.site) === site.slug &&
            costs.amounts[index * width + at] !== 0
              ? lineParts(calculation, line, year)
              : [],
          ),
        }),
      );
    });
  }
}

function registerPressure(register: FigureRegister, calculation: Calculation): void {
  const { pressure, costs, horizon, waterfall, businessCase } = calculation;
  const width = horizon.years.length;
  pressure.forEach((plan, at) => {
    const year = formatYear(plan.year);
    register.money(`pressure.gross.${year}`, `Pressure before savings ${year}`, plan.gross, "", () => ({
      rule: "pressure",
      words: "Recurring cost of the year that no source pays for",
      parts: costs.lines.flatMap((line, index) =>
        line.nature === "Recurring revenue" && (waterfall.left[index * width + at] ?? 0) > 0
          ? lineParts(calculation, line, plan.year)
          : [],
      ),
    }));
    const before = pressure[at - 1];
    register.money(`pressure.increment.${year}`, `Increment on the year before ${year}`, plan.increment, "", () => ({
      rule: "pressure",
      words: "Pressure of this year - pressure of the year before",
      parts: [
        figurePart(`pressure.gross.${year}`),
        ...(before ? [figurePart(`pressure.gross.${formatYear(before.year)}`)] : []),
      ],
    }));
    register.money(`pressure.savings.${year}`, `Savings identified or delivered ${year}`, plan.savings, "", () => ({
      rule: "pressure",
      words: `Savings identified or delivered${plan.savingsTarget === 0 ? "" : `; targets of ${formatMoney(plan.savingsTarget)} are shown and not counted`}`,
      parts: (businessCase.savings ?? []).flatMap((saving) =>
        saving.status !== "Target" &&
        (saving.year === plan.year || (saving.continues === true && saving.year < plan.year))
          ? [inputPart(saving.line, "amount", saving.name, formatMoney(saving.amount))]
          : [],
      ),
    }));
    register.money(`pressure.residual.${year}`, `Pressure after savings ${year}`, plan.residual, "", () => ({
      rule: "pressure",
      words: "Pressure - savings identified or delivered; below nil is a surplus",
      parts: [figurePart(`pressure.gross.${year}`), figurePart(`pressure.savings.${year}`)],
    }));
  });
  const first = firstPressureYear(pressure);
  register.text("pressure.first-year", "First year with pressure", first === null ? "none" : formatYear(first), () => ({
    rule: "pressure",
    words: "The first year with pressure left after savings",
    parts: first === null ? [] : [figurePart(`pressure.residual.${formatYear(first)}`)],
  }));
}

function registerWorkforce(register: FigureRegister, calculation: Calculation): void {
  const { businessCase, bridge, requirement } = calculation;
  for (const roleType of ["Officer", "Staff", "PCSO"] as const) {
    const posts = businessCase.posts.filter((post) => post.roleType === roleType);
    if (posts.length === 0) continue;
    const stem = `bwt.${roleType.toLowerCase()}`;
    const name = roleType === "PCSO" ? "PCSO" : roleType === "Officer" ? "Officer" : "Staff";
    const baseline = sumFte(posts.map((post) => post.baseline));
    const proposed = sumFte(posts.map((post) => post.proposed));
    registerPostsTriple(register, stem, `${name} posts`, baseline, proposed, () => posts);
  }
  const officers = businessCase.posts.filter((post) => post.roleType === "Officer");
  if (officers.length > 0) {
    const change = sumFte(officers.map((post) => fte(post.proposed - post.baseline)));
    const given = postsGivenUp(requirement);
    register.add(
      "bwt.officer.net",
      "Officer posts, net of those that business groups give up",
      "posts",
      typeof given === "string" ? { kind: "needed", needed: given } : { kind: "number", value: change - given },
      () => ({
        rule: "workforce-bridge",
        words: `Change ${formatFte(change)} - posts given up${typeof given === "string" ? "" : ` ${formatFte(given)}`}`,
        parts: [
          figurePart("bwt.officer.change"),
          ...(requirement?.kind === "shared"
            ? requirement.share.apportionment.groups.map((group) =>
                figurePart(`apportion.${calculation.slugs.groups.of(group.group)}.posts`),
              )
            : []),
        ],
      }),
    );
  }

  const byUnitAndGrade = new Map<string, BridgeRow[]>();
  for (const row of bridge) {
    const key = `bwt.${row.unitSlug}.${row.gradeSlug}`;
    byUnitAndGrade.set(key, [...(byUnitAndGrade.get(key) ?? []), row]);
  }
  for (const [stem, rows] of byUnitAndGrade) {
    const first = rows[0] as BridgeRow;
    const posts = (): readonly Post[] =>
      businessCase.posts.filter(
        (post) =>
          calculation.slugs.units.of(unitOf(post)) === first.unitSlug &&
          calculation.slugs.grades.of(post.grade) === first.gradeSlug,
      );
    registerPostsTriple(
      register,
      stem,
      `${first.grade}, ${first.unit}: posts`,
      sumFte(rows.map((row) => row.baseline)),
      sumFte(rows.map((row) => row.proposed)),
      posts,
    );
  }
  registerVacancies(register, calculation);
}

/** The posts that business groups give up together; in words what is missing where that cannot be said. */
function postsGivenUp(requirement: Calculation["requirement"]): Fte | string {
  switch (requirement?.kind) {
    case "shared":
      return sumFte(requirement.share.apportionment.groups.map((group) => group.posts));
    case "input needed":
      return `the Unbudgeted BWT of ${requirement.group.name}`;
    case "no weight":
      return "a business group with a weight to share the posts by";
    case "nothing to share":
    case undefined:
      return fte(0);
  }
}

function registerPostsTriple(
  register: FigureRegister,
  stem: string,
  label: string,
  baseline: Fte,
  proposed: Fte,
  posts: () => readonly Post[],
): void {
  const parts = (field: "baseline" | "proposed", name: string) => (): Trace => ({
    rule: "workforce-bridge",
    words: `The sum of ${name}`,
    parts: posts().flatMap((post) =>
      post[field] === 0 ? [] : [inputPart(post.line, field, `${post.reference}: ${name}`, formatFte(post[field]))],
    ),
  });
  register.posts(`${stem}.baseline`, `${label}, baseline`, baseline, parts("baseline", "Baseline BWT"));
  register.posts(`${stem}.proposed`, `${label}, proposed`, proposed, parts("proposed", "Proposed BWT"));
  register.posts(`${stem}.change`, `${label}, change`, fte(proposed - baseline), () => ({
    rule: "workforce-bridge",
    words: "Proposed - baseline",
    parts: [figurePart(`${stem}.proposed`), figurePart(`${stem}.baseline`)],
  }));
}

function registerVacancies(register: FigureRegister, calculation: Calculation): void {
  const { bridge, businessCase, slugs } = calculation;
  const units = new Map<string, { unit: string; rows: BridgeRow[] }>();
  for (const row of bridge) {
    const known = units.get(row.unitSlug);
    if (known) known.rows.push(row);
    else units.set(row.unitSlug, { unit: row.unit, rows: [row] });
  }
  const trace = (unitSlug: string | null, target: "proposed" | "baseline") => (): Trace => ({
    rule: "vacancies",
    words: `The sum over rows of max(0, ${target === "proposed" ? "Proposed" : "Baseline"} BWT - Strength), never netted`,
    parts: businessCase.posts.flatMap((post) =>
      (unitSlug === null || slugs.units.of(unitOf(post)) === unitSlug) && post[target] > post.strength
        ? [
            inputPart(
              post.line,
              target,
              `${post.reference}: ${target === "proposed" ? "Proposed BWT" : "Baseline BWT"}`,
              formatFte(post[target]),
            ),
            inputPart(post.line, "strength", `${post.reference}: Strength`, formatFte(post.strength)),
          ]
        : [],
    ),
  });
  for (const [slug, { unit, rows }] of units) {
    register.posts(
      `vacancies.${slug}`,
      `Vacancies in ${unit}, on proposed posts`,
      sumFte(rows.map((row) => row.vacancies)),
      trace(slug, "proposed"),
    );
    register.posts(
      `vacancies.${slug}.current`,
      `Vacancies in ${unit}, on baseline posts`,
      sumFte(rows.map((row) => row.vacanciesCurrent)),
      trace(slug, "baseline"),
    );
  }
  register.posts(
    "vacancies.total",
    "Vacancies, on proposed posts",
    sumFte(bridge.map((row) => row.vacancies)),
    trace(null, "proposed"),
  );
  register.posts(
    "vacancies.total.current",
    "Vacancies, on baseline posts",
    sumFte(bridge.map((row) => row.vacanciesCurrent)),
    trace(null, "baseline"),
  );
  register.posts(
    "over-strength.total",
    "Over strength, on proposed posts",
    sumFte(bridge.map((row) => row.overStrength)),
    () => ({
      rule: "vacancies",
      words: "The sum over rows of max(0, Strength - Proposed BWT), never netted",
      parts: businessCase.posts.flatMap((post) =>
        post.strength > post.proposed
          ? [
              inputPart(post.line, "strength", `${post.reference}: Strength`, formatFte(post.strength)),
              inputPart(post.line, "proposed", `${post.reference}: Proposed BWT`, formatFte(post.proposed)),
            ]
          : [],
      ),
    }),
  );
}

function registerRequirement(register: FigureRegister, calculation: Calculation): void {
  const { requirement, businessCase, slugs } = calculation;
  if (requirement?.kind !== "shared") return;
  const { apportionment } = requirement.share;
  const groups = (businessCase.businessGroups ?? []).filter((group) => group.contributes !== false);
  const weightParts = (only: string | null): readonly TracePart[] =>
    groups.flatMap((group) => {
      if (only !== null && nameKey(group.name) !== nameKey(only)) return [];
      if (apportionment.basis === "Unbudgeted") {
        return group.unbudgeted === null
          ? []
          : [inputPart(group.line, "unbudgeted", `${group.name}: Unbudgeted BWT`, formatFte(group.unbudgeted))];
      }
      const parts = [inputPart(group.line, "officerBwt", `${group.name}: Officer BWT`, formatFte(group.officerBwt))];
      if (group.externallyFunded !== null) {
        parts.push(
          inputPart(
            group.line,
            "externallyFunded",
            `${group.name}: Externally funded BWT`,
            formatFte(group.externallyFunded),
          ),
        );
      }
      return parts;
    });
  const requirementParts: readonly TracePart[] = businessCase.posts.flatMap((post) =>
    post.roleType === "Officer" && post.paidBy === "Donor groups" && post.proposed !== post.baseline
      ? [
          inputPart(post.line, "proposed", `${post.reference}: Proposed BWT`, formatFte(post.proposed)),
          inputPart(post.line, "baseline", `${post.reference}: Baseline BWT`, formatFte(post.baseline)),
        ]
      : [],
  );
  const totalWeight = sumFte(apportionment.groups.map((group) => group.weight));
  for (const group of apportionment.groups) {
    const stem = `apportion.${slugs.groups.of(group.group)}`;
    register.add(`${stem}.share`, `Share of ${group.group}`, "share", { kind: "number", value: group.share }, () => ({
      rule: "apportionment",
      words: `${formatFte(apportionment.requirement)} posts x weight ${formatFte(group.weight)} / ${formatFte(totalWeight)}; weight is ${apportionment.basisInWords}`,
      parts: [...requirementParts, ...weightParts(null)],
    }));
    register.posts(`${stem}.posts`, `Posts from ${group.group}`, group.posts, () => ({
      rule: "apportionment",
      words:
        "Its share rounded down, and one more for the largest remainders until the requirement is met; ties go to the larger weight, then Order, then row order",
      parts: [
        ...apportionment.groups.map((other) => figurePart(`apportion.${slugs.groups.of(other.group)}.share`)),
        ...weightParts(group.group),
      ],
    }));
  }
}

function registerApprovals(register: FigureRegister, calculation: Calculation): void {
  const { costs } = calculation;
  for (const { approval, result, lines } of calculation.approvals) {
    const id = (part: string): string => `${result.figureStem}.${part}${result.figureYear}`;
    const name = `${result.paragraph} ${result.kind.toLowerCase()}${result.year === null ? "" : ` ${formatYear(result.year)}`}`;
    const value = (amount: number): FigureValue => ({ kind: "number", value: amount });
    const unit = result.unit;
    const shown = unit === "money" ? formatMoney(result.approved as Pence) : formatFte(result.approved as Fte);
    register.add(id("approved"), `Approved, ${name}`, unit, value(result.approved), () => ({
      rule: "approvals",
      words: "As the decision states it",
      parts: [inputPart(approval.line, "approved", "Approved", shown)],
    }));
    const lineTrace = (): readonly TracePart[] =>
      lines.flatMap((index) => {
        const line = costs.lines[index] as CostedLine;
        if (unit === "posts" && line.post) {
          return [
            inputPart(
              line.post.line,
              "proposed",
              `${line.post.reference}: Proposed BWT`,
              formatFte(line.post.proposed),
            ),
            inputPart(
              line.post.line,
              "baseline",
              `${line.post.reference}: Baseline BWT`,
              formatFte(line.post.baseline),
            ),
          ];
        }
        const isFullYear =
          line.nature === "Recurring revenue" && result.year === null && approval.basis !== "Whole term";
        if (isFullYear || line.post === null) return lineParts(calculation, line, null);
        // Of posts every year that costs something is a figure of its own; a year outside the case has none.
        return costs.years.flatMap((year, at) =>
          (result.year === null || result.year === year) && costs.amounts[index * costs.years.length + at] !== 0
            ? lineParts(calculation, line, year)
            : [],
        );
      });
    register.add(id("modelled"), `Modelled, ${name}`, unit, value(result.modelled), () => ({
      rule: "approvals",
      words: `The lines that name ${result.paragraph} and are ${result.kind.toLowerCase()}`,
      parts: lineTrace(),
    }));
    if (result.allocated !== null) {
      register.add(id("allocated"), `Allocated, ${name}`, unit, value(result.allocated), () => ({
        rule: "approvals",
        words: "What sources, bids apart, give to those lines",
        parts: lineTrace(),
      }));
    }
    register.add(id("difference"), `Modelled less approved, ${name}`, unit, value(result.difference), () => ({
      rule: "approvals",
      words: "Modelled - approved",
      parts: [figurePart(id("modelled")), figurePart(id("approved"))],
    }));
    register.text(id("class"), `How they agree, ${name}`, result.class, () => ({
      rule: "precision",
      words:
        unit === "posts"
          ? "Posts are exact"
          : `EXACT when the model rounds to the printed figure, ROUNDING within ${formatMoney(result.tolerance as Pence)} (what printed digits can explain), else BREAK`,
      parts: [figurePart(id("difference"))],
    }));
  }
}

function registerAppraisal(register: FigureRegister, calculation: Calculation): void {
  const { horizon, costs, businessCase } = calculation;
  const from = horizon.years.indexOf(horizon.baseYear);
  const economic = economicCostByYear(calculation).slice(from);
  const steps = officialDiscountSteps(calculation.businessCase);
  const first = parameterValue(businessCase, "discount-rate");
  const shownRate =
    first.value.unit === "percent" ? percentText(first.value.rate.numerator, first.value.rate.denominator) : "";
  const lengths = new Set([5, 10, horizon.inYears].filter((length) => length <= horizon.inYears));
  for (const length of [...lengths].sort((a, b) => a - b)) {
    register.add(
      `npc.${length}`,
      `Net present cost over ${length} years`,
      "wholePounds",
      { kind: "number", value: netPresentCost(economic.slice(0, length), steps) },
      () => ({
        rule: "net-present-cost",
        words: `Cost of each year discounted at ${shownRate}, ${formatYear(horizon.baseYear)} undiscounted, in the prices entered${biasParts(costs.lines).length > 0 ? ", with each line's optimism bias" : ""}; costs before it are shown, not discounted`,
        parts: [
          ...horizon.years.slice(from, from + length).map((year) => figurePart(`cost.total.${formatYear(year)}`)),
          first.assumption === null
            ? parameterPart("discount-rate", shownRate)
            : inputPart(first.assumption.line, "value", "Discount rate", shownRate),
          ...biasParts(costs.lines),
        ],
      }),
    );
  }
}

/** The optimism bias of every line that has one. */
function biasParts(lines: readonly CostedLine[]): readonly TracePart[] {
  return lines.flatMap(({ costLine }) =>
    costLine === null || costLine.optimismBias === null || costLine.optimismBias.numerator === 0
      ? []
      : [
          inputPart(
            costLine.line,
            "optimismBias",
            `${costLine.reference}: Optimism bias`,
            percentText(costLine.optimismBias.numerator, costLine.optimismBias.denominator),
          ),
        ],
  );
}

/** Cost by year for the economic case: each cost line with its optimism bias, half up to the penny. */
function economicCostByYear(calculation: Calculation): readonly number[] {
  const { costs } = calculation;
  const width = costs.years.length;
  const sums = new Array<number>(width).fill(0);
  costs.lines.forEach((line, index) => {
    const bias = line.costLine?.optimismBias ?? null;
    for (let year = 0; year < width; year++) {
      const amount = costs.amounts[index * width + year] ?? 0;
      const added = bias === null ? 0 : productHalfUp([amount, bias.numerator], bias.denominator);
      sums[year] = (sums[year] ?? 0) + amount + added;
    }
  });
  return sums;
}

function percentText(numerator: number, denominator: number): string {
  const hundredths = productHalfUp([numerator, 10_000], denominator);
  return `${(hundredths / 100).toString()}%`;
}

function registerDates(register: FigureRegister, calculation: Calculation): void {
  const decision = calculation.businessCase.decision;
  // A full business case is not waiting for one.
  if (decision === null || decision.stage === "FBC") return;
  const months = decision.fbcDueInMonths ?? parameterCount(calculation.businessCase, "fbc-due-months");
  const value: FigureValue =
    decision.dateSigned === null
      ? { kind: "needed", needed: "the date the decision was signed" }
      : { kind: "text", text: formatIsoDay(addMonths(decision.dateSigned, months)) };
  const line = "Decision:Date signed" as LineId;
  register.add("case.fbc-due", "Full business case due", "text", value, () => ({
    rule: "fbc-due",
    words: `Date signed + ${months} months`,
    parts:
      decision.dateSigned === null ? [] : [inputPart(line, "value", "Date signed", formatIsoDay(decision.dateSigned))],
  }));
}
