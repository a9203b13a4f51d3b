/** After a failure: what stood on our sheets is put back, and sheets that were added are taken away again. */
import { type CellArea, STAMP_BEGINNING, areaAddress } from "../../workbook";
import { type Conversation, bytesOf } from "./conversation";
import { TABLE_STYLE } from "./ownedLooks";
import { BEGIN_STAMP, enteredAs } from "./ownedMatrix";
import { OWNERSHIP_PROPERTY } from "./ownership";
import { readBlocks } from "./readBlocks";
import type { Stood, Target } from "./recheck";
import { CALL_BYTES, type Piece, rowChunks, sendPieces } from "./sendPieces";
import { colourWords } from "./writeExcel";

/** How our sheets stand after the attempt. */
export type Restored = {
  /** Whether anything had been written. */
  readonly wasTouched: boolean;
  /** What could not be put back, for a person: "fonts and fills of 'Model flags'". Values and formulas always are. */
  readonly lost: readonly string[];
};

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
  conversation.stage("Checking what was written, and putting back what stood there", 0.95, 0.99);
  const states = await conversation.read(context, DOING, (open) => {
    const collected = targets.map((target) => queueState(open, conversation, target));
    return () => collected.map((collect) => collect());
  });
  const touched = targets.flatMap((target, index) => {
    const state = states[index];
    return state?.isTouched ? [{ ...target, tableIds: state.tableIds }] : [];
  });
  if (touched.length === 0) return { wasTouched: false, lost: [] };
  await sendPieces(
    conversation,
    context,
    DOING,
    touched.flatMap((target) => restorePieces(target, conversation)),
  );
  await checkRestored(conversation, context, touched);
  // Only now is what stands there valid again.
  await sendPieces(
    conversation,
    context,
    DOING,
    touched.flatMap((target) => stampPieces(target)),
  );
  return { wasTouched: true, lost: touched.flatMap((target) => lostOf(target)) };
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

function sheetOf(context: Excel.RequestContext, { plan, now }: Target): Excel.Worksheet {
  return context.workbook.worksheets.getItem(now?.id ?? plan.name);
}

/** Everything that stood on a sheet but its stamp, which says until the end that the sheet is not valid. */
function restorePieces(target: TouchedTarget, conversation: Conversation): Piece[] {
  const { now, tableIds } = target;
  const cleared: Piece = {
    bytes: (tableIds.length + 4) * CALL_BYTES,
    cells: 0,
    queue: (context) => {
      const sheet = sheetOf(context, target);
      for (const id of tableIds) sheet.tables.getItem(id).convertToRange();
      if (now === null) {
        sheet.delete();
        return;
      }
      const whole = sheet.getRange();
      whole.conditionalFormats.clearAll();
      whole.clear();
      sheet.getRange("A2:A3").values = [[`'${STAMP_BEGINNING}`], [`'${BEGIN_STAMP}`]];
    },
  };
  const area = now?.stood.area;
  if (now === null || !area) return [cleared];
  const { stood } = now;
  const pieces: Piece[] = [cleared];
  const onSheet = (bytes: number, queue: (sheet: Excel.Worksheet) => void, cells = 0): void => {
    pieces.push({ bytes: bytes + CALL_BYTES, cells, queue: (context) => queue(sheetOf(context, target)) });
  };
  const rowOf = (matrix: readonly (readonly unknown[])[], row: number): readonly unknown[] =>
    matrix[row - area.top] ?? [];
  const bytesOfRow = (row: number): number =>
    bytesOf([rowOf(stood.values, row), rowOf(stood.formulas, row), rowOf(stood.formats, row)]);
  for (const { first, last } of rowChunks(conversation, area, bytesOfRow)) {
    const rows = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    const address = areaAddress({ ...area, top: first, bottom: last });
    const formats = rows.map((row) => rowOf(stood.formats, row));
    const entered = rows.map((row) => {
      const formulas = rowOf(stood.formulas, row);
      return rowOf(stood.values, row).map((value, c) =>
        isStamp(row, area.left + c)
          ? `'${row === 2 ? STAMP_BEGINNING : BEGIN_STAMP}`
          : enteredAgain(value, formulas[c]),
      );
    });
    onSheet(
      bytesOf(entered) + 2 * bytesOf(formats),
      (sheet) => {
        const range = sheet.getRange(address);
        // The text format comes after the text: before it, an apostrophe would be part of the text.
        range.numberFormat = formats.map((row) => row.map((format) => (format === "@" ? "General" : format)));
        range.formulas = entered;
        if (formats.some((row) => row.includes("@"))) range.numberFormat = formats.map((row) => [...row]);
      },
      rows.length * (area.right - area.left + 1),
    );
  }
  for (const table of stood.tables) {
    onSheet(3 * CALL_BYTES, (sheet) => {
      const added = sheet.tables.add(areaAddress(table.area), true);
      added.name = table.name;
      added.style = TABLE_STYLE;
      // Rules are ours alone, by column of a table: the table of that name in the plan has the same ones.
      const planned = target.plan.tables.find(({ name }) => name === table.name);
      Object.entries(planned?.wordColours ?? {}).forEach(([at, colours]) => {
        const column = table.area.left + Number(at);
        if (column > table.area.right) return;
        const body = { top: table.area.top + 1, bottom: table.area.bottom, left: column, right: column };
        colourWords(sheet.getRange(areaAddress(body)), colours);
      });
    });
  }
  pieces.push(...lookPieces(target, stood, area, conversation));
  return pieces;
}

function lookPieces(target: Target, stood: Stood, area: CellArea, conversation: Conversation): Piece[] {
  const pieces: Piece[] = [];
  const onRange = (at: CellArea, bytes: number, cells: number, queue: (range: Excel.Range) => void): void => {
    const address = areaAddress(at);
    pieces.push({
      bytes: bytes + CALL_BYTES,
      cells,
      queue: (context) => queue(sheetOf(context, target).getRange(address)),
    });
  };
  const width = area.right - area.left + 1;
  if (stood.looks.length > 0) {
    for (const { first, last } of rowChunks(conversation, area, () => LOOK_BYTES * width)) {
      const looks = stood.looks.slice(first - area.top, last - area.top + 1).map((row) => row.map(lookAgain));
      const cells = looks.length * width;
      onRange({ ...area, top: first, bottom: last }, cells * LOOK_BYTES, cells, (range) => {
        range.setCellProperties(looks);
      });
    }
  }
  stood.widths.forEach((columnWidth, index) => {
    const column = area.left + index;
    if (typeof columnWidth !== "number") return;
    onRange({ top: 1, bottom: 1, left: column, right: column }, 0, 0, (range) => {
      range.format.columnWidth = columnWidth;
    });
  });
  if (stood.heights.length > 0) {
    const column = { ...area, left: 0, right: 0 };
    for (const { first, last } of rowChunks(conversation, column, () => HEIGHT_BYTES)) {
      const heights = stood.heights.slice(first - area.top, last - area.top + 1);
      onRange({ ...column, top: first, bottom: last }, heights.length * HEIGHT_BYTES, 0, (range) => {
        range.setRowProperties(
          heights.map((rowHeight) => (typeof rowHeight === "number" ? { format: { rowHeight } } : {})),
        );
      });
    }
  }
  const { frozen } = stood;
  if (conversation.has("1.7")) {
    pieces.push({
      bytes: CALL_BYTES,
      cells: 0,
      queue: (context) => {
        const { freezePanes } = sheetOf(context, target);
        if (frozen === null) freezePanes.unfreeze();
        else freezePanes.freezeAt(frozen);
      },
    });
  }
  return pieces;
}

/** The stamp as it stood. */
function stampPieces(target: Target): Piece[] {
  const stood = target.now?.stood;
  if (!stood?.area) return [];
  const { area, values, formulas } = stood;
  return [2, 3].map((row) => ({
    bytes: CALL_BYTES,
    cells: 1,
    queue: (context) => {
      const at = row - area.top;
      const isThere = area.left === 0 && at >= 0 && row <= area.bottom;
      const entered = isThere ? enteredAgain(values[at]?.[0], formulas[at]?.[0]) : "";
      sheetOf(context, target).getRange(`A${row}`).formulas = [[entered]];
    },
  }));
}

function isStamp(row: number, column: number): boolean {
  return column === 0 && (row === 2 || row === 3);
}

/** Bytes of one cell's settings, and of one row's. */
const LOOK_BYTES = 300;
const HEIGHT_BYTES = 40;

/**
 * What a cleared cell looks like, so that it need not be set again. No fill and a white one read alike, and our sheets have
 * no white fills.
 */
const PLAIN: Readonly<Record<string, unknown>> = {
  horizontalAlignment: "General",
  indentLevel: 0,
  verticalAlignment: "Bottom",
  wrapText: false,
};
const PLAIN_FONT: Readonly<Record<string, unknown>> = { bold: false, color: "#000000", underline: "None" };
const PLAIN_FILLS: readonly string[] = ["#FFFFFF", ""];

/** The look that was read, as it is set on a cleared cell. */
function lookAgain(read: unknown): Excel.SettableCellProperties {
  const { format, hyperlink } = read as Excel.CellProperties;
  const { fill, font, ...rest } = format ?? {};
  const colour = fill?.color ?? "";
  const link = hyperlink?.documentReference
    ? { documentReference: hyperlink.documentReference }
    : hyperlink?.address
      ? { address: hyperlink.address }
      : undefined;
  return {
    ...(link === undefined ? {} : { hyperlink: link }),
    format: {
      ...without(PLAIN, rest),
      font: without(PLAIN_FONT, font ?? {}),
      ...(PLAIN_FILLS.includes(colour) ? {} : { fill: { color: colour } }),
    },
  };
}

function without<T extends object>(plain: Readonly<Record<string, unknown>>, settings: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => value != null && value !== plain[name]),
  ) as Partial<T>;
}

/** What is not put back, in words. */
function lostOf({ plan, now }: Target): string[] {
  if (now === null || !now.stood.area) return [];
  const { looks, widths, tables } = now.stood;
  const lost: string[] = [];
  if (looks.length === 0) lost.push("fonts, fills and links");
  if (widths.length === 0) lost.push("widths and heights");
  if (tables.some((table) => !plan.tables.some(({ name }) => name === table.name))) lost.push("colours of words");
  return lost.map((what) => `${what} of '${plan.name}'`);
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
              const at = piece.top + index;
              const before = values[at - area.top] ?? [];
              // The stamp comes last.
              if (!row.every((value, c) => isStamp(at, area.left + c) || Object.is(value, before[c]))) isSame = false;
            });
          },
        },
      ];
    }),
    targets
      .filter((target) => target.now === null)
      .map(({ plan }) => (open: Excel.RequestContext) => {
        const sheet = open.workbook.worksheets.getItemOrNullObject(plan.name);
        sheet.load("id");
        return () => {
          if (!sheet.isNullObject) isSame = false;
        };
      }),
  );
  if (!isSame) throw new Error("what stood on our sheets could not be put back");
}
