/**
 * The grid: a window onto one sheet of the workbook. It keeps nothing of its own but where it is scrolled to; what it
 * shows and what it changes is the workbook itself. Only what can be seen is in the page, so a sheet may be large.
 */
import {
  type CSSProperties,
  type ClipboardEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { type Area, COLUMN_LIMIT, ROW_LIMIT, cellKey, columnName, intersection } from "../engine/area";
import type { Sheet } from "../engine/sheet";
import { type CellFormat, patchFormat } from "../engine/value";
import { addressOf, overflowOf, shownText } from "./cellContent";
import { conditionalLooks } from "./conditionalLook";
import { type Paper, bordersOf, styleOf } from "./look";
import { type Move, type Place, type Selection, extended, groundOf, moved, selectionOfCell } from "./movement";
import { PIXELS_PER_POINT, type SheetLayout, columnScale, layoutOfSheet } from "./sheetLayout";
import { filterAt, tableAt, tableStyle } from "./tableLook";

export const HEADER_HEIGHT = 22;
const OVERSCAN_ROWS = 4;
const OVERSCAN_COLUMNS = 1;

/** What the grid asks of the page around it. */
export type GridActions = {
  readonly beginEdit: (text?: string) => void;
  /** Leaves the cell that is edited, keeping what was typed; false when it cannot be kept. */
  readonly endEdit: () => boolean;
  readonly clear: () => void;
  readonly copy: (event: ClipboardEvent, isCut: boolean) => void;
  readonly paste: (event: ClipboardEvent) => void;
  readonly forgetCopied: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly follow: (place: Place) => boolean;
  readonly openMenu: (x: number, y: number) => void;
  readonly nextSheet: (step: 1 | -1) => void;
};

export type GridHandle = { readonly focus: () => void };

type Props = {
  readonly sheet: Sheet;
  /** Grows whenever the workbook changed. */
  readonly version: number;
  readonly paper: Paper;
  readonly copied: { readonly sheet: Sheet; readonly area: Area } | undefined;
  readonly actions: GridActions;
  /** The editor of the active cell while it is edited, given the box in which it stands. */
  readonly editor: ((box: CSSProperties) => ReactNode) | undefined;
  readonly ref: Ref<GridHandle>;
};

type Window = { readonly top: number; readonly left: number; readonly width: number; readonly height: number };

export function Grid({ sheet, version, paper, copied, actions, editor, ref }: Props): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const positions = useRef(new Map<string, { top: number; left: number }>());
  const [view, setView] = useState<Window>({ top: 0, left: 0, width: 800, height: 400 });
  const layout = layoutOfSheet(sheet);
  const geometry = useMemo(() => geometryOf(layout, view), [layout, view]);
  const selection = selectionOn(sheet);

  useImperativeHandle(ref, () => ({ focus: () => scroller.current?.focus({ preventScroll: true }) }), []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = (): void =>
      setView((known) => ({ ...known, width: element.clientWidth, height: element.clientHeight }));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // Every sheet keeps its place while another is looked at.
  useLayoutEffect(() => {
    const element = scroller.current;
    const { top, left } = positions.current.get(sheet.id) ?? { top: 0, left: 0 };
    if (!element) return;
    element.scrollTop = top;
    element.scrollLeft = left;
    setView((known) => ({ ...known, top, left }));
  }, [sheet]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const { scrollTop: top, scrollLeft: left } = element;
    positions.current.set(sheet.id, { top, left });
    setView((known) => (known.top === top && known.left === left ? known : { ...known, top, left }));
  }, [sheet]);

  // The active cell is kept in sight; while a selection is made to grow, its moving end is.
  const isGrowing = useRef(false);
  const { row: activeRow, column: activeColumn } = selection.active;
  const { row: endRow, column: endColumn } = movingEnd(selection);
  const measures = useRef({ layout, headerWidth: geometry.headerWidth });
  useLayoutEffect(() => {
    measures.current = { layout, headerWidth: geometry.headerWidth };
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    const place = isGrowing.current ? { row: endRow, column: endColumn } : { row: activeRow, column: activeColumn };
    isGrowing.current = false;
    if (element && element.clientHeight > 0) scrollTo(element, place, measures.current);
  }, [sheet, activeRow, activeColumn, endRow, endColumn]);

  // Keys can come faster than the page is drawn: what they act on is asked of the workbook, not of the last drawing.
  const front = (): Sheet => sheet.book.activeSheet.value ?? sheet;
  const select = (next: Selection): void => sheet.book.select(front(), [next.area], next.active);
  const ground = (): ReturnType<typeof groundOf> => groundOf(front(), layoutOfSheet(front()));
  const go = (move: Move, isExtending: boolean): void => {
    isGrowing.current = isExtending;
    select(moved(selectionOn(front()), move, isExtending, ground()));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const current = selectionOn(front());
    if (handleKey(event, { selection: current, geometry, go, actions, select, ground })) event.preventDefault();
  };

  const drag = useRef<Drag | undefined>(undefined);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const element = scroller.current;
    if (!element || !actions.endEdit()) return;
    const hit = hitOf(event, element, layout, view, geometry);
    if (!hit) return;
    element.focus({ preventScroll: true });
    if (event.button === 2 && hit.kind === "cell" && isWithin(hit, selection.area)) return;
    if ("size" in hit) {
      drag.current = { ...hit, from: hit.kind === "columnEdge" ? event.clientX : event.clientY };
    } else {
      const chosen = chosenBy(hit, event.shiftKey ? selection.active : undefined, ground());
      select(chosen);
      drag.current = { kind: "select", hit, active: chosen.active };
    }
    element.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const element = scroller.current;
    if (!element) return;
    const { current } = drag;
    if (!current) {
      const hit = hitOf(event, element, layout, view, geometry);
      const isLink = hit?.kind === "cell" && sheet.hyperlinks.has(cellKey(hit.row, hit.column));
      element.style.cursor =
        hit?.kind === "columnEdge" ? "col-resize" : hit?.kind === "rowEdge" ? "row-resize" : isLink ? "pointer" : "";
      return;
    }
    if (current.kind === "select") {
      const hit = hitOf(event, element, layout, view, geometry, current.hit.kind);
      if (hit) {
        isGrowing.current = true;
        select(draggedTo(current, hit, ground()));
      }
      return;
    }
    const moveBy = (current.kind === "columnEdge" ? event.clientX : event.clientY) - current.from;
    const size = Math.max(0, current.size + moveBy);
    if (current.kind === "columnEdge") sheet.columnWidths.set(current.index, Math.max(4, size / columnScale()));
    else sheet.rowHeights.set(current.index, Math.max(4, size / PIXELS_PER_POINT));
    sheet.book.announce({ kind: "formats", sheet, area: { row: 0, column: 0, rows: 1, columns: 1 } });
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>): void => {
    const element = scroller.current;
    const { current } = drag;
    drag.current = undefined;
    if (!element || !current) return;
    if (current.kind !== "select") {
      sheet.book.journal.close();
      return;
    }
    const hit = hitOf(event, element, layout, view, geometry);
    if (event.button !== 0 || event.shiftKey || hit?.kind !== "cell" || current.hit.kind !== "cell") return;
    if (hit.row === current.hit.row && hit.column === current.hit.column) actions.follow(hit);
  };

  const rows = [...rangeOf(0, layout.frozenRows), ...rangeOf(geometry.firstRow, geometry.lastRow + 1)];
  const looks = conditionalLooks(sheet, {
    row: 0,
    column: 0,
    rows: Math.max(1, geometry.lastRow + 1),
    columns: Math.max(1, geometry.lastColumn + 1),
  });
  const drawing: Drawing = { sheet, layout, geometry, view, paper, selection, looks };
  const activeId = cellId(selection.active.row, selection.active.column);
  const isActiveDrawn =
    rows.includes(selection.active.row) &&
    (selection.active.column < layout.frozenColumns ||
      (selection.active.column >= geometry.firstColumn && selection.active.column <= geometry.lastColumn));

  return (
    <div className="gridFrame" data-version={version}>
      <div
        ref={scroller}
        className="grid"
        role="grid"
        tabIndex={0}
        aria-label={`Sheet ${sheet.name.value}`}
        aria-description="Arrow keys move, F2 or typing edits, F6 leaves the sheet"
        aria-multiselectable="true"
        aria-rowcount={ROW_LIMIT + 1}
        aria-colcount={COLUMN_LIMIT + 1}
        {...(isActiveDrawn ? { "aria-activedescendant": activeId } : {})}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onDoubleClick={() => actions.beginEdit()}
        onCopy={(event) => actions.copy(event, false)}
        onCut={(event) => actions.copy(event, true)}
        onPaste={(event) => actions.paste(event)}
        onContextMenu={(event) => {
          event.preventDefault();
          actions.openMenu(event.clientX, event.clientY);
        }}
      >
        <div
          className="gridExtent"
          role="presentation"
          style={{ width: geometry.extentWidth, height: geometry.extentHeight }}
        >
          <div className="gridWindow" role="presentation" style={{ width: view.width, height: view.height }}>
            <GridLines drawing={drawing} />
            <div
              className="gridRows"
              role="rowgroup"
              style={{ top: HEADER_HEIGHT + geometry.frozenHeight, left: 0, right: 0, bottom: 0 }}
            >
              {rangeOf(geometry.firstRow, geometry.lastRow + 1).map((row) => (
                <Row key={row} row={row} drawing={drawing} />
              ))}
            </div>
            {layout.frozenRows > 0 && (
              <div
                className="gridRows gridRowsFrozen"
                role="rowgroup"
                style={{ top: HEADER_HEIGHT, left: 0, right: 0, height: geometry.frozenHeight }}
              >
                {rangeOf(0, layout.frozenRows).map((row) => (
                  <Row key={row} row={row} drawing={drawing} />
                ))}
              </div>
            )}
            <div className="gridHeader" role="row" aria-rowindex={1} style={{ height: HEADER_HEIGHT }}>
              <ColumnHeaders drawing={drawing} />
            </div>
            <SelectionMarks drawing={drawing} copied={copied?.sheet === sheet ? copied.area : undefined} />
          </div>
        </div>
      </div>
      {editor?.(boxOf(selection, drawing))}
    </div>
  );
}

// ------------------------------------------------------------------------------------------------ what is drawn

type Geometry = {
  readonly headerWidth: number;
  readonly frozenWidth: number;
  readonly frozenHeight: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly extentWidth: number;
  readonly extentHeight: number;
  /** How many whole rows and columns a page has. */
  readonly pageRows: number;
  readonly pageColumns: number;
};

type Drawing = {
  readonly sheet: Sheet;
  readonly layout: SheetLayout;
  readonly geometry: Geometry;
  readonly view: Window;
  readonly paper: Paper;
  readonly selection: Selection;
  readonly looks: ReadonlyMap<number, CellFormat>;
};

function geometryOf(layout: SheetLayout, view: Window): Geometry {
  const { rows, columns, frozenRows, frozenColumns, rowCount, columnCount } = layout;
  const frozenHeight = rows.offsetOf(frozenRows);
  const frozenWidth = columns.offsetOf(frozenColumns);
  const lastShown = rows.at(frozenHeight + view.top + view.height);
  const headerWidth = Math.max(30, 14 + 7.5 * String(lastShown + 1).length);
  const room = Math.max(0, view.height - HEADER_HEIGHT - frozenHeight);
  const breadth = Math.max(0, view.width - headerWidth - frozenWidth);
  const firstRow = rows.at(frozenHeight + view.top);
  const lastRow = rows.at(frozenHeight + view.top + room);
  const firstColumn = columns.at(frozenWidth + view.left);
  const lastColumn = columns.at(frozenWidth + view.left + breadth);
  return {
    headerWidth,
    frozenWidth,
    frozenHeight,
    firstRow: Math.max(frozenRows, firstRow - OVERSCAN_ROWS),
    lastRow: Math.min(rowCount - 1, lastRow + OVERSCAN_ROWS),
    firstColumn: Math.max(frozenColumns, firstColumn - OVERSCAN_COLUMNS),
    lastColumn: Math.min(columnCount - 1, lastColumn + OVERSCAN_COLUMNS),
    extentWidth: headerWidth + columns.offsetOf(columnCount),
    extentHeight: HEADER_HEIGHT + rows.offsetOf(rowCount),
    pageRows: Math.max(1, lastRow - firstRow - 1),
    pageColumns: Math.max(1, lastColumn - firstColumn - 1),
  };
}

/** Scrolls no further than a cell needs to be seen beside what is frozen. */
function scrollTo(
  element: HTMLElement,
  { row, column }: Place,
  { layout, headerWidth }: { readonly layout: SheetLayout; readonly headerWidth: number },
): void {
  const { rows, columns, frozenRows, frozenColumns } = layout;
  if (row >= frozenRows) {
    const top = rows.offsetOf(row) - rows.offsetOf(frozenRows);
    const bottom = top + rows.sizeOf(row);
    const room = element.clientHeight - HEADER_HEIGHT - rows.offsetOf(frozenRows);
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + room) element.scrollTop = bottom - room;
  }
  if (column >= frozenColumns) {
    const left = columns.offsetOf(column) - columns.offsetOf(frozenColumns);
    const right = left + columns.sizeOf(column);
    const room = element.clientWidth - headerWidth - columns.offsetOf(frozenColumns);
    if (left < element.scrollLeft) element.scrollLeft = left;
    else if (right > element.scrollLeft + room) element.scrollLeft = Math.min(left, right - room);
  }
}

function Row({ row, drawing }: { readonly row: number; readonly drawing: Drawing }): ReactNode {
  const { layout, geometry, view, selection } = drawing;
  const isFrozen = row < layout.frozenRows;
  const height = layout.rows.sizeOf(row);
  if (height === 0) return null;
  const top = layout.rows.offsetOf(row) - (isFrozen ? 0 : geometry.frozenHeight + view.top);
  const isChosen = row >= selection.area.row && row < selection.area.row + selection.area.rows;
  const isAfterHidden = row > 0 && layout.rows.sizeOf(row - 1) === 0;
  return (
    <div role="row" className="gridRow" aria-rowindex={row + 2} style={{ top, height }}>
      <div
        role="rowheader"
        aria-colindex={1}
        className={classes("rowHead", isChosen && "isChosen", isAfterHidden && "isAfterHidden")}
        style={{ width: geometry.headerWidth }}
        {...(isAfterHidden ? { title: "Hidden rows above" } : {})}
      >
        {row + 1}
      </div>
      {layout.frozenColumns > 0 && (
        <div
          className="gridCells isFrozen"
          role="presentation"
          style={{ left: geometry.headerWidth, width: geometry.frozenWidth }}
        >
          <Cells row={row} first={0} last={layout.frozenColumns - 1} shift={0} drawing={drawing} />
        </div>
      )}
      <div
        className="gridCells"
        role="presentation"
        style={{ left: geometry.headerWidth + geometry.frozenWidth, right: 0 }}
      >
        <Cells
          row={row}
          first={geometry.firstColumn}
          last={geometry.lastColumn}
          shift={geometry.frozenWidth + view.left}
          drawing={drawing}
        />
      </div>
    </div>
  );
}

/** The cells of a row between two columns: those that show something, and the active one. */
function Cells({
  row,
  first,
  last,
  shift,
  drawing,
}: {
  readonly row: number;
  readonly first: number;
  readonly last: number;
  readonly shift: number;
  readonly drawing: Drawing;
}): ReactNode {
  const { sheet, layout, selection } = drawing;
  const merges = sheet.merges.value.filter((merge) => isWithinRow(row, merge));
  const columns = rangeOf(first, last + 1);
  // A text begins before what is shown, or a merge does: both still reach into it.
  for (let before = first - 1; before >= Math.max(0, first - 30); before -= 1) {
    const cell = sheet.cells.get(cellKey(row, before));
    if (cell !== undefined && cell.value !== null) {
      if (typeof cell.value === "string" && before >= (first >= layout.frozenColumns ? layout.frozenColumns : 0))
        columns.unshift(before);
      break;
    }
  }
  return columns.map((column) => {
    if (layout.columns.sizeOf(column) === 0) return null;
    const merge = merges.find((one) => column >= one.column && column < one.column + one.columns);
    if (merge && (merge.row !== row || merge.column !== column)) return null;
    return (
      <GridCell
        key={column}
        row={row}
        column={column}
        merge={merge}
        left={layout.columns.offsetOf(column) - shift}
        isActive={selection.active.row === row && selection.active.column === column}
        drawing={drawing}
      />
    );
  });
}

function GridCell({
  row,
  column,
  merge,
  left,
  isActive,
  drawing,
}: {
  readonly row: number;
  readonly column: number;
  readonly merge: Area | undefined;
  readonly left: number;
  readonly isActive: boolean;
  readonly drawing: Drawing;
}): ReactNode {
  const { sheet, layout, paper, looks, selection } = drawing;
  const key = cellKey(row, column);
  const cell = sheet.cellAt(row, column);
  const own = sheet.formatAt(row, column);
  const rule = looks.get(key);
  const format = rule ? patchFormat(own, rule) : own;
  const table = sheet.tables.length === 0 ? undefined : tableAt(sheet.tables, row, column);
  const filter = filterAt(sheet, row, column);
  const link = sheet.hyperlinks.get(key);
  const hasNote = sheet.comments.value.some((comment) => comment.row === row && comment.column === column);
  const isBare = cell.value === null && showsNothing(format) && !table && !merge && filter === "none" && !hasNote;
  if (isBare && !isActive) return null;
  const width = merge ? layout.columns.span(merge.column, merge.columns) : layout.columns.sizeOf(column);
  const height = merge ? layout.rows.span(merge.row, merge.rows) : layout.rows.sizeOf(row);
  const text = shownText(cell, format, width);
  const overflow = merge ? undefined : overflowOf(sheet, row, column, cell, format, layout.columns);
  const style: CSSProperties = {
    ...(table ? tableStyle(table, row, column) : {}),
    ...styleOf(format, cell.value, paper),
    ...bordersOf(format, paper),
    left,
    width,
    height,
  };
  if (table && format.isBold === undefined && style.fontWeight !== undefined) {
    // The shorthand for the font stands after the weight that the table gives, and must not undo it.
    const { font, fontWeight, ...rest } = style;
    return cellElement({ font, ...rest, fontWeight });
  }
  return cellElement(style);

  function cellElement(styled: CSSProperties): ReactNode {
    const address = addressOf(row, column);
    const isSelected = isWithin({ row, column }, selection.area);
    const isSpread = overflow !== undefined && overflow.left + overflow.right > 0;
    return (
      <div
        role="gridcell"
        id={cellId(row, column)}
        aria-colindex={column + 2}
        aria-selected={isSelected}
        {...(merge && merge.columns > 1 ? { "aria-colspan": merge.columns } : {})}
        {...(merge && merge.rows > 1 ? { "aria-rowspan": merge.rows } : {})}
        {...(isActive ? { "aria-label": text === "" ? `${address}, empty` : `${text}, ${address}` } : {})}
        {...(link?.screenTip === undefined ? {} : { title: link.screenTip })}
        className={classes(
          "cell",
          link !== undefined && "isLink",
          merge !== undefined && "isMerged",
          isSpread && "isSpread",
        )}
        style={styled}
      >
        <span
          className="cellText"
          style={
            isSpread
              ? {
                  marginLeft: -overflow.left,
                  marginRight: -overflow.right,
                  flexBasis: width + overflow.left + overflow.right - 6,
                }
              : undefined
          }
        >
          {text}
        </span>
        {filter !== "none" && (
          <span
            className={classes("filterMark", filter === "filtering" && "isFiltering")}
            role="img"
            aria-label={filter === "filtering" ? "filtered" : "filter"}
          />
        )}
        {hasNote && <span className="noteMark" role="img" aria-label="has a comment" />}
      </div>
    );
  }
}

function ColumnHeaders({ drawing }: { readonly drawing: Drawing }): ReactNode {
  const { layout, geometry, view, selection } = drawing;
  const head = (column: number, left: number): ReactNode => {
    const width = layout.columns.sizeOf(column);
    if (width === 0) return null;
    const isChosen = column >= selection.area.column && column < selection.area.column + selection.area.columns;
    const isAfterHidden = column > 0 && layout.columns.sizeOf(column - 1) === 0;
    return (
      <div
        key={column}
        role="columnheader"
        aria-colindex={column + 2}
        className={classes("columnHead", isChosen && "isChosen", isAfterHidden && "isAfterHidden")}
        style={{ left, width }}
        {...(isAfterHidden ? { title: "Hidden columns before" } : {})}
      >
        {columnName(column)}
      </div>
    );
  };
  return (
    <>
      <div
        role="columnheader"
        aria-colindex={1}
        aria-label="Row numbers"
        className="cornerHead"
        style={{ width: geometry.headerWidth }}
      />
      {layout.frozenColumns > 0 && (
        <div
          className="gridCells isFrozen"
          role="presentation"
          style={{ left: geometry.headerWidth, width: geometry.frozenWidth }}
        >
          {rangeOf(0, layout.frozenColumns).map((column) => head(column, layout.columns.offsetOf(column)))}
        </div>
      )}
      <div
        className="gridCells"
        role="presentation"
        style={{ left: geometry.headerWidth + geometry.frozenWidth, right: 0 }}
      >
        {rangeOf(geometry.firstColumn, geometry.lastColumn + 1).map((column) =>
          head(column, layout.columns.offsetOf(column) - geometry.frozenWidth - view.left),
        )}
      </div>
    </>
  );
}

/** The lines between cells, behind everything; cells with a fill cover them. */
function GridLines({ drawing }: { readonly drawing: Drawing }): ReactNode {
  const { sheet, layout, geometry, view } = drawing;
  const bottom = Math.min(view.height, HEADER_HEIGHT + layout.rows.offsetOf(layout.rowCount) - view.top);
  const lines: ReactNode[] = [];
  if (sheet.hasGridlines.value) {
    const rows = [...rangeOf(0, layout.frozenRows), ...rangeOf(geometry.firstRow, geometry.lastRow + 1)];
    for (const row of rows) {
      if (layout.rows.sizeOf(row) === 0) continue;
      const end = layout.rows.offsetOf(row + 1) - (row < layout.frozenRows ? 0 : view.top);
      if (row >= layout.frozenRows && end < geometry.frozenHeight) continue;
      lines.push(<div key={`r${row}`} className="rowLine" style={{ top: HEADER_HEIGHT + end - 1 }} />);
    }
    const columns = [...rangeOf(0, layout.frozenColumns), ...rangeOf(geometry.firstColumn, geometry.lastColumn + 1)];
    for (const column of columns) {
      if (layout.columns.sizeOf(column) === 0) continue;
      const end = layout.columns.offsetOf(column + 1) - (column < layout.frozenColumns ? 0 : view.left);
      if (column >= layout.frozenColumns && end < geometry.frozenWidth) continue;
      lines.push(
        <div
          key={`c${column}`}
          className="columnLine"
          style={{ left: geometry.headerWidth + end - 1, height: bottom }}
        />,
      );
    }
  }
  return (
    <div className="gridLines" aria-hidden="true">
      {lines}
      {layout.frozenRows > 0 && (
        <div className="frozenRowEdge" style={{ top: HEADER_HEIGHT + geometry.frozenHeight - 1 }} />
      )}
      {layout.frozenColumns > 0 && (
        <div className="frozenColumnEdge" style={{ left: geometry.headerWidth + geometry.frozenWidth - 1 }} />
      )}
    </div>
  );
}

/** The selection, the active cell and what is copied, over everything else. */
function SelectionMarks({
  drawing,
  copied,
}: {
  readonly drawing: Drawing;
  readonly copied: Area | undefined;
}): ReactNode {
  const { layout, geometry, view, selection } = drawing;
  const panes = [
    {
      rows: [0, layout.frozenRows],
      columns: [0, layout.frozenColumns],
      top: 0,
      left: 0,
      shiftTop: 0,
      shiftLeft: 0,
      width: geometry.frozenWidth,
      height: geometry.frozenHeight,
    },
    {
      rows: [0, layout.frozenRows],
      columns: [layout.frozenColumns, COLUMN_LIMIT],
      top: 0,
      left: geometry.frozenWidth,
      shiftTop: 0,
      shiftLeft: geometry.frozenWidth + view.left,
      width: undefined,
      height: geometry.frozenHeight,
    },
    {
      rows: [layout.frozenRows, ROW_LIMIT],
      columns: [0, layout.frozenColumns],
      top: geometry.frozenHeight,
      left: 0,
      shiftTop: geometry.frozenHeight + view.top,
      shiftLeft: 0,
      width: geometry.frozenWidth,
      height: undefined,
    },
    {
      rows: [layout.frozenRows, ROW_LIMIT],
      columns: [layout.frozenColumns, COLUMN_LIMIT],
      top: geometry.frozenHeight,
      left: geometry.frozenWidth,
      shiftTop: geometry.frozenHeight + view.top,
      shiftLeft: geometry.frozenWidth + view.left,
      width: undefined,
      height: undefined,
    },
  ] as const;
  const isSingle = isOneCell(selection, drawing.sheet);
  return (
    <div className="gridMarks" aria-hidden="true" style={{ top: HEADER_HEIGHT, left: geometry.headerWidth }}>
      {panes.map((pane, index) => {
        const box = (area: Area): CSSProperties | undefined => {
          const paneArea: Area = {
            row: pane.rows[0],
            column: pane.columns[0],
            rows: pane.rows[1] - pane.rows[0],
            columns: pane.columns[1] - pane.columns[0],
          };
          if (paneArea.rows === 0 || paneArea.columns === 0 || !intersection(paneArea, area)) return undefined;
          return {
            top: layout.rows.offsetOf(area.row) - pane.shiftTop - 1,
            left: layout.columns.offsetOf(area.column) - pane.shiftLeft - 1,
            height: Math.min(layout.rows.span(area.row, area.rows), 4_000_000) + 1,
            width: Math.min(layout.columns.span(area.column, area.columns), 4_000_000) + 1,
          };
        };
        const chosen = box(selection.area);
        const active = box(activeArea(selection, drawing.sheet));
        const taken = copied ? box(copied) : undefined;
        return (
          <div
            key={index}
            className="gridPane"
            style={{
              top: pane.top,
              left: pane.left,
              width: pane.width,
              height: pane.height,
              right: pane.width === undefined ? 0 : undefined,
              bottom: pane.height === undefined ? 0 : undefined,
            }}
          >
            {chosen && <div className={classes("selectionMark", isSingle && "isSingle")} style={chosen} />}
            {active && !isSingle && <div className="activeMark" style={active} />}
            {taken && <div className="copiedMark" style={taken} />}
          </div>
        );
      })}
    </div>
  );
}

/** Where the active cell stands in the grid's frame, for the editor over it. */
function boxOf(selection: Selection, { layout, geometry, view, sheet }: Drawing): CSSProperties {
  const area = activeArea(selection, sheet);
  const isFrozenRow = area.row < layout.frozenRows;
  const isFrozenColumn = area.column < layout.frozenColumns;
  const top = HEADER_HEIGHT + layout.rows.offsetOf(area.row) - (isFrozenRow ? 0 : view.top);
  const left = geometry.headerWidth + layout.columns.offsetOf(area.column) - (isFrozenColumn ? 0 : view.left);
  return {
    top: top - 1,
    left: left - 1,
    minHeight: layout.rows.span(area.row, area.rows) + 1,
    minWidth: layout.columns.span(area.column, area.columns) + 1,
    maxWidth: Math.max(120, view.width - left - 8),
  };
}

// ------------------------------------------------------------------------------------------------ keys and pointer

type Keyed = {
  readonly selection: Selection;
  readonly geometry: Geometry;
  readonly go: (move: Move, isExtending: boolean) => void;
  readonly select: (selection: Selection) => void;
  readonly ground: () => ReturnType<typeof groundOf>;
  readonly actions: GridActions;
};

/** Carries out what a key asks for; false when it means nothing here and is the browser's. */
function handleKey(event: KeyboardEvent, { selection, geometry, go, select, ground, actions }: Keyed): boolean {
  const { key, shiftKey } = event;
  const isControl = event.ctrlKey || event.metaKey;
  if (event.altKey) {
    if (key === "PageDown") actions.nextSheet(1);
    else if (key === "PageUp") actions.nextSheet(-1);
    else return false;
    return true;
  }
  switch (key) {
    case "ArrowUp":
    case "ArrowDown":
    case "ArrowLeft":
    case "ArrowRight": {
      const direction = ({ ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" } as const)[key];
      go({ kind: isControl ? "edge" : "step", direction }, shiftKey);
      return true;
    }
    case "PageDown":
    case "PageUp":
      if (isControl) return false;
      go(
        {
          kind: "page",
          direction: key === "PageDown" ? "down" : "up",
          rows: geometry.pageRows,
          columns: geometry.pageColumns,
        },
        shiftKey,
      );
      return true;
    case "Home":
      go({ kind: isControl ? "sheetStart" : "rowStart" }, shiftKey);
      return true;
    case "End":
      if (!isControl) return false;
      go({ kind: "sheetEnd" }, shiftKey);
      return true;
    case "Enter":
      if (isControl) return actions.follow(selection.active);
      go({ kind: "step", direction: shiftKey ? "up" : "down" }, false);
      return true;
    case "Tab":
      go({ kind: "step", direction: shiftKey ? "left" : "right" }, false);
      return true;
    case "F2":
      actions.beginEdit();
      return true;
    case "Delete":
      actions.clear();
      return true;
    case "Backspace":
      actions.beginEdit("");
      return true;
    case "Escape":
      actions.forgetCopied();
      return true;
    case "ContextMenu":
      actions.openMenu(NaN, NaN);
      return true;
    case "F10":
      if (!shiftKey) return false;
      actions.openMenu(NaN, NaN);
      return true;
    case " ":
      if (isControl || shiftKey) {
        const { active } = selection;
        select({
          active,
          area: isControl
            ? { row: 0, column: selection.area.column, rows: ROW_LIMIT, columns: selection.area.columns }
            : { row: selection.area.row, column: 0, rows: selection.area.rows, columns: COLUMN_LIMIT },
        });
        return true;
      }
      break;
    default:
  }
  if (isControl) {
    switch (key.toLowerCase()) {
      case "z":
        if (shiftKey) actions.redo();
        else actions.undo();
        return true;
      case "y":
        actions.redo();
        return true;
      case "a": {
        const { used } = ground();
        if (used) select({ active: selection.active, area: used });
        return true;
      }
      default:
        return false;
    }
  }
  if (key.length !== 1) return false;
  actions.beginEdit(key);
  return true;
}

type Hit =
  | ({ readonly kind: "cell" | "rowHead" | "columnHead" | "corner" } & Place)
  | { readonly kind: "columnEdge" | "rowEdge"; readonly index: number; readonly size: number };

type PlaceHit = Extract<Hit, { kind: "cell" | "rowHead" | "columnHead" | "corner" }>;

type Drag =
  | { readonly kind: "select"; readonly hit: PlaceHit; readonly active: Place }
  | { readonly kind: "columnEdge" | "rowEdge"; readonly index: number; readonly size: number; readonly from: number };

/** What lies under the pointer. While dragging from a header, only its own direction counts. */
function hitOf(
  event: PointerEvent,
  element: HTMLElement,
  layout: SheetLayout,
  view: Window,
  geometry: Geometry,
  dragged?: PlaceHit["kind"],
): Hit | undefined {
  const box = element.getBoundingClientRect();
  const x = event.clientX - box.left;
  const y = event.clientY - box.top;
  if (dragged === undefined && (x > element.clientWidth || y > element.clientHeight)) return undefined;
  const across = x - geometry.headerWidth;
  const down = y - HEADER_HEIGHT;
  const columnOffset = across < geometry.frozenWidth ? across : across + view.left;
  const rowOffset = down < geometry.frozenHeight ? down : down + view.top;
  const column = layout.columns.at(Math.max(0, columnOffset));
  const row = layout.rows.at(Math.max(0, rowOffset));
  if (dragged !== undefined) return dragged === "corner" ? undefined : { kind: dragged, row, column };
  if (across < 0 && down < 0) return { kind: "corner", row: 0, column: 0 };
  if (down < 0) {
    const edge = edgeNear(layout.columns, column, columnOffset);
    return edge === undefined
      ? { kind: "columnHead", row: 0, column }
      : { kind: "columnEdge", index: edge, size: layout.columns.sizeOf(edge) };
  }
  if (across < 0) {
    const edge = edgeNear(layout.rows, row, rowOffset);
    return edge === undefined
      ? { kind: "rowHead", row, column: 0 }
      : { kind: "rowEdge", index: edge, size: layout.rows.sizeOf(edge) };
  }
  return { kind: "cell", row, column };
}

function edgeNear(lines: SheetLayout["rows"], index: number, offset: number): number | undefined {
  if (lines.offsetOf(index + 1) - offset <= 3) return index;
  if (index > 0 && offset - lines.offsetOf(index) <= 3) return index - 1;
  return undefined;
}

function chosenBy(hit: PlaceHit, anchor: Place | undefined, ground: ReturnType<typeof groundOf>): Selection {
  if (hit.kind === "cell") return anchor ? extended(anchor, hit, ground) : selectionOfCell(hit, ground);
  if (hit.kind === "corner") {
    return { active: { row: 0, column: 0 }, area: { row: 0, column: 0, rows: ROW_LIMIT, columns: COLUMN_LIMIT } };
  }
  const active = anchor ?? hit;
  return wholeLines(hit, active);
}

function draggedTo(drag: Extract<Drag, { kind: "select" }>, hit: Hit, ground: ReturnType<typeof groundOf>): Selection {
  if (!("row" in hit)) return selectionOfCell(drag.active, ground);
  if (drag.hit.kind === "cell") return extended(drag.active, hit, ground);
  return wholeLines({ ...hit, kind: drag.hit.kind }, drag.active);
}

function wholeLines(hit: PlaceHit, active: Place): Selection {
  if (hit.kind === "columnHead") {
    const column = Math.min(active.column, hit.column);
    return { active, area: { row: 0, column, rows: ROW_LIMIT, columns: Math.abs(active.column - hit.column) + 1 } };
  }
  const row = Math.min(active.row, hit.row);
  return { active, area: { row, column: 0, rows: Math.abs(active.row - hit.row) + 1, columns: COLUMN_LIMIT } };
}

// ------------------------------------------------------------------------------------------------ small questions

/** Whether a format leaves no trace in an empty cell. */
function showsNothing(format: CellFormat): boolean {
  return (
    format.fillColor === undefined &&
    format.borderTop === undefined &&
    format.borderBottom === undefined &&
    format.borderLeft === undefined &&
    format.borderRight === undefined
  );
}

/** The selection of a sheet as the grid moves it. */
export function selectionOn(sheet: Sheet): Selection {
  const active = sheet.book.activeCellOf(sheet);
  const [area = { ...active, rows: 1, columns: 1 }] = sheet.book.selectionOf(sheet);
  return { area, active };
}

/** The corner that follows the keys: the one across from the active cell, unless whole lines are selected. */
function movingEnd({ area, active }: Selection): Place {
  if (area.rows === ROW_LIMIT || area.columns === COLUMN_LIMIT) return active;
  return {
    row: area.row < active.row ? area.row : area.row + area.rows - 1,
    column: area.column < active.column ? area.column : area.column + area.columns - 1,
  };
}

function activeArea(selection: Selection, sheet: Sheet): Area {
  const { row, column } = selection.active;
  return sheet.mergeAt(row, column) ?? { row, column, rows: 1, columns: 1 };
}

function isOneCell(selection: Selection, sheet: Sheet): boolean {
  const active = activeArea(selection, sheet);
  return active.rows === selection.area.rows && active.columns === selection.area.columns;
}

function isWithin(place: Place, area: Area): boolean {
  return isWithinRow(place.row, area) && place.column >= area.column && place.column < area.column + area.columns;
}

function isWithinRow(row: number, area: Area): boolean {
  return row >= area.row && row < area.row + area.rows;
}

function rangeOf(first: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
}

function cellId(row: number, column: number): string {
  return `cell-${addressOf(row, column)}`;
}

function classes(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => name !== false && name !== undefined).join(" ");
}
