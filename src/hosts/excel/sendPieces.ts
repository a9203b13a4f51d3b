/** What is written goes in pieces, as many in one request as fit into it. */
import type { CellArea } from "../../workbook";
import type { Conversation } from "./conversation";

/** One thing to write: what it takes on the wire, and how it is queued on a sheet. */
export type Piece = {
  readonly bytes: number;
  readonly cells: number;
  readonly queue: (context: Excel.RequestContext) => void;
};

/** Bytes that a call takes besides its cells. */
export const CALL_BYTES = 400;

/**
 * Sends pieces in their order. Throws an `ExcelRefusal`, or `TooMuchAtOnce`; what was sent before stays, and how much of
 * the last request landed is open.
 */
export async function sendPieces(
  conversation: Conversation,
  context: Excel.RequestContext,
  doing: string,
  pieces: readonly Piece[],
): Promise<void> {
  let sent = 0;
  while (sent < pieces.length) {
    let upTo = sent;
    let bytes = 0;
    let cells = 0;
    while (upTo < pieces.length) {
      const piece = pieces[upTo];
      if (piece === undefined || (upTo > sent && bytes + piece.bytes > conversation.limits.bytes)) break;
      bytes += piece.bytes;
      cells += piece.cells;
      upTo++;
    }
    const batch = pieces.slice(sent, upTo);
    await conversation.write(context, doing, (open) => {
      if (conversation.has("1.6")) open.application.suspendApiCalculationUntilNextSync();
      for (const piece of batch) piece.queue(open);
      return () => undefined;
    });
    conversation.count(cells, bytes);
    sent = upTo;
    conversation.advance(sent / pieces.length);
  }
}

/** Rows of an area that go into one range: no more cells than Excel takes at once, and a quarter of a request in bytes. */
export function rowChunks(
  conversation: Conversation,
  { top, left, bottom, right }: CellArea,
  bytesOfRow: (row: number) => number,
): { first: number; last: number }[] {
  const chunks: { first: number; last: number }[] = [];
  const { bytes: bytesMaximum, writeCells } = conversation.limits;
  const rowsMaximum = Math.max(1, Math.floor(writeCells / (right - left + 1)));
  let first = top;
  let bytes = 0;
  for (let row = top; row <= bottom; row++) {
    const rowBytes = bytesOfRow(row);
    if (row > first && (row - first >= rowsMaximum || bytes + rowBytes > bytesMaximum / 4)) {
      chunks.push({ first, last: row - 1 });
      first = row;
      bytes = 0;
    }
    bytes += rowBytes;
  }
  chunks.push({ first, last: bottom });
  return chunks;
}
