/** The model beside a second opinion that shares no code with it: the same pennies on 1,000 random cases. */
import { describe, expect, it } from "vitest";
import { slugOf, type BusinessCase, type Evaluation } from "../../src/model";
import { someCase } from "./caseGenerator";
import { evaluateOnce } from "./figureReading";
import { intelligenceTom } from "./intelligenceTom";
import { law } from "./law";
import { secondOpinion, type SecondOpinion } from "./oracle";

function numberAt(evaluation: Evaluation, id: string): bigint | null | undefined {
  const value = evaluation.figures.get(id)?.value;
  if (value === undefined) return undefined;
  return value.kind === "number" ? BigInt(value.value) : null;
}

const shown = (year: number): string => `${year}/${String((year + 1) % 100).padStart(2, "0")}`;

/** What the second opinion says, as figures by their ids; null stands for an input that is needed. */
function figuresOf(opinion: SecondOpinion): ReadonlyMap<string, bigint | null> {
  const figures = new Map<string, bigint | null>();
  for (const year of opinion.years) {
    for (const [nature, amounts] of Object.entries(opinion.cost)) {
      figures.set(`cost.${nature}.${shown(year)}`, amounts.get(year) ?? 0n);
    }
    for (const [source, amounts] of opinion.given) {
      figures.set(`funding.${slugOf(source)}.${shown(year)}`, amounts.get(year) ?? 0n);
    }
    figures.set(`funding.bid.${shown(year)}`, opinion.bid.get(year) ?? 0n);
    figures.set(`funding.pressure.${shown(year)}`, opinion.accepted.get(year) ?? 0n);
    figures.set(`funding.gap.${shown(year)}`, opinion.gap.get(year) ?? 0n);
    figures.set(`pressure.gross.${shown(year)}`, opinion.gross.get(year) ?? 0n);
    figures.set(`pressure.increment.${shown(year)}`, opinion.increment.get(year) ?? 0n);
    figures.set(`pressure.residual.${shown(year)}`, opinion.residual.get(year) ?? 0n);
  }
  for (const [source, years] of opinion.reserves) {
    for (const { year, opening, into, out, closing } of years) {
      const stem = `reserve.${slugOf(source)}`;
      figures.set(`${stem}.opening.${shown(year)}`, opening);
      figures.set(`${stem}.in.${shown(year)}`, into);
      figures.set(`${stem}.out.${shown(year)}`, out);
      figures.set(`${stem}.closing.${shown(year)}`, closing);
    }
  }
  return figures;
}

function agrees(businessCase: BusinessCase): void {
  const evaluation = evaluateOnce(businessCase);
  const expected = figuresOf(secondOpinion(businessCase));
  const found = new Map([...expected.keys()].map((id) => [id, numberAt(evaluation, id)] as const));
  expect(found).toEqual(expected);
}

describe("a second opinion", () => {
  it("comes to the figures of PCD 484", () => {
    agrees(intelligenceTom());
    const opinion = secondOpinion(intelligenceTom());
    expect(opinion.cost.total.get(2019)).toBe(20_600_000n + 32_900_000n + 37_400_000n);
    expect(opinion.gross.get(2020)).toBe(20_600_000n);
    expect([...opinion.gap.values()].every((gap) => gap === 0n)).toBe(true);
  });

  law("agrees with the model on cost, funding, reserves, pressure and gap, to the penny", someCase, agrees);
});
