/** The plans that a case changes: savings, the medium term plan, the capital plan, and budgets watched during the year. */
import { FUNDING_STATUSES, MONITORING_LEVELS, PLAN_KINDS, PLAN_STATUSES, SAVING_STATUSES } from "../../model";
import { NOTE, optional, required, SOURCE, yearOfRow, type SheetDeclaration } from "./column";

export const SAVINGS: SheetDeclaration = {
  name: "Savings",
  synonyms: ["Saving"],
  isRequired: false,
  adds: "Savings that lower the pressure on the medium term plan",
  whenAbsent: "no Savings sheet: no savings are set against the pressure",
  columns: [
    required("Saving", "name", "text", "Name of the saving", { isKey: true, synonyms: ["Saving name"] }),
    required("Financial year", "year", "year", "The year it begins", {
      isKey: true,
      list: "Financial year",
      synonyms: ["Year", "FY"],
    }),
    required("Amount", "amount", "money", "£ a year, above nil", { isNeverNegative: true }),
    required("Status", "status", "one of", "Identified, Delivered or Target", { choices: SAVING_STATUSES }),
    optional("Continues", "continues", "yes or no", "Whether it runs on to the horizon; blank is no"),
    optional("Owner", "owner", "text", "Who delivers it, by office"),
    SOURCE,
    NOTE,
  ],
};

export const MEDIUM_TERM_PLAN: SheetDeclaration = {
  name: "Medium term plan",
  synonyms: ["MTFP", "MTFS", "Medium term financial plan", "Medium term financial strategy"],
  isRequired: false,
  adds: "The body's plan over the years, in which the pressure of the case is seen",
  whenAbsent: "",
  columns: [
    required("Line", "name", "text", "Name of the line", {
      isKey: true,
      synonyms: ["Plan line", "Item", "Description"],
    }),
    required("Kind", "kind", "one of", "Base, Inflation, Pay, Growth, Pressure, Saving, Funding or Reserve use", {
      choices: PLAN_KINDS,
      synonyms: ["Type"],
    }),
    yearOfRow("The year of the amount"),
    optional("Cumulative", "cumulative", "money", "The whole amount in the year, £, above nil; or give Incremental", {
      isNeverNegative: true,
      synonyms: ["Cumulative amount", "Amount (cumulative)", "Amount"],
    }),
    optional("Incremental", "incremental", "money", "What the year adds to the year before, £; or give Cumulative", {
      synonyms: ["Incremental amount", "Amount (incremental)", "Change"],
    }),
    optional("Status", "status", "one of", "Approved, Provisional, Identified, Delivered or Target", {
      choices: PLAN_STATUSES,
    }),
    optional("Owner", "owner", "text", "Who answers for the line, by office"),
    SOURCE,
    NOTE,
  ],
};

export const CAPITAL_PLAN: SheetDeclaration = {
  name: "Capital plan",
  synonyms: ["Capital programme"],
  isRequired: false,
  adds: "Schemes year by year: what was planned, what moves to another year, what is spent, and how it is paid for",
  whenAbsent: "",
  columns: [
    required("Scheme", "scheme", "text", "Name of the scheme, as Costs spells it", {
      isKey: true,
      synonyms: ["Scheme name", "Project"],
    }),
    yearOfRow("The year of the amounts"),
    required("Status", "status", "one of", "Approved, Provisional or Bid", { choices: FUNDING_STATUSES }),
    optional("Approval date", "approvalDate", "date", "Date of the approval, or when it is expected"),
    required("Plan", "plan", "money", "The year's amount as first planned, £; 0 where only moves bring money in", {
      isNeverNegative: true,
      synonyms: ["Original budget", "Original plan", "Budget", "Planned"],
    }),
    optional("Slippage", "slippage", "money", "Leaves this year for a later one, £, above nil", {
      isNeverNegative: true,
      synonyms: ["Slippage out", "Slipped"],
    }),
    optional("Slipped to", "slippedTo", "year", "The later year that receives it", {
      list: "Financial year",
      synonyms: ["Slipped to year", "Receiving year"],
    }),
    optional("Acceleration", "acceleration", "money", "Brought into this year from a later one, £, above nil", {
      isNeverNegative: true,
      synonyms: ["Accelerated", "Brought forward"],
    }),
    optional("Brought from", "broughtFrom", "year", "The later year that gives it", {
      list: "Financial year",
      synonyms: ["Brought from year", "Accelerated from"],
    }),
    optional("Additions", "additions", "money", "New money in the year, £", {
      isNeverNegative: true,
      synonyms: ["Addition", "Added"],
    }),
    optional("Cancelled", "cancelled", "money", "Taken out for good, £, above nil; never slippage", {
      isNeverNegative: true,
      synonyms: ["Cancellation", "Cancellations"],
    }),
    optional("Forecast", "forecast", "money", "Expected spend of the year, £"),
    optional("Actual", "actual", "money", "Spend so far or outturn, £", { synonyms: ["Outturn", "Actual spend"] }),
    optional("Funding source", "fundingSource", "text", "The source that pays for the scheme in the year", {
      list: "Funding source",
      synonyms: ["Fund", "Funded by", "Financed by"],
    }),
    optional("Asset life", "assetLifeYears", "number", "Years, needed where borrowing pays", {
      isNeverNegative: true,
      atMost: 100,
      synonyms: ["Asset life (years)", "Life"],
    }),
    optional("In use", "inUseYear", "year", "Year in which the asset comes into use; blank is the year of spend", {
      list: "Financial year",
      synonyms: ["In use year", "In use from", "Operational from"],
    }),
    optional("Over-programmed", "isOverProgrammed", "yes or no", "Planned beyond the funding, expecting delay", {
      synonyms: ["Over-programming", "Over programmed"],
    }),
    SOURCE,
    NOTE,
  ],
};

export const MONITORING: SheetDeclaration = {
  name: "Monitoring",
  synonyms: ["Budget monitoring", "Monitoring return"],
  isRequired: false,
  adds: "Budgets with their forecast or actual, so that variances can be rated and explained",
  whenAbsent: "",
  columns: [
    required("Line", "name", "text", "A Post or Cost reference, a group or a scheme", {
      isKey: true,
      synonyms: ["Budget line", "Item", "Line reference"],
    }),
    optional("Level", "level", "one of", "Line, Group or Total; blank is Line", {
      choices: MONITORING_LEVELS,
      isKey: true,
    }),
    yearOfRow("The year of the amounts"),
    required("Budget", "budget", "money", "Budget of the year, £; income below nil"),
    optional("Forecast", "forecast", "money", "Expected spend of the year, £", { synonyms: ["Forecast outturn"] }),
    optional("Actual", "actual", "money", "Spend so far or outturn, £", { synonyms: ["Outturn", "Actual spend"] }),
    optional("Budget posts", "budgetPosts", "posts", "Posts in the budget, FTE", {
      isNeverNegative: true,
      synonyms: ["Budgeted posts", "Budget FTE"],
    }),
    optional("Budget months", "budgetMonths", "number", "Months in the budget, 1 to 12", {
      isNeverNegative: true,
      atMost: 12,
      synonyms: ["Budgeted months"],
    }),
    optional("Posts", "posts", "posts", "Posts in the forecast or actual, FTE", {
      isNeverNegative: true,
      synonyms: ["Actual posts", "Actual FTE", "Forecast posts"],
    }),
    optional("Months", "months", "number", "Months in the forecast or actual, 0 to 12", {
      isNeverNegative: true,
      atMost: 12,
      synonyms: ["Actual months", "Forecast months"],
    }),
    optional("Group", "group", "text", "Rows of one group are compared as a mix of grades", {
      synonyms: ["Business group", "Mix group"],
    }),
    SOURCE,
    NOTE,
  ],
};
