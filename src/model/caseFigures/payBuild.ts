import type { LineId, PayAssumption, Post } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatDay, formatMonth, formatYear, yearOfMonth, type FinancialYear } from "../calendar";
import type { Trace, TracePart } from "../evaluation";
import { divideFraction, fraction, inLowestTerms, roundToPence, type ExactFraction } from "../exactFraction";
import { figurePart, inputPart, parameterPart, type FigureRegister } from "../figures";
import { formatFte, formatMoney, FTE_PER_POST, pence, type Fte, type Pence, type Rate } from "../money";
import { parameterChoice, parameterValue } from "../parameters";
import type { BuiltCost, NeededPayInput, PayMonth, PayOfYear } from "../payBuild";
import { neededInWords } from "../staffing";

/** A step of the build as a figure: which part it is, what it is called, and how it came about. */
type Step = {
  readonly key: string;
  readonly label: string;
  readonly amount: (cost: BuiltCost) => ExactFraction;
  readonly trace: (calculation: Calculation, post: Post, slug: string, cost: BuiltCost) => Trace;
};

const STEPS: readonly Step[] = [
  { key: "pay", label: "Basic pay", amount: (cost) => cost.basic, trace: payTrace },
  {
    key: "london-weighting",
    label: "London weighting",
    amount: (cost) => cost.londonWeighting,
    trace: (calculation, post, _, cost) => ({
      rule: "pay-allowances",
      words: `${postsOf(post)} x ${formatMoney(cost.pay.assumption.londonWeighting ?? pence(0))} a year x ${shareInWords(cost.pay)} of the year; counts for pension`,
      parts: [
        ...assumptionParts(cost.pay.assumption, ["londonWeighting"]),
        ...postParts(post, ["proposed", "baseline", "startMonth", "endMonth", "zone"]),
        ...methodParts(calculation),
      ],
    }),
  },
  {
    key: "allowances",
    label: "Zone and London allowances",
    amount: (cost) => cost.allowances,
    trace: (calculation, post, _, cost) => ({
      rule: "pay-allowances",
      words: `${postsOf(post)} x the allowances of the year x ${shareInWords(cost.pay)} of the year; a zone's allowance counts for pension, London allowance does not`,
      parts: [
        ...assumptionParts(cost.pay.assumption, [
          "londonAllowance",
          ...(post.zone === "Zone 1" ? (["zone1Allowance"] as const) : []),
          ...(post.zone === "Zone 2" ? (["zone2Allowance"] as const) : []),
        ]),
        ...postParts(post, ["proposed", "baseline", "startMonth", "endMonth", "zone"]),
        ...methodParts(calculation),
      ],
    }),
  },
  {
    key: "shift",
    label: "Shift allowance",
    amount: (cost) => cost.shift,
    trace: (_, post, slug, cost) => ({
      rule: "pay-allowances",
      words: `Basic pay ${shown(cost.basic)} x ${percent(post.shiftAllowance)}`,
      parts: [stepPart("pay", slug, cost.pay.year), ...postParts(post, ["shiftAllowance"])],
    }),
  },
  {
    key: "national-insurance",
    label: "Employer's national insurance",
    amount: (cost) => cost.nationalInsurance,
    trace: (_, post, slug, cost) => ({
      rule: "employer-national-insurance",
      words: `${percent(cost.pay.assumption.employerNiRate)} of the pay above ${formatMoney(cost.pay.assumption.employerNiThreshold ?? pence(0))} x ${shareInWords(cost.pay)} of the year for each of ${numberInWords(cost.persons)} people`,
      parts: [
        ...payStepParts(slug, cost),
        ...assumptionParts(cost.pay.assumption, ["employerNiRate", "employerNiThreshold"]),
        ...postParts(post, ["headcount", "proposed", "baseline"]),
      ],
    }),
  },
  {
    key: "pension",
    label: "Employer's pension contribution",
    amount: (cost) => cost.pension,
    trace: (calculation, post, slug, cost) => pensionTrace(calculation, post, slug, cost),
  },
  {
    key: "levy",
    label: "Levy",
    amount: (cost) => cost.levy,
    trace: (_, __, slug, cost) => ({
      rule: "pay-levy",
      words: `${percent(cost.pay.assumption.levy)} of all pay`,
      parts: [...payStepParts(slug, cost), ...assumptionParts(cost.pay.assumption, ["levy"])],
    }),
  },
  {
    key: "vacancies",
    label: "Not spent on posts standing vacant",
    amount: (cost) => cost.vacancies,
    trace: (_, post, slug, cost) => ({
      rule: "vacancy-factor",
      words: `${percent(cost.vacancyFactor)} of pay and on-costs`,
      parts: [
        ...stepParts(slug, cost).filter((part) => part.kind !== "figure" || !part.id.startsWith("staff.vacancies.")),
        ...(post.vacancyFactor === null
          ? assumptionParts(cost.pay.assumption, ["vacancyFactor"])
          : postParts(post, ["vacancyFactor"])),
      ],
    }),
  },
];

/** Registers the steps by which a built post's cost of one year came about: `staff.pay.{post}.{year}` and so on. */
export function registerBuildSteps(
  register: FigureRegister,
  calculation: Calculation,
  post: Post,
  slug: string,
  year: FinancialYear,
): void {
  const built = calculation.costs.staff.build.costInYear(post, year);
  if (built.kind === "needed" || built.value.pay.months.length === 0) return;
  for (const step of stepsOf(built.value)) {
    register.money(
      stepId(step.key, slug, year),
      `${step.label} ${formatYear(year)}, ${post.reference}`,
      withSign(post, roundToPence(step.amount(built.value))),
      "",
      () => step.trace(calculation, post, slug, built.value),
    );
  }
}

/** Figures of reserves judged at the pay rates of the year: what the posts cost then, and what the reserve lacks. */
export function registerReserveAdequacy(register: FigureRegister, calculation: Calculation): void {
  for (const { source, slug, year, outcome } of calculation.reserveAdequacy) {
    const at = formatYear(year);
    const judged = outcome.kind === "judged" ? outcome : null;
    const needed = outcome.kind === "not judged" ? outcome.needed : "";
    const id = `reserve.${slug}.at-pay-rates.${at}`;
    register.money(
      id,
      `${source.name}: what it pays at the pay rates of ${at}`,
      judged?.costAtRates ?? null,
      needed,
      () => ({
        rule: "reserve-at-pay-rates",
        words:
          judged === null
            ? `Not judged without ${needed}.`
            : judged.lines
                .map(
                  (line) =>
                    `${line.post.reference}: ${formatMoney(line.cost)} x ${formatMoney(line.postNow)} / ${formatMoney(line.postThen)} (one post at the rates of ${at} and of ${formatYear(judged.priceYear)}) = ${formatMoney(line.costAtRates)}`,
                )
                .join("; "),
        parts: (judged?.lines ?? []).flatMap((line) => adequacyParts(calculation, line.post, judged, year)),
      }),
    );
    register.money(
      `reserve.${slug}.short-at-pay-rates.${at}`,
      `${source.name}: short at the pay rates of ${at}`,
      judged?.shortfall ?? null,
      needed,
      () => ({
        rule: "reserve-at-pay-rates",
        words:
          judged === null
            ? `Not judged without ${needed}.`
            : `${formatMoney(judged.costAtRates)} - ${formatMoney(judged.cost)} that the reserve gives - ${formatMoney(judged.spare)} that it has spare; never below nil`,
        parts: [
          figurePart(id),
          figurePart(`funding.${slug}.${at}`),
          figurePart(`reserve.${slug}.closing.${at}`),
          figurePart(`reserve.${slug}.minimum.${at}`),
        ],
      }),
    );
  }
}

/** What the cost of one row at the year's rates rests on: its cost, the price base, and the pay sheets of both years. */
function adequacyParts(
  calculation: Calculation,
  post: Post,
  judged: { readonly priceYear: FinancialYear } | null,
  year: FinancialYear,
): readonly TracePart[] {
  const { build } = calculation.costs.staff;
  const ofYears = judged === null ? [] : [judged.priceYear, year];
  const slug = calculation.slugs.posts.of(post.reference);
  return [
    figurePart(`staff.cost.${slug}.${formatYear(year)}`),
    inputPart(
      "Decision:Price base" as LineId,
      "value",
      "Price base",
      judged ? `Real ${formatYear(judged.priceYear)}` : "",
    ),
    ...ofYears.flatMap((each) => {
      const built = build.wholeYear(post, each);
      return built.kind === "built" ? inputsOf(calculation, post, built.value) : [];
    }),
  ];
}

/** How a built post's cost of a year came about: its steps, or what is needed. */
export function buildTrace(calculation: Calculation, post: Post, slug: string, year: FinancialYear): Trace {
  const built = calculation.costs.staff.build.costInYear(post, year);
  if (built.kind === "needed") return neededTrace(post, built.needed);
  const cost = built.value;
  return {
    rule: "pay-build",
    words: `${sumInWords(cost)}, for ${changeInWords(post)}; half up to the penny once`,
    parts: [...stepParts(slug, cost), ...postParts(post, ["proposed", "baseline"])],
  };
}

/** How the full-year cost of a built post came about, of the whole row or of one post of it. */
export function fullYearBuildTrace(calculation: Calculation, post: Post, slug: string, isOfOnePost: boolean): Trace {
  const full = calculation.costs.staff.build.fullYear(post);
  if (full.kind === "needed") return neededTrace(post, full.needed);
  const { year, isServed, cost } = full.value;
  const inWords = isServed
    ? `its first full year, ${formatYear(year)}`
    : `${formatYear(year)} taken whole, as no year of the case has the posts for twelve months`;
  const isAmongFigures = isServed && post.paidBy === "Case" && calculation.horizon.years.includes(year);
  return {
    rule: "pay-build",
    words: `Pay build of ${inWords}: ${sumInWords(cost)}${isOfOnePost ? ` / ${postsOf(post)}` : ""}; half up to the penny once`,
    parts: [
      ...(isAmongFigures ? stepParts(slug, cost) : inputsOf(calculation, post, cost)),
      ...postParts(post, ["proposed", "baseline"]),
    ],
  };
}

/** Every input that a build of a year rests on. */
export function inputsOf(calculation: Calculation, post: Post, cost: BuiltCost): readonly TracePart[] {
  return [
    ...payInputs(post, cost.pay),
    ...assumptionParts(cost.pay.assumption, [
      "employerNiRate",
      "employerNiThreshold",
      "pensionScheme",
      "levy",
      "londonWeighting",
      "londonAllowance",
      ...(post.zone === "Zone 1" ? (["zone1Allowance"] as const) : []),
      ...(post.zone === "Zone 2" ? (["zone2Allowance"] as const) : []),
      ...(post.vacancyFactor === null ? (["vacancyFactor"] as const) : []),
    ]),
    ...bandParts(cost.pay),
    ...postParts(post, ["zone", "shiftAllowance", "vacancyFactor", "headcount"]),
    ...methodParts(calculation),
  ];
}

/** A trace that says which inputs are needed, with the cells of those that have one. */
function neededTrace(post: Post, needed: readonly NeededPayInput[]): Trace {
  return {
    rule: "pay-build",
    words: `Needs ${neededInWords(needed)}`,
    parts: needed.flatMap((each) => {
      const line = each.line ?? (each.sheet === "Staffing" ? post.line : null);
      return line === null || each.field === null ? [] : [inputPart(line, each.field, each.what, "needed")];
    }),
  };
}

function stepsOf(cost: BuiltCost): readonly Step[] {
  return STEPS.filter((step) => step.key === "pay" || step.amount(cost).numerator !== 0n);
}

function stepId(key: string, slug: string, year: FinancialYear): string {
  return `staff.${key}.${slug}.${formatYear(year)}`;
}

function stepPart(key: string, slug: string, year: FinancialYear): TracePart {
  return figurePart(stepId(key, slug, year));
}

function stepParts(slug: string, cost: BuiltCost): readonly TracePart[] {
  return stepsOf(cost).map((step) => stepPart(step.key, slug, cost.pay.year));
}

const PAY_KEYS: ReadonlySet<string> = new Set(["pay", "london-weighting", "allowances", "shift"]);

/** The steps that are pay, of which on-costs are a part. */
function payStepParts(slug: string, cost: BuiltCost): readonly TracePart[] {
  return stepsOf(cost).flatMap((step) => (PAY_KEYS.has(step.key) ? [stepPart(step.key, slug, cost.pay.year)] : []));
}

/** "basic pay £27,545 + employer's pension contribution £7,464.70 = £35,009.70". */
function sumInWords(cost: BuiltCost): string {
  const steps = stepsOf(cost).map((step, index) => {
    const amount = roundToPence(step.amount(cost));
    const words = `${inSentence(step.label)} ${formatMoney(Math.abs(amount) as Pence)}`;
    return index === 0 ? words : `${amount < 0 ? "- " : "+ "}${words}`;
  });
  return `${steps.join(" ")} = ${shown(cost.total)}`;
}

/** A label inside a sentence: small, but for the name of a place. */
function inSentence(label: string): string {
  return label.startsWith("London") ? label : `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

function payTrace(calculation: Calculation, post: Post, _: string, cost: BuiltCost): Trace {
  return {
    rule: "pay-by-month",
    words: `${postsOf(post)} x (${payInWords(cost.pay)}), each month its ${isByDays(calculation) ? "days of the year's days" : "twelfth"}`,
    parts: [
      ...payInputs(post, cost.pay),
      ...postParts(post, ["proposed", "baseline", "startMonth", "endMonth"]),
      ...methodParts(calculation),
    ],
  };
}

/** "£25,591 (point 1) in 5 months, £26,102.82 (point 1, with the award of 2018/19) in 7 months". */
function payInWords(pay: PayOfYear): string {
  const spells: { of: PayMonth; months: number }[] = [];
  for (const each of pay.months) {
    const last = spells[spells.length - 1];
    if (last && last.of.pay === each.pay && last.of.scale === each.scale) last.months++;
    else spells.push({ of: each, months: 1 });
  }
  return spells
    .map(({ of, months }) => {
      const awards = of.awards.map((award) => `${percent(award.award)} of ${formatYear(award.year)}`);
      const after = awards.length === 0 ? "" : `, with the award of ${awards.join(" and ")}`;
      return `${formatMoney(of.pay)} (point ${of.scale.point}${after}) in ${months} ${months === 1 ? "month" : "months"}`;
    })
    .join(" + ");
}

/** Scale points, awards and increments that the pay of a year rests on. */
function payInputs(post: Post, pay: PayOfYear): readonly TracePart[] {
  const scales = new Map(pay.months.map(({ scale }) => [scale.line, scale] as const));
  const awards = new Map(pay.months.flatMap((each) => each.awards).map((award) => [award.line, award] as const));
  const isMoving = new Set(pay.months.map(({ scale }) => scale.point)).size > 1;
  return [
    ...[...scales.values()].map((scale) =>
      inputPart(
        scale.line,
        "annualPay",
        `${scale.roleType} ${scale.grade} point ${scale.point} from ${formatDay(scale.effectiveFrom)}`,
        formatMoney(scale.annualPay),
      ),
    ),
    ...[...awards.values()].flatMap((award) => assumptionParts(award, ["award", "awardMonth", "awardRounding"])),
    ...(isMoving ? assumptionParts(pay.assumption, ["increment"]) : []),
    ...postParts(post, ["scalePoint"]),
  ];
}

function pensionTrace(calculation: Calculation, post: Post, slug: string, cost: BuiltCost): Trace {
  const { pay } = cost;
  const choice = parameterChoice(calculation.businessCase, "shift-pensionable");
  return {
    rule: "employer-pension",
    words: `${percent(pay.band?.employerRate ?? null)}, the band of full-time pensionable pay of ${shown(pay.pensionableFullTime)} a year, on all pensionable pay: basic, London weighting and zone allowance`,
    parts: [
      ...payStepParts(slug, cost),
      ...bandParts(pay),
      ...assumptionParts(pay.assumption, ["pensionScheme"]),
      ...(post.shiftAllowance === null ? [] : [parameterUsed(calculation, "shift-pensionable", choice)]),
    ],
  };
}

function bandParts(pay: PayOfYear): readonly TracePart[] {
  if (pay.band === null) return [];
  const name = `${pay.band.scheme} ${formatYear(pay.band.year)} from ${formatMoney(pay.band.from)}`;
  return [inputPart(pay.band.line, "employerRate", name, percent(pay.band.employerRate))];
}

const POST_FIELDS = {
  proposed: "Proposed BWT",
  baseline: "Baseline BWT",
  startMonth: "Start month",
  endMonth: "End month",
  scalePoint: "Scale point",
  zone: "Zone",
  shiftAllowance: "Shift allowance",
  vacancyFactor: "Vacancy factor",
  headcount: "Headcount",
} as const;

/** The fields of a post that are filled. */
function postParts(post: Post, fields: readonly (keyof typeof POST_FIELDS)[]): readonly TracePart[] {
  return fields.flatMap((field) => {
    const words = postFieldInWords(post, field);
    return words === null ? [] : [inputPart(post.line, field, POST_FIELDS[field], words)];
  });
}

function postFieldInWords(post: Post, field: keyof typeof POST_FIELDS): string | null {
  switch (field) {
    case "proposed":
    case "baseline":
      return formatFte(post[field]);
    case "startMonth":
      return formatMonth(post.startMonth);
    case "endMonth":
      return post.endMonth === null ? null : formatMonth(post.endMonth);
    case "shiftAllowance":
    case "vacancyFactor":
      return post[field] === null ? null : percent(post[field]);
    case "scalePoint":
    case "zone":
    case "headcount":
      return post[field] === null ? null : String(post[field]);
  }
}

const ASSUMPTION_FIELDS = {
  award: "Award",
  awardMonth: "Award month",
  awardRounding: "Award rounding",
  increment: "Increment",
  employerNiRate: "Employer NI rate",
  employerNiThreshold: "Employer NI threshold",
  pensionScheme: "Pension scheme",
  levy: "Levy",
  londonWeighting: "London weighting",
  londonAllowance: "London allowance",
  zone1Allowance: "Zone 1 allowance",
  zone2Allowance: "Zone 2 allowance",
  vacancyFactor: "Vacancy factor",
} as const;

type AssumptionField = keyof typeof ASSUMPTION_FIELDS;

/** The fields of a row of Pay assumptions that are filled. */
function assumptionParts(row: PayAssumption, fields: readonly AssumptionField[]): readonly TracePart[] {
  return fields.flatMap((field) => {
    const words = assumptionFieldInWords(row, field);
    const name = `${row.roleType} ${formatYear(row.year)}: ${ASSUMPTION_FIELDS[field]}`;
    return words === null ? [] : [inputPart(row.line, field, name, words)];
  });
}

function assumptionFieldInWords(row: PayAssumption, field: AssumptionField): string | null {
  switch (field) {
    case "award":
    case "employerNiRate":
    case "levy":
    case "vacancyFactor":
      return row[field] === null ? null : percent(row[field]);
    case "awardMonth":
      return row.awardMonth === null ? null : formatMonth(row.awardMonth);
    case "increment":
    case "pensionScheme":
      return row[field];
    default:
      return row[field] === null ? null : formatMoney(row[field]);
  }
}

/** The case's choice of counting part years, where that is by days. */
export function methodParts(calculation: Calculation): readonly TracePart[] {
  return isByDays(calculation) ? [parameterUsed(calculation, "part-year-method", "Days")] : [];
}

function isByDays(calculation: Calculation): boolean {
  return calculation.costs.staff.method === "Days";
}

/** A parameter as a part of a trace: the case's own cell where it has one. */
function parameterUsed(calculation: Calculation, id: string, words: string): TracePart {
  const { assumption } = parameterValue(calculation.businessCase, id);
  return assumption === null ? parameterPart(id, words) : inputPart(assumption.line, "value", id, words);
}

function withSign(post: Post, amount: Pence): Pence {
  return pence(post.proposed < post.baseline ? -amount : amount);
}

function postsOf(post: Post): string {
  const change = Math.abs(post.proposed - post.baseline);
  return `${formatFte(change as Fte)} ${change === FTE_PER_POST ? "post" : "posts"}`;
}

function changeInWords(post: Post): string {
  return `${postsOf(post)} ${post.proposed < post.baseline ? "fewer" : "more"}`;
}

/** The part of the year in post: "7/12", "90/365" in lowest terms, or "the whole". */
function shareInWords(pay: PayOfYear): string {
  const { numerator, denominator } = inLowestTerms(pay.share);
  return numerator === denominator ? "the whole" : `${numerator}/${denominator}`;
}

/** An exact number to two decimals at most. */
function numberInWords(value: ExactFraction): string {
  const hundredths = roundToPence({ numerator: value.numerator * 100n, denominator: value.denominator });
  return String(hundredths / 100);
}

function shown(amount: ExactFraction): string {
  return formatMoney(roundToPence(amount));
}

/** A rate as a percentage, to four decimals at most. */
function percent(value: Rate | null): string {
  if (value === null) return "none";
  const exact = divideFraction(fraction(value.numerator), fraction(value.denominator));
  const scaled = roundToPence({ numerator: exact.numerator * 1_000_000n, denominator: exact.denominator });
  return `${String(scaled / 10_000)}%`;
}

/** Whether a year is one in which a built post costs anything. */
export function isInService(post: Post, year: FinancialYear): boolean {
  return yearOfMonth(post.startMonth) <= year && (post.endMonth === null || yearOfMonth(post.endMonth) >= year);
}
