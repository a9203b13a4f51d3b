/**
 * The worked example: MOPAC decision PCD 484, "Intelligence Target Operating Model Phase 1 Outline Business Case", as a
 * workbook. What the published decision does not say and the example needs is labelled illustrative, cell by cell.
 */
import { day, month, percent, type ExampleCase, type ExampleRow, type ExampleSheet } from "./exampleSheets";
import {
  assurance,
  capitalPlan,
  fundLedger,
  HARDWARE_SCHEME,
  mediumTermPlan,
  monitoring,
  options,
  payAssumptions,
  payScales,
  pensionBands,
  PHASE_1,
  postings,
  reserves,
} from "./intelligenceTomFurther";

const DEPUTY_MAYOR = "Deputy Mayor for Policing and Crime";
const RESERVE = "Intelligence reserve";
const CHANGE_FUND = "Major Change Fund";
const CAPITAL_PLAN = "Updated MPS Capital Plan";
const UNDERSPEND = "Police staff underspend";
const MEDIUM_TERM_PLAN = "Medium term financial plan";

/** Every post of the example stands here: a later published decision places Met Intelligence in Met Operations. */
const met = { "Business group": "Met Operations", Location: "BCUs and SC Hubs", Unit: "Met Intelligence" };

export const decision: ExampleSheet = {
  sheet: "Decision",
  rows: [
    item("Reference", "PCD 484", "Stated: PCD 484 key information"),
    item(
      "Title",
      "Intelligence Target Operating Model Phase 1 Outline Business Case",
      "Stated: PCD 484 title of the decision",
    ),
    item("Stage", "OBC", "Stated: PCD 484 para 1.1, Outline Business Case"),
    item("Decision maker", DEPUTY_MAYOR, "Stated: PCD 484 key information"),
    item("Date signed", "", "Stated: PCD 484 key information, where it is left blank"),
    item("As at date", day("2018-10-31"), "Illustrative: a day before the November submission of para 1c"),
    item("FBC due in months", 12, "Stated: PCD 484 para 2, within the next 12 months"),
    item("Base year", "2019/20", "Derived: first year with cost, from PCD 484 paras 1a and 3.1"),
    item("Horizon in years", 10, "Illustrative: long enough for the present cost over five and ten years"),
    item("Price base", "Cash", "Illustrative: PCD 484 does not say in which year's prices it speaks"),
    item("Preferred option", PHASE_1, "Stated: PCD 484 paras 1 and 2.1"),
    item("Officer requirement", "Net", "Derived: PCD 484 para 1b calls the net 4 posts the officer requirement"),
    item("Weight basis", "Non-external", "Derived: our reading of non-funded BWT in PCD 484 para 1b"),
    item(
      "Net revenue budget",
      2_500_000_000,
      "Illustrative: for the limits of the general reserve; PCD 484 gives none",
    ),
  ],
};

export const staffing: ExampleSheet = {
  sheet: "Staffing",
  rows: [
    {
      source: "Stated: PCD 484 para 1a",
      illustrative: ["Strength", "Start month", "Scale point", "Zone"],
      cells: {
        "Post reference": "1a",
        ...met,
        "Role type": "Staff",
        Grade: "Band E",
        "Baseline BWT": 0,
        "Proposed BWT": 5,
        Strength: 0,
        "Start month": month("2019-04"),
        "Annual cost": 206_000,
        Movement: "Growth",
        "Scale point": 2,
        "Paid by": "Case",
        Priority: "High",
        Zone: "Zone 1",
        Paragraph: "1a; 3.3",
        Note: "In post for the whole of 2019/20",
      },
    },
    {
      source: "Stated: PCD 484 para 1b",
      illustrative: ["Strength", "Start month"],
      cells: {
        "Post reference": "1b-1",
        ...met,
        "Role type": "Officer",
        Grade: "DCI",
        "Baseline BWT": 0,
        "Proposed BWT": 1,
        Strength: 0,
        "Start month": month("2019-04"),
        Movement: "Growth",
        "Paid by": "Donor groups",
        Priority: "High",
        Paragraph: "1b",
      },
    },
    {
      source: "Stated: PCD 484 para 1b",
      illustrative: ["Strength", "Start month"],
      cells: {
        "Post reference": "1b-2",
        ...met,
        "Role type": "Officer",
        Grade: "Insp",
        Role: "DI",
        "Baseline BWT": 0,
        "Proposed BWT": 4,
        Strength: 0,
        "Start month": month("2019-04"),
        Movement: "Growth",
        "Paid by": "Donor groups",
        Priority: "High",
        Paragraph: "1b",
        Note: "The decision writes DI/Insp",
      },
    },
    {
      source: "Stated: PCD 484 para 1b",
      illustrative: ["Strength", "Start month"],
      cells: {
        "Post reference": "1b-3",
        ...met,
        "Role type": "Officer",
        Grade: "DSU",
        "Baseline BWT": 1,
        "Proposed BWT": 0,
        Strength: 1,
        "Start month": month("2019-04"),
        Movement: "Removal",
        "Paid by": "Donor groups",
        Priority: "High",
        Paragraph: "1b",
      },
    },
    {
      source: "Illustrative: existing posts with vacancies, for PCD 484 para 1e, which gives no numbers",
      cells: {
        "Post reference": "1e-1",
        ...met,
        "Role type": "Officer",
        Grade: "DC",
        "Baseline BWT": 40,
        "Proposed BWT": 40,
        Strength: 34,
        "Start month": month("2019-04"),
        "Annual cost": 2_320_000,
        "Paid by": "Case",
        Priority: "High",
        Paragraph: "1e",
        Note: "BWT does not change, so the case pays nothing",
      },
    },
    {
      source: "Illustrative: existing posts with vacancies, for PCD 484 para 1e, which gives no numbers",
      cells: {
        "Post reference": "1e-2",
        ...met,
        "Role type": "Staff",
        Grade: "Band D",
        "Baseline BWT": 30,
        "Proposed BWT": 30,
        Strength: 26,
        "Start month": month("2019-04"),
        "Annual cost": 1_350_000,
        "Paid by": "Case",
        Priority: "High",
        Paragraph: "1e",
        Note: "BWT does not change, so the case pays nothing",
      },
    },
  ],
};

export const costs: ExampleSheet = {
  sheet: "Costs",
  rows: [
    {
      source: "Stated: PCD 484 paras 1c and 3.1, £0.374M over both sites",
      illustrative: ["Amount", "Price base", "Asset life", "Confidence"],
      cells: {
        "Cost reference": "1c-1",
        Description: "IT hardware for more intelligence staff and officers",
        Category: "IT hardware",
        Site: "BCUs",
        Type: "Capital",
        "Funding source": CAPITAL_PLAN,
        "Financial year": "2019/20",
        Amount: 262_000,
        "Price base": "Cash",
        "Asset life": 5,
        Confidence: "Estimate",
        Scheme: HARDWARE_SCHEME,
        Paragraph: "1c; 3.1",
      },
    },
    {
      source: "Stated: PCD 484 paras 1c and 3.1, £0.374M over both sites",
      illustrative: ["Amount", "Price base", "Asset life", "Confidence"],
      cells: {
        "Cost reference": "1c-2",
        Description: "IT hardware for more intelligence staff and officers",
        Category: "IT hardware",
        Site: "SC Hubs",
        Type: "Capital",
        "Funding source": CAPITAL_PLAN,
        "Financial year": "2019/20",
        Amount: 112_000,
        "Price base": "Cash",
        "Asset life": 5,
        Confidence: "Estimate",
        Scheme: HARDWARE_SCHEME,
        Paragraph: "1c; 3.1",
      },
    },
    oneOff("1d-1", "IT changes", "IT change", "BCUs and SC Hubs", 124_000),
    oneOff("1d-2", "Estate changes", "Estate", "BCUs and SC Hubs", 80_000),
    oneOff("1d-3", "Business change activities", "Business change", "Met Intelligence", 85_000),
    oneOff("1d-4", "Scoping of potential future intelligence IT solutions", "IT scoping", "Met Intelligence", 40_000),
    {
      source: "Stated: PCD 484 para 6.2, which gives no amount",
      illustrative: ["Financial year", "Price base"],
      cells: {
        "Cost reference": "6.2",
        Description: "Making buildings fit for purpose once it is known where each individual will work",
        Category: "Estate",
        Site: "BCUs and SC Hubs",
        Type: "Revenue one-off",
        "Funding source": "By order",
        "Financial year": "2019/20",
        Amount: "",
        "Price base": "Cash",
        Confidence: "Unquantified",
        Paragraph: "6.2",
        Note: "A risk that is named and not yet costed",
      },
    },
  ],
};

export const funding: ExampleSheet = {
  sheet: "Funding",
  rows: [
    {
      source: "Stated: PCD 484 paras 1a and 3.3",
      illustrative: ["Minimum", "Approval date"],
      cells: {
        "Funding source": RESERVE,
        Kind: "Earmarked reserve",
        Status: "Approved",
        Opening: 0,
        Contributions: 206_000,
        "Contribution from": UNDERSPEND,
        Minimum: 0,
        "Financial year": "2018/19",
        "From year": "2019/20",
        "To year": "2019/20",
        "One-off": "Yes",
        "Eligible for": "Recurring revenue",
        "Approval reference": "PCD 484 1a",
        "Approval date": day("2018-10-31"),
        Approver: DEPUTY_MAYOR,
        Purpose: "The five police staff posts in 2019/20, until the medium term financial plan carries them",
      },
    },
    {
      source: "Stated: PCD 484 paras 1d and 3.2",
      illustrative: ["Opening", "Spent", "Committed", "Pipeline", "Financial year", "Approval date"],
      cells: {
        "Funding source": CHANGE_FUND,
        Kind: "Major Change Fund",
        Status: "Approved",
        Opening: 2_000_000,
        Spent: 0,
        Committed: 900_000,
        Pipeline: 400_000,
        "Financial year": "2019/20",
        "One-off": "Yes",
        "Eligible for": "One-off revenue",
        "Approval reference": "PCD 484 1d",
        "Approval date": day("2018-10-31"),
        Approver: DEPUTY_MAYOR,
        Purpose: "One-off change",
      },
    },
    {
      source: "Stated: PCD 484 paras 1c and 3.1",
      illustrative: ["Approval date"],
      cells: {
        "Funding source": CAPITAL_PLAN,
        Kind: "Capital plan",
        Status: "Provisional",
        Limit: 374_000,
        "From year": "2019/20",
        "To year": "2019/20",
        "Eligible for": "Capital",
        "Approval reference": "PCD 484 1c",
        "Approval date": day("2019-02-25"),
        Approver: DEPUTY_MAYOR,
        Purpose: "To be submitted in November with the budget for 2019/20 and approved in February",
      },
    },
    {
      source: "Stated: PCD 484 paras 1a and 3.3",
      illustrative: ["Approval date"],
      cells: {
        "Funding source": MEDIUM_TERM_PLAN,
        Kind: "Medium term financial plan",
        Status: "Provisional",
        "From year": "2020/21",
        "One-off": "No",
        "Eligible for": "Recurring revenue",
        "Approval reference": "PCD 484 1a",
        "Approval date": day("2020-02-24"),
        Approver: DEPUTY_MAYOR,
        "Accepted as pressure by": DEPUTY_MAYOR,
        Purpose: "Budget pressure, to be mitigated by savings found in the budget scrutiny process for 2020/21",
      },
    },
    {
      source: "Stated: PCD 484 paras 1a and 3.3",
      illustrative: ["Contribution from", "Approval date"],
      cells: {
        "Funding source": UNDERSPEND,
        Kind: "Underspend",
        Status: "Approved",
        "Contribution from": "Met Operations",
        "Financial year": "2018/19",
        "From year": "2018/19",
        "To year": "2018/19",
        "One-off": "Yes",
        "Approval reference": "PCD 484 1a",
        "Approval date": day("2018-10-31"),
        Approver: DEPUTY_MAYOR,
        Purpose: "Put into the Intelligence reserve",
      },
    },
  ],
};

export const approvals: ExampleSheet = {
  sheet: "Approvals",
  rows: [
    approval("1a; 3.3", "Five more police staff, a year", "Recurring revenue", "£0.206M", RESERVE, "Approved"),
    approval("1a", "Increase of Met Intelligence BWT, police staff", "Staff posts", 5, "", "Approved"),
    approval("1b", "Increase of Met Intelligence BWT, police officers", "Officer posts", 4, "", "Approved"),
    approval("1c; 3.1", "IT hardware changes", "Capital", "£0.374M", CAPITAL_PLAN, "Provisional"),
    approval(
      "1d; 3.2",
      "IT and Estate changes, business change, scoping",
      "One-off revenue",
      "£0.329M",
      CHANGE_FUND,
      "Approved",
    ),
  ],
};

export const businessGroups: ExampleSheet = {
  sheet: "Business groups",
  rows: [
    businessGroup("Frontline Policing", 17_500, 400, 1),
    businessGroup("Met Operations", 8_000, 1_900, 2),
    businessGroup("Specialist Operations", 3_300, 3_000, 3),
    businessGroup("Professionalism", 1_050, 50, 4),
    businessGroup("Met HQ", 150, 0, 5),
  ],
};

export const underspend: ExampleSheet = {
  sheet: "Underspend",
  rows: [
    {
      source: "Illustrative: PCD 484 para 1a names police staff underspends in 2018/19 and gives no amounts",
      cells: {
        "Business group": "Met Operations",
        Subjective: "Police staff pay",
        "Financial year": "2018/19",
        Budget: 41_500_000,
        Forecast: 40_900_000,
        "Externally funded part": 150_000,
        "Other calls": 100_000,
        "As at period": "Period 6, September 2018",
      },
    },
  ],
};

export const savings: ExampleSheet = {
  sheet: "Savings",
  rows: [
    {
      source: "Derived: PCD 484 paras 1a and 3.3, savings to be found to the amount of the pressure; none is stated",
      cells: {
        Saving: "To be found in the budget scrutiny process for 2020/21",
        "Financial year": "2020/21",
        Amount: 206_000,
        Status: "Target",
        Continues: "Yes",
      },
    },
  ],
};

export const allocations: ExampleSheet = {
  sheet: "Allocations",
  rows: [
    {
      source: "Stated: PCD 484 paras 1a and 3.3",
      cells: { Line: "1a", "Funding source": RESERVE, "Financial year": "2019/20", Amount: 206_000, Locked: "Yes" },
    },
  ],
};

export const thresholds: ExampleSheet = {
  sheet: "Thresholds",
  rows: [threshold("Virement", 500_000), threshold("Reserve movement", 0), threshold("Investment", 500_000)],
};

export const lists: ExampleSheet = {
  sheet: "Lists",
  lists: {
    Grade: ["Band E", "Band D", "DSU", "DCI", "Insp", "DC"],
    "Funding source": [RESERVE, CHANGE_FUND, CAPITAL_PLAN, MEDIUM_TERM_PLAN, UNDERSPEND],
    "Financial year": [
      "2018/19",
      "2019/20",
      "2020/21",
      "2021/22",
      "2022/23",
      "2023/24",
      "2024/25",
      "2025/26",
      "2026/27",
      "2027/28",
      "2028/29",
    ],
    Type: ["Capital", "Revenue one-off", "Revenue recurring", "Income", "Saving"],
    Category: ["IT hardware", "IT change", "Estate", "Business change", "IT scoping"],
    "Business group": ["Frontline Policing", "Met Operations", "Specialist Operations", "Professionalism", "Met HQ"],
  },
};

export const assumptions: ExampleSheet = {
  sheet: "Assumptions",
  rows: [
    {
      source: "Illustrative: HM Treasury Green Book, years 0 to 30; PCD 484 gives no present cost",
      cells: { Assumption: "Discount rate", Value: percent(3.5), Unit: "percent" },
    },
    {
      source: "Illustrative: a limit common in local government accounts; PCD 484 gives none",
      cells: { Assumption: "Capital de minimis", Value: 10_000, Unit: "£" },
    },
  ],
};

export const intelligenceTom: ExampleCase = {
  title: "Intelligence Target Operating Model Phase 1: worked example",
  about: [
    "A public decision of the Mayor's Office for Policing and Crime (PCD 484, autumn 2018) as a business case workbook: five police staff, four police officers, capital for IT hardware, one-off change, and where the money comes from.",
    "Open the add-in and choose Check. Every sheet below is read; this sheet is not.",
    "The Source column of every sheet says where a figure comes from. Illustrative figures are not in the decision and are not true of anybody: they make the example run, and are yours to change.",
  ],
  sheets: [
    decision,
    staffing,
    costs,
    funding,
    approvals,
    businessGroups,
    underspend,
    savings,
    allocations,
    thresholds,
    payScales,
    payAssumptions,
    pensionBands,
    capitalPlan(CAPITAL_PLAN),
    reserves(RESERVE),
    mediumTermPlan,
    fundLedger(CHANGE_FUND),
    options,
    postings,
    assurance,
    monitoring,
    lists,
    assumptions,
  ],
};

function item(name: string, value: ExampleRow["cells"][string], source: ExampleRow["source"]): ExampleRow {
  return { source, cells: { Item: name, Value: value } };
}

function oneOff(reference: string, description: string, category: string, site: string, amount: number): ExampleRow {
  return {
    source: "Stated: PCD 484 paras 1d and 3.2, £0.329M over all uses",
    illustrative: ["Amount", "Financial year", "Price base", "Confidence"],
    cells: {
      "Cost reference": reference,
      Description: description,
      Category: category,
      Site: site,
      Type: "Revenue one-off",
      "Funding source": CHANGE_FUND,
      "Financial year": "2019/20",
      Amount: amount,
      "Price base": "Cash",
      Confidence: "Estimate",
      Paragraph: "1d; 3.2",
    },
  };
}

function approval(
  paragraph: string,
  what: string,
  kind: string,
  approved: string | number,
  source: string,
  status: string,
): ExampleRow {
  return {
    source: `Stated: PCD 484 ${paragraph.includes(";") ? "paras" : "para"} ${paragraph.replace("; ", " and ")}`,
    cells: {
      Paragraph: paragraph,
      What: what,
      Kind: kind,
      Approved: approved,
      "Funding source": source,
      Status: status,
      Approver: DEPUTY_MAYOR,
    },
  };
}

function businessGroup(name: string, officerBwt: number, externallyFunded: number, order: number): ExampleRow {
  return {
    source: "Illustrative: PCD 484 para 1b gives no BWT by business group",
    cells: {
      "Business group": name,
      "Officer BWT": officerBwt,
      "Externally funded BWT": externallyFunded,
      Contributes: "Yes",
      Order: order,
    },
  };
}

function threshold(appliesTo: string, fromAmount: number): ExampleRow {
  return {
    source: "Illustrative: as in other published decisions of the same body; PCD 484 states no limits",
    cells: { "Applies to": appliesTo, "From amount": fromAmount, "Who must agree": DEPUTY_MAYOR },
  };
}
