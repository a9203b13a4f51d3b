/**
 * Raises every flag that a calculation gives cause for. A flag is about a line and a field; it says what was seen and the
 * way out. Codes, severities and conditions: finance model 4.18.
 */
import type { Calculation } from "../calculation";
import type { Flag } from "../finding";
import { compareNatural } from "../naming";
import { approvalFlags } from "./approvals";
import { capitalFlags } from "./capital";
import { capitalPlanFlags } from "./capitalPlan";
import { decisionFlags } from "./decision";
import { financingFlags } from "./financing";
import { gapFlags, sourceFlags } from "./funding";
import { fundFlags, ledgerFlags } from "./funds";
import { gateFlags } from "./gates";
import { lineFlags } from "./lines";
import { bodyPlanFlags, planFlags } from "./mediumTermPlan";
import { monitoringFlags } from "./monitoring";
import { payBuildFlags, withoutUnknown } from "./payBuild";
import { optionFlags } from "./options";
import { postingFlags } from "./postings";
import { rankMixFlags } from "./rankMix";
import { requirementFlags } from "./requirement";
import { reservePlanFlags } from "./reservePlan";
import { reserveFlags } from "./reserves";
import { staffingFlags } from "./staffing";
import { thresholdFlags, withRoutes } from "./thresholds";
import { underspendFlags } from "./underspends";
import { workforceFlags } from "./workforce";

/** All flags of a calculation: errors first, then by code and topic, so that the same case gives the same list. */
export function raiseFlags(calculation: Calculation): readonly Flag[] {
  const flags = [
    ...decisionFlags(calculation),
    ...optionFlags(calculation),
    ...lineFlags(calculation),
    ...staffingFlags(calculation),
    ...payBuildFlags(calculation),
    ...workforceFlags(calculation),
    ...postingFlags(calculation),
    ...requirementFlags(calculation),
    ...rankMixFlags(calculation),
    ...gapFlags(calculation),
    ...sourceFlags(calculation),
    ...underspendFlags(calculation),
    ...reservePlanFlags(calculation),
    ...reserveFlags(calculation),
    ...fundFlags(calculation),
    ...ledgerFlags(calculation),
    ...capitalFlags(calculation),
    ...capitalPlanFlags(calculation),
    ...financingFlags(calculation),
    ...planFlags(calculation),
    ...bodyPlanFlags(calculation),
    ...approvalFlags(calculation),
    ...thresholdFlags(calculation),
    ...monitoringFlags(calculation),
    ...gateFlags(calculation),
  ];
  return [...withRoutes(calculation, withoutUnknown(calculation, flags))].sort(
    (a, b) =>
      SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0) ||
      compareNatural(a.topic, b.topic) ||
      (a.place?.line ?? "").localeCompare(b.place?.line ?? "", "en"),
  );
}

const SEVERITY_RANK = { error: 0, warning: 1, note: 2 } as const;
