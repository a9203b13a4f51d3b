/** The decision itself: what it is, what it approves, who must agree and what must be passed first. */
import {
  APPROVAL_BASES,
  APPROVAL_KINDS,
  BENEFIT_TYPES,
  GATE_STATUSES,
  OFFICER_REQUIREMENTS,
  STAGES,
  THRESHOLD_SUBJECTS,
  WEIGHT_BASES,
} from "../../model";
import { NOTE, optional, required, SOURCE, yearOfRow, type Column, type SheetDeclaration } from "./column";

const DECISION_COLUMNS: readonly Column[] = [
  required("Item", "item", "text", "The item", { isKey: true }),
  required("Value", "value", "text", "Its value"),
  SOURCE,
  NOTE,
];

export const DECISION: SheetDeclaration = {
  name: "Decision",
  synonyms: ["Case", "Decision details"],
  isRequired: false,
  adds: "What is decided, when, and for how many years the case is looked at",
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

export const APPROVALS: SheetDeclaration = {
  name: "Approvals",
  synonyms: ["Approval"],
  isRequired: false,
  adds: "Amounts and posts as the decision prints them, held against the model",
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

export const THRESHOLDS: SheetDeclaration = {
  name: "Thresholds",
  synonyms: ["Approval thresholds"],
  isRequired: false,
  adds: "Who must agree, and from which amount",
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

export const OPTIONS: SheetDeclaration = {
  name: "Options",
  synonyms: ["Option appraisal", "Options appraisal"],
  isRequired: false,
  adds: "The options side by side, with their benefits; their costs stand on Costs, by the Option column",
  whenAbsent: "",
  columns: [
    required("Option", "option", "text", "Reference of the option, as Costs spells it", {
      isKey: true,
      synonyms: ["Option reference", "Option ID"],
    }),
    required("Name", "name", "text", "What the option is called", { synonyms: ["Option name", "Title"] }),
    optional("Is do nothing", "isDoNothing", "yes or no", "Whether this is the option of leaving all as it is", {
      synonyms: ["Do nothing"],
    }),
    optional("Preferred", "isPreferred", "yes or no", "Whether this is the option that is recommended", {
      synonyms: ["Is preferred", "Preferred option"],
    }),
    optional("Meets objective", "meetsObjective", "yes or no", "Whether it does what the case is for", {
      synonyms: ["Meets objectives", "Meets the objective"],
    }),
    optional("Benefit", "benefit", "text", "A benefit of the option; one row a benefit and year", { isKey: true }),
    optional("Benefit type", "benefitType", "one of", "Cash-releasing, Non-cash-releasing, Quantified or Qualitative", {
      choices: BENEFIT_TYPES,
      synonyms: ["Type of benefit"],
    }),
    yearOfRow("The year of the benefit", false),
    optional("Amount", "amount", "money", "Benefit in the year, £; below nil for a harm", {
      synonyms: ["Benefit amount", "Value"],
    }),
    optional("Risk adjustment", "riskAdjustment", "percent", "Added to the option's cost in the appraisal", {
      atMost: 500,
      synonyms: ["Risk allowance", "Risk uplift"],
    }),
    SOURCE,
    NOTE,
  ],
};

export const ASSURANCE: SheetDeclaration = {
  name: "Assurance",
  synonyms: ["Assurance gates", "Gates"],
  isRequired: false,
  adds: "Checks that must be passed: legal, data protection, equality and others",
  whenAbsent: "",
  columns: [
    required("Gate", "name", "text", "Name of the check", { isKey: true, synonyms: ["Check", "Assurance"] }),
    required("Status", "status", "one of", "Not started, In progress, Ongoing, Complete or Not needed", {
      choices: GATE_STATUSES,
    }),
    optional("Required when", "requiredWhen", "text", "A category of Costs that makes it needed; blank is always", {
      list: "Category",
      synonyms: ["Needed when", "Triggered by"],
    }),
    optional("Date", "date", "date", "When it was passed, or is due", { synonyms: ["Gate date", "Due date"] }),
    optional("Owner", "owner", "text", "Who sees to it, by office"),
    optional("Condition", "condition", "text", "What was asked for, or must follow", { synonyms: ["Conditions"] }),
    SOURCE,
    NOTE,
  ],
};
