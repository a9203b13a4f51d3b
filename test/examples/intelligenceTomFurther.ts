/**
 * The further sheets of the worked example: pay, plans, reserves, options, postings, assurance and monitoring. The decision
 * says little of these; what it does not say is labelled illustrative and changes no answer of the case.
 */
import { day, month, percent, type Entry, type ExampleRow, type ExampleSheet, type SourceLabel } from "./exampleSheets";

/** The scheme that the £0.374M of IT hardware belongs to. */
export const HARDWARE_SCHEME = "Intelligence IT hardware";

/** The options of the case; the preferred one is the one that the decision approves. */
export const DO_NOTHING = "Do nothing";
export const PHASE_1 = "Phase 1";
const OPTION_2 = "Option 2";

const PAY_PAGE = "Illustrative: a published police staff pay page without a date; PCD 484 gives no scale";
const ON_COSTS = "Illustrative: published rates of the year; PCD 484 does not say what its cost is made of";

export const payScales: ExampleSheet = {
  sheet: "Pay scales",
  rows: [
    scalePoint("Band E", 1, 25_591),
    scalePoint("Band E", 2, 27_545),
    scalePoint("Band D", 1, 29_201),
    scalePoint("Band D", 2, 31_415),
  ],
};

export const payAssumptions: ExampleSheet = {
  sheet: "Pay assumptions",
  rows: [
    onCosts("2018/19", 8_424, 2_148, 1_043, {}),
    onCosts("2019/20", 8_632, 2_190.96, 1_063.86, { Award: percent(2), "Award month": month("2019-04") }),
  ],
};

export const pensionBands: ExampleSheet = {
  sheet: "Pension bands",
  rows: [
    pensionBand("2018/19", 0, 23_000, 20),
    pensionBand("2018/19", 23_001, 45_500, 20.9),
    pensionBand("2019/20", 0, 23_000, 26.6),
    pensionBand("2019/20", 23_001, 45_500, 27.1),
    pensionBand("2019/20", 45_501, 77_000, 27.9),
    pensionBand("2019/20", 77_001, "", 30.3),
  ],
};

/** @param source the Funding source that the plan stands for. */
export function capitalPlan(source: string): ExampleSheet {
  return {
    sheet: "Capital plan",
    rows: [
      {
        source: "Stated: PCD 484 paras 1c and 3.1",
        illustrative: ["Approval date", "Asset life"],
        cells: {
          Scheme: HARDWARE_SCHEME,
          "Financial year": "2019/20",
          Status: "Provisional",
          "Approval date": day("2019-02-25"),
          Plan: 374_000,
          "Funding source": source,
          "Asset life": 5,
          "In use": "2019/20",
        },
      },
    ],
  };
}

/** @param reserve the earmarked reserve of the case, as Funding spells it. */
export function reserves(reserve: string): ExampleSheet {
  return {
    sheet: "Reserves",
    rows: [
      {
        source: "Stated: PCD 484 paras 1a and 3.3",
        illustrative: ["Minimum"],
        cells: {
          Reserve: reserve,
          Class: "Earmarked",
          "Financial year": "2018/19",
          Opening: 0,
          "Transfer in": 206_000,
          "Closing stated": 206_000,
          Purpose: "The five police staff posts in 2019/20",
          Expires: "2019/20",
          Minimum: 0,
        },
      },
      {
        source: "Illustrative: so that the limits of a general reserve can be seen; PCD 484 speaks of none",
        cells: {
          Reserve: "General reserve",
          Class: "General",
          "Financial year": "2018/19",
          Opening: 100_000_000,
          "Transfer in": "",
          "Closing stated": 100_000_000,
          Purpose: "The unexpected",
          Minimum: 75_000_000,
        },
      },
    ],
  };
}

export const mediumTermPlan: ExampleSheet = {
  sheet: "Medium term plan",
  rows: [
    planLine("Net revenue budget 2019/20", "Base", 2_500_000_000, ""),
    planLine("Pay awards", "Pay", "", 40_000_000),
    planLine("Price rises", "Inflation", "", 12_000_000),
    planLine("Savings already identified", "Saving", 27_000_000, "", "Identified"),
    planLine("Grant and council tax", "Funding", 2_525_000_000, "", "Provisional"),
  ],
};

/** @param fund the change fund of the case, as Funding spells it. */
export function fundLedger(fund: string): ExampleSheet {
  const source = "Illustrative: other cases' claims on the fund; PCD 484 does not say what else it pays for";
  const claim = (caseName: string, amount: number, status: string, carried: string): ExampleRow => ({
    source,
    cells: {
      Fund: fund,
      Case: caseName,
      "Financial year": "2019/20",
      Amount: amount,
      Status: status,
      "Carried forward": carried,
    },
  });
  return {
    sheet: "Fund ledger",
    rows: [
      claim("Another change programme", 600_000, "Approved", "Yes"),
      claim("A smaller change", 300_000, "Approved", "No"),
      claim("A case still being written", 400_000, "Proposed", ""),
    ],
  };
}

export const options: ExampleSheet = {
  sheet: "Options",
  rows: [
    {
      source: "Derived: what follows if PCD 484 is not approved; its cost is not in the public text",
      cells: {
        Option: DO_NOTHING,
        Name: "Leave intelligence as it is",
        "Is do nothing": "Yes",
        "Meets objective": "No",
      },
    },
    {
      source: "Stated: PCD 484 paras 1 and 2.1, the preferred option",
      cells: {
        Option: PHASE_1,
        Name: "Fill vacancies by redistribution, with minimal investment",
        "Is do nothing": "No",
        Preferred: "Yes",
        "Meets objective": "Yes",
        Benefit: "Better intelligence, to prevent violent crime and safeguard vulnerable people",
        "Benefit type": "Qualitative",
      },
    },
    {
      source: "Stated: PCD 484 para 2, which gives no cost",
      cells: {
        Option: OPTION_2,
        Name: "Further investment, by a Full Business Case within 12 months",
        "Is do nothing": "No",
        Preferred: "No",
      },
    },
  ],
};

export const postings: ExampleSheet = {
  sheet: "Postings",
  rows: [
    posting("2019-04", "Officer", "DCI", 1),
    posting("2019-04", "Officer", "Insp", 2),
    posting("2019-05", "Officer", "Insp", 2),
    posting("2019-04", "Officer", "DC", 3),
    posting("2019-05", "Officer", "DC", 3),
    posting("2019-04", "Staff", "Band E", 5),
    posting("2019-04", "Staff", "Band D", 2),
    posting("2019-06", "Staff", "Band D", 2),
  ],
};

export const assurance: ExampleSheet = {
  sheet: "Assurance",
  rows: [
    gate("Legal", "In progress", "4.1", "Engaged again before any change is made", "Directorate of Legal Services"),
    gate("Data protection impact assessment", "Ongoing", "5.1", "Continues throughout the life of the project"),
    gate(
      "Data protection impact assessment of future software",
      "Not started",
      "5.1",
      "To be done when scoping future intelligence software",
      "",
      "IT scoping",
    ),
    gate("Equality impact assessment", "Ongoing", "6.1", "Maintained throughout the life of the project"),
  ],
};

export const monitoring: ExampleSheet = {
  sheet: "Monitoring",
  rows: [
    {
      source: "Illustrative: the underspend of PCD 484 para 1a, as on the Underspend sheet; no amounts are given",
      cells: {
        Line: "Met Operations",
        Level: "Group",
        "Financial year": "2018/19",
        Budget: 41_500_000,
        Forecast: 40_900_000,
      },
    },
  ],
};

function scalePoint(grade: string, point: number, pay: number): ExampleRow {
  return {
    source: PAY_PAGE,
    cells: {
      "Role type": "Staff",
      Grade: grade,
      Point: point,
      "Annual pay": pay,
      "Effective from": day("2018-04-01"),
    },
  };
}

function onCosts(
  year: string,
  threshold: number,
  zone1: number,
  zone2: number,
  award: Readonly<Record<string, Entry>>,
): ExampleRow {
  return {
    source: ON_COSTS,
    cells: {
      "Role type": "Staff",
      "Financial year": year,
      ...award,
      Increment: "None",
      "Employer NI rate": percent(13.8),
      "Employer NI threshold": threshold,
      "Pension scheme": "Civil service",
      "Zone 1 allowance": zone1,
      "Zone 2 allowance": zone2,
    },
  };
}

function pensionBand(year: string, from: number, to: Entry, rate: number): ExampleRow {
  return {
    source: ON_COSTS,
    cells: { Scheme: "Civil service", "Financial year": year, From: from, To: to, "Employer rate": percent(rate) },
  };
}

function planLine(name: string, kind: string, cumulative: Entry, incremental: Entry, status = "Approved"): ExampleRow {
  return {
    source: "Illustrative: a plan in balance before this case; PCD 484 gives no figures of the plan",
    cells: {
      Line: name,
      Kind: kind,
      "Financial year": "2020/21",
      Cumulative: cumulative,
      Incremental: incremental,
      Status: status,
    },
  };
}

function posting(available: string, roleType: string, grade: string, people: number): ExampleRow {
  return {
    source: "Illustrative: a posting pool for PCD 484 para 1e, which gives no numbers",
    cells: { Month: month(available), "Role type": roleType, Grade: grade, Available: people },
  };
}

function gate(
  name: string,
  status: string,
  paragraph: string,
  condition: string,
  owner = "",
  requiredWhen = "",
): ExampleRow {
  const source: SourceLabel = `Stated: PCD 484 para ${paragraph}`;
  return {
    source,
    cells: { Gate: name, Status: status, "Required when": requiredWhen, Owner: owner, Condition: condition },
  };
}
