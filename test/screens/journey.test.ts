/** The pane over the worked example, from the first check to the written results, without a screen. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evaluateCase, planWrites, readSheets } from "../../src/workbook";
import { exampleSnapshot, PaneInTest, withCell } from "./paneInTest";

const good = exampleSnapshot("intelligence-tom");
const faulty = exampleSnapshot("intelligence-tom-three-faults");
/** Where the example stands, as the model has it: the pane must say the same. */
const STATUS = evaluateCase(readSheets(good), false)?.evaluation.status.status;

async function checked(snapshot = good): Promise<PaneInTest> {
  const pane = new PaneInTest(snapshot);
  await pane.send({ kind: "check asked", then: "list" });
  return pane;
}

describe("the three planted faults", () => {
  it("are named with their cells, hold the figures back, and go one by one as they are put right", async () => {
    const pane = await checked(faulty);
    const cells = (): readonly (string | undefined)[] =>
      (pane.state.view?.findings ?? []).map(({ place }) => `${place?.sheet}!${place?.cell}`);
    expect(cells()).toEqual(["Staffing!A7", "Costs!H5", "Costs!G7"]);
    expect(pane.state.view?.results).toBeNull();
    await pane.send({ kind: "finding chosen", key: pane.state.view?.findings[1]?.key ?? "" });

    await pane.type("Costs", "H5", 80_000);
    expect(cells()).toEqual(["Staffing!A7", "Costs!G7"]);
    expect(pane.state.finding).toContain("Costs!G7");
    expect(pane.state.said).toBe("1 finding is put right. 2 things stop the results.");

    await pane.type("Costs", "G7", "2019/20");
    await pane.type("Staffing", "A7", "1e-2");
    expect(cells()).toEqual([]);
    expect(pane.state.said).toBe("1 finding is put right. Nothing stops the results.");
    expect(pane.state.view?.results?.status).toBe(STATUS);
  });

  it("can be left out by name, and taken back", async () => {
    const pane = await checked(faulty);
    const [, amount] = pane.state.view?.findings ?? [];
    expect(amount?.setsAside).toBe("Costs!5");
    await pane.send({ kind: "choices made", choices: { setAside: ["Costs!5"] }, said: "" });
    expect(pane.state.view?.findings.map(({ place }) => place?.cell)).not.toContain("H5");
    expect(pane.state.view?.choicesMade).toEqual(["Costs!5 was set aside by name"]);
    await pane.send({ kind: "choices made", choices: {}, said: "" });
    expect(pane.state.view?.findings).toHaveLength(3);
  });
});

describe("a question", () => {
  it("is answered in the pane, in words that name no switch of the command line", async () => {
    const hidden = {
      ...good,
      sheets: good.sheets.map((sheet) =>
        sheet.name === "Funding" ? { ...sheet, visibility: "veryHidden" as const } : sheet,
      ),
    };
    const pane = await checked(hidden);
    const [question] = pane.state.view?.findings ?? [];
    expect(question).toMatchObject({ code: "S04_SHEET_VERY_HIDDEN", answer: "S04@Funding" });
    expect(question?.next).toBe("Confirm before its figures are used");
    expect(pane.state.view?.results).toBeNull();
    await pane.send({ kind: "choices made", choices: { confirm: [question?.answer ?? ""] }, said: "" });
    expect(pane.state.view?.results?.status).toBe(STATUS);
  });
});

describe("preview and write", () => {
  it("shows what would change, writes that plan once, and says what was written", async () => {
    const pane = await checked();
    await pane.send({ kind: "preview asked" });
    const { work } = pane.state;
    if (work.kind !== "preview") throw new Error(`not a preview: ${work.kind}`);
    const reading = readSheets(good);
    const evaluated = evaluateCase(reading, false);
    if (evaluated === null) throw new Error("not evaluated");
    const plan = planWrites({ evaluation: evaluated.evaluation, reading, snapshot: good, choices: {} });
    expect(work.preview.changeCount).toBe(plan.changes.length);
    expect(work.preview.sheets.map(({ name, isNew }) => [name, isNew])).toEqual([
      ["Model results", true],
      ["Model flags", true],
    ]);
    expect(work.preview.sheets.reduce((sum, { filled }) => sum + filled, 0)).toBe(plan.changes.length);

    await pane.send({ kind: "write asked" });
    expect(pane.plans).toEqual([plan]);
    expect(pane.state.work).toMatchObject({ kind: "written", receipt: { sheets: ["Model results", "Model flags"] } });
  });

  it("writes nothing when cells were edited after the preview", async () => {
    const pane = await checked();
    await pane.send({ kind: "preview asked" });
    pane.snapshot = withCell(good, "Costs", "H2", 1);
    await pane.send({ kind: "edited" });
    await pane.send({ kind: "write asked" });
    expect(pane.plans).toEqual([]);
  });

  it("says of a refused write what to do, and reads again before it is tried again", async () => {
    const pane = await checked();
    await pane.send({ kind: "preview asked" });
    pane.writeFailure = {
      code: "W03_CHANGED_SINCE_READ",
      severity: "error",
      message: "Costs!H2 has changed since it was read.",
      next: "Run again.",
      isWorkbookChanged: false,
    };
    await pane.send({ kind: "write asked" });
    expect(pane.state.said).toBe("Costs!H2 has changed since it was read. Run again.");
    pane.writeFailure = null;
    await pane.send({ kind: "retry asked" });
    expect(pane.state.work.kind).toBe("preview");
    expect(pane.plans).toEqual([]);
  });
});

describe("explaining", () => {
  it("takes a figure apart down to its cells, and goes to one of them", async () => {
    const pane = await checked();
    const top = await pane.send({ kind: "how asked", id: "cost.total.2019/20" });
    const figure = top.overlay?.kind === "how" ? top.overlay.trail.at(-1) : undefined;
    expect(figure).toMatchObject({ label: "Total cost 2019/20", shown: "909,000.00" });
    const capital = figure?.parts.find((part) => part.kind === "figure" && part.id === "cost.capital.2019/20");
    expect(capital).toMatchObject({ shown: "374,000.00" });
    const below = await pane.send({ kind: "how asked", id: "cost.capital.2019/20" });
    const parts = below.overlay?.kind === "how" ? (below.overlay.trail.at(-1)?.parts ?? []) : [];
    const input = parts.find((part) => part.kind === "input");
    expect(input).toMatchObject({ place: { sheet: "Costs", cell: "H2" } });
    if (input?.kind === "input" && input.place !== null) await pane.send({ kind: "show asked", place: input.place });
    expect(pane.shown).toEqual(["Costs!H2"]);
  });

  it("says of the selected cell which figures it goes into, and of a cell of the results how it is made", async () => {
    const pane = await checked();
    await pane.send({ kind: "cell asked" });
    const overlay = pane.state.overlay;
    expect(overlay?.kind === "cell" ? overlay.cell.feeds.map(({ id }) => id) : []).toContain("cost.capital.2019/20");
    // B6 is the first value of the decision card: the reference, which is no figure. Its total stands further down.
    pane.current = { sheet: "Model results", address: "B6" };
    await pane.send({ kind: "cell asked" });
    expect(pane.state.overlay).toMatchObject({ kind: "cell", cell: { figure: null, feeds: [] } });
  });

  it("checks first when nothing was checked yet", async () => {
    const pane = new PaneInTest(good);
    await pane.send({ kind: "cell asked" });
    expect(pane.state.overlay).toMatchObject({ kind: "cell", cell: { place: { sheet: "Costs", cell: "H2" } } });
  });
});

describe("other things asked of the pane", () => {
  it("are done, and said when they cannot be", async () => {
    const pane = await checked();
    await pane.send({ kind: "open asked", asset: "example" });
    expect(pane.opened).toEqual(["assets/examples/intelligence-tom-three-faults.xlsx"]);
    expect(() => readFileSync(new URL(`../../${pane.opened[0]}`, import.meta.url))).not.toThrow();
    await pane.send({ kind: "copy asked", text: "a card" });
    expect(pane.state.said).toBe("Copied.");
    pane.mayCopy = false;
    await pane.send({ kind: "copy asked", text: "a card" });
    expect(pane.state.said).toContain("Ctrl+C");
  });

  it("say that a workbook without a case has none", async () => {
    const pane = await checked({ ...good, sheets: [] });
    expect(pane.state.view?.isEmpty).toBe(true);
    expect(pane.state.said).toBe("This workbook has no case yet.");
  });

  it("keep what was read when the next reading fails", async () => {
    const pane = await checked();
    pane.readFailure = {
      code: "W02_CELL_EDIT",
      severity: "fatal",
      message: "You are typing in a cell.",
      next: "Press Enter or Esc, then run again.",
      isWorkbookChanged: false,
    };
    await pane.send({ kind: "check asked", then: "list" });
    expect(pane.state.work.kind).toBe("failed");
    expect(pane.state.view?.results?.status).toBe(STATUS);
  });
});
