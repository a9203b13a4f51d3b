/** The register of figures, and figures as people read them. */
import { describe, expect, it } from "vitest";
import {
  showFigure,
  showValue,
  type Figure,
  type FigureUnit,
  type FigureValue,
  type LineId,
  type Trace,
} from "../../src/model";
import { FigureRegister, figurePart, inputPart, parameterPart } from "../../src/model/figures";
import { pence, posts } from "../../src/model/money";

const trace = (): Trace => ({ rule: "cost-total", words: "", parts: [] });
const number = (value: number): FigureValue => ({ kind: "number", value });

describe("a register", () => {
  it("keeps figures in the order in which they are given", () => {
    const register = new FigureRegister();
    register.money("cost.total", "Total", pence(1), "", trace);
    register.posts("bwt.staff.change", "Change", posts(5), trace);
    register.text("case.status", "Status", "Draft", trace);
    expect([...register.figures.keys()]).toEqual(["cost.total", "bwt.staff.change", "case.status"]);
  });

  it("refuses a second figure under one id: the program is broken then", () => {
    const register = new FigureRegister();
    register.text("case.status", "Status", "Draft", trace);
    expect(() => register.text("case.status", "Status", "Ready", trace)).toThrow("'case.status' is given twice");
  });

  it("says what is needed in place of an amount that is not known", () => {
    const register = new FigureRegister();
    register.money("reserve.r.closing.2019/20", "Closing", null, "the Opening of R", trace);
    expect(showFigure(register.figures.get("reserve.r.closing.2019/20") as Figure)).toBe(
      "input needed: the Opening of R",
    );
  });
});

describe("a figure as people read it", () => {
  it.each<[FigureUnit, FigureValue, string]>([
    ["money", number(20_600_000), "206,000.00"],
    ["money", number(-5), "-0.05"],
    ["money", number(0), "0.00"],
    ["wholePounds", number(1_665_654), "1,665,654"],
    ["wholePounds", number(-1_000), "-1,000"],
    ["wholePounds", number(0), "0"],
    ["posts", number(50_000), "5"],
    ["posts", number(-8_333), "-0.8333"],
    ["share", number(27_748), "2.7748"],
    ["share", number(487), "0.0487"],
    ["share", number(40_000), "4.0000"],
    ["share", number(-243), "-0.0243"],
    ["count", number(7), "7"],
    ["text", { kind: "text", text: "Ready" }, "Ready"],
    ["money", { kind: "needed", needed: "the Opening of R" }, "input needed: the Opening of R"],
  ])("in %s of %j is %s", (unit, value, expected) => {
    expect(showValue(unit, value)).toBe(expected);
  });

  it("is never a number under the name of a text", () => {
    expect(() => showValue("text", number(1))).toThrow("a text figure holds a number");
  });
});

describe("a step of a trace", () => {
  it("is another figure, an input with its place, or a parameter", () => {
    expect(figurePart("cost.total")).toEqual({ kind: "figure", id: "cost.total" });
    expect(inputPart("Costs:C1" as LineId, "amount", "Amount", "£1")).toEqual({
      kind: "input",
      place: { line: "Costs:C1", field: "amount" },
      name: "Amount",
      shown: "£1",
    });
    expect(parameterPart("discount-rate", "3.5%")).toEqual({ kind: "parameter", id: "discount-rate", shown: "3.5%" });
  });
});
