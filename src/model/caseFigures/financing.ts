import type { Calculation } from "../calculation";
import { formatYear, type FinancialYear } from "../calendar";
import type { TracePart } from "../evaluation";
import { figurePart, inputPart, parameterPart, type FigureRegister } from "../figures";
import { chargeIn, type BorrowedCapital, type DepreciatedCapital, type FinancingYear } from "../financing";
import { formatPounds, NIL, pence, type Rate } from "../money";
import { parameters, parameterValue, parameterValueIn } from "../parameters";
import { lineParts } from "./lineParts";

/** Figures of borrowed capital: what is borrowed, minimum revenue provision, requirement, interest, depreciation. */
export function registerFinancing(register: FigureRegister, calculation: Calculation): void {
  calculation.financing.years.forEach((year, at, years) => {
    registerRequirement(register, calculation, year, years[at - 1] ?? null);
    registerInterest(register, calculation, year, years[at - 1] ?? null);
  });
  registerDepreciation(register, calculation);
}

function registerRequirement(
  register: FigureRegister,
  calculation: Calculation,
  year: FinancingYear,
  before: FinancingYear | null,
): void {
  const { borrowed, method } = calculation.financing;
  const yearText = formatYear(year.year);
  const here = borrowed.filter((each) => each.year === year.year);
  register.money(
    `capital.financing.borrowed.${yearText}`,
    `Capital paid for by borrowing ${yearText}`,
    year.borrowed,
    "",
    () => ({
      rule: "borrowed-capital",
      words: "What borrowing gives to capital lines of the year, and what it gives through plan lines that it finances",
      parts: [
        ...here.flatMap((each) => lineParts(calculation, each.line, year.year)),
        ...[...new Set(here.flatMap((each) => each.sources))].flatMap((source) => {
          const name = calculation.sources[source]?.name;
          return name === undefined ? [] : [figurePart(`funding.${calculation.slugs.sources.of(name)}.${yearText}`)];
        }),
        ...here.flatMap(({ through }) =>
          through === null
            ? []
            : [
                inputPart(
                  through.line,
                  "fundingSource",
                  `${through.scheme}: Funding source`,
                  through.fundingSource ?? "",
                ),
              ],
        ),
      ],
    }),
  );
  const charged = borrowed.filter((each) => chargeIn(each, year.year) !== NIL);
  register.money(
    `capital.mrp.${yearText}`,
    `Minimum revenue provision ${yearText}`,
    year.provision,
    year.needed,
    () => ({
      rule: "minimum-revenue-provision",
      words: chargesInWords(charged, year.year, "Nothing is charged: MRP starts the year after the spend"),
      parts: [
        ...[...new Set(charged.map((each) => each.year))].map((spent) =>
          figurePart(`capital.financing.borrowed.${formatYear(spent)}`),
        ),
        ...charged.flatMap(assetParts),
        choicePart(calculation, "mrp-method", method),
        ...(method === "Annuity" ? charged.flatMap((each) => rateParts(calculation, each.year)) : []),
      ],
    }),
  );
  register.money(
    `capital.cfr.${yearText}`,
    `Capital financing requirement at the end of ${yearText}`,
    year.closing,
    year.needed,
    () => ({
      rule: "capital-financing-requirement",
      words: `Opening ${year.opening === null ? "not known" : formatPounds(year.opening)} + borrowed - minimum revenue provision`,
      parts: [
        ...(before === null ? [] : [figurePart(`capital.cfr.${formatYear(before.year)}`)]),
        figurePart(`capital.financing.borrowed.${yearText}`),
        figurePart(`capital.mrp.${yearText}`),
      ],
    }),
  );
}

function registerInterest(
  register: FigureRegister,
  calculation: Calculation,
  year: FinancingYear,
  before: FinancingYear | null,
): void {
  const { basis } = calculation.financing;
  const yearText = formatYear(year.year);
  const rateText = year.interestRate === null ? "not entered" : percentText(year.interestRate);
  register.money(
    `capital.interest.${yearText}`,
    `Interest on borrowing ${yearText}`,
    year.interest,
    year.interestNeeded,
    () => ({
      rule: "interest-on-borrowing",
      words:
        basis === "Opening CFR"
          ? `Interest rate ${rateText} x the requirement at the end of the year before`
          : `Interest rate ${rateText} x the average of the requirement at the start and at the end of the year`,
      parts: [
        ...(before === null ? [] : [figurePart(`capital.cfr.${formatYear(before.year)}`)]),
        ...(basis === "Opening CFR" ? [] : [figurePart(`capital.cfr.${yearText}`)]),
        ...rateParts(calculation, year.year),
        choicePart(calculation, "interest-basis", basis),
      ],
    }),
  );
  const { provision, interest } = year;
  register.money(
    `capital.financing.charge.${yearText}`,
    `Charge of borrowing to revenue ${yearText}`,
    provision === null || interest === null ? null : pence(provision + interest),
    provision === null ? year.needed : year.interestNeeded,
    () => ({
      rule: "charge-of-borrowing",
      words: "Minimum revenue provision + interest; beside the case, never in its cost",
      parts: [figurePart(`capital.mrp.${yearText}`), figurePart(`capital.interest.${yearText}`)],
    }),
  );
}

function registerDepreciation(register: FigureRegister, calculation: Calculation): void {
  const { depreciated } = calculation.financing;
  if (depreciated.length === 0) return;
  for (const year of calculation.horizon.years) {
    const charged = depreciated.filter((each) => chargeIn(each, year) !== NIL);
    const unknown = charged.find((each) => each.charges === null);
    register.money(
      `capital.financing.depreciation.${formatYear(year)}`,
      `Depreciation ${formatYear(year)} (accounts only)`,
      unknown === undefined ? pence(charged.reduce((sum, each) => sum + (chargeIn(each, year) ?? 0), 0)) : null,
      unknown?.life.kind === "needed" ? unknown.life.words : "",
      () => ({
        rule: "depreciation-memo",
        words: chargesInWords(charged, year, "Nothing is written down yet, or no longer"),
        parts: charged.flatMap((each) => [...lineParts(calculation, each.line, each.year), ...assetParts(each)]),
      }),
    );
  }
}

/** Assets named in a formula before the rest are counted. */
const ASSETS_NAMED = 5;

/** "74,800.00 of C1 2019/20 (374,000.00 over 5 years, year 1)", asset by asset. */
function chargesInWords(
  charged: readonly (BorrowedCapital | DepreciatedCapital)[],
  year: FinancialYear,
  none: string,
): string {
  if (charged.length === 0) return none;
  const named = charged.slice(0, ASSETS_NAMED).map((each) => {
    const charge = chargeIn(each, year);
    const life =
      each.life.kind === "stated"
        ? `over ${each.life.years} years, year ${year - each.firstCharge + 1}`
        : "over a life not stated";
    return `${charge === null ? "not known" : formatPounds(charge)} of ${each.line.reference} ${formatYear(each.year)} (${formatPounds(each.amount)} ${life})`;
  });
  const more = charged.length - named.length;
  return `${named.join(" + ")}${more > 0 ? ` + ${more} more` : ""}`;
}

/** Where an asset's life and its year of use are entered. */
function assetParts({ line, life, inUse }: Pick<BorrowedCapital, "line" | "life" | "inUse">): readonly TracePart[] {
  const shown = life.kind === "stated" ? `${life.years} years` : life.found === null ? "blank" : String(life.found);
  return [
    inputPart(life.place.line, life.place.field, `${line.reference}: Asset life`, shown),
    ...(inUse?.inUseYear == null
      ? []
      : [inputPart(inUse.line, "inUseYear", `${inUse.scheme}: In use`, formatYear(inUse.inUseYear))]),
  ];
}

/** The interest rate of a year: the case's own cell. There is no other: the model has no default of its own. */
function rateParts({ businessCase }: Calculation, year: FinancialYear): readonly TracePart[] {
  const found = parameterValueIn(businessCase, "interest-rate", year);
  if (found?.value.unit !== "percent" || found.assumption === null) return [];
  return [
    inputPart(
      found.assumption.line,
      "value",
      `Interest rate${found.assumption.year === null ? "" : ` ${formatYear(found.assumption.year)}`}`,
      percentText(found.value.rate),
    ),
  ];
}

/** A choice that the case made on Assumptions, or the model's own. */
function choicePart({ businessCase }: Calculation, id: string, choice: string): TracePart {
  const { assumption } = parameterValue(businessCase, id);
  return assumption === null
    ? parameterPart(id, choice)
    : inputPart(assumption.line, "value", parameters.get(id)?.label ?? id, choice);
}

function percentText(value: Rate): string {
  return `${(value.numerator * 100) / value.denominator}%`;
}
