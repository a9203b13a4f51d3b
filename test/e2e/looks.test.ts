/** The pane as people have it before them: narrow and wide, light, dark and in a contrast theme, tab by tab. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { type Looks, accessibilityFaults, expectText, openWorkbench, paneOf } from "./workbenchPage";

const TABS = ["Inputs", "Check", "Fund", "Review", "Report"] as const;

const LOOKS: readonly (readonly [string, Looks])[] = [
  ["light, at 320 pixels", { colorScheme: "light", paneWidth: 320 }],
  ["dark", { colorScheme: "dark" }],
  ["a contrast theme, at 320 pixels", { forcedColors: "active", paneWidth: 320 }],
  ["wide", { viewport: { width: 1600, height: 900 }, paneWidth: 600 }],
];

describe.for(LOOKS)("%s", ([, looks]) => {
  it("shows every screen without a fault of accessibility, and nothing wider than the pane", async (test) => {
    const page = await openWorkbench(test, "", looks);
    const pane = page.frameLocator("aside iframe");
    const isFine = async (screen: string): Promise<void> => {
      expect([screen, await accessibilityFaults(page, "aside"), await isTooWide(page)]).toStrictEqual([
        screen,
        [],
        false,
      ]);
    };
    for (const tab of TABS) {
      await pane.getByRole("tab", { name: tab }).click();
      await expectText(pane.getByRole("tabpanel"), /./);
      await isFine(tab);
    }
    await pane
      .getByRole("button", { name: /\. How\?$/ })
      .first()
      .click();
    await isFine("How");
    await pane.getByRole("button", { name: "Preview", exact: true }).click();
    await expectText(pane.getByRole("heading", { level: 2 }), /^Writing would change/);
    await isFine("Preview");
    await pane.getByRole("button", { name: "Help" }).click();
    await isFine("Help");
  });
});

async function isTooWide(page: Page): Promise<boolean> {
  const pane = await paneOf(page);
  return pane.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("main")].some((one) => one.scrollWidth > one.clientWidth),
  );
}
