import { describe, expect, it } from "vitest";
import { explanationLines, PARTS_MAXIMUM } from "../../src/cli/explainReport";
import { LINE_WIDTH, paletteFor, widthOf } from "../../src/cli/textLayout";
import { explainFigure, type Explanation, type SourceMap } from "../../src/workbook";
import type { Evaluation, Figure, LineId, TracePart } from "../../src/model";

const plain = paletteFor(false);
const sourceMap: SourceMap = {
  cellOf: (line) => (line === "Costs:gone" ? null : { sheet: "Cost lines", row: 4, column: 7 }),
  headingOf: () => "Amount",
  linesAt: () => [],
  columnsOf: () => [],
};

function figure(id: string, pence: number, parts: readonly TracePart[]): Figure {
  return {
    id,
    label: `Figure ${id}`,
    unit: "money",
    value: { kind: "number", value: pence },
    trace: () => ({ rule: "cost-total", words: "The sum of its parts", parts }),
  };
}

const to = (id: string): TracePart => ({ kind: "figure", id });
const input = (shown: string, line = "Costs:C1"): TracePart => ({
  kind: "input",
  place: { line: line as LineId, field: "amount" },
  name: "C1 Hardware",
  shown,
});

function explain(id: string, figures: readonly Figure[], flags: Evaluation["flags"] = []): Explanation {
  const evaluation = {
    figures: new Map(figures.map((each) => [each.id, each] as const)),
    postFigures: () => new Map(),
    flags,
  } as unknown as Evaluation;
  const explanation = explainFigure(evaluation, sourceMap, id, PARTS_MAXIMUM);
  if (explanation === null) throw new Error(`no figure ${id}`);
  return explanation;
}

describe("how a figure is made", () => {
  it("goes down to the cell, its heading and what stands there", () => {
    expect(explanationLines(explain("a", [figure("a", 500, [input("£5")])]), plain)).toEqual([
      "Figure a: 5.00 [a]",
      "  Total cost: The sum of its parts",
      "  'Cost lines'!H4 Amount: £5 (C1 Hardware)",
    ]);
  });

  it("says so when an input stands on no sheet", () => {
    const lines = explanationLines(explain("a", [figure("a", 500, [input("£5", "Costs:gone")])]), plain);
    expect(lines).toContain("  not on a sheet Amount: £5 (C1 Hardware)");
  });

  it("takes every figure apart once", () => {
    const figures = [figure("a", 300, [to("b"), to("b")]), figure("b", 300, [input("£3")])];
    const lines = explanationLines(explain("a", figures), plain);
    expect(lines.filter((line) => line.includes("Figure b"))).toEqual([
      "  Figure b: 3.00 [b]",
      "  Figure b: 3.00 [b] (see above)",
    ]);
    expect(lines.filter((line) => line.includes("H4"))).toHaveLength(1);
  });

  it("ends in depth and says how to go on", () => {
    const chain = Array.from({ length: 40 }, (_, level) => figure(`f${level}`, 100, [to(`f${level + 1}`)]));
    const lines = explanationLines(explain("f0", [...chain, figure("f40", 100, [input("£1")])]), plain);
    expect(lines.join(" ").replace(/\s+/g, " ")).toContain("Figure f13: 1.00 [f13] (explain it by its name to go on)");
    expect(lines.join(" ")).not.toContain("f14");
    for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(LINE_WIDTH);
  });

  it("counts the parts that are too many to show", () => {
    const parts = Array.from({ length: 100 }, () => input("£1"));
    const lines = explanationLines(explain("a", [figure("a", 10_000, parts)]), plain);
    expect(lines.filter((line) => line.includes("H4"))).toHaveLength(PARTS_MAXIMUM);
    expect(lines.at(-1)).toBe(`  and ${100 - PARTS_MAXIMUM} more; --json lists every one`);
  });

  it("spends one line on a nil into which nothing went", () => {
    const figures = [
      figure("a", 100, [to("nil"), input("£1")]),
      figure("nil", 0, [to("deeper")]),
      figure("deeper", 0, []),
    ];
    const lines = explanationLines(explain("a", figures), plain);
    expect(lines).toContain("  Figure nil: 0.00 [nil]");
    expect(lines.join(" ")).not.toContain("deeper");
  });

  it("takes a nil apart when something went in and out of it", () => {
    const figures = [
      figure("a", 0, [to("in"), to("out")]),
      figure("in", 500, [input("£5")]),
      figure("out", 500, [input("£5")]),
    ];
    expect(explanationLines(explain("a", figures), plain)).toContain("  Figure in: 5.00 [in]");
  });

  it("shows the flags that mark it", () => {
    const flag = { code: "MTFP_GAP", severity: "warning", message: "£5 is not covered.", figures: ["a"] };
    const flags = [flag] as unknown as Evaluation["flags"];
    const lines = explanationLines(explain("a", [figure("a", 500, [input("£5")])], flags), plain);
    expect(lines).toContain("  WARNING MTFP_GAP: £5 is not covered.");
  });
});
