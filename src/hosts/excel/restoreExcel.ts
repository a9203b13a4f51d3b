/** After a failure: what stood on our sheets is put back, and sheets that were added are taken away again. */
import { areaAddress } from "../../workbook";
import type { Conversation } from "./conversation";
import { enteredAs } from "./ownedMatrix";
import { OWNERSHIP_PROPERTY } from "./ownership";
import { readBlocks } from "./readBlocks";
import type { Stood, Target } from "./recheck";

/** How our sheets stand after the attempt. */
export type Restored =
  /** Nothing had been written. */
  | "untouched"
  /** Everything written was taken back. */
  | "restored";

/** Whether anything was written to a sheet, and the tables that stand on it now. */
type State = { readonly isTouched: boolean; readonly tableIds: readonly string[] };

type TouchedTarget = Target & { readonly tableIds: readonly string[] };

const DOING = "putting back what stood on our sheets";

/** Puts back and checks. Throws when it cannot, and then the sheets still hold the stamp that says they are not valid. */
export async function restoreExcel(
  conversation: Conversation,
  context: Excel.RequestContext,
  targets: readonly Target[],
): Promise<Restored> {
  conversation.stage("Putting back what stood on our sheets", 0.95, 0.99);
  const states = await conversation.read(context, DOING, (open) => {
    const collected = targets.map((target) => queueState(open, conversation, target));
    return () => collected.map((collect) => collect());
  });
  const touched = targets.flatMap((target, index) => {
    const state = states[index];
    return state?.isTouched ? [{ ...target, tableIds: state.tableIds }] : [];
  });
  if (touched.length === 0) return "untouched";
  await conversation.write(context, DOING, (open) => {
    for (const target of touched) queueRestore(open, target);
    return () => undefined;
  });
  await checkRestored(conversation, context, touched);
  return "restored";
}

function queueState(context: Excel.RequestContext, conversation: Conversation, { plan, now }: Target): () => State {
  const sheet = context.workbook.worksheets.getItemOrNullObject(now?.id ?? plan.name);
  sheet.load("id");
  // A table that was added and not yet named bears a name of Excel's choice: all that stand there now are asked for.
  sheet.tables.load("items/id");
  const stateOf = (isTouched: boolean): State => ({
    isTouched,
    tableIds: sheet.isNullObject ? [] : sheet.tables.items.map((table) => table.id),
  });
  if (now !== null) {
    // The begin stamp is the first thing written: where A2 and A3 are as they were, nothing else was touched.
    const stamp = sheet.getRange("A2:A3");
    stamp.load("values");
    return () => {
      const values = sheet.isNullObject ? [] : (stamp.values as unknown[][]);
      const isAsBefore = [2, 3].every((row) => values[row - 2]?.[0] === valueAt(now.stood, row));
      return stateOf(!isAsBefore);
    };
  }
  const property = conversation.has("1.12")
    ? sheet.customProperties.getItemOrNullObject(OWNERSHIP_PROPERTY)
    : undefined;
  property?.load("value");
  const used = sheet.getUsedRangeOrNullObject(true);
  used.load("address");
  return () => {
    if (sheet.isNullObject) return stateOf(false);
    // The name was free a moment ago. An empty sheet, or one with our mark or stamp, is the one that was added.
    const isMarked = property !== undefined && !property.isNullObject;
    return stateOf(isMarked || used.isNullObject || /!A2:A3$/.test(used.address));
  };
}

function valueAt({ area, values }: Stood, row: number): unknown {
  if (!area || area.left > 0 || row < area.top || row > area.bottom) return "";
  return values[row - area.top]?.[0];
}

function queueRestore(context: Excel.RequestContext, { plan, now, tableIds }: TouchedTarget): void {
  const sheet = context.workbook.worksheets.getItem(now?.id ?? plan.name);
  for (const id of tableIds) sheet.tables.getItem(id).convertToRange();
  if (now === null) {
    sheet.delete();
    return;
  }
  const { area, values, formulas, formats, tables } = now.stood;
  const whole = sheet.getRange();
  whole.conditionalFormats.clearAll();
  whole.clear();
  if (!area) return;
  const range = sheet.getRange(areaAddress(area));
  range.numberFormat = formats.map((row) => row.map((format) => (format === "@" ? "General" : format)));
  range.formulas = values.map((row, r) => row.map((value, c) => enteredAgain(value, formulas[r]?.[c])));
  range.numberFormat = formats.map((row) => [...row]);
  for (const table of tables) sheet.tables.add(areaAddress(table.area), true).name = table.name;
}

/** What is entered so that a cell holds again what it held: its formula, or its text marked as text. */
function enteredAgain(value: unknown, formula: unknown): unknown {
  if (typeof value === "string") {
    if (typeof formula === "string" && formula.startsWith("=") && formula !== value) return formula;
    return enteredAs(value);
  }
  return typeof formula === "string" && formula.startsWith("=") ? formula : value;
}

async function checkRestored(
  conversation: Conversation,
  context: Excel.RequestContext,
  targets: readonly Target[],
): Promise<void> {
  let isSame = true;
  await readBlocks(
    conversation,
    context,
    DOING,
    targets.flatMap(({ plan, now }) => {
      if (!now?.stood.area) return [];
      const { area, values } = now.stood;
      return [
        {
          sheetId: now.id,
          sheetName: plan.name,
          property: "values" as const,
          area,
          take: (piece, answer) => {
            answer.forEach((row, index) => {
              const before = values[piece.top + index - area.top] ?? [];
              if (!row.every((value, column) => Object.is(value, before[column]))) isSame = false;
            });
          },
        },
      ];
    }),
    (open) => {
      const added = targets
        .filter((target) => target.now === null)
        .map(({ plan }) => {
          const sheet = open.workbook.worksheets.getItemOrNullObject(plan.name);
          sheet.load("id");
          return sheet;
        });
      return () => {
        if (!added.every((sheet) => sheet.isNullObject)) isSame = false;
      };
    },
  );
  if (!isSame) throw new Error("what stood on our sheets could not be put back");
}
