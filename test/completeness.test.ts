/** The repository tests itself: rules, parameters, flags and figures are all declared, sourced and used. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evaluate,
  FLAG_CODES,
  parameters,
  rulebook,
  type BusinessCase,
  type Evaluation,
  type Figure,
} from "../src/model";
import { someCase } from "./model/caseGenerator";
import { FLAG_CASES, flagCase } from "./model/flagCases";
import { intelligenceTom } from "./model/intelligenceTom";

const model = resolve(import.meta.dirname, "../src/model");

/** The worked example, a case for every flag, and some cases of chance. */
const cases: readonly BusinessCase[] = [
  intelligenceTom(),
  ...FLAG_CASES.map((each) => flagCase(each.raises)),
  ...fc.sample(someCase, { numRuns: 100, seed: 484 }),
];
const evaluations: readonly Evaluation[] = cases.map((each) =>
  evaluate(each, { hasAllFigures: true, fingerprint: "0123456789abcdef" }),
);
const figures: readonly Figure[] = evaluations.flatMap((evaluation) => [...evaluation.figures.values()]);

/** Names of the user's own making, as they stand in ids, and years. */
const SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*";
const YEAR = "\\d{4}/\\d{2}";

/** The forms of the figure register, one family a line. */
const FORMS: readonly string[] = [
  `cost\\.(staff|recurring|one-off|capital|income|total)\\.${YEAR}`,
  "cost\\.(total|one-off|capital|one-off-and-capital|full-year)",
  `staff\\.(unit-cost|full-year-effect)\\.${SLUG}`,
  `staff\\.cost\\.${SLUG}\\.${YEAR}`,
  `staff\\.full-year-adjustment\\.${SLUG}\\.${YEAR}`,
  `staff\\.(pay|london-weighting|allowances|shift|national-insurance|pension|levy|vacancies)\\.${SLUG}\\.${YEAR}`,
  `funding\\.(secured|provisional|bid|pressure|gap)\\.${YEAR}`,
  `funding\\.${SLUG}(\\.${YEAR})?`,
  `reserve\\.${SLUG}\\.(opening|in|out|closing|minimum)\\.${YEAR}`,
  `reserve\\.${SLUG}\\.(at-pay-rates|short-at-pay-rates)\\.${YEAR}`,
  `reserve\\.${SLUG}\\.(between|closing-without-case|closing-difference)\\.${YEAR}`,
  `reserve\\.total\\.(opening|in|out|between|closing)\\.${YEAR}`,
  `reserve\\.general-share\\.${YEAR}`,
  `underspend\\.${SLUG}\\.eligible\\.${YEAR}`,
  `fund\\.${SLUG}\\.(headroom|request|pipeline-headroom|returned)\\.${YEAR}`,
  `capital\\.${SLUG}\\.${YEAR}`,
  `capital\\.${SLUG}\\.(budget|slippage|acceleration|forecast|actual|case|headroom|running-cost)\\.${YEAR}`,
  `capital\\.programme\\.(budget|no-source)\\.${YEAR}`,
  `capital\\.programme\\.(funded-by|over)\\.${SLUG}(\\.${YEAR})?`,
  `capital\\.financing\\.(borrowed|charge|depreciation)\\.${YEAR}`,
  `pressure\\.(gross|increment|savings|residual)\\.${YEAR}`,
  "pressure\\.first-year",
  `pressure\\.bridge\\.${SLUG}\\.${YEAR}`,
  `plan\\.(base|inflation|pay|growth|pressure|savings|savings-not-counted|funding|reserve-use)\\.${YEAR}`,
  `plan\\.(gap|gap-increment|held-for-case|gap-before-case|gap-with-case)\\.${YEAR}`,
  `plan\\.line\\.${SLUG}\\.(cumulative|incremental|counted)\\.${YEAR}`,
  "bwt\\.(officer|staff|pcso)\\.(baseline|proposed|change)",
  "bwt\\.officer\\.net",
  `bwt\\.${SLUG}\\.${SLUG}\\.(baseline|proposed|change)`,
  `vacancies\\.${SLUG}(\\.current)?`,
  "over-strength\\.total",
  `apportion\\.${SLUG}\\.(share|posts)`,
  `fill\\.${SLUG}\\.(\\d{4}-\\d{2}|month-complete)`,
  "fill\\.(month-complete|officer-months-saved)",
  "rank-mix\\.(received|donated|cost)",
  `approval\\.${SLUG}\\.(capital|one-off-revenue|recurring-revenue|staff-posts|officer-posts)\\.(approved|modelled|allocated|difference|class)(\\.${YEAR})?`,
  "npc\\.\\d+",
  `discount\\.factor\\.${YEAR}`,
  "npsv\\.\\d+",
  `eac\\.${SLUG}`,
  `option\\.${SLUG}\\.(one-off|recurring|capital|cost|funding|gap|errors|warnings|rank|npsv|bcr|difference)`,
  `option\\.${SLUG}\\.(npc(\\.\\d+)?|risk-adjusted-npc)`,
  `option\\.${SLUG}\\.benefits\\.(cash-releasing|non-cash-releasing|quantified)`,
  "options\\.lowest",
  "sensitivity\\.base",
  "sensitivity\\.(posts|unit-cost|start-month|pay-award|pension-rate|capital|slippage-months|savings-delivered)\\.(low|high|swing)",
  "switch\\.(unit-cost|start-month|savings-delivered|capital|recurring-cost)",
  "draws\\.(p10|p50|p90|bound)",
  `monitor\\.${SLUG}\\.${YEAR}\\.(variance|percent|rating|price|posts|timing|(budget|forecast|actual)-difference)`,
  `monitor\\.${SLUG}\\.lines\\.${YEAR}\\.(price|posts|timing|quantity|mix)`,
  `route\\.(reserve\\.${SLUG}\\.(in|out)\\.${YEAR}|funding\\.${SLUG}\\.${YEAR}|monitor\\.${SLUG}\\.${YEAR}\\.variance)`,
  `gate\\.${SLUG}`,
  "case\\.(status|fbc-due|fbc-difference|findings\\.error|findings\\.warning|fingerprint)",
];

describe("the rulebook", () => {
  const used = new Set(figures.map((figure) => figure.trace().rule));

  it("has an entry for every rule that a figure names", () => {
    expect([...used].filter((rule) => !rulebook.has(rule))).toEqual([]);
  });

  it("has no entry that no figure names", () => {
    expect([...rulebook.keys()].filter((rule) => !used.has(rule))).toEqual([]);
  });

  it.each([...rulebook.values()])("says of $id what it is, its formula, its source and its file", (entry) => {
    expect(entry.id).toMatch(new RegExp(`^${SLUG}$`));
    for (const text of [entry.title, entry.formula, entry.source]) expect(text).toMatch(/\w{3}/);
    expect(existsSync(resolve(model, entry.file))).toBe(true);
  });
});

describe("parameters", () => {
  it.each([...parameters])("%s has a label, a unit, a value, a source and the date it holds from", (id, parameter) => {
    expect(parameter.id).toBe(id);
    expect(id).toMatch(new RegExp(`^${SLUG}$`));
    expect(parameter.label).toMatch(/\w{3}/);
    expect(["percent", "money", "count", "number", "choice"]).toContain(parameter.unit);
    if (parameter.unit === "choice") expect(parameter.choices).toContain(parameter.value);
    else if (parameter.value !== null) expect(parameter.value).toMatch(/^\d+(\.\d+)?$/);
    expect(parameter.source).toMatch(/\w{3}/);
    expect(new Date(`${parameter.effectiveFrom}T00:00:00Z`).toISOString().slice(0, 10)).toBe(parameter.effectiveFrom);
  });

  it("have labels of their own, by which an Assumptions row names them", () => {
    const labels = [...parameters.values()].map((parameter) => parameter.label.toLowerCase());
    expect(new Set(labels).size).toBe(labels.length);
  });
});

describe("flags", () => {
  it("have a case each that raises them and one near it that does not", () => {
    expect([...new Set(FLAG_CASES.map((each) => each.code))].sort()).toEqual(Object.keys(FLAG_CODES).sort());
  });

  it("are raised by those cases under declared codes only", () => {
    const raised = new Set(evaluations.flatMap((evaluation) => evaluation.flags.map((flag) => flag.code)));
    expect([...raised].sort()).toEqual(Object.keys(FLAG_CODES).sort());
  });
});

describe("figures", () => {
  const forms = FORMS.map((form) => new RegExp(`^${form}$`));

  it("have ids of the forms that the figure register knows", () => {
    expect(
      [...new Set(figures.map((figure) => figure.id))].filter((id) => !forms.some((form) => form.test(id))),
    ).toEqual([]);
  });

  it("come in every form that the register knows", () => {
    expect(forms.filter((form) => !figures.some((figure) => form.test(figure.id))).map(String)).toEqual([]);
  });

  it("have a label that says what they are, and a formula in words", () => {
    expect(
      figures
        .filter((figure) => !/^\S.*\S$/.test(figure.label) || figure.trace().words === "")
        .map((figure) => figure.id),
    ).toEqual([]);
  });

  it("hold whole numbers: pence, whole pounds, ten-thousandths or counts", () => {
    const broken = figures.filter(
      ({ value }) => value.kind === "number" && (!Number.isSafeInteger(value.value) || Object.is(value.value, -0)),
    );
    expect(broken.map((figure) => figure.id)).toEqual([]);
  });
});
