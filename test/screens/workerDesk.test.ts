/** The desk over a worker: what crosses in slices comes out whole, and stopping ends what is under way. */
import { beforeAll, describe, expect, it } from "vitest";
import { CaseEngine } from "../../src/taskpane/engine/caseEngine";
import { Stopped } from "../../src/taskpane/engine/caseDesk";
import { slices, type Reply, type Request } from "../../src/taskpane/engine/messages";
import { WorkerDesk } from "../../src/taskpane/engine/workerDesk";
import { largeCase } from "../bench/largeCase";
import { exampleSnapshot } from "./paneInTest";

/** The worker's own side, as it is loaded in a worker: it listens on `self` and answers through it. */
type WorkerSide = { onmessage: ((event: { data: Request }) => void) | null; postMessage: (reply: Reply) => void };
const side: WorkerSide = { onmessage: null, postMessage: () => undefined };

/** Passes copies of messages, as a browser does, one task a message. */
class WorkerInTest {
  onmessage: ((event: { data: Reply }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  isEnded = false;
  readonly sizes: number[] = [];

  postMessage(request: Request): void {
    const data = structuredClone(request);
    if (data.kind === "rows") this.sizes.push(data.rows.length);
    setTimeout(() => {
      if (this.isEnded) return;
      side.postMessage = (reply) => {
        const answer = structuredClone(reply);
        setTimeout(() => this.isEnded || this.onmessage?.({ data: answer }));
      };
      side.onmessage?.({ data });
    });
  }

  terminate(): void {
    this.isEnded = true;
  }
}

beforeAll(async () => {
  Object.assign(globalThis, { self: side });
  await import("../../src/taskpane/engine/caseWorker");
});

function desk(): { readonly desk: WorkerDesk; readonly workers: WorkerInTest[] } {
  const workers: WorkerInTest[] = [];
  const made = new WorkerDesk(() => {
    const worker = new WorkerInTest();
    workers.push(worker);
    return worker as unknown as Worker;
  });
  return { desk: made, workers };
}

describe("the desk over a worker", () => {
  it("gives what the engine gives, however many slices the rows cross in", async () => {
    const snapshot = largeCase(2_000, 300);
    const engine = new CaseEngine();
    const progress: string[] = [];
    const { desk: over, workers } = desk();
    const view = await over.check(snapshot, {}, (words) => progress.push(words));
    expect(view).toEqual(engine.check(snapshot, {}));
    expect(workers[0]?.sizes.length).toBeGreaterThan(2);
    expect(workers[0]?.sizes.reduce((sum, size) => sum + size)).toBe(2_000 + 300 + 2);
    expect(progress).toEqual(["Reading the rows", "Working out the case", "Laying out the results"]);
  });

  it("gives the plan that the engine made, and answers about the same case", async () => {
    const snapshot = exampleSnapshot("intelligence-tom");
    const engine = new CaseEngine();
    engine.check(snapshot, {});
    const { desk: over } = desk();
    await over.check(snapshot, {}, () => undefined);
    const plan = engine.plan();
    expect(await over.plan()).toEqual(plan === null ? null : { ...plan, changes: [] });
    expect(await over.preview()).toEqual(engine.preview());
    expect(await over.explain("cost.total")).toEqual(engine.explain("cost.total"));
    expect(await over.explain("no such figure")).toBeNull();
    const place = { sheet: "Costs", cell: "H2" };
    expect(await over.explainCell(place)).toEqual(engine.explainCell(place));
  });

  it("ends the worker when it is stopped, and begins another for the next case", async () => {
    const { desk: over, workers } = desk();
    const first = over.check(largeCase(500, 50), {}, () => undefined);
    over.stop();
    await expect(first).rejects.toBeInstanceOf(Stopped);
    expect(workers[0]?.isEnded).toBe(true);
    const view = await over.check(exampleSnapshot("intelligence-tom"), {}, () => undefined);
    expect(view.reference).toBe("PCD 484");
    expect(workers).toHaveLength(2);
  });

  it("fails with what the worker said when the program is broken", async () => {
    const { desk: over } = desk();
    const broken = { ...exampleSnapshot("intelligence-tom"), facts: null } as never;
    await expect(over.check(broken, {}, () => undefined)).rejects.toThrow();
  });
});

describe("slices", () => {
  it("hold every row once, in order, and none is empty", () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => ({ row: index + 1, values: [index, "x", null, 4] }));
    const cut = [...slices(rows)];
    expect(cut.flat()).toEqual(rows);
    expect(cut.length).toBeGreaterThan(1);
    expect(cut.every((slice) => slice.length > 0)).toBe(true);
    expect([...slices([])]).toEqual([]);
  });
});
