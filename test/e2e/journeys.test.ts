/** What a finance officer does, from the first opening to the saved file: by mouse, and by keyboard alone. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FrameLocator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { readWorkbook } from "../../src/hosts/xlsx";
import { start, temporaryFolder } from "../cli/startedProgram";
import {
  cell,
  checkWhereAsked,
  expectSoon,
  expectText,
  frontSheet,
  nameBox,
  openWorkbench,
  typeInto,
} from "./workbenchPage";

const THREE_FAULTS = "?open=/assets/examples/intelligence-tom-three-faults.xlsx";

/** The planted faults in the order of the list, each with what puts it right. */
const FAULTS = [
  { sheet: "Staffing", cell: "A7", mended: "1e-2" },
  { sheet: "Costs", cell: "H5", mended: "80000" },
  { sheet: "Costs", cell: "G7", mended: "2019/20" },
] as const;

describe("a workbook without a case", () => {
  it("leads to the worked example, and from there to written results and flags", async (test) => {
    const page = await openWorkbench(test, "?open=");
    const pane = paneIn(page);
    await expectText(pane.getByRole("heading", { level: 2 }), "This workbook has no case yet");
    await pane.getByRole("button", { name: "Start" }).click();
    await expectSoon(() => placesOf(pane)).toStrictEqual(FAULTS.map((fault) => `${fault.sheet}!${fault.cell}`));
    for (const fault of FAULTS) {
      await page.getByRole("tab", { name: fault.sheet, exact: true }).click();
      await typeInto(page, fault.cell, fault.mended);
    }
    await expectSoon(() => placesOf(pane)).toStrictEqual([]);
    await pane.getByRole("button", { name: "Preview", exact: true }).click();
    await expectText(pane.getByRole("heading", { level: 2 }), /^Writing would change [\d,]+ cells on 2 sheets$/);
    await pane.getByRole("button", { name: "Write", exact: true }).click();
    await expectText(pane.getByText("Written and read back"), /'Model results' and 'Model flags'/);
    await pane.getByRole("button", { name: "'Model flags'!A1" }).click();
    await expectSoon(() => frontSheet(page)).toBe("Model flags");
    await page.getByRole("tab", { name: "Model results" }).click();
    await expectText(cell(page, "A1"), /./);
  });
});

describe("three planted faults", () => {
  it("are found, put right, written, stepped through, saved and opened again by mouse", async (test) => {
    const page = await openWorkbench(test, THREE_FAULTS);
    const pane = paneIn(page);
    for (const [at, fault] of FAULTS.entries()) {
      const left = FAULTS.slice(at).map((one) => `${one.sheet}!${one.cell}`);
      await expectSoon(() => placesOf(pane)).toStrictEqual(left);
      await pane.getByRole("button", { name: left[0] ?? "", exact: true }).click();
      await expectSoon(() => nameBox(page)).toBe(fault.cell);
      await expectSoon(() => frontSheet(page)).toBe(fault.sheet);
      await cell(page, fault.cell).click();
      await page.keyboard.type(fault.mended);
      await page.keyboard.press("Enter");
    }
    await expectSoon(() => placesOf(pane)).toStrictEqual([]);
    await pane.getByRole("button", { name: "Preview", exact: true }).click();
    await pane.getByRole("button", { name: "Write", exact: true }).click();
    await pane.getByRole("button", { name: "Review the flags" }).click();
    const flags = await flagsOf(pane);
    const ids = flags.map(({ id }) => id);
    expect(flags.length).toBeGreaterThan(5);
    const seen: string[] = [await chosenFlag(pane)];
    while (seen.length < flags.length) {
      await pane.getByRole("button", { name: "Next flag (j)" }).click();
      await expectSoon(() => chosenFlag(pane)).not.toBe(seen.at(-1));
      seen.push(await chosenFlag(pane));
    }
    expect(seen).toStrictEqual(ids);
    await pane.getByRole("tab", { name: "Fund" }).click();
    const shown = { flags, total: await totalsOf(pane) };

    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save" }).click();
    const bytes = readFileSync(await (await saving).path());
    const choosing = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await (await choosing).setFiles({ name: "mended.xlsx", mimeType: XLSX_TYPE, buffer: bytes });
    await expectText(page.locator(".ribbonFile"), "mended.xlsx");
    await standsAsSaved(page, shown, bytes);
  });

  it("are found, put right, written, stepped through, saved and opened again by keyboard alone", async (test) => {
    const page = await openWorkbench(test, THREE_FAULTS);
    const pane = paneIn(page);
    await expectSoon(() => placesOf(pane)).toHaveLength(3);
    for (const [at, fault] of FAULTS.entries()) {
      await goRoundTo(page, "addInFrame");
      await tabTo(page, pane, /^(Staffing|Costs)![A-Z]+\d+$/);
      expect(await focusedIn(pane)).toBe(`${fault.sheet}!${fault.cell}`);
      await page.keyboard.press("Enter");
      await expectSoon(() => nameBox(page)).toBe(fault.cell);
      await goRoundTo(page, "grid");
      await page.keyboard.type(fault.mended);
      await page.keyboard.press("Enter");
      await expectSoon(() => placesOf(pane)).toHaveLength(FAULTS.length - 1 - at);
    }
    await goRoundTo(page, "addInFrame");
    await tabTo(page, pane, "Preview");
    await page.keyboard.press("Enter");
    await expectText(pane.getByRole("heading", { level: 2 }), /^Writing would change/);
    await tabTo(page, pane, "Write");
    await page.keyboard.press("Enter");
    await expectText(pane.getByText("Written and read back"), /./);
    await tabTo(page, pane, "Review the flags");
    await page.keyboard.press("Enter");
    await expectSoon(() => pane.locator("[data-flag]").count()).toBeGreaterThan(5);
    const flags = await flagsOf(pane);
    await tabTo(page, pane, "Next flag (j)");
    for (const { id } of flags.slice(1)) {
      await page.keyboard.press("j");
      await expectSoon(() => chosenFlag(pane)).toBe(id);
    }
    await page.keyboard.press("k");
    await expectSoon(() => chosenFlag(pane)).toBe(flags.at(-2)?.id);
    await tabTo(page, pane, "Review", "Shift+Tab");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    const shown = { flags, total: await totalsOf(pane) };

    await goRoundTo(page, "grid");
    const saving = page.waitForEvent("download");
    await page.keyboard.press("Control+s");
    const bytes = readFileSync(await (await saving).path());
    const choosing = page.waitForEvent("filechooser");
    await goRoundTo(page, "ribbon");
    await tabTo(page, page, "Open");
    await page.keyboard.press("Enter");
    await (await choosing).setFiles({ name: "mended.xlsx", mimeType: XLSX_TYPE, buffer: bytes });
    await expectText(page.locator(".ribbonFile"), "mended.xlsx");
    await standsAsSaved(page, shown, bytes);
  });
});

// ------------------------------------------------------------------------------------------------ steps

const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What the pane showed of a case. */
type Shown = { readonly flags: readonly Flag[]; readonly total: Readonly<Record<string, number>> };

function paneIn(page: Page): FrameLocator {
  return page.frameLocator("aside iframe");
}

/** The cells of the findings listed, in their order. */
async function placesOf(pane: FrameLocator): Promise<string[]> {
  await checkWhereAsked(pane);
  return pane.locator("[data-finding]").allInnerTexts();
}

/** A flag as it is listed. */
type Flag = { readonly id: string; readonly what: string };

function flagsOf(pane: FrameLocator): Promise<Flag[]> {
  return pane.locator("[data-flag]").evaluateAll((found) =>
    found.map((one) => ({
      id: one.getAttribute("data-flag") ?? "",
      what: one.closest("li")?.querySelector("p")?.textContent ?? "",
    })),
  );
}

async function chosenFlag(pane: FrameLocator): Promise<string> {
  return (await pane.locator("[data-flag][tabindex='0']").getAttribute("data-flag")) ?? "";
}

/** Total cost by year, of the years that the table shows. */
async function totalsOf(pane: FrameLocator): Promise<Readonly<Record<string, number>>> {
  const labels = pane.getByRole("button", { name: /^Total,? \d{4}\/\d\d: / });
  await expectSoon(() => labels.count()).toBeGreaterThan(0);
  const names = await labels.evaluateAll((found) => found.map((one) => one.getAttribute("aria-label") ?? ""));
  return Object.fromEntries(
    names.map((name) => {
      const [, year = "", amount = ""] = /^Total,? (\d{4}\/\d\d): (-?[\d,.]+)/.exec(name) ?? [];
      return [year, Number(amount.replaceAll(",", ""))];
    }),
  );
}

/** What has the focus in a page or frame, by the name it is known by. */
async function focusedIn(place: Page | FrameLocator): Promise<string> {
  const focused = place.locator(":focus");
  if ((await focused.count()) === 0) return "";
  return focused.evaluate((one) => one.getAttribute("aria-label") ?? (one as HTMLElement).innerText);
}

/** Presses F6 until a part of the workbench has the focus: at most once round. */
async function goRoundTo(page: Page, part: "grid" | "addInFrame" | "ribbon"): Promise<void> {
  const isThere = (): Promise<boolean> =>
    page.evaluate((name) => document.activeElement?.closest(`.${name}`) != null, part);
  for (let count = 0; count < 3 && !(await isThere()); count++) await page.keyboard.press("F6");
  expect([part, await isThere()]).toStrictEqual([part, true]);
}

/** Presses Tab (or Shift+Tab) until what has the focus is named so: at most once round. */
async function tabTo(page: Page, place: Page | FrameLocator, name: string | RegExp, key = "Tab"): Promise<void> {
  const isIt = (now: string): boolean => (typeof name === "string" ? now === name : name.test(now));
  const passed: string[] = [];
  for (let count = 0; count < 60; count++) {
    const now = (await focusedIn(place)).trim();
    if (isIt(now)) return;
    passed.push(now);
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never comes to ${String(name)}; it comes to ${passed.join(" | ")}`);
}

/**
 * The workbook that was saved and opened again: still ours to write, with nothing left to do, and the command line finds in
 * its bytes what the pane showed.
 */
async function standsAsSaved(page: Page, shown: Shown, bytes: Uint8Array): Promise<void> {
  const pane = paneIn(page);
  await pane.getByRole("tab", { name: "Review" }).click();
  await expectSoon(() => flagsOf(pane)).toStrictEqual(shown.flags);
  const path = join(temporaryFolder(), "mended.xlsx");
  writeFileSync(path, bytes);
  const again = path.replace("mended", "again");
  const { code, answer } = await start(["run", path, "--out", again, "--json"]);
  expect(code).toBe(0);
  const told = JSON.parse(answer) as Told;
  expect(told.findings).toStrictEqual([]);
  expect(told.flags.map(({ message, next }) => `${message} ${next}`)).toStrictEqual(
    shown.flags.map((flag) => flag.what),
  );
  expect(told.flags.map((flag) => flag.code)).toStrictEqual(shown.flags.map((flag) => flag.id.split(" ")[0]));
  for (const [year, total] of Object.entries(shown.total)) expect(told.figures[`cost.total.${year}`]).toBe(total);
  expect(resultsIn(readFileSync(again))).toStrictEqual(resultsIn(bytes));
}

/** What the command line says with --json, as far as it is looked at here. */
type Told = {
  readonly findings: readonly unknown[];
  readonly flags: readonly { readonly code: string; readonly message: string; readonly next: string }[];
  readonly figures: Readonly<Record<string, number>>;
};

/** The sheets of results in a file: whose they are, and every row of them. */
function resultsIn(bytes: Uint8Array): readonly unknown[] {
  const read = readWorkbook(bytes, { fileName: "mended.xlsx" });
  if (!read.ok) throw new Error("The file cannot be read.");
  return read.value.sheets
    .filter(({ name }) => /^Model /.test(name))
    .map(({ name, ownership, rows }) => ({ name, ownership, rows }));
}
