import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import type { Flag } from "../finding";
import { formatMoney } from "../money";
import {
  benefitInWords,
  blankBenefits,
  hasMonetisedBenefit,
  optionsOf,
  rowSaying,
  type OptionColumn,
} from "../options";
import { flag, place, topicOf } from "./flag";

/** Flags about options and the economic case: what do nothing costs, benefits without money, rows that disagree, excluded items. */
export function optionFlags(calculation: Calculation): readonly Flag[] {
  return [...comparisonFlags(calculation), ...contradictionFlags(calculation), ...economicFlags(calculation)];
}

function comparisonFlags({ options, businessCase, horizon }: Calculation): readonly Flag[] {
  if (options === null || businessCase.options === null) return [];
  const flags: Flag[] = [];
  for (const { entry, slug, total, benefits } of options.results) {
    if (entry.isDoNothing && total.kind === "known" && total.value === 0) {
      flags.push(
        flag(
          "DO_NOTHING_ZERO",
          entry.option,
          `${entry.option} has no cost; is that right? Vacancies and contracts of today cost money too.`,
          `Enter what doing nothing costs on the Costs sheet with ${entry.option} as its Option, or accept it with the reason.`,
          {
            place: place(rowSaying(entry, "isDoNothing"), "isDoNothing"),
            rule: "The lines that name the do-nothing option add to nil",
            figures: [`option.${slug}.cost`],
          },
        ),
      );
    }
    if (!entry.isDoNothing && entry.rows.length > 0 && !hasMonetisedBenefit(entry)) {
      flags.push(
        flag(
          "BCR_NOT_AVAILABLE",
          entry.option,
          `${entry.option}: net present cost is shown; a benefit-cost ratio needs benefits in money, and none is entered.`,
          "Enter cash-releasing or non-cash-releasing benefits with amounts on the Options sheet where there are any.",
          {
            place: place(entry.rows[0]?.line ?? null, "benefitType"),
            rule: "No row of the option has a cash-releasing or non-cash-releasing benefit",
            figures: [`option.${slug}.npc`],
          },
        ),
      );
    }
    for (const { row, field } of blankBenefits(entry)) {
      flags.push(
        flag(
          "BCR_NOT_AVAILABLE",
          benefitInWords(row),
          `${benefitInWords(row)} is said to carry money and has no ${field === "amount" ? "amount" : "year"}; without it neither a net present social value nor a benefit-cost ratio of ${entry.option} is given.`,
          "Enter it, or give the benefit a type that carries no money.",
          {
            severity: "warning",
            place: { line: row.line, field },
            year: row.year,
            rule: "A cash-releasing or non-cash-releasing benefit needs its amount and its year",
            figures: [`option.${slug}.npsv`],
          },
        ),
      );
    }
    for (const row of benefits.outside) {
      flags.push(
        flag(
          "BEYOND_HORIZON",
          benefitInWords(row),
          `${benefitInWords(row)}${row.amount === null ? "" : ` (${formatMoney(row.amount)})`} lies outside the years of the appraisal, ${formatYear(horizon.baseYear)} to ${formatYear(horizon.last)}; it is in no total.`,
          "Lengthen the Horizon on the Decision sheet, correct the year, or set the row aside.",
          {
            place: { line: row.line, field: "year" },
            year: row.year,
            rule: "Before the base year or after Base year + Horizon - 1",
            figures: [`option.${slug}.npc`],
          },
        ),
      );
    }
  }
  return flags;
}

const COLUMN_NAMES: Readonly<Record<OptionColumn, string>> = {
  isDoNothing: "Is do nothing",
  isPreferred: "Preferred",
  meetsObjective: "Meets the objective",
  riskAdjustment: "Risk adjustment",
};

/** Rows of one option that contradict each other. */
function contradictionFlags({ businessCase }: Calculation): readonly Flag[] {
  return optionsOf(businessCase).flatMap((entry) =>
    entry.contradictions.map((column) => {
      const saying = entry.rows.filter((row) => row[column] !== null);
      return flag(
        "OPTION_ROWS_DISAGREE",
        `${entry.option}: ${COLUMN_NAMES[column]}`,
        `The rows of ${entry.option} say different things in ${COLUMN_NAMES[column]}.`,
        "Make the rows of the option agree, or fill the column in one of them only.",
        {
          place: place(saying[0]?.line ?? null, column),
          alsoAt: saying.slice(1).map((row) => ({ line: row.line, field: column })),
          rule: "What a row says of the whole option must be what the others say",
        },
      );
    }),
  );
}

/** Items that do not belong in the economic case. */
function economicFlags({ economic, horizon }: Calculation): readonly Flag[] {
  return economic.excluded.map(({ line, what, isLeftOut }) =>
    flag(
      "ECONOMIC_EXCLUDED",
      topicOf(line),
      isLeftOut
        ? `${line.reference}: ${what} does not belong in a net present cost; it stays in the financial case and is left out of the appraisal.`
        : `${line.reference}: ${what} does not belong in a net present cost, and cannot be taken out of it.`,
      isLeftOut ? "Nothing to do, or correct the Category." : "Enter the amount without VAT.",
      {
        severity: isLeftOut ? "note" : "error",
        place: { line: line.line, field: isLeftOut ? "category" : "vat" },
        rule: "The economic case holds no VAT, minimum revenue provision, interest, depreciation, funding or movement of reserves",
        figures: [`npc.${horizon.inYears}`],
      },
    ),
  );
}
