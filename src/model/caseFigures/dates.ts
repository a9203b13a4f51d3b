import type { LineId } from "../businessCase";
import type { Calculation } from "../calculation";
import { addMonths, formatIsoDay } from "../calendar";
import type { FigureValue } from "../evaluation";
import { inputPart, type FigureRegister } from "../figures";
import { parameterCount } from "../parameters";

/** Figures that are dates. */
export function registerDates(register: FigureRegister, calculation: Calculation): void {
  const decision = calculation.businessCase.decision;
  // A full business case is not waiting for one.
  if (decision === null || decision.stage === "FBC") return;
  const months = decision.fbcDueInMonths ?? parameterCount(calculation.businessCase, "fbc-due-months");
  const value: FigureValue =
    decision.dateSigned === null
      ? { kind: "needed", needed: "the date the decision was signed" }
      : { kind: "text", text: formatIsoDay(addMonths(decision.dateSigned, months)) };
  const line = "Decision:Date signed" as LineId;
  register.add("case.fbc-due", "Full business case due", "text", value, () => ({
    rule: "fbc-due",
    words: `Date signed + ${months} months`,
    parts:
      decision.dateSigned === null ? [] : [inputPart(line, "value", "Date signed", formatIsoDay(decision.dateSigned))],
  }));
}
