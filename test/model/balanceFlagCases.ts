/** Flags about reserves, funds and the medium term plan: a case that raises each, and one near it that does not. */
import { pence, pounds, type CostLine, type FundingRow, type ReserveRow } from "../../src/model";
import {
  exactly,
  makeClaim,
  makeCost,
  makeDecision,
  makeFunding,
  makePlanLine,
  makeReserveRow,
  makeSaving,
  year,
} from "./caseMaker";
import type { FlagCase } from "./flagCases";

const Y19 = year("2019/20");
const Y20 = year("2020/21");

const reserve = (name: string, parts: Partial<ReserveRow>): ReserveRow => makeReserveRow(name, Y19, parts);
const recurring = (amount: number, parts: Partial<CostLine> = {}): CostLine =>
  makeCost("C1", { type: "Revenue recurring", amount: exactly(amount), ...parts });
/** A reserve of the Funding sheet with an opening, for one-off cost. */
const onFunding = (opening: number, parts: Partial<FundingRow> = {}): FundingRow =>
  makeFunding("Reserve", "Earmarked reserve", { opening: pounds(opening), year: Y19, ...parts });
const drawing = (amount: number): CostLine => makeCost("C1", { amount: exactly(amount), fundingSource: "Reserve" });
const fund = (parts: Partial<FundingRow> = {}): FundingRow =>
  makeFunding("Fund", "Major Change Fund", { opening: pounds(1_000), year: Y19, ...parts });
const named = makeDecision({ baseYear: Y19, horizonInYears: 2, title: "New laptops", reference: "PCD 9" });
const general = (closing: number): ReserveRow[] => [reserve("General", { class: "General", opening: pounds(closing) })];
const budgetOf = (amount: number): ReturnType<typeof makeDecision> =>
  makeDecision({ baseYear: Y19, horizonInYears: 2, netRevenueBudget: pounds(amount) });

export const BALANCE_FLAG_CASES: readonly FlagCase[] = [
  {
    code: "FUND_CLAIMED_TWICE",
    sentence: "two approved cases on a balance that holds only one of them",
    raises: {
      funding: [fund(), makeFunding("Old fund", "Major Change Fund", { opening: pounds(100), year: Y19 })],
      fundLedger: [
        makeClaim("Fund", "Case A", Y19, 60, "Approved", { balance: "Old fund" }),
        makeClaim("Fund", "Case B", Y19, 41, "Approved", { balance: "Old fund" }),
      ],
    },
    near: {
      funding: [fund(), makeFunding("Old fund", "Major Change Fund", { opening: pounds(100), year: Y19 })],
      fundLedger: [
        makeClaim("Fund", "Case A", Y19, 60, "Approved", { balance: "Old fund" }),
        makeClaim("Fund", "Case B", Y19, 40, "Approved", { balance: "Old fund" }),
      ],
    },
    message: "Case A £60, Case B £41 claim £101 of Old fund in 2019/20, which holds £100.",
    place: "Fund ledger:Fund Case A 2019 Approved Old fund amount",
  },
  {
    code: "FUND_CLAIM_REPEATED",
    sentence: "one case that stands in the register with the same amount twice",
    raises: {
      funding: [fund()],
      fundLedger: [makeClaim("Fund", "Case A", Y19, 60, "Approved"), makeClaim("Fund", "case a", Y19, 60, "Spent")],
    },
    near: {
      funding: [fund()],
      fundLedger: [makeClaim("Fund", "Case A", Y19, 60, "Approved"), makeClaim("Fund", "Case A", Y20, 60, "Approved")],
    },
    message: "Case A claims £60 of Fund in 2019/20 twice (approved, spent); all are counted.",
    place: "Fund ledger:Fund Case A 2019 Approved  amount",
  },
  {
    code: "FUND_CLAIM_REPEATED",
    sentence: "this very case in the register of the fund that it asks",
    raises: { decision: named, funding: [fund()], fundLedger: [makeClaim("Fund", "PCD 9", Y19, 60, "Proposed")] },
    near: { decision: named, funding: [fund()], fundLedger: [makeClaim("Fund", "PCD 10", Y19, 60, "Proposed")] },
    message:
      "This case is in the Fund ledger of Fund for 2019/20 with £60; what it asks for is worked out from its own lines, and the row is not added.",
    place: "Fund ledger:Fund PCD 9 2019 Proposed  amount",
  },
  {
    code: "FUND_LEDGER_DISAGREES",
    sentence: "a committed amount that the claims do not add to, by a penny",
    raises: {
      funding: [fund({ committed: pence(10_001) })],
      fundLedger: [makeClaim("Fund", "Case A", Y19, 60, "Approved"), makeClaim("Fund", "Case B", Y19, 40, "Approved")],
    },
    near: {
      funding: [fund({ committed: pounds(100) })],
      fundLedger: [makeClaim("Fund", "Case A", Y19, 60, "Approved"), makeClaim("Fund", "Case B", Y19, 40, "Approved")],
    },
    message:
      "Committed of Fund in 2019/20 is £100.01 on Funding; the Fund ledger adds to £100 approved (Case A £60, Case B £40).",
    place: "Funding:Fund 2019 committed",
  },
  {
    code: "FUND_LEDGER_UNMATCHED",
    sentence: "claims on a fund that Funding does not have",
    raises: { funding: [fund()], fundLedger: [makeClaim("Other fund", "Case A", Y19, 60, "Approved")] },
    near: {
      funding: [fund()],
      fundLedger: [makeClaim("fund", "Case A", Y19, 60, "Approved", { isCarriedForward: false })],
    },
    message:
      "The Fund ledger has claims on Other fund, and no Funding row is called so: what the fund has left is not worked out.",
    place: "Fund ledger:Other fund Case A 2019 Approved  fund",
  },
  {
    code: "GENERAL_RESERVE_BAND",
    sentence: "a general reserve a pound above the highest share",
    // 5% of 1,000 is 50.
    raises: { decision: budgetOf(1_000), reserveRows: general(51) },
    near: { decision: budgetOf(1_000), reserveRows: general(50) },
    message:
      "The general reserve is 5.1% of the net revenue budget at the end of 2019/20, £51 of £1,000: above the band of 3% to 5%.",
    place: "Reserves:General 2019 opening",
  },
  {
    code: "GENERAL_RESERVE_BAND",
    sentence: "a general reserve a pound below the lowest share",
    // 3% of 1,000 is 30.
    raises: { decision: budgetOf(1_000), reserveRows: general(29) },
    near: { decision: budgetOf(1_000), reserveRows: general(30) },
    message:
      "The general reserve is 2.9% of the net revenue budget at the end of 2019/20, £29 of £1,000: below the band of 3% to 5%.",
    place: "Reserves:General 2019 opening",
  },
  {
    code: "PLAN_HOLDS_CASE",
    sentence: "a pressure line of the plan that bears the case's reference",
    raises: {
      decision: named,
      costs: [recurring(60)],
      planLines: [makePlanLine("Laptops, PCD 9", "Pressure", Y19, 50)],
    },
    near: {
      decision: named,
      costs: [recurring(60)],
      planLines: [makePlanLine("Laptops, PCD 90", "Pressure", Y19, 50)],
    },
    message:
      "Laptops, PCD 9 on Medium term plan bears the name of this case: £50 in 2019/20, where this case presses with £60. The case takes its place and is not counted twice.",
    place: "Medium term plan:Laptops, PCD 9 2019 name",
  },
  {
    code: "PLAN_HOLDS_CASE",
    sentence: "a pressure line with the very amounts of the case",
    raises: {
      costs: [recurring(60)],
      planLines: [makePlanLine("Equipment", "Pressure", Y19, 60), makePlanLine("Equipment", "Pressure", Y20, 60)],
    },
    near: {
      costs: [recurring(60)],
      planLines: [makePlanLine("Equipment", "Pressure", Y19, 60), makePlanLine("Equipment", "Pressure", Y20, 61)],
    },
    message:
      "Equipment on Medium term plan has the very amounts of this case's pressure: £60 in 2019/20, where this case presses with £60. The case takes its place and is not counted twice.",
    place: "Medium term plan:Equipment 2019 name",
  },
  {
    code: "PLAN_YEAR_MISSING",
    sentence: "a line in whole amounts without a row for the last year of the plan",
    raises: { planLines: [makePlanLine("Base", "Base", Y19, 100), makePlanLine("Pay", "Pay", Y20, 5)] },
    near: {
      planLines: [
        makePlanLine("Base", "Base", Y19, null, { incremental: pounds(100) }),
        makePlanLine("Pay", "Pay", Y20, 5),
      ],
    },
    message: "Base has no row for 2020/21 on Medium term plan, which runs from 2019/20 to 2020/21.",
    place: "Medium term plan:Base 2019 cumulative",
  },
  {
    code: "RESERVE_BETWEEN_NOT_NIL",
    sentence: "a transfer that leaves one reserve and comes into the other a penny short",
    raises: {
      reserveRows: [
        reserve("A", { opening: pounds(100), betweenReserves: pence(-1_000) }),
        reserve("B", { opening: pounds(0), betweenReserves: pence(999) }),
      ],
    },
    near: {
      reserveRows: [
        reserve("A", { opening: pounds(100), betweenReserves: pence(-1_000) }),
        reserve("B", { opening: pounds(0), betweenReserves: pence(1_000) }),
      ],
    },
    message: "Transfers between reserves in 2019/20 add to -£0.01, not nil (A -£10, B £9.99).",
    place: "Reserves:A 2019 betweenReserves",
  },
  {
    code: "RESERVE_DRAW_NOT_PLANNED",
    sentence: "a draw of the case that the planned Transfer out has no room for",
    raises: {
      costs: [drawing(60)],
      funding: [onFunding(100)],
      reserveRows: [reserve("Reserve", { opening: pounds(100), transferOut: pounds(59) })],
    },
    near: {
      costs: [drawing(60)],
      funding: [onFunding(100)],
      reserveRows: [reserve("Reserve", { opening: pounds(100), transferOut: pounds(60) })],
    },
    message: "£60 leaves Reserve in 2019/20, of which this case draws £60; Transfer out on Reserves is £59.",
    place: "Reserves:Reserve 2019 transferOut",
  },
  {
    code: "RESERVE_EXPIRES",
    sentence: "money left when a reserve expires, released to the general reserve",
    raises: {
      reserveRows: [
        reserve("Old", { opening: pounds(40), transferOut: pounds(30), expires: Y19 }),
        reserve("General", { class: "General", opening: pounds(100) }),
        makeReserveRow("General", Y20, { class: "General" }),
      ],
    },
    near: {
      reserveRows: [
        reserve("Old", { opening: pounds(40), transferOut: pounds(40), expires: Y19 }),
        reserve("General", { class: "General", opening: pounds(100) }),
      ],
    },
    message: "£10 is left in Old when it expires at the end of 2019/20; it is released to General in 2020/21.",
    place: "Reserves:Old 2019 expires",
  },
  {
    code: "RESERVE_EXPIRES",
    sentence: "use of a reserve after it expires",
    raises: {
      reserveRows: [
        reserve("Old", { opening: pounds(0), transferIn: pounds(5), transferOut: pounds(5), expires: Y19 }),
        makeReserveRow("Old", Y20, { transferIn: pounds(3), transferOut: pounds(3) }),
      ],
    },
    near: {
      reserveRows: [
        reserve("Old", { opening: pounds(0), transferIn: pounds(5), transferOut: pounds(5), expires: Y20 }),
        makeReserveRow("Old", Y20, { transferIn: pounds(3), transferOut: pounds(3) }),
      ],
    },
    message: "£3 leaves Old in 2020/21; it expires at the end of 2019/20.",
    place: "Reserves:Old 2020 transferOut",
  },
  {
    code: "RESERVE_ROLLFORWARD_BREAK",
    sentence: "a stated closing that the movements do not give, by a penny",
    raises: {
      // 100 + 20 - 50 = 70.
      reserveRows: [
        reserve("A", {
          opening: pounds(100),
          transferIn: pounds(20),
          transferOut: pounds(50),
          closingStated: { amount: pence(7_001), halfUnit: pence(0) },
        }),
      ],
    },
    near: {
      // Printed to the pound, half a pound explains a penny.
      reserveRows: [
        reserve("A", {
          opening: pounds(100),
          transferIn: pounds(20),
          transferOut: pounds(50),
          closingStated: { amount: pence(7_001), halfUnit: pence(50) },
        }),
      ],
    },
    message: "Opening £100 and movement -£30 give £70 for A at the end of 2019/20; £70.01 is stated.",
    place: "Reserves:A 2019 closingStated",
  },
  {
    code: "RESERVE_SAME_YEAR",
    sentence: "a reserve that is used in the year in which it is created",
    raises: { costs: [drawing(60)], funding: [onFunding(0, { contributions: pounds(100) })] },
    near: { costs: [drawing(60)], funding: [onFunding(1, { contributions: pounds(100) })] },
    message: "Reserve is created in 2019/20 with £100, and £60 is used in the same year.",
    place: "Funding:Reserve 2019 opening",
  },
  {
    code: "SAVING_TARGET_COUNTED",
    sentence: "a plan that balances only with a target",
    raises: {
      planLines: [
        makePlanLine("Base", "Base", Y19, 100),
        makePlanLine("Grant", "Funding", Y19, 90),
        makePlanLine("To be found", "Saving", Y19, 10, { status: "Target" }),
      ],
    },
    near: {
      planLines: [
        makePlanLine("Base", "Base", Y19, 100),
        makePlanLine("Grant", "Funding", Y19, 90),
        makePlanLine("To be found", "Saving", Y19, 9, { status: "Target" }),
      ],
    },
    message: "The plan of 2019/20 balances only with £10 of target savings; without them £10 is not covered.",
    place: "Medium term plan:To be found 2019 status",
  },
  {
    code: "SAVING_TARGET_COUNTED",
    sentence: "a saving that the plan calls identified and the Savings sheet a target",
    raises: {
      planLines: [makePlanLine("Estate", "Saving", Y19, 10, { status: "Identified" })],
      savings: [makeSaving("Estate", Y19, pounds(10), { status: "Target" })],
    },
    near: {
      planLines: [makePlanLine("Estate", "Saving", Y19, 10, { status: "Identified" })],
      savings: [makeSaving("Estate", Y19, pounds(10), { status: "Identified" })],
    },
    message: "Estate counts £10 in 2019/20 on Medium term plan; on Savings it is a target.",
    place: "Medium term plan:Estate 2019 status",
  },
];
