/**
 * The zip container, read over bytes by its central directory. Declared sizes are never trusted: bytes are counted as
 * they come out of the inflater, and a part is believed only when its CRC agrees. Nothing is inflated until asked for.
 */
import { Inflate } from "fflate";
import { Refusal, damagedPart, notAWorkbook, shownText } from "./refusal";

/** What one file may unpack to before it is refused (F07_TOO_LARGE). */
export type UnzipLimits = {
  /** All parts that are read, together. */
  readonly totalBytes: number;
  readonly partBytes: number;
  /** A part may unpack to this many times its packed size... */
  readonly ratio: number;
  /** ...once it has unpacked to more than this. */
  readonly ratioFromBytes: number;
  readonly entries: number;
};

const MEGABYTE = 1024 * 1024;

/** The limits for a file nobody has vouched for. */
export const UNZIP_LIMITS: UnzipLimits = {
  totalBytes: 200 * MEGABYTE,
  partBytes: 100 * MEGABYTE,
  ratio: 200,
  ratioFromBytes: 8 * MEGABYTE,
  entries: 2_000,
};

/** The limits when the user trusts a file up to a size (`--max-unzip`): no part or ratio is then held against it below that. */
export function trustedUnzipLimits(megabytes: number): UnzipLimits {
  const bytes = megabytes * MEGABYTE;
  return { ...UNZIP_LIMITS, totalBytes: bytes, partBytes: bytes, ratioFromBytes: bytes };
}

/** One entry of the central directory. */
export type ArchiveEntry = {
  /** As the directory spells it; "/" between folders. */
  readonly name: string;
  /** 0 stored, 8 deflated; anything else is refused when the part is read. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly packedSize: number;
  readonly declaredSize: number;
  /** Where its own record (local header, data, descriptor) begins and ends. */
  readonly recordStart: number;
  readonly recordEnd: number;
  readonly dataStart: number;
  /** Its entry in the central directory, byte for byte. */
  readonly directoryStart: number;
  readonly directoryEnd: number;
};

/** A zip file whose directory has been read and found sound. */
export type Archive = {
  readonly bytes: Uint8Array;
  /** In directory order, folders' own entries included. */
  readonly entries: readonly ArchiveEntry[];
  readonly comment: Uint8Array;
  /** The entry of a part by name. Part names differ by more than case (OPC), so case does not matter. */
  find(name: string): ArchiveEntry | undefined;
  /** Inflates a part piece by piece; the pieces are valid only during the call. Refuses damage (F06) and bombs (F07). */
  inflate(entry: ArchiveEntry, onPiece: (piece: Uint8Array) => void): void;
  /** A whole part's bytes. */
  read(entry: ArchiveEntry): Uint8Array;
};

/**
 * Reads the directory of a zip file. Refuses F06_NOT_A_WORKBOOK (no directory: cut off), F06_DAMAGED (records that
 * disagree or overlap), F07_TOO_LARGE (too many entries), F13_DUPLICATE_PART and F14_UNSAFE_PATH.
 */
export function openArchive(bytes: Uint8Array, limits: UnzipLimits): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEndRecord(bytes, view);
  if (end.entryCount > limits.entries) throw tooManyEntries(limits);

  const entries = placeRecords(readDirectory(bytes, view, end, limits), bytes, view, end.directoryStart);
  const byName = new Map<string, ArchiveEntry>();
  for (const entry of entries) {
    refuseUnsafePath(entry.name);
    const key = entry.name.toLowerCase();
    if (byName.has(key)) throw duplicatePart(entry.name);
    byName.set(key, entry);
  }

  const unpackedByEntry = new Map<ArchiveEntry, number>();
  const inflate: Archive["inflate"] = (entry, onPiece) => {
    let alreadyUnpacked = 0;
    for (const [other, size] of unpackedByEntry) if (other !== entry) alreadyUnpacked += size;
    unpackedByEntry.set(entry, inflateEntry(bytes, entry, limits, alreadyUnpacked, onPiece));
  };
  return {
    bytes,
    entries,
    comment: end.comment,
    find: (name) => byName.get(name.toLowerCase()),
    inflate,
    read(entry) {
      const pieces: Uint8Array[] = [];
      inflate(entry, (piece) => pieces.push(piece.slice()));
      return joinBytes(pieces);
    },
  };
}

/** One array of bytes out of several. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

// ---------------------------------------------------------------------------------------------- the directory

export const LOCAL_HEADER_SIGNATURE = 0x04034b50;
export const DIRECTORY_SIGNATURE = 0x02014b50;
export const END_SIGNATURE = 0x06054b50;
export const LOCAL_HEADER_LENGTH = 30;
export const DIRECTORY_ENTRY_LENGTH = 46;
export const END_RECORD_LENGTH = 22;
const END64_LOCATOR_SIGNATURE = 0x07064b50;
const END64_SIGNATURE = 0x06064b50;
const END64_LOCATOR_LENGTH = 20;
const COMMENT_LENGTH_MAXIMUM = 0xffff;
const FLAG_ENCRYPTED = 1;
const FLAG_UTF8_NAME = 1 << 11;

type EndRecord = {
  readonly entryCount: number;
  readonly directoryStart: number;
  readonly directoryEnd: number;
  readonly comment: Uint8Array;
};

const CUT_OFF = "a zip file that was cut off or damaged on its way";

function findEndRecord(bytes: Uint8Array, view: DataView): EndRecord {
  const earliest = Math.max(0, bytes.length - END_RECORD_LENGTH - COMMENT_LENGTH_MAXIMUM);
  for (let at = bytes.length - END_RECORD_LENGTH; at >= earliest; at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    const commentLength = view.getUint16(at + 20, true);
    if (at + END_RECORD_LENGTH + commentLength > bytes.length) continue;
    const comment = bytes.subarray(at + END_RECORD_LENGTH, at + END_RECORD_LENGTH + commentLength);
    if (view.getUint16(at + 4, true) !== view.getUint16(at + 6, true))
      throw notAWorkbook("one piece of a zip file in several pieces");
    return { ...locateDirectory(view, at), comment };
  }
  throw notAWorkbook(CUT_OFF);
}

function locateDirectory(view: DataView, endAt: number): Omit<EndRecord, "comment"> {
  let entryCount = view.getUint16(endAt + 10, true);
  let size = view.getUint32(endAt + 12, true);
  let directoryStart = view.getUint32(endAt + 16, true);
  let limit = endAt;
  const locatorAt = endAt - END64_LOCATOR_LENGTH;
  if (locatorAt >= 0 && view.getUint32(locatorAt, true) === END64_LOCATOR_SIGNATURE) {
    const end64At = readUint64(view, locatorAt + 8);
    if (end64At + 56 > locatorAt || view.getUint32(end64At, true) !== END64_SIGNATURE) throw notAWorkbook(CUT_OFF);
    entryCount = readUint64(view, end64At + 32);
    size = readUint64(view, end64At + 40);
    directoryStart = readUint64(view, end64At + 48);
    limit = end64At;
  }
  const directoryEnd = directoryStart + size;
  if (directoryEnd > limit) throw notAWorkbook(CUT_OFF);
  return { entryCount, directoryStart, directoryEnd };
}

type DirectoryEntry = Omit<ArchiveEntry, "dataStart" | "recordEnd"> & { readonly nameBytes: Uint8Array };

function readDirectory(bytes: Uint8Array, view: DataView, end: EndRecord, limits: UnzipLimits): DirectoryEntry[] {
  const entries: DirectoryEntry[] = [];
  let at = end.directoryStart;
  while (at < end.directoryEnd) {
    // The count in the end record may lie too, so it is the entries themselves that are counted.
    if (entries.length >= limits.entries) throw tooManyEntries(limits);
    if (at + DIRECTORY_ENTRY_LENGTH > end.directoryEnd) throw notAWorkbook(CUT_OFF);
    if (view.getUint32(at, true) !== DIRECTORY_SIGNATURE) break; // a directory's digital signature may follow
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const commentLength = view.getUint16(at + 32, true);
    const nameStart = at + DIRECTORY_ENTRY_LENGTH;
    const extraStart = nameStart + nameLength;
    const directoryEnd = extraStart + extraLength + commentLength;
    if (directoryEnd > end.directoryEnd) throw notAWorkbook(CUT_OFF);

    const nameBytes = bytes.subarray(nameStart, extraStart);
    const sizes = withZip64Sizes(view, extraStart, extraStart + extraLength, {
      declaredSize: view.getUint32(at + 24, true),
      packedSize: view.getUint32(at + 20, true),
      recordStart: view.getUint32(at + 42, true),
    });
    entries.push({
      name: decodeName(nameBytes, (flags & FLAG_UTF8_NAME) !== 0),
      nameBytes,
      method: view.getUint16(at + 10, true),
      isEncrypted: (flags & FLAG_ENCRYPTED) !== 0,
      crc: view.getUint32(at + 16, true),
      ...sizes,
      directoryStart: at,
      directoryEnd,
    });
    at = directoryEnd;
  }
  if (entries.length !== end.entryCount) throw notAWorkbook(CUT_OFF);
  return entries;
}

const ZIP64_EXTRA = 0x0001;
const IN_ZIP64_EXTRA = 0xffffffff;

type EntrySizes = { readonly declaredSize: number; readonly packedSize: number; readonly recordStart: number };

function withZip64Sizes(view: DataView, extraStart: number, extraEnd: number, sizes: EntrySizes): EntrySizes {
  const at = findZip64Extra(view, extraStart, extraEnd);
  if (at === undefined) return sizes;
  let { declaredSize, packedSize, recordStart } = sizes;
  let valueAt = at + 4;
  const take = (): number => {
    if (valueAt + 8 > extraEnd) throw notAWorkbook(CUT_OFF);
    valueAt += 8;
    return readUint64(view, valueAt - 8);
  };
  if (declaredSize === IN_ZIP64_EXTRA) declaredSize = take();
  if (packedSize === IN_ZIP64_EXTRA) packedSize = take();
  if (recordStart === IN_ZIP64_EXTRA) recordStart = take();
  return { declaredSize, packedSize, recordStart };
}

/** Where the zip64 field stands among an entry's extra fields; undefined when there is none. */
export function findZip64Extra(view: DataView, extraStart: number, extraEnd: number): number | undefined {
  for (let at = extraStart; at + 4 <= extraEnd; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === ZIP64_EXTRA) return at;
  }
  return undefined;
}

/** Finds each entry's data, and makes sure that no two entries share bytes (a well-known way to build a zip bomb). */
function placeRecords(
  entries: readonly DirectoryEntry[],
  bytes: Uint8Array,
  view: DataView,
  directoryStart: number,
): ArchiveEntry[] {
  const inFileOrder = [...entries].sort((a, b) => a.recordStart - b.recordStart);
  const placed = new Map<DirectoryEntry, ArchiveEntry>();
  inFileOrder.forEach((entry, index) => {
    // A place may be any number at all, so the next record's is no bound by itself.
    const recordEnd = Math.min(inFileOrder[index + 1]?.recordStart ?? directoryStart, directoryStart);
    const { recordStart, nameBytes } = entry;
    const isHeaderThere =
      recordStart + LOCAL_HEADER_LENGTH <= recordEnd && view.getUint32(recordStart, true) === LOCAL_HEADER_SIGNATURE;
    if (!isHeaderThere) throw damagedPart(entry.name, "its place in the zip file is wrong");
    const nameStart = recordStart + LOCAL_HEADER_LENGTH;
    const nameLength = view.getUint16(recordStart + 26, true);
    const dataStart = nameStart + nameLength + view.getUint16(recordStart + 28, true);
    if (dataStart + entry.packedSize > recordEnd) throw damagedPart(entry.name, "it overlaps another part");
    if (nameLength !== nameBytes.length || nameBytes.some((byte, i) => bytes[nameStart + i] !== byte)) {
      throw damagedPart(entry.name, "it goes by two names");
    }
    const { nameBytes: _, ...rest } = entry;
    placed.set(entry, { ...rest, dataStart, recordEnd });
  });
  return entries.map((entry) => placed.get(entry)!);
}

function decodeName(bytes: Uint8Array, isUtf8: boolean): string {
  if (isUtf8) return new TextDecoder().decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  }
}

function readUint64(view: DataView, at: number): number {
  if (at < 0 || at + 8 > view.byteLength) throw notAWorkbook(CUT_OFF);
  const value = view.getBigUint64(at, true);
  return value > BigInt(view.byteLength) ? Number.MAX_SAFE_INTEGER : Number(value);
}

function refuseUnsafePath(name: string): void {
  const isUnsafe =
    name === "" ||
    name.startsWith("/") ||
    name.includes("\\") ||
    name.includes("\0") ||
    (name.charAt(1) === ":" && /^[A-Za-z]/.test(name)) ||
    name.split("/").some((segment) => segment === "..");
  if (!isUnsafe) return;
  throw new Refusal({
    code: "F14_UNSAFE_PATH",
    message: (file) => `${file} contains a part with an unsafe path: ${shownText(name)}.`,
    next: "Excel never writes such a file, so it may be hostile. Ask its sender for a copy saved by Excel.",
  });
}

function duplicatePart(name: string): Refusal {
  return new Refusal({
    code: "F13_DUPLICATE_PART",
    message: (file) => `${file} contains two parts named ${shownText(name)}.`,
    next: "Excel never writes such a file, so it may be hostile. Open it in Excel and use Save As.",
  });
}

// ---------------------------------------------------------------------------------------------- the parts

/** Packed bytes given to the inflater at once; at deflate's best ratio of 1:1032 that is some 17 MB out. */
const PACKED_PIECE = 16 * 1024;

function inflateEntry(
  bytes: Uint8Array,
  entry: ArchiveEntry,
  limits: UnzipLimits,
  alreadyUnpacked: number,
  onPiece: (piece: Uint8Array) => void,
): number {
  if (entry.isEncrypted) throw encryptedPart();
  let unpacked = 0;
  let crc = CRC_START;
  let refusal: Refusal | undefined;
  const take = (piece: Uint8Array): void => {
    unpacked += piece.length;
    refuseTooLarge(entry, limits, unpacked, alreadyUnpacked);
    crc = updateCrc(crc, piece);
    if (piece.length === 0 || refusal) return;
    try {
      onPiece(piece);
    } catch (error) {
      // Nonsense in a part may be the sign of a damaged zip file, which only the CRC at the end can tell.
      if (!(error instanceof Refusal) || error.words.code !== "F06_DAMAGED") throw error;
      refusal = error;
    }
  };

  const packed = bytes.subarray(entry.dataStart, entry.dataStart + entry.packedSize);
  if (entry.method === 0) {
    for (let at = 0; at < packed.length; at += PACKED_PIECE) take(packed.subarray(at, at + PACKED_PIECE));
  } else if (entry.method === 8) {
    inflatePieces(entry, packed, take);
  } else {
    throw damagedPart(entry.name, "it is packed in a way Excel does not use");
  }

  if ((crc ^ CRC_START) >>> 0 !== entry.crc) throw damagedPart(entry.name, "CRC error");
  if (unpacked !== entry.declaredSize) throw declaredSizeLies(entry, unpacked);
  if (refusal) throw refusal;
  return unpacked;
}

function inflatePieces(entry: ArchiveEntry, packed: Uint8Array, take: (piece: Uint8Array) => void): void {
  const inflater = new Inflate((piece) => take(piece));
  try {
    for (let at = 0; at < packed.length || at === 0; at += PACKED_PIECE) {
      inflater.push(packed.subarray(at, at + PACKED_PIECE), at + PACKED_PIECE >= packed.length);
    }
  } catch (error) {
    // fflate's own errors carry a code; what the taker throws passes through.
    if (error instanceof Refusal || typeof (error as { code?: unknown }).code !== "number") throw error;
    throw damagedPart(entry.name, "its packed data is damaged");
  }
}

function refuseTooLarge(entry: ArchiveEntry, limits: UnzipLimits, unpacked: number, alreadyUnpacked: number): void {
  const part = shownText(entry.name);
  if (unpacked > limits.ratioFromBytes && unpacked > limits.ratio * entry.packedSize) {
    throw tooLarge(`${part} unpacks to more than ${limits.ratio} times its packed size.`);
  }
  if (unpacked > limits.partBytes) throw partTooLarge(entry.name, limits.partBytes);
  if (alreadyUnpacked + unpacked > limits.totalBytes) {
    throw tooLarge(`The parts of this workbook unpack to more than ${limits.totalBytes / MEGABYTE} MB.`);
  }
}

/** F07_TOO_LARGE for one part. */
export function partTooLarge(part: string, bytes: number): Refusal {
  return tooLarge(`${shownText(part)} unpacks to more than ${bytes / MEGABYTE} MB.`);
}

function tooLarge(what: string): Refusal {
  return new Refusal({
    code: "F07_TOO_LARGE",
    message: `${what} The limit protects this computer.`,
    next: "Raise the limit with --max-unzip only for a file you trust.",
  });
}

function declaredSizeLies(entry: ArchiveEntry, unpacked: number): Refusal {
  return new Refusal({
    code: "F07_TOO_LARGE",
    message: `${shownText(entry.name)} says that it unpacks to ${entry.declaredSize} bytes, but it holds ${unpacked}.`,
    next: "Excel never writes such a file, so it may be hostile. Open it in Excel and use Save As.",
  });
}

/** F07_TOO_LARGE for a file of too many parts. */
export function tooManyEntries(limits: UnzipLimits): Refusal {
  return new Refusal({
    code: "F07_TOO_LARGE",
    message: (file) => `${file} holds more than ${limits.entries} parts. The limit protects this computer.`,
    next: "A workbook needs far fewer. Ask its sender for a copy saved by Excel.",
  });
}

function encryptedPart(): Refusal {
  return new Refusal({
    code: "F05_ENCRYPTED",
    message: (file) => `${file} is locked with a zip password.`,
    next: "Unpack it with the password first, and use the workbook that was packed.",
  });
}

// ---------------------------------------------------------------------------------------------- CRC-32

const CRC_START = 0xffffffff;

/** Tables for four bytes at a time: the n-th gives what a byte becomes n bytes later. */
const CRC_TABLES = crcTables();

function crcTables(): readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array] {
  const first = new Uint32Array(256).map((_, index) => {
    let crc = index;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    return crc;
  });
  const later = (table: Uint32Array): Uint32Array => table.map((crc) => (crc >>> 8) ^ first[crc & 0xff]!);
  const second = later(first);
  const third = later(second);
  return [first, second, third, later(third)];
}

function updateCrc(start: number, bytes: Uint8Array): number {
  const [one, two, three, four] = CRC_TABLES;
  const length = bytes.length;
  let crc = start;
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc = four[crc & 0xff]! ^ three[(crc >>> 8) & 0xff]! ^ two[(crc >>> 16) & 0xff]! ^ one[crc >>> 24]!;
  }
  for (; at < length; at++) crc = (crc >>> 8) ^ one[(crc ^ bytes[at]!) & 0xff]!;
  return crc;
}

/** The CRC-32 of some bytes, as a zip file states it. */
export function crc32(bytes: Uint8Array): number {
  return (updateCrc(CRC_START, bytes) ^ CRC_START) >>> 0;
}
