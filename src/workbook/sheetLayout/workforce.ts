/** People beyond the posts of the case: groups that give them up, and who can be posted. */
import { GRADE, NOTE, optional, required, ROLE_TYPE, SOURCE, type SheetDeclaration } from "./column";

export const BUSINESS_GROUPS: SheetDeclaration = {
  name: "Business groups",
  synonyms: ["Donor groups"],
  isRequired: false,
  adds: "Who gives up officer posts, and by which weight",
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

export const POSTINGS: SheetDeclaration = {
  name: "Postings",
  synonyms: ["Posting pool", "Posting plan"],
  isRequired: false,
  adds: "People who can be posted, month by month, so that the month in which vacancies are filled can be worked out",
  whenAbsent: "",
  columns: [
    required("Month", "month", "month", "Month from which they can be posted", {
      isKey: true,
      synonyms: ["Available from"],
    }),
    ROLE_TYPE,
    GRADE,
    required("Available", "available", "posts", "People who can be posted, FTE", {
      isNeverNegative: true,
      synonyms: ["Number available", "Available FTE", "Pool"],
    }),
    optional("Lead time", "leadTimeMonths", "number", "Whole months from being available to being in post", {
      isNeverNegative: true,
      atMost: 60,
      synonyms: ["Lead time months", "Lead time (months)", "Lead time in months"],
    }),
    SOURCE,
    NOTE,
  ],
};
