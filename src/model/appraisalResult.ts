/** What tables show of the appraisal besides its figures: which options, drivers and switching values there are, in words. */
import type { Calculation } from "./calculation";
import { drawsInWords, nowInWords, rangeInWords } from "./caseFigures/sensitivity";
import type { DriverKey } from "./sensitivity";
import type { SwitchKey } from "./switching";

/** An option as a column of the comparison. Figure ids use `slug`. */
export type ShownOption = {
  readonly option: string;
  readonly name: string;
  readonly slug: string;
  readonly isDoNothing: boolean;
  readonly isPreferred: boolean;
  readonly meetsObjective: boolean | null;
  /** Benefits that are named and have no money: "Better intelligence (qualitative)". */
  readonly otherBenefits: readonly string[];
};

/** A driver of the one-way table, with its range in words. */
export type ShownDriver = {
  readonly key: DriverKey;
  readonly name: string;
  readonly low: string;
  readonly high: string;
};

/** A switching value in words, or why there is none. */
export type ShownSwitch =
  | {
      readonly kind: "found";
      readonly key: SwitchKey;
      readonly label: string;
      readonly now: string;
      readonly direction: string;
    }
  | { readonly kind: "left out"; readonly key: SwitchKey; readonly label: string; readonly why: string };

export type AppraisalResult = {
  /** Empty where the case has no options to compare. */
  readonly options: readonly ShownOption[];
  /** Why the lowest option is the lowest; null where there are no options. */
  readonly lowestReason: string | null;
  readonly drivers: readonly ShownDriver[];
  readonly driversLeftOut: readonly { readonly name: string; readonly why: string }[];
  /** False where the case is too large for it to be worked out in every run. */
  readonly isSensitivityWorkedOut: boolean;
  readonly switching: readonly ShownSwitch[];
  /** Null where the case gives no range to draw from. */
  readonly draws: string | null;
};

/** The words that go with the figures of the appraisal. */
export function appraisalResult({ options, sensitivity, switching, draws }: Calculation): AppraisalResult {
  return {
    options: (options?.results ?? []).map(({ entry, slug, isPreferred }) => ({
      option: entry.option,
      name: entry.name,
      slug,
      isDoNothing: entry.isDoNothing,
      isPreferred,
      meetsObjective: entry.meetsObjective,
      otherBenefits: [
        ...new Set(
          entry.rows.flatMap((row) =>
            row.benefitType === "Qualitative" || (row.benefitType === "Quantified" && row.amount === null)
              ? [`${row.benefit ?? "Benefit"} (${row.benefitType.toLowerCase()})`]
              : [],
          ),
        ),
      ],
    })),
    lowestReason: options?.lowest.reason ?? null,
    drivers: (sensitivity?.rows ?? []).map((row) => ({
      key: row.range.driver.key,
      name: row.range.driver.name,
      low: rangeInWords(row, -1),
      high: rangeInWords(row, 1),
    })),
    driversLeftOut: (sensitivity?.leftOut ?? []).map(({ driver, why }) => ({ name: driver.name, why })),
    isSensitivityWorkedOut: sensitivity !== null,
    switching: switching.map((outcome) =>
      outcome.kind === "left out"
        ? outcome
        : {
            kind: outcome.kind,
            key: outcome.key,
            label: outcome.label,
            now: nowInWords(outcome),
            direction: outcome.direction,
          },
    ),
    draws: draws === null ? null : "needed" in draws ? `Input needed: ${draws.needed}` : drawsInWords(draws),
  };
}
