/** Reads figures of an evaluation as people read them, so that a test says "206,000.00" and not 20600000. */
import { evaluate, showFigure, type BusinessCase, type Evaluation } from "../../src/model";
import { registerFigures } from "../../src/model/caseFigures";
import { calculate } from "../../src/model/evaluate";
import { FigureRegister } from "../../src/model/figures";
import { makeAssumption } from "./caseMaker";

/**
 * Evaluates a case without the two checks that work it out again (I20, I22), which take most of the time; for laws that
 * look at thousands of cases and leave those checks to others.
 */
export function evaluateOnce(businessCase: BusinessCase): Evaluation {
  const noLines = makeAssumption("shuffle-check-lines", { unit: "count", count: 0 });
  return evaluate({ ...businessCase, assumptions: [...(businessCase.assumptions ?? []), noLines] });
}

/** A figure as people read it; "-" where the evaluation does not give it. */
export function shown(evaluation: Evaluation, id: string): string {
  const figure = evaluation.figures.get(id) ?? evaluation.postFigures().get(id);
  return figure === undefined ? "-" : showFigure(figure);
}

/** The figures of a case under the ids given, as people read them. */
export function figuresOf<Id extends string>(businessCase: BusinessCase, ...ids: readonly Id[]): Record<Id, string> {
  const evaluation = evaluate(businessCase);
  return Object.fromEntries(ids.map((id) => [id, shown(evaluation, id)])) as Record<Id, string>;
}

/** A figure of money, posts or count as its whole number; throws where it is not a number. */
export function numberOf(evaluation: Evaluation, id: string): number {
  const value = (evaluation.figures.get(id) ?? evaluation.postFigures().get(id))?.value;
  if (value?.kind !== "number") throw new Error(`${id} is not a number: ${JSON.stringify(value)}`);
  return value.value;
}

/** Every figure's value by id, in a form that compares: the same text for the same value. */
export function allValues(evaluation: Evaluation): ReadonlyMap<string, string> {
  return new Map([...evaluation.figures.values()].map((figure) => [figure.id, JSON.stringify(figure.value)] as const));
}

/**
 * Every figure's value of a case by id, in a form that compares. Without flags, identities and status, which take most of
 * the time of an evaluation: for laws of figures.
 */
export function valuesOf(businessCase: BusinessCase): ReadonlyMap<string, string> {
  const register = new FigureRegister();
  registerFigures(register, calculate(businessCase));
  return new Map([...register.figures.values()].map((figure) => [figure.id, JSON.stringify(figure.value)] as const));
}

/** Where two sets of values differ among the ids of the first: "cost.total: 1 became 2". Ids that the pattern meets are passed over. */
export function changesBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  except = /^$/,
): readonly string[] {
  const changes: string[] = [];
  for (const [id, value] of before) {
    const other = after.get(id);
    if (other !== value && !except.test(id)) changes.push(`${id}: ${value} became ${other ?? "nothing"}`);
  }
  return changes;
}

/** Everything that an evaluation says, without traces: figures, tables, flags, identities and status. */
export function everythingSaid(evaluation: Evaluation): unknown {
  const { figures, postFigures, costTable, waterfall, ...rest } = evaluation;
  void [figures, costTable, waterfall];
  return {
    ...rest,
    sources: rest.sources.map((source) => ({ ...source, byYear: [...source.byYear] })),
    figures: [...allValues(evaluation)],
    postFigures: [...postFigures().values()].map((figure) => [figure.id, figure.value]),
  };
}
