/** The workbook on its desk: ribbon, formula bar, grid, tabs and status, with the add-in's pane beside them. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import {
  type ClipboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { type Area, areaText, cellCount, cellKey } from "../engine/area";
import { showValue } from "../engine/numberFormat";
import type { Sheet } from "../engine/sheet";
import { areaOfAddress } from "../office/rangeTarget";
import type { OfficeSession } from "../office/session";
import { AddInFrame, focusFrame } from "./AddInFrame";
import { sentenceOf } from "./App";
import { CellEditor } from "./CellEditor";
import { CellMenu } from "./CellMenu";
import { blockOfText, blockText } from "./cellBlock";
import { addressOf, editText } from "./cellContent";
import type { Conversation, Listener, Surroundings } from "./conversation";
import { type Refusal, clearCells, enterText, pasteCells, pasteText } from "./edits";
import { FormulaBar, type Leaving } from "./FormulaBar";
import { Grid, type GridActions, type GridHandle, selectionOn } from "./Grid";
import { type Paper, fontOf } from "./look";
import type { AddIn, Command, WorksheetFunction } from "./manifest";
import { groundOf, moved, type Place, type Selection } from "./movement";
import { type OpenWorkbook, newWorkbook, openWorkbook } from "./openWorkbook";
import { PaneEdge, usePaneWidth } from "./PaneEdge";
import { Ribbon } from "./Ribbon";
import { layoutOfSheet } from "./sheetLayout";
import { SheetTabs } from "./SheetTabs";
import { StatusBar } from "./StatusBar";

type Props = {
  readonly addIn: AddIn | undefined;
  readonly functions: readonly WorksheetFunction[];
  readonly first: OpenWorkbook;
  readonly isPaneOpen: boolean;
  readonly paper: Paper;
};

/** An edit under way: what is typed, where, and how it began. */
type Edit = {
  readonly sheet: Sheet;
  readonly place: Place;
  readonly text: string;
  readonly isInBar: boolean;
  readonly isTypedOver: boolean;
};

/** Blocks larger than this are not put on the clipboard. */
const CELLS_COPIED = 500_000;
const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Keeps which workbook is open; every workbook has a desk of its own. */
export function Desk(props: Props): ReactNode {
  const [open, setOpen] = useState({ workbook: props.first, number: 0 });
  /** A workbook that waits for an answer about the changes in the one before. */
  const [waiting, setWaiting] = useState<(() => Promise<OpenWorkbook>) | undefined>(undefined);
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  const replace = useCallback((make: () => Promise<OpenWorkbook>) => {
    make().then(
      (workbook) => setOpen((known) => ({ workbook, number: known.number + 1 })),
      (error: unknown) => setTrouble(`The workbook could not be opened. ${sentenceOf(error)}`),
    );
  }, []);
  const ask = useCallback(
    (make: () => Promise<OpenWorkbook>) => {
      if (open.workbook.book.isDirty.value) setWaiting(() => make);
      else replace(make);
    },
    [open, replace],
  );
  useEffect(() => {
    const hold = (event: BeforeUnloadEvent): void => {
      if (open.workbook.book.isDirty.value) event.preventDefault();
    };
    window.addEventListener("beforeunload", hold);
    return () => window.removeEventListener("beforeunload", hold);
  }, [open]);
  useEffect(() => {
    document.title = `${open.workbook.book.name.value} - Workbench`;
  }, [open]);
  return (
    <>
      <OpenDesk
        key={open.number}
        {...props}
        workbook={open.workbook}
        trouble={trouble}
        onTrouble={setTrouble}
        onReplace={ask}
      />
      <Dialog open={waiting !== undefined} onOpenChange={(_, { open: isOpen }) => !isOpen && setWaiting(undefined)}>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>Leave this workbook?</DialogTitle>
            <DialogContent>
              {open.workbook.book.name.value} has changes that are not saved. They are lost when another workbook is
              opened.
            </DialogContent>
            <DialogActions>
              <Button appearance="secondary" onClick={() => setWaiting(undefined)}>
                Stay
              </Button>
              <Button
                appearance="primary"
                onClick={() => {
                  if (waiting) replace(waiting);
                  setWaiting(undefined);
                }}
              >
                Leave without saving
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </>
  );
}

type OpenProps = Props & {
  readonly workbook: OpenWorkbook;
  readonly trouble: string | undefined;
  readonly onTrouble: (message: string | undefined) => void;
  readonly onReplace: (make: () => Promise<OpenWorkbook>) => void;
};

function OpenDesk(props: OpenProps): ReactNode {
  const { addIn, functions, workbook, paper, isPaneOpen, trouble, onTrouble, onReplace } = props;
  const { book, watch } = workbook;
  const version = useSyncExternalStore(watch.subscribe, watch.version);
  const grid = useRef<GridHandle>(null);
  const paneArea = useRef<HTMLElement>(null);
  const [edit, setEdit] = useState<Edit | undefined>(undefined);
  const [copied, setCopied] = useState<Copied | undefined>(undefined);
  const [menu, setMenu] = useState<{ x: number; y: number } | undefined>(undefined);
  const [pane, setPane] = useState<URL | undefined>(isPaneOpen ? addIn?.pane : undefined);
  const [paneWidth, setPaneWidth] = usePaneWidth();
  const paneTalk = useRef<{ conversation: Conversation; session: OfficeSession } | undefined>(undefined);
  const commandTalk = useRef<Conversation | undefined>(undefined);

  const sheet = book.activeSheet.value ?? book.sheets[0];
  if (!sheet) throw new Error("The workbook has no sheet.");
  const selection = selectionOn(sheet);
  // Keys can come faster than the page is drawn: what they act on is asked of the workbook, not of the last drawing.
  const now = (): { sheet: Sheet; selection: Selection } => {
    const front = book.activeSheet.value ?? sheet;
    return { sheet: front, selection: selectionOn(front) };
  };

  // ------------------------------------------------------------------------------------------------ editing

  // While a cell is edited the add-in's requests fail, as they do in the program that the page stands in for.
  const isEditing = edit !== undefined;
  useEffect(() => {
    const talk = paneTalk.current;
    if (!talk) return;
    talk.session.faults.isEditingCell = isEditing;
    if (!isEditing) talk.conversation.editingEnded();
  }, [isEditing, pane]);

  const say = (refusal: Refusal | undefined): boolean => {
    onTrouble(refusal?.message);
    return refusal === undefined;
  };
  const focusGrid = (): void => grid.current?.focus();
  // A workbook that opens takes the keys, as people who never touch the mouse expect.
  useEffect(() => grid.current?.focus(), []);

  const beginEdit = (text?: string, isInBar = false): void => {
    const here = now();
    const { row, column } = here.selection.active;
    setEdit({
      sheet: here.sheet,
      place: here.selection.active,
      text: text ?? editText(here.sheet, row, column),
      isInBar,
      isTypedOver: text !== undefined && text !== "",
    });
  };
  const commit = (leaving: Leaving): boolean => {
    if (!edit) return true;
    const { row, column } = edit.place;
    const isChanged = edit.text !== editText(edit.sheet, row, column);
    if (isChanged && !say(enterText(edit.sheet, edit.place, edit.text))) return false;
    if (!isChanged) onTrouble(undefined);
    setEdit(undefined);
    if (leaving !== "stay") {
      const next = moved(
        { active: edit.place, area: { ...edit.place, rows: 1, columns: 1 } },
        { kind: "step", direction: leaving },
        false,
        groundOf(edit.sheet, layoutOfSheet(edit.sheet)),
      );
      book.select(edit.sheet, [next.area], next.active);
    }
    focusGrid();
    return true;
  };
  const cancel = (): void => {
    setEdit(undefined);
    onTrouble(undefined);
    focusGrid();
  };

  // ------------------------------------------------------------------------------------------------ history

  const travel = (isUndo: boolean): void => {
    if (edit) return;
    const touched: { sheet: Sheet; area: Area }[] = [];
    const stop = book.listen((change) => {
      if (change.kind === "cells") touched.push({ sheet: change.sheet, area: change.area });
    });
    const isDone = isUndo ? book.undo() : book.redo();
    stop();
    watch.touch();
    // The person is taken to what changed, which may be on another sheet.
    const [first] = touched;
    if (isDone && first?.sheet.visibility.value === "Visible") book.select(first.sheet, [first.area]);
    focusGrid();
  };

  // ------------------------------------------------------------------------------------------------ clipboard

  const copy = (event: ClipboardEvent, isCut: boolean): void => {
    const { sheet, selection } = now();
    const used = cellCount(selection.area) === 1 ? selection.area : sheet.usedWithin(selection.area);
    if (!used || cellCount(used) > CELLS_COPIED) {
      onTrouble("There is nothing to copy, or too much of it. Select fewer cells.");
      return;
    }
    const text = blockText(textsOf(sheet, used));
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    setCopied({ sheet, area: used, text, isCut });
  };
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData("text/plain");
    event.preventDefault();
    if (text === "") return;
    const { sheet, selection } = now();
    const isOwn = copied !== undefined && sameText(copied.text, text) && !copied.sheet.isDeleted.value;
    const result = isOwn
      ? pasteCells(copied, { sheet, area: selection.area }, copied.isCut)
      : pasteText(sheet, selection.area, blockOfText(text));
    if ("message" in result) onTrouble(result.message);
    else {
      onTrouble(undefined);
      book.select(sheet, [result], { row: result.row, column: result.column });
    }
    if (isOwn && copied.isCut) setCopied(undefined);
    watch.touch();
  };

  // ------------------------------------------------------------------------------------------------ going places

  const goTo = (address: string): void => {
    try {
      const target = areaOfAddress(book, address, now().sheet);
      if (target.sheet.visibility.value !== "Visible") {
        onTrouble(`The sheet ${target.sheet.name.value} is hidden, so it cannot be gone to.`);
        return;
      }
      onTrouble(undefined);
      book.select(target.sheet, [target.area]);
      focusGrid();
    } catch {
      onTrouble(`There is no cell, name or table called ${address}. Type an address such as B5.`);
    }
  };
  const follow = ({ row, column }: Place): boolean => {
    const link = now().sheet.hyperlinks.get(cellKey(row, column));
    if (!link) return false;
    if (link.documentReference !== undefined) goTo(link.documentReference.replace(/^#/, ""));
    else if (link.address !== undefined) {
      onTrouble(`The workbench opens no addresses outside the workbook. This link goes to ${link.address}`);
    }
    return true;
  };
  const openSheet = (next: Sheet): void => {
    if (!commit("stay")) return;
    book.activate(next);
  };
  const openBeside = (step: 1 | -1): void => {
    const shown = book.sheets.filter((one) => one.visibility.value === "Visible");
    const next = shown[shown.indexOf(now().sheet) + step];
    if (next) openSheet(next);
  };

  // ------------------------------------------------------------------------------------------------ add-in

  const surroundings: Surroundings = {
    addInId: addIn?.id ?? "",
    addInName: addIn?.name ?? "",
    workbookName: book.name.value,
    runsFunctions: false,
  };
  const listener: Listener = {
    onProcessed: () => watch.touch(),
    onLeave: (direction) => (direction === "forward" ? focusRibbon() : focusGrid()),
    onCommandDone: () => watch.touch(),
  };
  const openSession = useCallback(
    (): OfficeSession =>
      workbook.openSession((base64) => {
        const make = (): Promise<OpenWorkbook> =>
          base64 === undefined ? newWorkbook(functions) : openWorkbook(bytesOf(base64), "Book2.xlsx", functions);
        // The request that asks is answered before the page of the add-in is closed.
        setTimeout(() => onReplace(make), 0);
      }),
    [workbook, functions, onReplace],
  );
  const run = (command: Command): void => {
    if (!commit("stay")) return;
    if (command.action.kind === "showPane") {
      setPane(command.action.page);
      return;
    }
    const talk = paneTalk.current?.conversation;
    const caller = talk?.takesCommands === true ? talk : (commandTalk.current ?? talk);
    if (caller) caller.callCommand(command.id, command.action.functionName);
    else if (addIn) setPane(addIn.pane);
  };

  // ------------------------------------------------------------------------------------------------ files

  const save = (): void => {
    if (!commit("stay")) return;
    const { bytes, notSaved } = workbook.save();
    download(bytes, book.name.value);
    onTrouble(notSaved.length === 0 ? undefined : `Saved, but for this: ${notSaved.join("; ")}.`);
  };
  const openFile = (file: File): void =>
    onReplace(async () => openWorkbook(new Uint8Array(await file.arrayBuffer()), file.name, functions));

  // ------------------------------------------------------------------------------------------------ focus

  const focusPane = (): void => {
    const frame = paneArea.current?.querySelector<HTMLIFrameElement>("iframe");
    if (!frame) {
      focusRibbon();
      return;
    }
    focusFrame(frame);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save();
      return;
    }
    if (event.key !== "F6") return;
    event.preventDefault();
    const isInSheet = event.target instanceof Element && event.target.closest(".workArea") !== null;
    // Round by F6: sheet, pane, ribbon; the other way with Shift.
    if (isInSheet) (event.shiftKey ? focusRibbon : focusPane)();
    else (event.shiftKey ? focusPane : focusGrid)();
  };

  const actions: GridActions = {
    beginEdit: (text) => beginEdit(text),
    endEdit: () => commit("stay"),
    clear: () => {
      const here = now();
      say(clearCells(here.sheet, here.selection.area));
    },
    copy,
    paste,
    forgetCopied: () => {
      setCopied(undefined);
      onTrouble(undefined);
    },
    undo: () => travel(true),
    redo: () => travel(false),
    follow,
    openMenu: (x, y) => {
      const cell = document.querySelector(".grid [aria-activedescendant], .selectionMark")?.getBoundingClientRect();
      setMenu(Number.isNaN(x) ? { x: cell?.left ?? 100, y: cell?.bottom ?? 100 } : { x, y });
    },
    nextSheet: openBeside,
  };

  const { row, column } = selection.active;
  const address = addressOf(row, column);
  const isHere = edit?.sheet === sheet;
  return (
    <div className="desk" data-version={version} onKeyDown={onKeyDown} {...dropping(openFile)}>
      <Ribbon
        addIn={addIn}
        workbookName={book.name.value}
        isDirty={book.isDirty.value}
        canUndo={book.journal.depth > 0}
        canRedo={book.journal.redoDepth > 0}
        files={{
          create: () => onReplace(() => newWorkbook(functions)),
          open: openFile,
          save,
          undo: () => travel(true),
          redo: () => travel(false),
        }}
        onCommand={run}
      />
      {trouble !== undefined && (
        <MessageBar intent="warning" className="trouble" politeness="assertive">
          <MessageBarBody>{trouble}</MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                size="small"
                icon={<DismissRegular />}
                aria-label="Dismiss"
                onClick={() => onTrouble(undefined)}
              />
            }
          />
        </MessageBar>
      )}
      <div className="deskParts">
        <main className="workArea" aria-label="Workbook">
          <FormulaBar
            address={cellCount(selection.area) === 1 || sheet.mergeAt(row, column) ? address : areaText(selection.area)}
            text={edit?.text ?? editText(sheet, row, column)}
            isEditing={edit !== undefined}
            isInBar={edit?.isInBar ?? false}
            onGoTo={goTo}
            onEdit={() => (edit ? setEdit({ ...edit, isInBar: true, isTypedOver: false }) : beginEdit(undefined, true))}
            onText={(text) => edit && setEdit({ ...edit, text })}
            onCommit={commit}
            onCancel={cancel}
          />
          <Grid
            ref={grid}
            sheet={sheet}
            version={version}
            paper={paper}
            copied={copied}
            actions={actions}
            editor={
              edit && isHere
                ? (box) => (
                    <CellEditor
                      text={edit.text}
                      address={address}
                      box={box}
                      font={fontOf(sheet.formatAt(row, column))}
                      isTypedOver={edit.isTypedOver}
                      hasFocus={!edit.isInBar}
                      onText={(text) => setEdit({ ...edit, text })}
                      onCommit={commit}
                      onCancel={cancel}
                    />
                  )
                : undefined
            }
          />
          <SheetTabs
            sheets={book.sheets}
            active={sheet}
            onOpen={openSheet}
            onAdd={() => {
              if (!commit("stay")) return;
              book.activate(book.addSheet());
              book.journal.close();
            }}
          />
        </main>
        {addIn && pane && (
          <>
            <PaneEdge width={paneWidth} onWidth={setPaneWidth} />
            <aside ref={paneArea} className="pane" aria-label={addIn.name} style={{ flexBasis: paneWidth }}>
              <div className="paneHead">
                <h2 className="paneName">{addIn.name}</h2>
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<DismissRegular />}
                  aria-label={`Close ${addIn.name}`}
                  onClick={() => {
                    setPane(undefined);
                    focusGrid();
                  }}
                />
              </div>
              <AddInFrame
                key={pane.href}
                page={pane}
                title={addIn.name}
                surroundings={surroundings}
                openSession={openSession}
                listener={listener}
                onConversation={(conversation, session) => {
                  paneTalk.current = conversation ? { conversation, session } : undefined;
                }}
              />
            </aside>
          </>
        )}
      </div>
      <StatusBar
        state={
          edit
            ? edit.isInBar || !edit.isTypedOver
              ? "Edit"
              : "Enter"
            : workbook.functionCalls.customFunctions.pendingCount > 0
              ? "Calculating"
              : "Ready"
        }
        sheet={sheet}
        area={selection.area}
        missing={workbook.missing()}
      />
      {addIn?.worksheetFunctions && (
        <AddInFrame
          page={addIn.worksheetFunctions.page}
          title="Worksheet functions"
          isHidden
          surroundings={{ ...surroundings, runsFunctions: true }}
          openSession={() => workbook.functionCalls}
          listener={listener}
        />
      )}
      {addIn?.functionFile && (
        <AddInFrame
          page={addIn.functionFile}
          title="Commands"
          isHidden
          surroundings={surroundings}
          openSession={openSession}
          listener={listener}
          onConversation={(conversation) => {
            commandTalk.current = conversation;
          }}
        />
      )}
      <CellMenu
        at={menu}
        commands={addIn?.cellMenu ?? []}
        onCommand={run}
        onEdit={() => beginEdit()}
        onClear={actions.clear}
        onClose={() => {
          setMenu(undefined);
          focusGrid();
        }}
      />
    </div>
  );
}

type Copied = { readonly sheet: Sheet; readonly area: Area; readonly text: string; readonly isCut: boolean };

/** Each cell as it is shown, as other programs expect to be pasted. */
function textsOf(sheet: Sheet, area: Area): string[][] {
  return Array.from({ length: area.rows }, (_, down) =>
    Array.from({ length: area.columns }, (_cell, across) => {
      const { value } = sheet.cellAt(area.row + down, area.column + across);
      return showValue(value, sheet.numberFormatAt(area.row + down, area.column + across));
    }),
  );
}

/** Systems change line ends on the clipboard. */
function sameText(one: string, other: string): boolean {
  const plain = (text: string): string => text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  return plain(one) === plain(other);
}

function focusRibbon(): void {
  document.querySelector<HTMLElement>(".ribbon button")?.focus();
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Hands a file to the browser to be kept on this computer. */
function download(bytes: Uint8Array, name: string): void {
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: XLSX_TYPE }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name.endsWith(".xlsx") ? name : `${name}.xlsx`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A file that is dropped on the page is opened. */
function dropping(open: (file: File) => void) {
  return {
    onDragOver: (event: React.DragEvent) => event.preventDefault(),
    onDrop: (event: React.DragEvent) => {
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (file) open(file);
    },
  };
}
