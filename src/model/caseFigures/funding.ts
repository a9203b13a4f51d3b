import type { Calculation } from "../calculation";
import { formatYear, type FinancialYear } from "../calendar";
import { type CostedLine } from "../costs";
import type { TracePart } from "../evaluation";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { formatMoney, NIL, pence, sumPence, type Pence } from "../money";
import { lineParts } from "./lineParts";

/** Figures of what each source gives, and of money by standing. */
export function registerFunding(register: FigureRegister, calculation: Calculation): void {
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

/** What a source gave in a year, line by line. */
export function takeParts(calculation: Calculation, sourceIndex: number, yearIndex: number): readonly TracePart[] {
  const { takes } = calculation.waterfall;
  const year = calculation.costs.years[yearIndex] as FinancialYear;
  const lines = new Set<number>();
  takes.source.forEach((source, index) => {
    if (source === sourceIndex && takes.year[index] === yearIndex) lines.add(takes.line[index] as number);
  });
  const source = calculation.sources[sourceIndex] as Calculation["sources"][number];
  return [
    ...[...lines].flatMap((line) => lineParts(calculation, calculation.costs.lines[line] as CostedLine, year)),
    ...source.rows.flatMap((row) => {
      if (row.year !== null && row.year !== year) return [];
      const parts: TracePart[] = [];
      if (row.limit !== null) parts.push(inputPart(row.line, "limit", `${source.name}: Limit`, formatMoney(row.limit)));
      if (row.fromYear !== null)
        parts.push(inputPart(row.line, "fromYear", `${source.name}: From year`, formatYear(row.fromYear)));
      if (row.toYear !== null)
        parts.push(inputPart(row.line, "toYear", `${source.name}: To year`, formatYear(row.toYear)));
      return parts;
    }),
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

/** Who accepts a pressure on the plan, and up to how much. */
export function acceptanceParts(calculation: Calculation): readonly TracePart[] {
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
