/** The workbench in a browser, as every test in one begins and the steps that they share. */
import { AxeBuilder } from "@axe-core/playwright";
import {
  type Browser,
  type BrowserContextOptions,
  type ConsoleMessage,
  type Frame,
  type FrameLocator,
  type Locator,
  type Page,
  chromium,
} from "playwright-core";
import { afterAll, afterEach, expect, inject, onTestFailed } from "vitest";

let browser: Browser | undefined;
const opened: Page[] = [];
/** What a page asked of other servers, could not run, or was kept from doing by its policy: all of it is a fault. */
let faults: string[] = [];

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
  expect(faults.splice(0)).toStrictEqual([]);
});

afterAll(async () => {
  await browser?.close();
  browser = undefined;
});

/** What a test is given to say that it is skipped. */
export type Skipping = { readonly skip: (note?: string) => void };

/** How the page is looked at; the pane is 320 to 600 pixels wide. */
export type Looks = Pick<BrowserContextOptions, "colorScheme" | "forcedColors" | "viewport"> & {
  readonly paneWidth?: number;
};

/** Opens the workbench; `query` chooses the workbook and the add-in, as in its address. Skips the test where there is no browser. */
export async function openWorkbench(test: Skipping, query = "", looks: Looks = {}): Promise<Page> {
  const launch = inject("browser");
  if (launch === null) {
    test.skip("no browser on this machine");
    throw new Error("no browser");
  }
  const url = inject("workbench");
  browser ??= await chromium.launch(launch);
  const { paneWidth, ...options } = looks;
  const context = await browser.newContext({ viewport: { width: 1280, height: 760 }, ...options });
  const page = await context.newPage();
  if (paneWidth !== undefined)
    await page.addInitScript((width) => localStorage.setItem("workbench.paneWidth", String(width)), paneWidth);
  opened.push(page);
  page.on("request", (request) => {
    const address = request.url();
    if (!address.startsWith(url) && !/^(data|blob):/.test(address)) faults.push(`asked ${address}`);
  });
  page.on("pageerror", (error) => faults.push(error.stack ?? error.message));
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text()) && !isOfficeStyle(message)) faults.push(message.text());
  });
  onTestFailed(() => {
    for (const fault of faults) console.error(fault);
  });
  await page.goto(url + query);
  await page.locator(".grid").waitFor();
  return page;
}

/**
 * Office.js gives a frame of its own two style attributes, which the policies of the pages do not let it, and which change
 * nothing that can be seen. Allowing them would mean allowing them to everybody.
 */
function isOfficeStyle(message: ConsoleMessage): boolean {
  return /^Applying inline style/.test(message.text()) && /\/office-js\/[^/]+\.js$/.test(message.location().url);
}

/** Takes the faults seen so far, for a test that means to cause some. */
export function takeFaults(): readonly string[] {
  const taken = faults;
  faults = [];
  return taken;
}

/** The page of the add-in in the workbench. */
export async function paneOf(page: Page): Promise<Frame> {
  const frame = await (await page.locator("aside iframe").elementHandle())?.contentFrame();
  if (!frame) throw new Error("The pane has no frame.");
  return frame;
}

/**
 * Checks again where the pane asks for it: after an edit it does so by itself only where the check before was quick, which it
 * is not on every machine that runs these tests.
 */
export async function checkWhereAsked(pane: FrameLocator): Promise<void> {
  const asked = pane.getByText("May be out of date: check again");
  const isGone = await asked.waitFor({ state: "hidden", timeout: 2_000 }).then(
    () => true,
    () => false,
  );
  if (isGone) return;
  await pane.getByRole("button", { name: "Check", exact: true }).press("Enter");
}

/** A cell of the sheet in front, if it is drawn. */
export function cell(page: Page, address: string): Locator {
  return page.locator(`#cell-${address}`);
}

export async function focusGrid(page: Page): Promise<void> {
  await page.locator(".grid").focus();
}

/** Goes to a cell or block by the name box, and waits until the grid has the focus. */
export async function goTo(page: Page, address: string): Promise<void> {
  await page.getByLabel(/^Name box/).fill(address);
  await page.getByLabel(/^Name box/).press("Enter");
  await expectSoon(() => page.evaluate(() => document.activeElement?.className)).toBe("grid");
}

/** Goes to a cell, types and presses Enter; over when the cell is no longer edited. */
export async function typeInto(page: Page, address: string, text: string): Promise<void> {
  await goTo(page, address);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await page.locator(".cellEditor").waitFor({ state: "detached" });
}

/** What the name box says is selected. */
export function nameBox(page: Page): Promise<string> {
  return page.getByLabel(/^Name box/).inputValue();
}

/** The sheet in front. */
export function frontSheet(page: Page): Promise<string> {
  return page.locator('[role="tab"][aria-selected="true"]').first().innerText();
}

/** Opens a file from this computer, as its chooser does. */
export async function openFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.locator('input[type="file"]').setInputFiles({
    name,
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: Buffer.from(bytes),
  });
}

/** Waits until a place shows a text. */
export async function expectText(place: Locator, text: string | RegExp): Promise<void> {
  const asked = expectSoon(() => place.innerText({ timeout: 1_000 }).catch(() => "(not there)"));
  if (typeof text === "string") await asked.toBe(text);
  else await asked.toMatch(text);
}

/** What a small machine does later than a large one. */
export function expectSoon<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 30_000, interval: 50 });
}

/** What a check of accessibility finds on a part of the page and in the frames in it, each with the markup it is about. */
export async function accessibilityFaults(
  page: Page,
  part = "body",
): Promise<readonly (readonly [string, readonly string[]])[]> {
  const { violations } = await new AxeBuilder({ page })
    .include(part)
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return violations.flatMap(({ id, nodes }) => {
    // Placed by the controls' own library to hold the focus, and known to be reported without need.
    const found = nodes.map(({ html }) => html).filter((html) => !html.includes("data-tabster-dummy"));
    return found.length === 0 ? [] : [[id, found] as const];
  });
}
