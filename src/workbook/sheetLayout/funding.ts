/** Where money comes from: sources, reserves, funds, and what is given to which line. */
import { FUNDING_KINDS, FUNDING_STATUSES, LEDGER_STATUSES, NATURES, RESERVE_CLASSES } from "../../model";
import { NOTE, optional, required, SOURCE, yearOfRow, type SheetDeclaration } from "./column";

export const FUNDING: SheetDeclaration = {
  name: "Funding",
  synonyms: ["Funding sources", "Sources of funding"],
  isRequired: false,
  adds: "Sources of money: how much each holds, what it may pay for, and whether it is approved",
  whenAbsent: "no Funding sheet: sources are taken from the Costs sheet and have no limit",
  columns: [
    required("Funding source", "source", "text", "Name of the source", {
      isKey: true,
      synonyms: ["Source of funding", "Fund"],
    }),
    required("Kind", "kind", "one of", "What money it is", {
      choices: FUNDING_KINDS,
      synonyms: ["Fund type", "Funding type"],
    }),
    required("Status", "status", "one of", "Approved, Provisional or Bid", { choices: FUNDING_STATUSES }),
    optional("Opening", "opening", "money", "Balance at the start of the year, £", { synonyms: ["Opening balance"] }),
    optional("Contributions", "contributions", "money", "Paid in during the year, £", {
      isNeverNegative: true,
      synonyms: ["Contribution"],
    }),
    optional(
      "Contribution from",
      "contributionFrom",
      "text",
      "Another source, or a business group of the Underspend sheet",
    ),
    optional("Spent", "spent", "money", "Spent so far by others, £", { isNeverNegative: true }),
    optional("Committed", "committed", "money", "Promised to others and not yet spent, £", { isNeverNegative: true }),
    optional("Pipeline", "pipeline", "money", "Asked for by others and not yet approved, £", { isNeverNegative: true }),
    optional("Limit", "limit", "money", "The most it may give; blank is no limit", {
      isNeverNegative: true,
      synonyms: ["Cap"],
    }),
    optional("Minimum", "minimum", "money", "The balance may not fall below it, £", {
      isNeverNegative: true,
      synonyms: ["Minimum balance"],
    }),
    optional("Financial year", "year", "year", "Filled: the amounts belong to that year", {
      isKey: true,
      list: "Financial year",
      synonyms: ["Year", "FY"],
    }),
    optional("From year", "fromYear", "year", "First year in which it may pay"),
    optional("To year", "toYear", "year", "Last year in which it may pay"),
    optional("One-off", "isOneOff", "yes or no", "Whether the money comes once"),
    optional("Order", "order", "number", "1 pays first", { isNeverNegative: true, synonyms: ["Priority"] }),
    optional("Eligible for", "eligibleFor", "some of", "Capital; One-off revenue; Recurring revenue", {
      choices: NATURES,
    }),
    optional("Approval reference", "approvalReference", "text", "Reference of the approval", {
      synonyms: ["Approval ref"],
    }),
    optional("Approval date", "approvalDate", "date", "Date of the approval, or when it is expected"),
    optional("Approver", "approver", "text", "Who approves"),
    optional(
      "Accepted as pressure by",
      "acceptedAsPressureBy",
      "text",
      "Who accepts the pressure on the medium term plan, by office",
    ),
    optional("Purpose", "purpose", "text", "What the money is for"),
    SOURCE,
    NOTE,
  ],
};

export const ALLOCATIONS: SheetDeclaration = {
  name: "Allocations",
  synonyms: ["Allocation"],
  isRequired: false,
  adds: "How much of which source goes to which line, where the order of sources should not decide",
  whenAbsent: "",
  columns: [
    required("Line", "reference", "text", "A Post or Cost reference", { isKey: true }),
    required("Funding source", "source", "text", "Name of the source", { isKey: true, list: "Funding source" }),
    required("Financial year", "year", "year", "Year of the allocation", {
      isKey: true,
      list: "Financial year",
      synonyms: ["Year", "FY"],
    }),
    required("Amount", "amount", "money", "£", { isNeverNegative: true }),
    optional("Locked", "isLocked", "yes or no", "Not to be changed without asking"),
    SOURCE,
    NOTE,
  ],
};

export const UNDERSPEND: SheetDeclaration = {
  name: "Underspend",
  synonyms: ["Underspends"],
  isRequired: false,
  adds: "Budgets that will not be spent in full, and how much of each may be used",
  whenAbsent: "",
  columns: [
    required("Business group", "businessGroup", "text", "Name of the group", { isKey: true, synonyms: ["Group"] }),
    required("Subjective", "subjective", "text", "Police staff pay, Officer pay, ...", { isKey: true }),
    required("Financial year", "year", "year", "Year of the underspend", {
      isKey: true,
      list: "Financial year",
      synonyms: ["Year", "FY"],
    }),
    required("Budget", "budget", "money", "Budget of the year, £"),
    required("Forecast", "forecast", "money", "Forecast or outturn, £", { synonyms: ["Outturn"] }),
    optional("Externally funded part", "externallyFunded", "money", "Part on grant-funded activity, £", {
      isNeverNegative: true,
    }),
    optional("Other calls", "otherCalls", "money", "Other calls on the underspend, £", { isNeverNegative: true }),
    optional("As at period", "asAtPeriod", "text", "Period of the forecast"),
    SOURCE,
    NOTE,
  ],
};

export const RESERVES: SheetDeclaration = {
  name: "Reserves",
  synonyms: ["Reserves and balances", "Reserve movements", "Reserves strategy"],
  isRequired: false,
  adds: "Reserves year by year: what comes in, what goes out, what is moved between them, and the least they may hold",
  whenAbsent: "",
  columns: [
    required("Reserve", "reserve", "text", "Name of the reserve, as Funding spells it", {
      isKey: true,
      synonyms: ["Reserve name"],
    }),
    required("Class", "class", "one of", "Earmarked, General, Capital or Provision", {
      choices: RESERVE_CLASSES,
      synonyms: ["Reserve class", "Type", "Kind"],
    }),
    yearOfRow("The year of the amounts"),
    required(
      "Opening",
      "opening",
      "money",
      "At the start of the year, £; later years may be blank and are carried on",
      {
        synonyms: ["Opening balance"],
      },
    ),
    optional("Transfer in", "transferIn", "money", "Into the reserve, £", {
      isNeverNegative: true,
      synonyms: ["Transfers in", "Contributions", "In"],
    }),
    optional("Transfer out", "transferOut", "money", "Out of the reserve, £, above nil", {
      isNeverNegative: true,
      synonyms: ["Transfers out", "Drawdown", "Use of reserve", "Out"],
    }),
    optional("Between reserves", "betweenReserves", "money", "£ from another reserve; below nil, to another", {
      synonyms: ["Transfers between reserves", "Between"],
    }),
    optional("Closing stated", "closingStated", "money", "As your own paper has it, £; checked, never used", {
      synonyms: ["Closing", "Closing balance", "Stated closing"],
    }),
    optional("Purpose", "purpose", "text", "What the reserve is for"),
    optional("Expires", "expires", "year", "Last year in which it may be used", {
      list: "Financial year",
      synonyms: ["Expiry", "Expiry year", "Expires in"],
    }),
    optional("Minimum", "minimum", "money", "The balance may not fall below it, £", {
      isNeverNegative: true,
      synonyms: ["Minimum balance"],
    }),
    SOURCE,
    NOTE,
  ],
};

export const FUND_LEDGER: SheetDeclaration = {
  name: "Fund ledger",
  synonyms: ["Fund register", "Fund claims", "Change fund ledger", "Major Change Fund ledger"],
  isRequired: false,
  adds: "What other cases have asked of the same fund, so that no balance is promised twice",
  whenAbsent: "",
  columns: [
    required("Fund", "fund", "text", "Name of the fund, as Funding spells it", {
      isKey: true,
      list: "Funding source",
      synonyms: ["Funding source", "Fund name"],
    }),
    required("Case", "caseName", "text", "The case that asks, or its reference", {
      isKey: true,
      synonyms: ["Case name", "Project", "Business case", "Request"],
    }),
    yearOfRow("The year of the money"),
    required("Amount", "amount", "money", "£, above nil", { isNeverNegative: true, synonyms: ["Value"] }),
    required("Status", "status", "one of", "Proposed, Approved, Spent or Returned", {
      choices: LEDGER_STATUSES,
      isKey: true,
    }),
    optional("Carried forward", "isCarriedForward", "yes or no", "Unspent money stays with its case at year end", {
      synonyms: ["Carry forward", "Carry-forward approved"],
    }),
    optional("Balance", "balance", "text", "The balance it draws on, where the register names one", {
      isKey: true,
      synonyms: ["Balance drawn on", "Balance reference"],
    }),
    SOURCE,
    NOTE,
  ],
};
