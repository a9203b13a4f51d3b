/** The flow that every skin calls, over a workbook that counts what is asked of it. */
import { describe, expect, it } from "vitest";
import { readWorkbook } from "../../src/hosts/xlsx";
import {
  runCase,
  type HostResult,
  type Receipt,
  type Snapshot,
  type Workbook,
  type WritePlan,
} from "../../src/workbook";
import { withEntries } from "../examples/exampleChanges";
import type { ExampleCase } from "../examples/exampleSheets";
import { exampleWorkbook } from "../examples/exampleWorkbook";
import { intelligenceTom } from "../examples/intelligenceTom";
import { makeWorkbook, type MadeWorkbook } from "../examples/workbookMaker";

class CountingWorkbook implements Workbook {
  readonly applied: WritePlan[] = [];

  constructor(
    private readonly snapshot: HostResult<Snapshot>,
    private readonly answer: HostResult<Receipt> = { ok: true, value: { sheets: ["Model results"], cells: 1 } },
  ) {}

  async read(): Promise<HostResult<Snapshot>> {
    return this.snapshot;
  }

  async apply(plan: WritePlan): Promise<HostResult<Receipt>> {
    this.applied.push(plan);
    return this.answer;
  }
}

const failure = {
  code: "W10_CANNOT_SAVE",
  severity: "error",
  message: "No.",
  next: "Yes.",
  isWorkbookChanged: false,
} as const;

function snapshotOf(made: MadeWorkbook): HostResult<Snapshot> {
  return readWorkbook(makeWorkbook(made), { fileName: "case.xlsx" });
}

function over(example: ExampleCase, answer?: HostResult<Receipt>): CountingWorkbook {
  return new CountingWorkbook(snapshotOf(exampleWorkbook(example)), answer);
}

const agree = { hasAllFigures: false, agree: async (): Promise<boolean> => true };

describe("a run", () => {
  it("writes once when nothing stands against it and the person agrees", async () => {
    const workbook = over(intelligenceTom);
    let asked: WritePlan | null = null;
    const outcome = await runCase(
      workbook,
      {},
      { hasAllFigures: false, agree: async (plan) => ((asked = plan), true) },
    );
    expect(outcome.kind).toBe("written");
    expect(workbook.applied).toEqual([asked]);
  });

  it("writes nothing when the person does not agree", async () => {
    const workbook = over(intelligenceTom);
    const outcome = await runCase(workbook, {}, { hasAllFigures: false, agree: async () => false });
    expect(outcome.kind).toBe("declined");
    expect(workbook.applied).toEqual([]);
  });

  it("neither asks nor writes nor calculates while an error is open", async () => {
    const workbook = over(withEntries(intelligenceTom, "Costs", "1c-1", { Amount: "n/k" }));
    const outcome = await runCase(
      workbook,
      {},
      {
        hasAllFigures: false,
        agree: () => {
          throw new Error("nobody is to be asked");
        },
      },
    );
    expect(outcome).toMatchObject({ kind: "held back", evaluated: null });
    expect(workbook.applied).toEqual([]);
  });

  it("hands a workbook that cannot be read back as the host's failure", async () => {
    const outcome = await runCase(new CountingWorkbook({ ok: false, failure }), {}, agree);
    expect(outcome).toEqual({ kind: "unreadable", failure });
  });

  it("keeps what it learned when the host cannot write", async () => {
    const outcome = await runCase(over(intelligenceTom, { ok: false, failure }), {}, agree);
    expect(outcome).toMatchObject({
      kind: "not written",
      failure,
      evaluated: { evaluation: { status: { status: "Ready" } } },
    });
  });

  it("writes nothing over a sheet of the user's, whatever its name", async () => {
    const made = exampleWorkbook(intelligenceTom);
    const mine = {
      name: "Model results",
      columns: [{ width: 10 }],
      rows: [[{ value: "my own notes", look: "text" as const }]],
    };
    const workbook = new CountingWorkbook(snapshotOf({ ...made, sheets: [...made.sheets, mine] }));
    const outcome = await runCase(workbook, {}, agree);
    expect(outcome).toMatchObject({ kind: "held back" });
    expect(workbook.applied).toEqual([]);
  });
});
