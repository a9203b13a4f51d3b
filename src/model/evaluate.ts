/**
 * THE SEQUENCE. Which rule runs before which is read in `calculate`, and nowhere else; `evaluate` turns what the rules
 * worked out into figures, flags, identities and a status.
 */
import { appraisalResult } from "./appraisalResult";
import { compareApprovals } from "./approvals";
import { bodyPlanOf } from "./bodyPlan";
import { bridgesOf } from "./bridges";
import type { BusinessCase, Nature } from "./businessCase";
import { formatIsoDay, type FinancialYear } from "./calendar";
import type { Calculation, CaseSlugs, OptionCounted } from "./calculation";
import { capitalAllocations } from "./capital";
import { capitalPlanOf, programmeFunding } from "./capitalPlan";
import { registerFigures, registerPostFigures } from "./caseFigures";
import { caseHorizon, costByLineAndYear, demandAfterCredits, linesCounted, type CostedLine } from "./costs";
import { drawnOutcome, drawsOf } from "./draws";
import { economicCase } from "./economicCase";
import type { Evaluation, SourceResult } from "./evaluation";
import { FigureRegister } from "./figures";
import { raiseFlags } from "./flags";
import { financingOf } from "./financing";
import { fundingWaterfall, mayPay, takesBySource } from "./funding";
import { judgeGates } from "./gates";
import { checkIdentities } from "./identities";
import { fundHeadroom } from "./majorChangeFund";
import { pressureByYear } from "./mediumTermPlan";
import { pence, sumPence, type Pence } from "./money";
import { assignSlugs, nameKey, type Slugs } from "./naming";
import { compareOptions, linesOfOption, optionCounted } from "./options";
import { parameterChoice, parameterCount } from "./parameters";
import { payGroups } from "./payGroups";
import { postingPlan } from "./postingPlan";
import { costsInCash } from "./priceBase";
import { rankMix } from "./rankMix";
import { shareRequirement } from "./requirement";
import { reserveAdequacy } from "./reserveAdequacy";
import { rollReserves } from "./reservePlan";
import { oneWaySensitivity, sensitivityBasis } from "./sensitivity";
import { mediumTermPlanRows, sourcesOf } from "./sources";
import { StaffCosts } from "./staffing";
import { judgeStatus } from "./status";
import { switchingValues } from "./switching";
import { approvalRoutes } from "./thresholds";
import { groupUnderspends } from "./underspend";
import { levelOf, monitor } from "./variance";
import { unitOf, workforceBridge } from "./workforce";

/** The version of the rules; it goes up whenever a figure of some case may change. */
export const MODEL_VERSION = "0.1.0";

export type EvaluateOptions = {
  /** Also give the figures of every single post line. */
  readonly hasAllFigures?: boolean;
  /** Fingerprint of the inputs, passed through as a figure. */
  readonly fingerprint?: string;
  /** What the reader found, counted into `case.findings.error` and `case.findings.warning`. */
  readonly readingErrors?: number;
  readonly readingWarnings?: number;
};

/**
 * Evaluates a case: every figure of the register that its inputs allow, the flags, the identities and the status.
 *
 * Pure: the same case gives the same evaluation in any order of rows, except where order is a declared input (ties
 * between business groups). Throws only when the program is broken.
 */
export function evaluate(businessCase: BusinessCase, options: EvaluateOptions = {}): Evaluation {
  const calculation = calculate(businessCase);
  const { horizon, costs, sources, slugs } = calculation;
  const register = new FigureRegister();
  registerFigures(register, calculation);

  const flags = raiseFlags(calculation);
  const identities = checkIdentities(calculation, flags, register.figures, (shuffled) => {
    const again = new FigureRegister();
    registerFigures(again, calculate(shuffled));
    return again.figures;
  });
  const status = judgeStatus(calculation, flags, identities);

  const count = (severity: "error" | "warning", ofReader: number): void => {
    const raised = flags.filter((flag) => flag.severity === severity).length;
    register.add(
      `case.findings.${severity}`,
      severity === "error" ? "Errors found" : "Warnings found",
      "count",
      { kind: "number", value: raised + ofReader },
      () => ({
        rule: "case-findings",
        words: `${raised} raised by the model and ${ofReader} by the reader`,
        parts: [],
      }),
    );
  };
  register.text("case.status", "Status of the case", status.status, () => ({
    rule: "case-status",
    words: status.reasons.join(" "),
    parts: [],
  }));
  count("error", options.readingErrors ?? 0);
  count("warning", options.readingWarnings ?? 0);
  if (options.fingerprint !== undefined) {
    register.text("case.fingerprint", "Fingerprint of the inputs", options.fingerprint, () => ({
      rule: "case-fingerprint",
      words: "SHA-256 of the typed inputs in declaration order, first 16 hexadecimal digits",
      parts: [],
    }));
  }

  let postFigures: FigureRegister["figures"] | null = null;
  const allPostFigures = (): FigureRegister["figures"] => {
    if (postFigures === null) {
      const ofPosts = new FigureRegister();
      registerPostFigures(ofPosts, calculation);
      postFigures = ofPosts.figures;
    }
    return postFigures;
  };
  const figures =
    options.hasAllFigures === true ? new Map([...register.figures, ...allPostFigures()]) : register.figures;

  return {
    modelVersion: MODEL_VERSION,
    baseYear: horizon.baseYear,
    horizonInYears: horizon.inYears,
    years: horizon.years,
    figures,
    postFigures: allPostFigures,
    costTable: costs,
    payGroups: payGroups(costs),
    waterfall: calculation.waterfall,
    sources: sources.map((source, index) => sourceResult(calculation, index, slugs.sources.of(source.name))),
    reserves: calculation.reserves,
    funds: calculation.funds,
    capital: capitalAllocations(calculation),
    schemes: calculation.schemes,
    programme: calculation.programme,
    financing: calculation.financing,
    pressure: calculation.pressure,
    bridges: calculation.bridges,
    bodyPlan: calculation.bodyPlan,
    bridge: calculation.bridge,
    apportionment:
      calculation.requirement?.kind === "shared"
        ? {
            ...calculation.requirement.share.apportionment,
            groups: calculation.requirement.share.apportionment.groups.map((group) => ({
              ...group,
              slug: slugs.groups.of(group.group),
            })),
          }
        : null,
    postingPlan: calculation.postingPlan,
    rankMix: calculation.rankMix,
    approvals: calculation.approvals.map((comparison) => comparison.result),
    monitoring: calculation.monitoring,
    routes: calculation.routes,
    gates: calculation.gates,
    appraisal: appraisalResult(calculation),
    identities,
    flags,
    status,
  };
}

/** The case with the option that it counts, and what that is compared with: the other options, each by the same sequence. */
export function calculate(businessCase: BusinessCase): Calculation {
  const main = calculateOption(businessCase, optionCounted(businessCase));
  const options = compareOptions(main, (option) => calculateOption(businessCase, option), raiseFlags);
  const switching = switchingValues(main, options);
  if (main.costs.lines.length > parameterCount(businessCase, "sensitivity-lines"))
    return { ...main, options, switching };
  const basis = sensitivityBasis(main, (varied, years) =>
    costByLineAndYear(linesOf(varied, main.option), years, new StaffCosts(varied, years)),
  );
  const drawn = drawsOf(basis);
  return {
    ...main,
    options,
    switching,
    sensitivity: oneWaySensitivity(basis),
    draws: drawn && drawnOutcome(basis, drawn),
  };
}

function linesOf(businessCase: BusinessCase, option: OptionCounted): readonly CostedLine[] {
  return linesOfOption(linesCounted(businessCase, option.kind === "counted" ? option.name : null), option);
}

/** The rules in their order. Each line may use only what stands above it. */
function calculateOption(businessCase: BusinessCase, option: OptionCounted): Calculation {
  const horizon = caseHorizon(businessCase, parameterCount(businessCase, "horizon-years"));
  const { years } = horizon;
  const lines = linesOf(businessCase, option);
  const slugs = slugsOf(businessCase, lines);

  const staff = new StaffCosts(businessCase, years);
  const entered = costByLineAndYear(lines, years, staff);
  const costs = costsInCash(entered, businessCase);
  const demand = demandAfterCredits(costs);

  const sources = sourcesOf(businessCase, years, namesOnLines(lines));
  const planRows = mediumTermPlanRows(businessCase);
  const waterfall = fundingWaterfall(costs, demand, sources, businessCase.allocations ?? []);
  const drawn = takesBySource(waterfall.takes, sources.length, years.length);
  const bid = takesBySource(waterfall.bids, sources.length, years.length);
  const requested = requestsBySource({ costs, demand, sources, drawn });

  const recurringLeft = leftByYear(costs.lines, waterfall.left, years, (nature) => nature === "Recurring revenue");
  const otherLeft = leftByYear(costs.lines, waterfall.left, years, (nature) => nature !== "Recurring revenue");
  const pressure = pressureByYear(years, recurringLeft, businessCase.savings ?? [], planRows);
  const bridges = bridgesOf(costs, sources, waterfall);
  const bodyPlan = bodyPlanOf(businessCase, pressure, costs.needed.size === 0);

  const reserves = rollReserves(businessCase, sources, years, drawn, slugs.sources.of);
  const adequacy = reserveAdequacy(businessCase, { costs, waterfall, sources, reserves, drawn }, slugs.sources.of);
  const funds = sources.flatMap((source, index) =>
    source.isReserve || source.kind === "Underspend"
      ? []
      : fundHeadroom(source, slugs.sources.of(source.name), years, requested[index] ?? []),
  );
  const underspends = groupUnderspends(businessCase.underspends ?? []);

  const schemes = capitalPlanOf(businessCase, costs, slugs.schemes.of);
  const programme = programmeFunding(schemes, sources, years);
  const financing = financingOf(businessCase, costs, demand, sources, waterfall, schemes);

  const bridge = workforceBridge(businessCase.posts, slugs.units.of, slugs.grades.of);
  const requirement =
    businessCase.businessGroups === null
      ? null
      : shareRequirement(
          businessCase.posts,
          businessCase.businessGroups,
          businessCase.decision?.officerRequirement ?? "Net",
          businessCase.decision?.weightBasis ?? "Non-external",
          parameterChoice(businessCase, "apportionment-method"),
        );
  const postings = postingPlan(businessCase, slugs.units.of);
  const ranks = rankMix(
    businessCase,
    requirement,
    businessCase.decision?.officerRequirement ?? "Net",
    staff,
    horizon.baseYear,
  );

  const approvals = compareApprovals(
    businessCase.approvals ?? [],
    costs,
    allocatedByLine(costs.amounts.length, years.length, waterfall.takes),
  );

  const monitoring = monitor(businessCase, slugs.monitored);
  const routes = approvalRoutes({ businessCase, years, costs, sources, drawn, reserves, monitoring }, slugs.sources.of);
  const gates = judgeGates(businessCase, lines, slugs.gates.of);

  const economic = economicCase(entered, businessCase, horizon);

  return {
    businessCase,
    option,
    horizon,
    slugs,
    entered,
    costs,
    demand,
    sources,
    planRows,
    waterfall,
    drawn,
    bid,
    requested,
    recurringLeft,
    otherLeft,
    pressure,
    bridges,
    bodyPlan,
    reserves,
    reserveAdequacy: adequacy,
    funds,
    underspends,
    schemes,
    programme,
    financing,
    bridge,
    requirement,
    postingPlan: postings,
    rankMix: ranks,
    approvals,
    monitoring,
    routes,
    gates,
    economic,
    options: null,
    sensitivity: null,
    draws: null,
    switching: [],
  };
}

function namesOnLines(lines: readonly CostedLine[]): Iterable<string> {
  const names = new Set<string>();
  for (const line of lines) if (line.namedSource !== null) names.add(line.namedSource);
  return names;
}

function slugsOf(businessCase: BusinessCase, lines: readonly CostedLine[]): CaseSlugs {
  const sourceNames = new Set<string>(namesOnLines(lines));
  for (const row of businessCase.funding ?? []) sourceNames.add(row.source);
  for (const row of businessCase.reserveRows ?? []) sourceNames.add(row.reserve);
  const groupNames = new Set<string>();
  for (const group of businessCase.businessGroups ?? []) groupNames.add(group.name);
  for (const row of businessCase.underspends ?? []) groupNames.add(row.businessGroup);
  return {
    posts: assignSlugs(businessCase.posts.map((post) => post.reference)),
    sources: assignSlugs(sourceNames, [
      ...["secured", "provisional", "bid", "pressure", "gap", "unconfirmed", "surplus"],
      // The sum of all reserves, where the Reserves sheet asks for one.
      ...(businessCase.reserveRows === null ? [] : ["total"]),
    ]),
    sites: assignSlugs(new Set(lines.map((line) => line.site)), ["mrp", "interest", "cfr"]),
    units: assignSlugs(new Set(businessCase.posts.map(unitOf)), ["officer", "staff", "pcso", "total"]),
    grades: assignSlugs(new Set(businessCase.posts.map((post) => post.grade))),
    groups: assignSlugs(groupNames),
    gates: assignSlugs((businessCase.gates ?? []).map((gate) => gate.name)),
    monitored: monitoredSlugs(businessCase),
    schemes: assignSlugs(
      (businessCase.capitalPlan ?? []).map((row) => row.scheme),
      ["programme", "financing"],
    ),
  };
}

/** Lines keep their own names in figures; a group or a total that has the name of one is numbered. */
function monitoredSlugs({ monitoring }: BusinessCase): CaseSlugs["monitored"] {
  const rows = monitoring ?? [];
  const namesOf = (level: ReturnType<typeof levelOf>): readonly string[] =>
    rows.flatMap((row) => (levelOf(row) === level ? [row.name] : []));
  const slugsTaken = (names: readonly string[], slugs: Slugs): readonly string[] => names.map(slugs.of);
  const lineNames = namesOf("Line");
  const Line = assignSlugs(lineNames);
  const groupNames = [...namesOf("Group"), ...rows.flatMap((row) => row.group ?? [])];
  const Group = assignSlugs(groupNames, slugsTaken(lineNames, Line));
  const Total = assignSlugs(namesOf("Total"), [...slugsTaken(lineNames, Line), ...slugsTaken(groupNames, Group)]);
  return { Line, Group, Total };
}

/**
 * What is asked of each source: all that lines which name it want and it may pay for, and what it gives to lines that
 * leave the choice to the order. So a fund can be seen to be asked for more than it holds.
 */
function requestsBySource(
  step: Pick<Calculation, "costs" | "demand" | "sources" | "drawn">,
): readonly (readonly Pence[])[] {
  const { costs, demand, sources, drawn } = step;
  const width = costs.years.length;
  const byKey = new Map(sources.map((source, index) => [source.key, index] as const));
  const wanted = sources.map(() => new Array<number>(width).fill(0));
  costs.lines.forEach((line, index) => {
    const sourceIndex = line.namedSource === null ? undefined : byKey.get(nameKey(line.namedSource));
    if (sourceIndex === undefined) return;
    for (let year = 0; year < width; year++) {
      if (!mayPay(sources[sourceIndex] as (typeof sources)[number], line, year)) continue;
      const row = wanted[sourceIndex] as number[];
      row[year] = (row[year] ?? 0) + (demand.amounts[index * width + year] ?? 0);
    }
  });
  return wanted.map((row, index) => row.map((amount, year) => pence(Math.max(amount, drawn[index]?.[year] ?? 0))));
}

function leftByYear(
  lines: readonly CostedLine[],
  left: Float64Array,
  years: readonly FinancialYear[],
  isWanted: (nature: Nature | null) => boolean,
): readonly Pence[] {
  const sums = years.map(() => 0);
  lines.forEach((line, index) => {
    if (!isWanted(line.nature)) return;
    for (let year = 0; year < years.length; year++)
      sums[year] = (sums[year] ?? 0) + (left[index * years.length + year] ?? 0);
  });
  return sums.map(pence);
}

function allocatedByLine(cells: number, width: number, takes: Calculation["waterfall"]["takes"]): Float64Array {
  const allocated = new Float64Array(cells);
  takes.amount.forEach((amount, index) => {
    const at = (takes.line[index] as number) * width + (takes.year[index] as number);
    allocated[at] = (allocated[at] ?? 0) + amount;
  });
  return allocated;
}

function sourceResult(calculation: Calculation, index: number, slug: string): SourceResult {
  const source = calculation.sources[index] as Calculation["sources"][number];
  const drawn = calculation.drawn[index] ?? [];
  const standings = new Set(source.standingIn.filter((_, year) => source.isOpenIn[year] === true));
  const approvalDate = source.rows.find((row) => row.approvalDate !== null)?.approvalDate ?? null;
  return {
    name: source.name,
    slug,
    kind: source.kind,
    standing:
      (["Bid", "Provisional", "Approved", "Unconfirmed"] as const).find((standing) => standings.has(standing)) ??
      source.standingIn[0] ??
      "Unconfirmed",
    approvalReference: source.rows.find((row) => row.approvalReference !== null)?.approvalReference ?? null,
    approvalDate: approvalDate === null ? null : formatIsoDay(approvalDate),
    byYear: new Map(calculation.horizon.years.map((year, at) => [year, drawn[at] ?? pence(0)] as const)),
    total: sumPence(drawn),
  };
}
