/** Cases that raise the flags of monitored budgets, thresholds, checks and the full case, each with one near it that does not. */
import { day, pence, posts, pounds, rate, type MonitoringRow } from "../../src/model";
import {
  exactly,
  makeAssumption,
  makeCost,
  makeDecision,
  makeFunding,
  makeGate,
  makeMonitored,
  makeThreshold,
  makeUnderspend,
  year,
} from "./caseMaker";
import type { FlagCase } from "./flagCases";

const YEAR = year("2019/20");

const line = (name: string, budget: number, parts: Partial<MonitoringRow> = {}): MonitoringRow =>
  makeMonitored(name, YEAR, budget, parts);
/** A line of a group with a year of budgeted posts. */
const grades = (budgetPosts: number, parts: Partial<MonitoringRow>): Partial<MonitoringRow> => ({
  group: "East",
  budgetPosts: posts(budgetPosts),
  budgetMonths: 12,
  months: 12,
  ...parts,
});
const fullCase = makeDecision({
  stage: "FBC",
  baseYear: YEAR,
  horizonInYears: 1,
  dateSigned: day(2019, 4, 1),
  outlineCost: pounds(100_000),
});
const scoping = makeCost("C3", { category: "IT scoping", amount: exactly(1_000) });

export const ASSURANCE_FLAG_CASES: readonly FlagCase[] = [
  {
    code: "BASIS_MISMATCH",
    sentence: "an actual beside a forecast in one year",
    raises: { monitoring: [line("A", 100, { actual: pounds(90) }), line("B", 100, { forecast: pounds(90) })] },
    near: {
      monitoring: [
        line("A", 100, { actual: pounds(90) }),
        line("B", 100, { actual: pounds(90), forecast: pounds(80) }),
        makeMonitored("A", year("2020/21"), 100, { forecast: pounds(90) }),
      ],
    },
    message: "2019/20: the actual of A stands beside the forecast of B; their variances are not of one kind.",
    place: `Monitoring:Line B ${YEAR} forecast`,
  },
  {
    code: "FBC_OUT_OF_LINE",
    sentence: "a penny more than a tenth above the outline cost",
    raises: { decision: fullCase, costs: [makeCost("C1", { amount: exactly(110_000.01) })] },
    near: { decision: fullCase, costs: [makeCost("C1", { amount: exactly(110_000) })] },
    message: "The full case costs £110,000.01 to its horizon and the outline case £100,000: £10,000.01, 10.0%.",
    place: "Decision:OBC cost value",
  },
  {
    code: "FBC_OUT_OF_LINE",
    sentence: "below it by more than the case's own tolerance",
    raises: {
      decision: fullCase,
      costs: [makeCost("C1", { amount: exactly(94_000) })],
      assumptions: [makeAssumption("fbc-tolerance", { unit: "percent", rate: rate(5, 100) })],
    },
    near: { decision: fullCase, costs: [makeCost("C1", { amount: exactly(94_000) })] },
    message: "The full case costs £94,000 to its horizon and the outline case £100,000: -£6,000, -6.0%.",
    place: "Decision:OBC cost value",
  },
  {
    code: "GATE_CONDITIONAL",
    sentence: "a check that a line makes needed",
    raises: {
      costs: [scoping],
      gates: [makeGate("DPIA of software", { status: "In progress", requiredWhen: "it scoping" })],
    },
    near: {
      costs: [makeCost("C3", { category: "IT change", amount: exactly(1_000) })],
      gates: [makeGate("DPIA of software", { status: "In progress", requiredWhen: "IT scoping" })],
    },
    message: "DPIA of software is needed because of C3 (IT scoping).",
    place: "Assurance:DPIA of software requiredWhen",
  },
  {
    code: "GATE_CONDITIONAL",
    sentence: "IT scoping without a data protection check of its own",
    raises: { costs: [scoping], gates: [makeGate("Legal", { status: "Complete" })] },
    near: {
      costs: [scoping],
      gates: [makeGate("DPIA of software", { status: "Complete", requiredWhen: "IT scoping" })],
    },
    message:
      "Data protection impact assessment of what is scoped is needed because of C3 (IT scoping), and the Assurance sheet does not list it.",
    place: "Costs:C3 category",
  },
  {
    code: "GATE_MISSING",
    sentence: "a check that every case needs, not begun",
    raises: { gates: [makeGate("Legal")] },
    near: {
      gates: [makeGate("Legal", { status: "In progress" }), makeGate("Procurement", { requiredWhen: "Contract" })],
    },
    message: "Legal is needed and has not been started.",
    place: "Assurance:Legal status",
  },
  {
    code: "GATE_MISSING",
    sentence: "and past its day",
    raises: { asAt: day(2019, 5, 2), gates: [makeGate("Legal", { date: day(2019, 5, 1) })] },
    near: { asAt: day(2019, 5, 2), gates: [makeGate("Legal", { date: day(2019, 5, 1), status: "Complete" })] },
    message: "Legal is needed and has not been started, and was due on 1 May 2019.",
    place: "Assurance:Legal status",
  },
  {
    code: "MONITORING_INPUT_NEEDED",
    sentence: "a budget without forecast or actual",
    raises: { monitoring: [line("A", 100)] },
    near: { monitoring: [line("A", 100, { forecast: pence(0) })] },
    message: "A has a budget of £100 for 2019/20, and neither a forecast nor an actual to compare it with.",
    place: `Monitoring:Line A ${YEAR} forecast`,
  },
  {
    code: "THRESHOLD_APPROVAL",
    sentence: "a variance at the amount, on either side",
    raises: {
      monitoring: [line("A", 600_000, { forecast: pounds(100_000) })],
      thresholds: [makeThreshold("Variance", 500_000, "the Board"), makeThreshold("Variance", 500_001, "Council")],
    },
    near: {
      monitoring: [line("A", 600_000, { forecast: pounds(100_001) })],
      thresholds: [makeThreshold("Variance", 500_000, "the Board")],
    },
    message: "£500,000 is a variance: A 2019/20. It needs the agreement of the Board.",
    place: `Monitoring:Line A ${YEAR} forecast`,
  },
  {
    code: "THRESHOLD_APPROVAL",
    sentence: "an underspend that is used directly: a virement",
    raises: {
      costs: [makeCost("C1", { amount: exactly(600_000), fundingSource: "Operations" })],
      funding: [makeFunding("Operations", "Underspend", { year: YEAR })],
      underspends: [makeUnderspend("Operations", YEAR, 2_000_000, 1_000_000)],
      thresholds: [makeThreshold("Virement", 500_000, "the higher body")],
    },
    near: {
      costs: [makeCost("C1", { amount: exactly(499_999.99), fundingSource: "Operations" })],
      funding: [makeFunding("Operations", "Underspend", { year: YEAR })],
      underspends: [makeUnderspend("Operations", YEAR, 2_000_000, 1_000_000)],
      thresholds: [makeThreshold("Virement", 500_000, "the higher body")],
    },
    message:
      "£600,000 is moved between budgets: From Operations to the case 2019/20. It needs the agreement of the higher body.",
    place: "Thresholds:Virement 500000 fromAmount",
  },
  {
    code: "TOTAL_BREAK",
    sentence: "a total that its lines do not add to, by a penny",
    raises: {
      monitoring: [
        line("A", 100, { forecast: pounds(100) }),
        line("B", 50.01, { forecast: pounds(50) }),
        line("All", 150, { level: "Total", forecast: pounds(150) }),
      ],
    },
    near: {
      monitoring: [
        line("A", 100, { forecast: pounds(100) }),
        line("B", 50, { forecast: pounds(50) }),
        line("All", 150, { level: "Total", forecast: pounds(150) }),
      ],
    },
    message: "Budget of All in 2019/20: the lines add to £150.01, the row says £150: £0.01 is not explained.",
    place: `Monitoring:Total All ${YEAR} budget`,
  },
  {
    code: "TOTAL_ROUNDING",
    sentence: "a group whose lines were printed to the £0.1m",
    raises: {
      monitoring: [
        line("A", 1_200_000, { group: "East", budgetHalfUnit: pounds(50_000), forecast: pounds(0) }),
        line("B", 1_200_000, { group: "East", budgetHalfUnit: pounds(50_000), forecast: pounds(0) }),
        line("East", 2_500_000, { level: "Group", budgetHalfUnit: pounds(50_000), forecast: pounds(0) }),
      ],
    },
    near: {
      monitoring: [
        line("A", 1_200_000, { group: "East", forecast: pounds(0) }),
        line("B", 1_200_000, { group: "East", forecast: pounds(0) }),
        line("East", 2_500_000, { level: "Group", forecast: pounds(0) }),
      ],
    },
    message: "Budget of East in 2019/20 differs by £100,000 from the sum of its parts, which printed digits explain.",
    place: `Monitoring:Group East ${YEAR} budget`,
  },
  {
    code: "VARIANCE_BEYOND_LIMIT",
    sentence: "at 5% of a line's budget",
    raises: { monitoring: [line("A", 1_000_000, { forecast: pounds(1_050_000) })] },
    near: { monitoring: [line("A", 1_000_000, { forecast: pence(1_050_000_00 - 1) })] },
    message: "A 2019/20: forecast £1,050,000 against a budget of £1,000,000 is £50,000 adverse (5.0%).",
    place: `Monitoring:Line A ${YEAR} forecast`,
  },
  {
    code: "VARIANCE_BEYOND_LIMIT",
    sentence: "at the amount for groups, with lines of two grades",
    raises: {
      monitoring: [
        line("Sergeants", 500_000, grades(10, { posts: posts(12), forecast: pounds(600_000) })),
        line("Constables", 800_000, grades(20, { posts: posts(23), forecast: pounds(950_000) })),
        line("East", 1_300_000, { level: "Group", forecast: pounds(1_550_000) }),
      ],
    },
    near: {
      monitoring: [
        line("Sergeants", 2_500_000, grades(50, { posts: posts(50), forecast: pounds(2_500_000) })),
        line("East", 2_500_000, { level: "Group", forecast: pence(2_750_000_00 - 1) }),
      ],
    },
    message: "Constables 2019/20: forecast £950,000 against a budget of £800,000 is £150,000 adverse (18.8%).",
    place: `Monitoring:Line Constables ${YEAR} forecast`,
  },
  {
    code: "VARIANCE_BEYOND_LIMIT",
    sentence: "a new line of £100,000: a budget of nil has no percentage",
    raises: { monitoring: [line("A", 0, { actual: pounds(100_000) })] },
    near: { monitoring: [line("A", 0, { actual: pence(100_000_00 - 1) })] },
    message: "A 2019/20: actual £100,000 against a budget of £0 is £100,000 adverse (new line).",
    place: `Monitoring:Line A ${YEAR} actual`,
  },
];
