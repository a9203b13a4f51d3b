/** Compares the workbench with what was recorded in the real program, wherever somebody has recorded it. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openTestWorkbench } from "../platform";
import { type Recording, compareRecordings, recordScenarios } from "./recorder";
import { scenarios } from "./scenarios";

const folder = join(import.meta.dirname, "recordings");
const recordings = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];

describe("parity", () => {
  it.each(recordings)("the workbench answers as %s", async (name) => {
    const real = JSON.parse(readFileSync(join(folder, name), "utf8")) as Recording;
    expect(compareRecordings(real, await recordScenarios(openTestWorkbench().Excel, scenarios))).toEqual([]);
  });

  it("records every scenario, the same each time, and leaves no sheet behind", async () => {
    const bench = openTestWorkbench();
    const first = await recordScenarios(bench.Excel, scenarios);
    const second = await recordScenarios(openTestWorkbench().Excel, scenarios);
    expect(Object.keys(first)).toHaveLength(scenarios.length);
    expect(compareRecordings(first, second)).toEqual([]);
    expect(bench.book.sheets).toHaveLength(1);
    expect([...bench.session.missing]).toEqual([]);
    expect(first["a matrix of another size"]).toMatchObject({ error: "InvalidArgument" });
    expect(first["no intersection"]).toMatchObject({ error: "ItemNotFound" });
  });

  it("names a difference", () => {
    const there: Recording = { one: { loaded: [1] }, two: { error: "ItemNotFound", at: "" } };
    const here: Recording = { one: { loaded: [2] }, two: { error: "ItemNotFound", at: "" } };
    expect(compareRecordings(there, here)).toEqual(['one: there {"loaded":[1]}, here {"loaded":[2]}']);
  });
});
