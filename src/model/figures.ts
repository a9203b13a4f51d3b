/**
 * The figure register of one evaluation: every number that leaves the model, by its id, with its label, unit and trace.
 * Ids name what a figure is, never where it stands. Source: the figure register specification.
 */
import type { Figure, FigureUnit, FigureValue, Trace, TracePart } from "./evaluation";
import type { LineId } from "./businessCase";
import { formatFte, formatPounds, type Fte, type Pence } from "./money";

/** Collects figures in order; a second figure under one id is a broken program. */
export class FigureRegister {
  readonly figures = new Map<string, Figure>();

  add(id: string, label: string, unit: FigureUnit, value: FigureValue, trace: () => Trace): void {
    if (this.figures.has(id)) throw new Error(`the figure '${id}' is given twice`);
    this.figures.set(id, { id, label, unit, value, trace });
  }

  /** Money in pence; `null` stands for an input that is needed. */
  money(id: string, label: string, amount: Pence | null, needed: string, trace: () => Trace): void {
    this.add(id, label, "money", numberOrNeeded(amount, needed), trace);
  }

  posts(id: string, label: string, amount: Fte, trace: () => Trace): void {
    this.add(id, label, "posts", { kind: "number", value: amount }, trace);
  }

  text(id: string, label: string, text: string, trace: () => Trace): void {
    this.add(id, label, "text", { kind: "text", text }, trace);
  }
}

function numberOrNeeded(value: number | null, needed: string): FigureValue {
  return value === null ? { kind: "needed", needed } : { kind: "number", value };
}

/** A part of a trace that is another figure. */
export function figurePart(id: string): TracePart {
  return { kind: "figure", id };
}

/** A part of a trace that is an input: its line and field, what it is called, and what stands there. */
export function inputPart(line: LineId, field: string, name: string, shown: string): TracePart {
  return { kind: "input", place: { line, field }, name, shown };
}

/** A part of a trace that is a parameter of the model. */
export function parameterPart(id: string, shown: string): TracePart {
  return { kind: "parameter", id, shown };
}

/** A figure's value as people read it: pounds with pence, posts without trailing zeros, or what is needed. */
export function showFigure(figure: Figure): string {
  return showValue(figure.unit, figure.value);
}

/** A value as people read it, by its unit. Throws when a text figure holds a number. */
export function showValue(unit: FigureUnit, value: FigureValue): string {
  if (value.kind === "text") return value.text;
  if (value.kind === "needed") return `input needed: ${value.needed}`;
  switch (unit) {
    case "money":
      return formatPounds(value.value as Pence);
    case "wholePounds":
      return formatPounds((value.value * 100) as Pence).slice(0, -3);
    case "posts":
      return formatFte(value.value as Fte);
    case "share": {
      const sign = value.value < 0 ? "-" : "";
      const size = Math.abs(value.value);
      return `${sign}${Math.floor(size / 10_000)}.${String(size % 10_000).padStart(4, "0")}`;
    }
    case "percent": {
      const size = Math.abs(value.value);
      return `${value.value < 0 ? "-" : ""}${Math.floor(size / 10)}.${size % 10}%`;
    }
    case "count":
      return String(value.value);
    case "text":
      throw new Error("a text figure holds a number");
  }
}
