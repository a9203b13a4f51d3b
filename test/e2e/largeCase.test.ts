/** Fifty thousand posts in the pane: it says how far it is, can be stopped, and stays with the person meanwhile. */
import { expect, it } from "vitest";
import { largeCase } from "../bench/largeCase";
import { workbookBytes } from "../bench/largeFile";
import { expectSoon, expectText, openFile, openWorkbench, paneOf } from "./workbenchPage";

declare global {
  interface Window {
    /** Each piece of the page's own work that held up its thread: for how many milliseconds, and what was shown then. */
    longWork: { readonly milliseconds: number; readonly during: string }[];
  }
}

it("reads fifty thousand posts with its progress shown, stops when told, and works the case out", async (test) => {
  const bytes = workbookBytes(largeCase(50_000, 2_000));
  const page = await openWorkbench(test, "?open=");
  await page.addInitScript(() => {
    window.longWork = [];
    // The workbench's own work in the same process has another name.
    new PerformanceObserver((seen) => {
      for (const { name, duration } of seen.getEntries()) {
        const shown = document.querySelector("[role='progressbar']")?.getAttribute("aria-label");
        if (name === "self") window.longWork.push({ milliseconds: Math.round(duration), during: shown ?? "no work" });
      }
    }).observe({ type: "longtask", buffered: true });
  });
  // From here on every page of the add-in is watched; the workbook brings the pane anew.
  await page.reload();
  await page.locator(".grid").waitFor();
  await openFile(page, "posts.xlsx", bytes);
  await expectText(page.locator(".ribbonFile"), /^posts\.xlsx/);
  const pane = page.frameLocator("aside iframe");
  const progress = pane.getByRole("progressbar");
  await progress.waitFor();
  await expectSoon(() => progress.getAttribute("aria-label")).toMatch(/Reading/);
  await pane.getByRole("button", { name: "Stop" }).click();
  await expectText(pane.getByRole("status"), "Stopped.");
  expect(await progress.count()).toBe(0);

  await pane.getByRole("button", { name: "Check", exact: true }).click();
  await pane.getByRole("tab", { name: "Inputs" }).waitFor({ timeout: 110_000 });
  await pane.getByRole("tab", { name: "Inputs" }).click();
  await expectText(pane.getByText("50,000 rows, all used"), /./);
  const long = await (await paneOf(page)).evaluate(() => window.longWork);
  const list = long.map(({ milliseconds, during }) => `${milliseconds} ms (${during})`).join(", ");
  console.log(`50,000 posts: the pane's thread was held up ${long.length} times for more than 50 ms: ${list}`);
});
