import { wholePounds } from "../appraisal";
import type { BenefitType } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import type { FigureUnit, FigureValue, Trace, TracePart } from "../evaluation";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { formatMoney } from "../money";
import { mapKnown, type Known, type OptionComparison, type OptionResult } from "../options";
import { percentText, pricesInWords } from "./appraisal";
import { acceptanceParts } from "./funding";
import { lineParts } from "./lineParts";

/** Figures of every option beside the others, and of the one that the case counts. */
export function registerOptions(register: FigureRegister, calculation: Calculation): void {
  const { options } = calculation;
  if (options === null) return;
  for (const result of options.results) registerOption(register, calculation, options, result);
  const preferred = options.results.find((result) => result.isPreferred);
  for (const [length, value] of preferred?.socialValues ?? []) {
    register.add(
      `npsv.${length}`,
      `Net present social value over ${length} years`,
      "wholePounds",
      valueOf(value),
      socialValueTrace(calculation, preferred as OptionResult, length),
    );
  }
  const { option, reason } = options.lowest;
  register.add(
    "options.lowest",
    "Lowest net present cost among the options that meet the objective",
    "text",
    option === null ? { kind: "needed", needed: reason } : { kind: "text", text: option.entry.option },
    () => ({
      rule: "option-lowest",
      words: `${reason}. The preferred option is the one that is stated`,
      parts: options.results.flatMap((result) => [
        ...result.entry.rows.flatMap((row) =>
          row.meetsObjective === null
            ? []
            : [
                inputPart(
                  row.line,
                  "meetsObjective",
                  `${row.option}: Meets the objective`,
                  row.meetsObjective ? "yes" : "no",
                ),
              ],
        ),
        figurePart(`option.${result.slug}.risk-adjusted-npc`),
      ]),
    }),
  );
}

function registerOption(
  register: FigureRegister,
  calculation: Calculation,
  { horizon, lengths, results }: OptionComparison,
  result: OptionResult,
): void {
  const { entry, slug } = result;
  const stem = `option.${slug}`;
  const parts = (): readonly TracePart[] => costParts(result);
  const add = (part: string, what: string, unit: FigureUnit, value: Known<number>, trace: () => Trace): void => {
    register.add(`${stem}.${part}`, `${entry.option}: ${what}`, unit, valueOf(value), trace);
  };
  const costs = [
    ["one-off", "one-off revenue, all years", result.oneOff],
    ["recurring", "recurring cost of a full year", result.recurring],
    ["capital", "capital, all years", result.capital],
    ["cost", "total cost to the horizon", result.total],
    ["funding", "paid for by sources", result.funding],
    ["gap", "neither a source nor an accepted pressure", result.gap],
  ] as const;
  for (const [part, what, value] of costs) {
    add(part, what, "money", value, () => ({
      rule: "option-cost",
      words: countedInWords(result),
      parts: [
        ...parts(),
        ...(part === "funding" || part === "gap" ? sourceParts(calculation) : []),
        ...(part === "gap" ? pressureParts(calculation) : []),
      ],
    }));
  }
  const counts = [
    ["errors", "errors raised", result.errors],
    ["warnings", "warnings raised", result.warnings],
  ] as const;
  for (const [part, what, value] of counts) {
    add(part, what, "count", value === null ? needed(result) : { kind: "known", value }, () => ({
      rule: "option-cost",
      words: `Flags of the model when ${entry.option} is counted`,
      parts: [],
    }));
  }
  const presentTrace = (words: string) => (): Trace => ({
    rule: "net-present-cost",
    words: `${words}, ${pricesInWords(calculation)}; ${countedInWords(result)}`,
    parts: parts(),
  });
  for (const [length, value] of result.presentCosts) {
    const id = length === horizon.inYears ? "npc" : `npc.${length}`;
    add(
      id,
      `net present cost over ${length} years`,
      "wholePounds",
      value,
      presentTrace(`Cost of ${length} years discounted`),
    );
  }
  // The horizon's own length has a figure by its number too, so that columns of 5 and 10 years never have a hole.
  if (USUAL.includes(horizon.inYears) && lengths.includes(horizon.inYears)) {
    const value = result.presentCosts.get(horizon.inYears) ?? needed(result);
    add(
      `npc.${horizon.inYears}`,
      `net present cost over ${horizon.inYears} years`,
      "wholePounds",
      value,
      presentTrace("Cost of the horizon discounted"),
    );
  }
  add(
    "risk-adjusted-npc",
    "net present cost with its risk adjustment",
    "wholePounds",
    mapKnown(result.presentWithRisk, wholePounds),
    () => ({
      rule: "risk-adjustment",
      words: `Net present cost x (1 + risk adjustment${entry.riskAdjustment === null ? ", none is entered" : ""})`,
      parts: [figurePart(`${stem}.npc`), ...riskParts(result)],
    }),
  );
  register.add(
    `eac.${slug}`,
    `${entry.option}: equivalent annual cost`,
    "wholePounds",
    valueOf(result.equivalentAnnual),
    () => ({
      rule: "equivalent-annual-cost",
      words: `Net present cost / the sum of the discount factors of ${horizon.inYears} years`,
      parts: [
        figurePart(`${stem}.npc`),
        ...horizon.years.slice(-horizon.inYears).map((year) => figurePart(`discount.factor.${formatYear(year)}`)),
      ],
    }),
  );
  for (const [type, value] of result.benefits.byType) {
    add(`benefits.${BENEFIT_SLUGS[type]}`, `${type.toLowerCase()} benefits, all years`, "money", value, () => ({
      rule: "option-benefits",
      words: "The sum of the rows of this type in the years of the appraisal, as entered",
      parts: benefitParts(result, (row) => row === type),
    }));
  }
  const social = result.socialValues?.get(horizon.inYears);
  if (social !== undefined) {
    add(
      "npsv",
      "net present social value",
      "wholePounds",
      social,
      socialValueTrace(calculation, result, horizon.inYears),
    );
  }
  if (result.benefitCostRatio !== null) {
    add("bcr", "benefit-cost ratio", "share", result.benefitCostRatio, () => ({
      rule: "benefit-cost-ratio",
      words: "Present benefits / present costs with the risk adjustment; only because benefits carry money",
      parts: [figurePart(`${stem}.risk-adjusted-npc`), ...benefitParts(result, isMonetised)],
    }));
  }
  const nothing = results.find((each) => each.entry.isDoNothing);
  if (result.difference !== null && nothing !== undefined) {
    add("difference", "difference from doing nothing", "wholePounds", result.difference, () => ({
      rule: "option-difference",
      words: `Its risk-adjusted net present cost - that of ${nothing.entry.option}`,
      parts: [...new Set([stem, `option.${nothing.slug}`])].map((each) => figurePart(`${each}.risk-adjusted-npc`)),
    }));
  }
  add(
    "rank",
    "place by risk-adjusted net present cost, 1 the lowest",
    "count",
    result.rank === null ? needed(result) : { kind: "known", value: result.rank },
    () => ({
      rule: "option-lowest",
      words: "1 + the options with a lower risk-adjusted net present cost; equal ones share a place",
      parts: results.map((each) => figurePart(`option.${each.slug}.risk-adjusted-npc`)),
    }),
  );
}

const USUAL: readonly number[] = [5, 10];

const BENEFIT_SLUGS: Readonly<Record<BenefitType, string>> = {
  "Cash-releasing": "cash-releasing",
  "Non-cash-releasing": "non-cash-releasing",
  Quantified: "quantified",
  Qualitative: "qualitative",
};

function isMonetised(type: BenefitType): boolean {
  return type === "Cash-releasing" || type === "Non-cash-releasing";
}

function needed(result: OptionResult): Known<never> {
  if (result.needed !== null) return { kind: "needed", needed: result.needed };
  return result.presentWithRisk.kind === "needed"
    ? result.presentWithRisk
    : { kind: "needed", needed: `the cost of ${result.entry.option}` };
}

function valueOf(value: Known<number>): FigureValue {
  return value.kind === "known" ? { kind: "number", value: value.value } : value;
}

function countedInWords({ entry }: OptionResult): string {
  return entry.isDoNothing
    ? `Only the lines of Costs that name ${entry.option}: doing nothing means none of what the case proposes`
    : `The posts and the lines without an option, with those that name ${entry.option}`;
}

/** The inputs that an option's cost is made of: each cost line once, posts by year. */
function costParts({ calculation }: OptionResult): readonly TracePart[] {
  if (calculation === null) return [];
  const { costs } = calculation;
  const width = costs.years.length;
  return costs.lines.flatMap((line, at) => {
    const years = costs.years.filter((_, year) => costs.amounts[at * width + year] !== 0);
    return line.post === null
      ? lineParts(calculation, line, null)
      : years.flatMap((year) => lineParts(calculation, line, year));
  });
}

/** What sources hold and may give: the same for every option. */
function sourceParts({ businessCase, planRows }: Calculation): readonly TracePart[] {
  return (businessCase.funding ?? []).flatMap((row) =>
    planRows.includes(row)
      ? []
      : SOURCE_AMOUNTS.flatMap(([field, heading]) => {
          const amount = row[field];
          return amount === null ? [] : [inputPart(row.line, field, `${row.source}: ${heading}`, formatMoney(amount))];
        }),
  );
}

const SOURCE_AMOUNTS = [
  ["opening", "Opening"],
  ["contributions", "Contributions"],
  ["spent", "Spent"],
  ["committed", "Committed"],
  ["limit", "Limit"],
  ["minimum", "Minimum"],
] as const;

/** What is set against the recurring cost that an option leaves: savings found, year by year, and what is accepted. */
function pressureParts(calculation: Calculation): readonly TracePart[] {
  return [
    ...calculation.horizon.years.map((year) => figurePart(`pressure.savings.${formatYear(year)}`)),
    ...acceptanceParts(calculation),
  ];
}

function riskParts({ entry }: OptionResult): readonly TracePart[] {
  return entry.rows.flatMap((row) =>
    row.riskAdjustment === null
      ? []
      : [inputPart(row.line, "riskAdjustment", `${row.option}: Risk adjustment`, percentText(row.riskAdjustment))],
  );
}

function benefitParts({ entry }: OptionResult, isWanted: (type: BenefitType) => boolean): readonly TracePart[] {
  return entry.rows.flatMap((row) =>
    row.benefitType === null || !isWanted(row.benefitType) || row.amount === null
      ? []
      : [
          inputPart(
            row.line,
            "amount",
            `${row.benefit ?? row.benefitType}${row.year === null ? "" : ` ${formatYear(row.year)}`}`,
            formatMoney(row.amount),
          ),
        ],
  );
}

function socialValueTrace(calculation: Calculation, result: OptionResult, length: number): () => Trace {
  return () => ({
    rule: "net-present-social-value",
    words: `Present benefits - present costs with the risk adjustment over ${length} years, ${pricesInWords(calculation)}`,
    parts: [figurePart(`option.${result.slug}.npc`), ...riskParts(result), ...benefitParts(result, isMonetised)],
  });
}
