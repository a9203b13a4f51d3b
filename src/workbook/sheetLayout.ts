/**
 * The sheets, declared as data: every input sheet with its columns, and the sheets that the add-in owns. The reader, the
 * templates, the validation lists, the mapping and the documentation are all made from this one declaration; a new
 * column is one new line.
 */
import {
  APPROVAL_BASES,
  APPROVAL_KINDS,
  CONFIDENCES,
  COST_TYPES,
  FUNDING_KINDS,
  FUNDING_STATUSES,
  MOVEMENTS,
  NATURES,
  OFFICER_REQUIREMENTS,
  PAYERS,
  PRIORITIES,
  ROLE_TYPES,
  SAVING_STATUSES,
  STAGES,
  THRESHOLD_SUBJECTS,
  WEIGHT_BASES,
  ZONES,
} from "../model";

/** What a column holds, and so which grammar reads it. */
export type FieldType =
  | "text"
  | "number"
  | "money"
  | "posts"
  | "year"
  | "month"
  | "date"
  | "percent"
  | "one of"
  | "some of" // a list with ;
  | "yes or no"
  | "price base"
  | "paragraphs" // a list with ;
  | "approved" // money or posts, as the row's Kind says
  | "assumption"; // in the unit of the parameter that the row names

/** A column of the Lists sheet that gives the allowed values of a field. */
export type ListName = "Grade" | "Funding source" | "Financial year" | "Type" | "Category" | "Business group";

export type Column = {
  /** The canonical heading. */
  readonly heading: string;
  /** The typed input's field. */
  readonly field: string;
  readonly type: FieldType;
  readonly isRequired: boolean;
  /** Part of the key that names a row; rows with equal keys are duplicates. */
  readonly isKey: boolean;
  /** Allowed values of "one of" and "some of". */
  readonly choices: readonly string[];
  /** The list of the workbook's own that the value must be on, when there is one. */
  readonly list: ListName | null;
  /** Other headings that mean the same. */
  readonly synonyms: readonly string[];
  /** Below nil is refused. */
  readonly isNeverNegative: boolean;
  /** One line for the person who fills it in. */
  readonly help: string;
};

export type SheetDeclaration = {
  readonly name: string;
  readonly synonyms: readonly string[];
  readonly isRequired: boolean;
  /** What follows when the sheet is not in the workbook; "" when nothing needs saying. */
  readonly whenAbsent: string;
  readonly columns: readonly Column[];
};

type ColumnDetails = Partial<Pick<Column, "choices" | "list" | "synonyms" | "isNeverNegative" | "isKey">>;

function required(heading: string, field: string, type: FieldType, help: string, details: ColumnDetails = {}): Column {
  return { ...optional(heading, field, type, help, details), isRequired: true };
}

function optional(heading: string, field: string, type: FieldType, help: string, details: ColumnDetails = {}): Column {
  return {
    heading,
    field,
    type,
    isRequired: false,
    isKey: false,
    choices: [],
    list: null,
    synonyms: [],
    isNeverNegative: false,
    help,
    ...details,
  };
}

const SOURCE = optional("Source", "provenance", "text", "Where the figure comes from: stated, derived or illustrative");
const NOTE = optional("Note", "note", "text", "Anything the next reader should know", {
  synonyms: ["Notes", "Comment", "Comments"],
});
const PARAGRAPH = optional("Paragraph", "paragraphs", "paragraphs", "Paragraph of the decision, or several with ;", {
  synonyms: ["Para"],
});

const STAFFING: SheetDeclaration = {
  name: "Staffing",
  synonyms: ["Staff", "Posts", "Workforce", "Establishment"],
  isRequired: true,
  whenAbsent: "",
  columns: [
    required("Post reference", "reference", "text", "A name for the row that appears once", {
      isKey: true,
      synonyms: ["Post ref", "Post ID", "Post number", "Position reference", "Position ID"],
    }),
    required("Business group", "businessGroup", "text", "The group, directorate or department", {
      list: "Business group",
      synonyms: ["Directorate", "Department", "B/OCU", "Division"],
    }),
    required("Location", "location", "text", "Where the posts are", { synonyms: ["Base", "Office"] }),
    required("Role type", "roleType", "one of", "Officer, Staff or PCSO", {
      choices: ROLE_TYPES,
      synonyms: ["Staff type", "Post type", "Employee type"],
    }),
    required("Grade", "grade", "text", "Grade, band or rank", {
      list: "Grade",
      synonyms: ["Band", "Rank", "Pay band", "Pay grade"],
    }),
    required("Baseline BWT", "baseline", "posts", "Budgeted posts today, FTE", {
      isNeverNegative: true,
      synonyms: [
        "Baseline FTE",
        "Baseline WTE",
        "Current BWT",
        "Current FTE",
        "Current establishment",
        "Baseline posts",
        "Baseline establishment",
      ],
    }),
    required("Proposed BWT", "proposed", "posts", "Budgeted posts proposed, FTE", {
      isNeverNegative: true,
      synonyms: ["Proposed FTE", "Proposed WTE", "New BWT", "Proposed establishment", "Proposed posts"],
    }),
    required("Strength", "strength", "posts", "People in post, FTE", {
      isNeverNegative: true,
      synonyms: ["In post", "Actual in post", "Actual FTE", "Strength FTE", "Current strength"],
    }),
    required("Start month", "startMonth", "month", "First month of the change", {
      synonyms: ["Start", "Start date", "From", "Effective from", "Effective date"],
    }),
    required("Annual cost", "annualCost", "money", "A full year of the row's Proposed BWT, £", {
      isNeverNegative: true,
      synonyms: ["Cost pa", "Cost p.a.", "Cost per annum", "Full-year cost", "Full year cost", "Annual cost (£)"],
    }),
    optional("Unit", "unit", "text", "The organisational unit inside the group", { synonyms: ["Team", "Cost centre"] }),
    optional("Role", "role", "text", "Role or job title", { synonyms: ["Job title", "Post title"] }),
    optional("Movement", "movement", "one of", "Why the posts change; blank is growth or removal", {
      choices: MOVEMENTS,
    }),
    optional("End month", "endMonth", "month", "Last month, for posts with an end", {
      synonyms: ["End", "End date", "Until"],
    }),
    optional("Unit cost", "unitCost", "money", "Cost of one post for a full year, £", {
      isNeverNegative: true,
      synonyms: ["Cost per post", "Cost per FTE"],
    }),
    optional("Scale point", "scalePoint", "number", "Point on the pay scale", {
      isNeverNegative: true,
      synonyms: ["Spine point", "Pay point"],
    }),
    optional("Paid by", "paidBy", "one of", "Who pays; blank is the case", {
      choices: PAYERS,
      synonyms: ["Funded by"],
    }),
    optional("Funding source", "fundingSource", "text", "A named source; blank leaves it to the order of sources", {
      list: "Funding source",
      synonyms: ["Fund"],
    }),
    optional("Externally funded BWT", "externallyFunded", "posts", "Posts that a grant or third party pays for", {
      isNeverNegative: true,
      synonyms: ["Externally funded", "Externally funded FTE"],
    }),
    optional("In training", "inTraining", "posts", "Recruits not yet posted", { isNeverNegative: true }),
    optional("Leavers a month", "leaversAMonth", "posts", "Expected leavers a month, FTE", { isNeverNegative: true }),
    optional("Priority", "priority", "one of", "Priority for postings", { choices: PRIORITIES }),
    optional("Zone", "zone", "one of", "Location allowance: Zone 1, Zone 2 or None", { choices: ZONES }),
    optional("Shift allowance", "shiftAllowance", "percent", "Share of basic pay", { isNeverNegative: true }),
    optional("Vacancy factor", "vacancyFactor", "percent", "Share of the posts expected to stand vacant", {
      isNeverNegative: true,
    }),
    optional("Headcount", "headcount", "number", "People in the posts; blank is the posts rounded up", {
      isNeverNegative: true,
    }),
    PARAGRAPH,
    SOURCE,
    NOTE,
  ],
};

const COSTS: SheetDeclaration = {
  name: "Costs",
  synonyms: ["Cost", "Cost lines", "Non-pay", "Non-pay costs"],
  isRequired: true,
  whenAbsent: "",
  columns: [
    required("Cost reference", "reference", "text", "A name for the line", {
      isKey: true,
      synonyms: ["Cost ref", "Cost ID", "Line reference", "Line ref"],
    }),
    required("Description", "description", "text", "What is bought or paid", { synonyms: ["Item", "Details"] }),
    required("Category", "category", "text", "IT hardware, IT change, Estate, Business change, ...", {
      list: "Category",
    }),
    required("Site", "site", "text", "Where it is spent", { synonyms: ["Location"] }),
    required(
      "Type",
      "type",
      "one of",
      "Capital, Revenue one-off, Revenue recurring, Income or Saving; plain Revenue is one-off",
      { choices: COST_TYPES, list: "Type", synonyms: ["Nature", "Cost type"] },
    ),
    required("Funding source", "fundingSource", "text", "A named source, or By order", {
      list: "Funding source",
      synonyms: ["Fund", "Source of funding", "Funded by"],
    }),
    required("Financial year", "year", "year", "The year the amount falls in, as 2019/20", {
      isKey: true,
      list: "Financial year",
      synonyms: ["Year", "FY"],
    }),
    required("Amount", "amount", "money", "£; a full year for recurring cost; credits below nil", {
      synonyms: ["Cost", "Value"],
    }),
    optional("Option", "option", "text", "The option the line belongs to; blank is all", { isKey: true }),
    optional("Price base", "priceBase", "price base", "Cash, or Real 2018/19"),
    optional("Asset life", "assetLifeYears", "number", "Years, for capital", {
      isNeverNegative: true,
      synonyms: ["Asset life (years)", "Life"],
    }),
    optional("Start month", "startMonth", "month", "First month, for recurring cost", {
      synonyms: ["Start", "Start date", "From"],
    }),
    optional("End month", "endMonth", "month", "Last month, for recurring cost", {
      synonyms: ["End", "End date", "Until"],
    }),
    optional("Optimism bias", "optimismBias", "percent", "Uplift used in the appraisal only", {
      isNeverNegative: true,
    }),
    optional("Confidence", "confidence", "one of", "Firm, Estimate or Unquantified", { choices: CONFIDENCES }),
    optional("VAT", "vat", "text", "Whether VAT is in the amount"),
    optional("Scheme", "scheme", "text", "Scheme of the Capital plan that the line belongs to"),
    PARAGRAPH,
    SOURCE,
    NOTE,
  ],
};

const FUNDING: SheetDeclaration = {
  name: "Funding",
  synonyms: ["Funding sources", "Sources of funding"],
  isRequired: false,
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

const DECISION_COLUMNS: readonly Column[] = [
  required("Item", "item", "text", "The item", { isKey: true }),
  required("Value", "value", "text", "Its value"),
  SOURCE,
  NOTE,
];

const DECISION: SheetDeclaration = {
  name: "Decision",
  synonyms: ["Case", "Decision details"],
  isRequired: false,
  whenAbsent: "no Decision sheet: base year and horizon are our defaults, and no deadline can be worked out",
  columns: DECISION_COLUMNS,
};

/** The items of the Decision sheet: each row's Value is read as its item says. */
export const decisionItems: readonly Column[] = [
  optional("Reference", "reference", "text", "Reference of the decision"),
  optional("Title", "title", "text", "Title of the case"),
  optional("Stage", "stage", "one of", "SOC, OBC, FBC or BJC", { choices: STAGES }),
  optional("Decision maker", "decisionMaker", "text", "Who decides, by office"),
  optional("Board date", "boardDate", "date", "When the board met"),
  optional("Date signed", "dateSigned", "date", "When the decision was signed"),
  optional("As at date", "asAtDate", "date", "The day the case is looked at"),
  optional("FBC due in months", "fbcDueInMonths", "number", "Months from signature to the full business case", {
    isNeverNegative: true,
  }),
  optional("Base year", "baseYear", "year", "Year 0 of the appraisal; blank is the first year with cost"),
  optional("Horizon in years", "horizonInYears", "number", "1 to 30; blank is 5", {
    isNeverNegative: true,
    synonyms: ["Horizon"],
  }),
  optional("Price base", "priceBase", "price base", "Cash, or Real 2018/19"),
  optional("Preferred option", "preferredOption", "text", "As the Costs sheet spells it"),
  optional("Officer requirement", "officerRequirement", "one of", "Net, or Gross then release", {
    choices: OFFICER_REQUIREMENTS,
  }),
  optional("Weight basis", "weightBasis", "one of", "Which reading of non-funded BWT", { choices: WEIGHT_BASES }),
  optional("OBC cost", "outlineCost", "money", "Cost of the option confirmed at the outline stage, £"),
  optional("Net revenue budget", "netRevenueBudget", "money", "Of the whole body, for its general reserve, £", {
    isNeverNegative: true,
  }),
];

const APPROVALS: SheetDeclaration = {
  name: "Approvals",
  synonyms: ["Approval"],
  isRequired: false,
  whenAbsent: "no Approvals sheet: nothing is compared with what was approved",
  columns: [
    required("Paragraph", "paragraphs", "paragraphs", "Paragraph of the decision, or several with ;", {
      isKey: true,
      synonyms: ["Para"],
    }),
    required("What", "what", "text", "What was approved", { synonyms: ["Description"] }),
    optional("Kind", "kind", "one of", "What the amount is", { choices: APPROVAL_KINDS, isKey: true }),
    optional("Financial year", "year", "year", "Filled: the amount belongs to that year", {
      isKey: true,
      list: "Financial year",
      synonyms: ["Year", "FY"],
    }),
    required("Approved", "approved", "approved", "Amount as printed, £0.206M say, or posts", {
      synonyms: ["Approved amount", "Amount"],
    }),
    optional("Funding source", "fundingSource", "text", "Where the money comes from", { list: "Funding source" }),
    optional("Status", "status", "text", "Status of the approval"),
    optional("Approver", "approver", "text", "Who approves"),
    optional("Approval date", "approvalDate", "date", "When it was approved"),
    optional("Basis", "basis", "one of", "A year, or Whole term, for recurring amounts", { choices: APPROVAL_BASES }),
    SOURCE,
    NOTE,
  ],
};

const BUSINESS_GROUPS: SheetDeclaration = {
  name: "Business groups",
  synonyms: ["Donor groups"],
  isRequired: false,
  whenAbsent: "no Business groups sheet: posts that groups must find are not shared out",
  columns: [
    required("Business group", "name", "text", "Name of the group", { isKey: true, synonyms: ["Group"] }),
    required("Officer BWT", "officerBwt", "posts", "Budgeted officers, without the receiving unit's own", {
      isNeverNegative: true,
    }),
    optional("Externally funded BWT", "externallyFunded", "posts", "Paid for by grant or third party", {
      isNeverNegative: true,
      synonyms: ["Externally funded"],
    }),
    optional("Unbudgeted BWT", "unbudgeted", "posts", "Posts with no budget behind them", { isNeverNegative: true }),
    optional("Contributes", "contributes", "yes or no", "Whether the group gives up posts; blank is yes"),
    optional("Rank given up", "rankGivenUp", "text", "The rank it gives up"),
    optional("Order", "order", "number", "Settles ties: 1 first", { isNeverNegative: true }),
    SOURCE,
    NOTE,
  ],
};

const UNDERSPEND: SheetDeclaration = {
  name: "Underspend",
  synonyms: ["Underspends"],
  isRequired: false,
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

const SAVINGS: SheetDeclaration = {
  name: "Savings",
  synonyms: ["Saving"],
  isRequired: false,
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

const ALLOCATIONS: SheetDeclaration = {
  name: "Allocations",
  synonyms: ["Allocation"],
  isRequired: false,
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

const THRESHOLDS: SheetDeclaration = {
  name: "Thresholds",
  synonyms: ["Approval thresholds"],
  isRequired: false,
  whenAbsent: "no Thresholds sheet: who must agree is not worked out",
  columns: [
    required("Applies to", "appliesTo", "one of", "What the rule is about", {
      choices: THRESHOLD_SUBJECTS,
      isKey: true,
    }),
    required("From amount", "fromAmount", "money", "From this amount on, £", { isNeverNegative: true, isKey: true }),
    required("Who must agree", "whoMustAgree", "text", "The body or office"),
    SOURCE,
    NOTE,
  ],
};

const LISTS: SheetDeclaration = {
  name: "Lists",
  synonyms: ["List"],
  isRequired: false,
  whenAbsent: "",
  columns: [
    optional("Grade", "grade", "text", "Grades, bands and ranks that may be used", { list: "Grade" }),
    optional("Funding source", "fundingSource", "text", "Sources that may be named", { list: "Funding source" }),
    optional("Financial year", "year", "text", "Years that may be used", { list: "Financial year" }),
    optional("Type", "type", "text", "Cost types that may be used", { list: "Type" }),
    optional("Category", "category", "text", "Cost categories that may be used", { list: "Category" }),
    optional("Business group", "businessGroup", "text", "Business groups that may be used", { list: "Business group" }),
  ],
};

const ASSUMPTIONS: SheetDeclaration = {
  name: "Assumptions",
  synonyms: ["Assumption"],
  isRequired: false,
  whenAbsent: "no Assumptions sheet: rates and limits are the model's defaults",
  columns: [
    required("Assumption", "parameter", "text", "Name of the rate, limit or tolerance", { isKey: true }),
    required("Value", "value", "assumption", "Its value in this case"),
    optional("Unit", "unit", "text", "Unit of the value"),
    optional("Financial year", "year", "year", "Year it applies to; blank is all", {
      isKey: true,
      list: "Financial year",
      synonyms: ["Year", "FY"],
    }),
    SOURCE,
    optional("Checked on", "checkedOn", "date", "When it was last checked"),
    NOTE,
  ],
};

/** Every input sheet, required ones first. */
export const inputSheets: readonly SheetDeclaration[] = [
  STAFFING,
  COSTS,
  DECISION,
  FUNDING,
  APPROVALS,
  BUSINESS_GROUPS,
  UNDERSPEND,
  SAVINGS,
  ALLOCATIONS,
  THRESHOLDS,
  LISTS,
  ASSUMPTIONS,
];

/** Sheets of a case that the model does not use; one that is there is named in a note, so that nobody thinks it counts. */
export const sheetsNotUsed: readonly string[] = [
  "Monitoring",
  "Reserves",
  "Options",
  "Medium term plan",
  "Capital plan",
  "Pay scales",
  "Pay assumptions",
  "Pension bands",
  "Postings",
  "Assurance",
];

/** The sheets that the add-in owns, by role. */
export const ownedSheetNames = { results: "Model results", flags: "Model flags" } as const;

export type OwnedRole = keyof typeof ownedSheetNames;

/** What the second row of every owned sheet begins with. */
export const STAMP_BEGINNING = "Written by Business Case Finance";
