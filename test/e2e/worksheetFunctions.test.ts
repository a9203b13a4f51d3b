/** The add-in's own worksheet functions, typed in cells as people type them. */
import { it } from "vitest";
import { cell, expectText, goTo, openWorkbench, typeInto } from "./workbenchPage";

it("spill, follow the cells they are made from, and end in an error where an argument is wrong", async (test) => {
  const page = await openWorkbench(test, "?open=&pane=closed");
  for (const [at, workforce] of [17_100, 6_100, 300, 1_000, 150].entries()) {
    await typeInto(page, `B${at + 2}`, String(workforce));
  }
  await typeInto(page, "D2", "=BCASE.APPORTION(4,B2:B6,1)");
  await expectText(cell(page, "D2"), "3");
  await expectText(cell(page, "D3"), "1");
  await expectText(cell(page, "D6"), "0");

  // Eight posts by the same weights: 8 x 17,100 / 24,650 = 5.55, 1.98, 0.10, 0.32, 0.05; whole posts that add to eight.
  await typeInto(page, "F2", "=BCASE.APPORTION(A1,B2:B6,1)");
  await typeInto(page, "A1", "8");
  await expectText(cell(page, "F2"), "6");
  await expectText(cell(page, "F3"), "2");

  await typeInto(page, "H2", '=BCASE.PARTYEAR("2018/19",DATE(2019,1,1))');
  await expectText(cell(page, "H2"), "0.25");
  await typeInto(page, "H3", "=BCASE.STAFFCOST(5,41200,,,H2)");
  await expectText(cell(page, "H3"), "51500");
  await typeInto(page, "H4", '=BCASE.PARTYEAR("2018",DATE(2019,1,1))');
  await expectText(cell(page, "H4"), "#VALUE!");

  // What stands in the way of a spilled block is never written over.
  await typeInto(page, "J4", "mine");
  await typeInto(page, "J2", "=BCASE.APPORTION(4,B2:B6,1)");
  await expectText(cell(page, "J2"), "#SPILL!");
  await expectText(cell(page, "J4"), "mine");
  await goTo(page, "J4");
  await page.keyboard.press("Delete");
  await expectText(cell(page, "J2"), "3");
});
