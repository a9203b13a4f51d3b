/** The workbench page by itself, with an add-in of the tests' own in it: in a real browser, through the real office.js. */
import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { TEST_ADD_IN } from "./served";
import {
  type Skipping,
  accessibilityFaults,
  cell,
  expectSoon,
  expectText,
  focusGrid,
  goTo,
  nameBox,
  openFile,
  openWorkbench,
  paneOf,
  typeInto,
} from "./workbenchPage";

describe("the page", () => {
  it("opens the worked example with the add-in beside it, and asks nothing of any other server", async (test) => {
    const shown = await openWorkbench(test, "");
    await expectText(shown.getByRole("gridcell").first(), /Intelligence Target Operating Model/);
    expect(await shown.title()).toBe("intelligence-tom.xlsx - Workbench");
    expect(await shown.getByRole("heading", { level: 1 }).innerText()).toBe("Workbench");
    expect(await shown.locator("aside iframe").count()).toBe(1);
    expect(await shown.locator("body").innerText()).not.toMatch(/\bExcel\b/);
  });

  it("edits in the cell and in the formula bar, works formulas out, and takes it all back", async (test) => {
    const shown = await openEmpty(test);
    await typeInto(shown, "A1", "1,200");
    await typeInto(shown, "A2", "=A1*2");
    expect(await cell(shown, "A1").innerText()).toBe("1,200");
    expect(await cell(shown, "A2").innerText()).toBe("2400");
    await goTo(shown, "A1");
    await shown.keyboard.press("F2");
    await shown.keyboard.press("Backspace");
    await shown.keyboard.press("Backspace");
    await shown.keyboard.type("50");
    await shown.keyboard.press("Tab");
    await expectSoon(() => nameBox(shown)).toBe("B1");
    await expectText(cell(shown, "A2"), "2500");
    await goTo(shown, "A2");
    expect(await shown.getByLabel("Formula bar").inputValue()).toBe("=A1*2");
    await shown.getByLabel("Formula bar").fill("=A1*3");
    await shown.keyboard.press("Enter");
    await expectText(cell(shown, "A2"), "3750");
    await shown.keyboard.press("Control+z");
    await expectText(cell(shown, "A2"), "2500");
    await shown.keyboard.press("Control+z");
    await expectText(cell(shown, "A1"), "1,200");
    await shown.keyboard.press("Control+y");
    await expectText(cell(shown, "A2"), "2500");
    await goTo(shown, "A1");
    await shown.keyboard.press("Delete");
    await expectText(cell(shown, "A2"), "0");
  });

  it("loses no key when they come faster than it draws", async (test) => {
    const shown = await openEmpty(test);
    await goTo(shown, "B2");
    await shown.keyboard.type("1\n2\n3");
    await shown.keyboard.press("Tab");
    await shown.keyboard.type("4\n=SUM(B2:B4)\n");
    await expectText(cell(shown, "C5"), "6");
    await expectText(cell(shown, "C4"), "4");
    await expectText(cell(shown, "B3"), "2");
  });

  it("keeps what was typed when a formula cannot be read, and lets it be given up", async (test) => {
    const shown = await openEmpty(test);
    await goTo(shown, "B2");
    await shown.keyboard.type("=SUM(1,2");
    await shown.keyboard.press("Enter");
    await expectText(shown.getByText("This formula cannot be read"), /brackets/);
    expect(await shown.getByLabel("Edit B2").inputValue()).toBe("=SUM(1,2");
    await shown.keyboard.press("Escape");
    expect(await cell(shown, "B2").innerText()).toBe("");
  });

  it("moves by keyboard: steps, edges of the data, pages, a selection that grows", async (test) => {
    const shown = await openEmpty(test);
    for (const address of ["B2", "B3", "B4"]) await typeInto(shown, address, address);
    await goTo(shown, "B2");
    await shown.keyboard.press("Control+ArrowDown");
    await expectSoon(() => nameBox(shown)).toBe("B4");
    await shown.keyboard.press("Control+Shift+ArrowUp");
    await expectSoon(() => nameBox(shown)).toBe("B2:B4");
    await shown.keyboard.press("Control+Home");
    await expectSoon(() => nameBox(shown)).toBe("A1");
    await shown.keyboard.press("Control+End");
    await expectSoon(() => nameBox(shown)).toBe("B4");
    await shown.keyboard.press("PageDown");
    await expectSoon(async () => Number(/\d+/.exec(await nameBox(shown))?.[0])).toBeGreaterThan(10);
    await shown.keyboard.press("Control+ArrowDown");
    await expectSoon(() => nameBox(shown)).toBe("B1048576");
  });

  it("copies blocks: formulas move along within the workbook, other programs give text", async (test) => {
    const shown = await openEmpty(test);
    await typeInto(shown, "A1", "2");
    await typeInto(shown, "B1", "=A1*10");
    await goTo(shown, "A1:B1");
    await shown.keyboard.press("Control+c");
    await goTo(shown, "A2");
    await shown.keyboard.press("Control+v");
    await typeInto(shown, "A2", "3");
    await expectText(cell(shown, "B2"), "30");
    await goTo(shown, "D4");
    await shown.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text/plain", '5%\t"two\nlines"\r\n£12\t=1+1\r\n');
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
    });
    await expectText(cell(shown, "D4"), "5%");
    await expectText(cell(shown, "D5"), "£12");
    await expectText(cell(shown, "E5"), "2");
    await expectSoon(() => nameBox(shown)).toBe("D4:E5");
  });

  it("shows fifty thousand rows and stays quick to scroll, drawing only what can be seen", async (test) => {
    const shown = await openEmpty(test);
    await goTo(shown, "A1");
    await shown.evaluate(() => {
      const rows = Array.from({ length: 50_000 }, (_, row) => `Post ${row + 1}\t${row}`);
      const data = new DataTransfer();
      data.setData("text/plain", rows.join("\n"));
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
    });
    await expectText(cell(shown, "A1"), "Post 1");
    await expectSoon(() => nameBox(shown)).toBe("A1:B50000");
    await goTo(shown, "A50000");
    await expectText(cell(shown, "A50000"), "Post 50000");
    expect(await shown.getByRole("gridcell").count()).toBeLessThan(500);
  });

  it("shows cell text that looks like markup as text, and asks no other server for a formula", async (test) => {
    const shown = await openEmpty(test);
    const markup = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";
    await typeInto(shown, "A1", markup);
    await typeInto(shown, "A3", '=HYPERLINK("https://example.invalid/","go")');
    await typeInto(shown, "A4", '=WEBSERVICE("https://example.invalid/")');
    expect(await cell(shown, "A1").innerText()).toBe(markup);
    expect(await shown.title()).toBe("Book1.xlsx - Workbench");
  });

  it("saves a file that opens again as it was", async (test) => {
    const shown = await openEmpty(test);
    await typeInto(shown, "B2", "kept");
    await typeInto(shown, "B3", "=LEN(B2)");
    const saving = shown.waitForEvent("download");
    await shown.getByRole("button", { name: "Save" }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe("Book1.xlsx");
    const path = await saved.path();
    await typeInto(shown, "B2", "changed");
    await openFile(shown, "again.xlsx", readFileSync(path));
    await shown.getByRole("button", { name: "Leave without saving" }).click();
    await expectText(shown.locator(".ribbonFile"), "again.xlsx");
    await expectText(cell(shown, "B2"), "kept");
    await expectText(cell(shown, "B3"), "4");
  });

  it("says in its own words when a file is no workbook", async (test) => {
    const shown = await openEmpty(test);
    await openFile(shown, "notes.xlsx", Buffer.from("not a workbook"));
    await expectText(shown.getByText("The workbook could not be opened"), /./);
  });

  it.for(["light", "dark"] as const)("has nothing that a check of accessibility finds, %s", async (scheme, test) => {
    const shown = await openWorkbench(test, "", { colorScheme: scheme });
    await expectText(shown.getByRole("gridcell").first(), /./);
    expect(await accessibilityFaults(shown)).toStrictEqual([]);
  });

  it.for([1440, 900, 600, 360])("needs no scrolling sideways at %i pixels", async (width, test) => {
    const shown = await openWorkbench(test, "", { viewport: { width, height: 760 } });
    await expectText(shown.getByRole("gridcell").first(), /./);
    expect(await shown.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});

describe("an add-in in the page", () => {
  it("hears that it is ready, reads and writes, and one write is one step to take back", async (test) => {
    const { shown, pane } = await openTestAddIn(test);
    expect(await pane.locator("#host").innerText()).toBe("Excel OfficeOnline");
    await pane.locator("#write").click();
    await expectText(cell(shown, "C3"), "1,234.50");
    await expectSoon(() => cell(shown, "B2").evaluate((one) => getComputedStyle(one).backgroundColor)).toBe(
      "rgb(221, 235, 247)",
    );
    await expectSoon(() => cell(shown, "C3").evaluate((one) => getComputedStyle(one).backgroundColor)).toBe(
      "rgb(255, 199, 206)",
    );
    await focusGrid(shown);
    await shown.keyboard.press("Control+z");
    await expectSoon(() => cell(shown, "C3").count()).toBe(0);
  });

  it("is told what the person selects and changes", async (test) => {
    const { shown, pane } = await openTestAddIn(test);
    await goTo(shown, "C5:D6");
    await expectText(pane.locator("#selected"), "C5:D6");
    await typeInto(shown, "C7", "typed");
    await expectText(pane.locator("#changed"), "C7 Unknown");
  });

  it("is refused while a cell is edited, as by the program that the page stands in for", async (test) => {
    const { shown, pane } = await openTestAddIn(test);
    await goTo(shown, "F9");
    await shown.keyboard.type("half");
    await pane.locator("#write").click();
    await expectText(pane.locator("#error"), "InvalidOperationInCellEditMode");
    await shown.getByLabel("Edit F9").press("Enter");
    await expectText(cell(shown, "F9"), "half");
    await pane.locator("#write").click();
    await expectText(cell(shown, "C3"), "1,234.50");
  });

  it("is called by its buttons and by the menu of a cell", async (test) => {
    const { shown } = await openTestAddIn(test);
    await goTo(shown, "D4");
    await shown.getByRole("button", { name: "Stamp" }).click();
    await expectText(cell(shown, "D4"), "stamped");
    await goTo(shown, "D6");
    await shown.keyboard.press("Shift+F10");
    await shown.getByRole("menuitem", { name: "Stamp this cell" }).click();
    await expectText(cell(shown, "D6"), "stamped");
  });

  it("runs its worksheet functions in cells: values, errors, spilled tables, and #BUSY! meanwhile", async (test) => {
    const { shown } = await openTestAddIn(test);
    await typeInto(shown, "A1", "=TEST.ADD(2,3)*10");
    await expectText(cell(shown, "A1"), "50");
    await typeInto(shown, "A2", "=TEST.FAIL()");
    await expectText(cell(shown, "A2"), "#DIV/0!");
    await typeInto(shown, "C1", "=TEST.TABLE(3)");
    await expectText(cell(shown, "E3"), "22");
    await typeInto(shown, "A4", "=TEST.LATER(A1)");
    await expectText(cell(shown, "A4"), "#BUSY!");
    await expectText(cell(shown, "A4"), "51");
  });

  it("opens a new workbook in the page, and what it asked in vain is counted", async (test) => {
    const { shown, pane } = await openTestAddIn(test);
    await pane.locator("#unknown").click();
    await expectText(shown.getByRole("button", { name: "1 Office.js member missing" }), /./);
    await typeInto(shown, "A1", "mine");
    await pane.locator("#other").click();
    await shown.getByRole("button", { name: "Stay" }).click();
    await expectText(cell(shown, "A1"), "mine");
    await pane.locator("#other").click();
    await shown.getByRole("button", { name: "Leave without saving" }).click();
    await expectSoon(() => cell(shown, "A1").innerText()).toBe("");
    await expectText((await paneOf(shown)).locator("#host"), "Excel OfficeOnline");
  });

  it("is reached and left by F6, closed and opened again", async (test) => {
    const { shown } = await openTestAddIn(test);
    await focusGrid(shown);
    await shown.keyboard.press("F6");
    await expectSoon(() => shown.evaluate(() => document.activeElement?.tagName)).toBe("IFRAME");
    await shown.keyboard.press("F6");
    await expectSoon(() => shown.evaluate(() => document.activeElement?.closest("header")?.className)).toBe("ribbon");
    await shown.keyboard.press("F6");
    await expectSoon(() => shown.evaluate(() => document.activeElement?.className)).toBe("grid");
    await shown.getByRole("button", { name: "Close Test add-in" }).click();
    await expectSoon(() => shown.locator("aside").count()).toBe(0);
    await shown.getByRole("button", { name: "Open pane" }).click();
    await expectText((await paneOf(shown)).locator("#host"), "Excel OfficeOnline");
  });
});

// ------------------------------------------------------------------------------------------------ steps

function openEmpty(test: Skipping): Promise<Page> {
  return openWorkbench(test, "?open=&manifest=");
}

async function openTestAddIn(test: Skipping): Promise<{ shown: Page; pane: Frame }> {
  const shown = await openWorkbench(test, `?open=&manifest=${TEST_ADD_IN}manifest.xml`);
  const pane = await paneOf(shown);
  await expectText(pane.locator("#host"), /Excel/);
  return { shown, pane };
}
