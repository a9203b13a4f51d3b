/** The two sheets that every case needs. */
import { CONFIDENCES, COST_TYPES, MOVEMENTS, PAYERS, PRIORITIES, ROLE_TYPES, ZONES } from "../../model";
import { NOTE, optional, PARAGRAPH, required, SOURCE, type SheetDeclaration } from "./column";

export const STAFFING: SheetDeclaration = {
  name: "Staffing",
  synonyms: ["Staff", "Posts", "Workforce", "Establishment"],
  isRequired: true,
  adds: "The posts of the case, with their cost or their grade and point",
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
    required(
      "Annual cost",
      "annualCost",
      "money",
      "A full year of the row's Proposed BWT, £; or give Unit cost, or pay scales",
      {
        isNeverNegative: true,
        synonyms: ["Cost pa", "Cost p.a.", "Cost per annum", "Full-year cost", "Full year cost", "Annual cost (£)"],
      },
    ),
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
    optional("Shift allowance", "shiftAllowance", "percent", "Share of basic pay, up to 25%", {
      isNeverNegative: true,
      atMost: 25,
    }),
    optional("Vacancy factor", "vacancyFactor", "percent", "Share of the posts expected to stand vacant, up to 20%", {
      isNeverNegative: true,
      atMost: 20,
    }),
    optional("Headcount", "headcount", "number", "People in the posts; blank is the posts rounded up", {
      isNeverNegative: true,
    }),
    PARAGRAPH,
    SOURCE,
    NOTE,
  ],
};

export const COSTS: SheetDeclaration = {
  name: "Costs",
  synonyms: ["Cost", "Cost lines", "Non-pay", "Non-pay costs"],
  isRequired: true,
  adds: "Everything that is not pay, by year",
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
