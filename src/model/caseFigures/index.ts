/** Turns what the rules worked out into the figures of the register, family by family, each with its trace. */
import type { Calculation } from "../calculation";
import { type FigureRegister } from "../figures";
import { registerAppraisal } from "./appraisal";
import { registerApprovals } from "./approvals";
import { registerAssurance } from "./assurance";
import { registerCapital } from "./capital";
import { registerCapitalPlan } from "./capitalPlan";
import { registerCosts } from "./costs";
import { registerDates } from "./dates";
import { registerFinancing } from "./financing";
import { registerFunding } from "./funding";
import { registerFunds } from "./funds";
import { registerMonitoring } from "./monitoring";
import { registerOptions } from "./options";
import { registerReserveAdequacy } from "./payBuild";
import { registerPostings } from "./postings";
import { registerPressure } from "./pressure";
import { registerRankMix } from "./rankMix";
import { registerRequirement } from "./requirement";
import { registerReserves } from "./reserves";
import { registerSensitivity } from "./sensitivity";
import { registerUnderspends } from "./underspends";
import { registerWorkforce } from "./workforce";
import { withholdWhatNeedsInput } from "./withheld";

/** Registers every figure that does not belong to a single post. */
export function registerFigures(register: FigureRegister, calculation: Calculation): void {
  registerCosts(register, calculation);
  registerFunding(register, calculation);
  registerReserves(register, calculation);
  registerReserveAdequacy(register, calculation);
  registerUnderspends(register, calculation);
  registerFunds(register, calculation);
  registerCapital(register, calculation);
  registerCapitalPlan(register, calculation);
  registerFinancing(register, calculation);
  registerPressure(register, calculation);
  registerWorkforce(register, calculation);
  registerPostings(register, calculation);
  registerRequirement(register, calculation);
  registerRankMix(register, calculation);
  registerApprovals(register, calculation);
  registerMonitoring(register, calculation);
  registerAssurance(register, calculation);
  registerAppraisal(register, calculation);
  registerOptions(register, calculation);
  registerSensitivity(register, calculation);
  registerDates(register, calculation);
  withholdWhatNeedsInput(register, calculation);
}

export { registerPostFigures } from "./posts";
