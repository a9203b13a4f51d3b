/** What a reading says, in short: for tables of what is raised where. */
import { readSheets, type Finding, type ReadChoices, type Reading, type Snapshot } from "../../src/workbook";

/** "C02_NOT_A_NUMBER Costs!H3", with a question mark behind a question; notes only when asked for. */
export function said(snapshot: Snapshot, choices: ReadChoices = {}): readonly string[] {
  return readSheets(snapshot, choices).findings.map(inShort);
}

/** Findings other than notes. */
export function grave(snapshot: Snapshot, choices: ReadChoices = {}): readonly string[] {
  return readSheets(snapshot, choices)
    .findings.filter((finding) => finding.severity !== "note")
    .map(inShort);
}

export function inShort(finding: Finding): string {
  const place = finding.sheet === null ? "" : ` ${finding.sheet}${finding.cell === null ? "" : `!${finding.cell}`}`;
  return `${finding.code}${place}${finding.isQuestion === true ? "?" : ""}`;
}

/** The one finding of a code. */
export function findingOf(reading: Reading, code: string): Finding {
  const found = reading.findings.filter((finding) => finding.code === code);
  const [only] = found;
  if (!only || found.length > 1)
    throw new Error(`${found.length} findings of ${code} among ${reading.findings.map(inShort).join(", ")}`);
  return only;
}
