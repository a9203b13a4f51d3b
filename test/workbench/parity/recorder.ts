/** Runs the scenarios in whatever program stands behind `Excel`, and notes what each came to. */
import type { Scenario } from "./scenarios";

/** What a scenario came to: what was loaded, or the code of the error. */
export type Outcome = { readonly loaded: readonly unknown[] } | { readonly error: string; readonly at: string };

export type Recording = Readonly<Record<string, Outcome>>;

type ExcelLibrary = { readonly run: typeof Excel.run };

/**
 * Runs every scenario on a sheet of its own, which is deleted afterwards. Uses nothing from outside itself, so that its text
 * can be pasted into Script Lab together with the scenarios.
 */
export async function recordScenarios(excel: ExcelLibrary, scenarios: readonly Scenario[]): Promise<Recording> {
  const recording: Record<string, Outcome> = {};
  for (const scenario of scenarios) {
    await excel.run(async (context) => {
      const sheet = context.workbook.worksheets.add();
      await context.sync();
      try {
        const loaded: unknown[] = [];
        for (const step of scenario.steps) {
          if ("set" in step) {
            (sheet.getRange(step.set) as unknown as Record<string, unknown>)[step.property] = step.to;
          } else if ("call" in step) {
            const range = sheet.getRange(step.call) as unknown as Record<string, (...given: unknown[]) => unknown>;
            range[step.method]?.(...(step.with ?? []));
          } else {
            const range = sheet.getRange(step.load) as unknown as Record<string, unknown> & Excel.Range;
            range.load([...step.properties]);
            await context.sync();
            // The sheet's own name differs from run to run.
            loaded.push(
              ...step.properties.map((name) => (name === "address" ? range.address.replace(/^.*!/, "") : range[name])),
            );
          }
        }
        await context.sync();
        recording[scenario.name] = { loaded: JSON.parse(JSON.stringify(loaded)) as unknown[] };
      } catch (error) {
        const { code, debugInfo } = error as { code?: string; debugInfo?: { errorLocation?: string } };
        recording[scenario.name] = { error: code ?? String(error), at: debugInfo?.errorLocation ?? "" };
      }
    });
    await excel.run(async (context) => {
      context.workbook.worksheets.getLast().delete();
      await context.sync();
    });
  }
  return recording;
}

/** Where two recordings differ, in words. */
export function compareRecordings(real: Recording, ours: Recording): string[] {
  return Object.entries(real).flatMap(([name, outcome]) => {
    const mine = ours[name];
    if (mine === undefined) return [`${name}: not asked here`];
    const isSame = JSON.stringify(outcome) === JSON.stringify(mine);
    return isSame ? [] : [`${name}: there ${JSON.stringify(outcome)}, here ${JSON.stringify(mine)}`];
  });
}
