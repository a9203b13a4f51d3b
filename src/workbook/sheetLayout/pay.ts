/** What a post costs, built from pay scales, awards and on-costs. */
import { INCREMENTS } from "../../model";
import { GRADE, NOTE, optional, required, ROLE_TYPE, SOURCE, yearOfRow, type SheetDeclaration } from "./column";

export const PAY_SCALES: SheetDeclaration = {
  name: "Pay scales",
  synonyms: ["Pay scale", "Salary scales", "Pay spine"],
  isRequired: false,
  adds: "Full-time pay by grade and point, so that posts need no cost of their own",
  whenAbsent: "",
  columns: [
    ROLE_TYPE,
    GRADE,
    required("Point", "point", "number", "Point of the scale, 1 at the bottom", {
      isKey: true,
      isNeverNegative: true,
      synonyms: ["Scale point", "Spine point", "Pay point", "SCP", "Increment"],
    }),
    optional("London", "isLondon", "yes or no", "Yes: in London only; No: outside only; blank is everywhere", {
      isKey: true,
    }),
    required("Annual pay", "annualPay", "money", "Full-time basic pay of a year, £", {
      isNeverNegative: true,
      synonyms: ["Salary", "Annual salary", "Basic pay", "Pay"],
    }),
    required("Effective from", "effectiveFrom", "date", "First day on which the pay holds", {
      isKey: true,
      synonyms: ["Effective date", "From", "Start date"],
    }),
    SOURCE,
    NOTE,
  ],
};

/** More than all of pay is no share of it. */
const WHOLE = 100;

export const PAY_ASSUMPTIONS: SheetDeclaration = {
  name: "Pay assumptions",
  synonyms: ["Pay and on-costs", "On-costs", "Pay inflation"],
  isRequired: false,
  adds: "Awards, increments, national insurance, pension scheme, levy and London pay, by year",
  whenAbsent: "",
  columns: [
    ROLE_TYPE,
    yearOfRow("The year the row holds for"),
    optional("Award", "award", "percent", "Pay award of the year", {
      atMost: WHOLE,
      synonyms: ["Pay award", "Award %", "Pay award %"],
    }),
    optional(
      "Award month",
      "awardMonth",
      "month",
      "First month on the new pay; blank is September for officers, April",
      {
        synonyms: ["Award date", "Award from"],
      },
    ),
    optional("Award rounding", "awardRounding", "money", "Pay after an award goes to the nearest multiple of this, £", {
      isNeverNegative: true,
      synonyms: ["Award rounding multiple", "Rounded to"],
    }),
    optional("Increment", "increment", "one of", "None, Anniversary, or the month in which all move up a point", {
      choices: INCREMENTS,
      synonyms: ["Increments", "Increment month"],
    }),
    optional("Employer NI rate", "employerNiRate", "percent", "Share of pay above the threshold", {
      isNeverNegative: true,
      atMost: WHOLE,
      synonyms: ["NI rate", "Employer NI", "ERNIC rate"],
    }),
    optional("Employer NI threshold", "employerNiThreshold", "money", "Pay of a year that bears none, £", {
      isNeverNegative: true,
      synonyms: ["NI threshold", "Secondary threshold"],
    }),
    optional(
      "Pension scheme",
      "pensionScheme",
      "text",
      "As the Pension bands sheet spells it; None where no pension is paid",
      {
        synonyms: ["Scheme"],
      },
    ),
    optional("Levy", "levy", "percent", "Apprenticeship levy, as a share of pay", {
      isNeverNegative: true,
      atMost: WHOLE,
      synonyms: ["Apprenticeship levy", "Levy rate"],
    }),
    optional("London weighting", "londonWeighting", "money", "A year, £; counts for pension", {
      isNeverNegative: true,
    }),
    optional("London allowance", "londonAllowance", "money", "A year, £; does not count for pension", {
      isNeverNegative: true,
    }),
    optional("Zone 1 allowance", "zone1Allowance", "money", "A year, £, for posts in Zone 1", {
      isNeverNegative: true,
      synonyms: ["Zone 1"],
    }),
    optional("Zone 2 allowance", "zone2Allowance", "money", "A year, £, for posts in Zone 2", {
      isNeverNegative: true,
      synonyms: ["Zone 2"],
    }),
    optional("Vacancy factor", "vacancyFactor", "percent", "Share of the posts expected to stand vacant, up to 20%", {
      isNeverNegative: true,
      atMost: 20,
    }),
    SOURCE,
    NOTE,
  ],
};

export const PENSION_BANDS: SheetDeclaration = {
  name: "Pension bands",
  synonyms: ["Pension rates", "Employer pension rates", "Pension contribution rates"],
  isRequired: false,
  adds: "The employer's pension rate by band of pay and year; the band decides the rate on all of the pay",
  whenAbsent: "",
  columns: [
    required("Scheme", "scheme", "text", "Name of the pension scheme", { isKey: true, synonyms: ["Pension scheme"] }),
    yearOfRow("The year the rate holds for"),
    required("From", "from", "money", "First pound of full-time pensionable pay in the band", {
      isKey: true,
      isNeverNegative: true,
      synonyms: ["Pay from", "Salary from", "Lower limit"],
    }),
    optional("To", "to", "money", "Last pound of the band, its pence included; blank for the top band", {
      isNeverNegative: true,
      synonyms: ["Pay to", "Salary to", "Upper limit"],
    }),
    required("Employer rate", "employerRate", "percent", "Share of pensionable pay", {
      isNeverNegative: true,
      atMost: WHOLE,
      synonyms: ["Rate", "Employer contribution", "Contribution rate"],
    }),
    SOURCE,
    NOTE,
  ],
};
