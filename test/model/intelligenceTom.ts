/** The case of decision PCD 484 as typed inputs: what the public text states, and illustrative donors and underspend. */
import { day, posts, pounds, type BusinessCase, type PrintedPence } from "../../src/model";
import {
  exactly,
  makeApproval,
  makeCase,
  makeCost,
  makeDecision,
  makeFunding,
  makeGroup,
  makePost,
  makeThreshold,
  makeUnderspend,
  year,
} from "./caseMaker";

const RESERVE = "Intelligence reserve";
const PLAN = "Updated MPS Capital Plan";
const CHANGE_FUND = "Major Change Fund";

/** The example of the finance model, sections 1.1 and 1.2. */
export function intelligenceTom(): BusinessCase {
  const printed = (pounds: number): PrintedPence => exactly(pounds);
  return makeCase({
    decision: makeDecision({
      reference: "PCD 484",
      title: "Intelligence Target Operating Model Phase 1 Outline Business Case",
      stage: "OBC",
      decisionMaker: "Deputy Mayor for Policing and Crime",
      baseYear: year("2019/20"),
      horizonInYears: 10,
    }),
    posts: [
      makePost("MI-1", {
        unit: "Met Intelligence",
        businessGroup: "Met Operations",
        proposed: posts(5),
        annualCost: printed(206_000),
        fundingSource: RESERVE,
        paragraphs: ["1a", "3.3"],
      }),
      makePost("MI-2", {
        unit: "Met Intelligence",
        businessGroup: "Met Operations",
        roleType: "Officer",
        grade: "DCI",
        proposed: posts(1),
        paidBy: "Donor groups",
        paragraphs: ["1b"],
      }),
      makePost("MI-3", {
        unit: "Met Intelligence",
        businessGroup: "Met Operations",
        roleType: "Officer",
        grade: "Insp",
        role: "DI",
        proposed: posts(4),
        paidBy: "Donor groups",
        paragraphs: ["1b"],
      }),
      makePost("MI-4", {
        unit: "Met Intelligence",
        businessGroup: "Met Operations",
        roleType: "Officer",
        grade: "DSU",
        baseline: posts(1),
        proposed: posts(0),
        paidBy: "Donor groups",
        paragraphs: ["1b"],
      }),
    ],
    costs: [
      makeCost("C1", {
        description: "IT hardware",
        category: "IT hardware",
        site: "BCUs and SC Hubs",
        type: "Capital",
        fundingSource: PLAN,
        amount: printed(374_000),
        paragraphs: ["1c", "3.1"],
      }),
      makeCost("C2", {
        description: "IT changes",
        category: "IT change",
        site: "BCUs and SC Hubs",
        fundingSource: CHANGE_FUND,
        amount: printed(120_000),
        paragraphs: ["1d", "3.2"],
      }),
      makeCost("C3", {
        description: "Estate changes",
        category: "Estate",
        site: "BCUs and SC Hubs",
        fundingSource: CHANGE_FUND,
        amount: printed(90_000),
        paragraphs: ["1d", "3.2"],
      }),
      makeCost("C4", {
        description: "Business change",
        category: "Business change",
        fundingSource: CHANGE_FUND,
        amount: printed(79_000),
        paragraphs: ["1d", "3.2"],
      }),
      makeCost("C5", {
        description: "Scoping of intelligence IT",
        category: "IT scoping",
        fundingSource: CHANGE_FUND,
        amount: printed(40_000),
        paragraphs: ["1d", "3.2"],
      }),
    ],
    funding: [
      makeFunding(RESERVE, "Earmarked reserve", {
        year: year("2018/19"),
        opening: pounds(0),
        contributions: pounds(206_000),
        contributionFrom: "Police staff underspend",
        fromYear: year("2019/20"),
        toYear: year("2019/20"),
        isOneOff: true,
        eligibleFor: ["Recurring revenue"],
        minimum: pounds(0),
        approvalReference: "PCD 484 1a",
        approvalDate: day(2018, 11, 30),
        approver: "DMPC",
      }),
      makeFunding(CHANGE_FUND, "Major Change Fund", {
        year: year("2019/20"),
        opening: pounds(1_000_000),
        committed: pounds(400_000),
        pipeline: pounds(100_000),
        approvalReference: "PCD 484 1d",
        approvalDate: day(2018, 11, 30),
      }),
      makeFunding(PLAN, "Capital plan", {
        status: "Provisional",
        limit: pounds(374_000),
        approvalReference: "PCD 484 1c",
        approvalDate: day(2019, 2, 25),
      }),
      makeFunding("Medium term financial plan", "Medium term financial plan", {
        fromYear: year("2020/21"),
        acceptedAsPressureBy: "Deputy Mayor for Policing and Crime",
        approvalReference: "PCD 484 1a",
      }),
      makeFunding("Police staff underspend", "Underspend", {
        year: year("2018/19"),
        contributionFrom: "Met Operations",
      }),
    ],
    approvals: [
      makeApproval("1a", "Recurring revenue", 206_000, 500),
      makeApproval("1a", "Staff posts", 5, 0),
      makeApproval("1b", "Officer posts", 4, 0),
      makeApproval("1c", "Capital", 374_000, 500),
      makeApproval("1d", "One-off revenue", 329_000, 500),
    ],
    businessGroups: [
      makeGroup("Frontline Policing", 17_500, 400),
      makeGroup("Met Operations", 8_000, 1_900),
      makeGroup("Specialist Operations", 3_300, 3_000),
      makeGroup("Professionalism", 1_050, 50),
      makeGroup("Met HQ", 150, 0),
    ],
    underspends: [makeUnderspend("Met Operations", year("2018/19"), 5_000_000, 4_700_000)],
    thresholds: [makeThreshold("Investment", 500_000, "DMPC"), makeThreshold("Reserve movement", 0, "DMPC")],
  });
}
