/**
 * Takes the pictures of the pane and the workbench into assets/screenshots: every tab in light and dark, at 320 pixels and
 * wide. `npm run screenshots`; WORKBENCH_BUILT=1 takes them of what was built before.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, type BrowserContextOptions, type FrameLocator, type Page, chromium } from "playwright-core";
import { findBrowser } from "./browser";
import { withPalette } from "./palettePicture";
import { serveWorkbench } from "./served";

const folder = resolve(import.meta.dirname, "../../assets/screenshots");
const EXAMPLE = "/assets/examples/intelligence-tom.xlsx";
const THREE_FAULTS = "/assets/examples/intelligence-tom-three-faults.xlsx";

const LOOKS = [
  ["light", 320],
  ["dark", 320],
  ["light", 600],
  ["dark", 600],
] as const;

async function takeAll(browser: Browser, url: string): Promise<void> {
  for (const [colorScheme, width] of LOOKS) {
    const look = `${colorScheme}-${width}`;
    const options = { colorScheme, viewport: { width: width + 700, height: 820 } } as const;
    const page = await opened(browser, url, `?open=${THREE_FAULTS}`, options, width);
    const pane = paneIn(page);
    await pane.locator("[data-finding]").nth(2).waitFor();
    await take(page, `check-faults-${look}`);
    await page.goto(`${url}?open=${EXAMPLE}`);
    for (const tab of ["Inputs", "Check", "Fund", "Review", "Report"]) {
      await pane.getByRole("tab", { name: tab }).click();
      await pane.locator(`[role=tab][aria-selected=true]:has-text("${tab}")`).waitFor();
      await take(page, `${tab.toLowerCase()}-${look}`);
    }
    await pane.getByRole("tab", { name: "Fund" }).click();
    await pane.getByRole("button", { name: /^Total,? 2019\/20: / }).click();
    await pane.getByRole("button", { name: "Close" }).waitFor();
    await take(page, `how-${look}`);
    await pane.getByRole("button", { name: "Close" }).click();
    await pane.getByRole("button", { name: "Preview", exact: true }).click();
    await pane.getByRole("heading", { name: /^Writing would change/ }).waitFor();
    await take(page, `preview-${look}`);
    await pane.getByRole("button", { name: "Write", exact: true }).click();
    await pane.getByText("Written and read back").waitFor();
    await take(page, `written-${look}`);
    await page.goto(`${url}?open=`);
    await pane.getByRole("heading", { name: "This workbook has no case yet" }).waitFor();
    await take(page, `first-run-${look}`);
    await page.context().close();
  }
  for (const colorScheme of ["light", "dark"] as const) {
    const options = { colorScheme, viewport: { width: 1280, height: 760 } } as const;
    const page = await opened(browser, url, `?open=${THREE_FAULTS}`, options, 400);
    await paneIn(page).locator("[data-finding]").nth(1).click();
    await page.locator("#cell-H5").waitFor();
    keep(`workbench-${colorScheme}`, await page.screenshot({ animations: "disabled" }));
    await page.context().close();
  }
}

async function opened(
  browser: Browser,
  url: string,
  query: string,
  options: BrowserContextOptions,
  width: number,
): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.addInitScript((kept) => localStorage.setItem("workbench.paneWidth", String(kept)), width);
  await page.goto(url + query);
  return page;
}

function paneIn(page: Page): FrameLocator {
  return page.frameLocator("aside iframe");
}

/** The pane alone, as it stands beside a sheet. */
async function take(page: Page, name: string): Promise<void> {
  keep(name, await page.locator("aside").first().screenshot({ animations: "disabled" }));
}

function keep(name: string, picture: Buffer): void {
  writeFileSync(join(folder, `${name}.png`), withPalette(picture));
}

const launch = await findBrowser();
if (launch === undefined) throw new Error("Pictures need a browser.");
mkdirSync(folder, { recursive: true });
const served = await serveWorkbench();
const browser = await chromium.launch(launch);
await takeAll(browser, served.url);
await browser.close();
await served.stop();
