/**
 * A new zip file out of an old one. Whatever is not named is copied as it stands, packed bytes, names, times and all, so
 * that a part of the user's is the same part afterwards. The same call always gives the same bytes: nothing reads a clock.
 */
import { deflateSync } from "fflate";
import {
  type Archive,
  type ArchiveEntry,
  DIRECTORY_ENTRY_LENGTH,
  DIRECTORY_SIGNATURE,
  END_RECORD_LENGTH,
  END_SIGNATURE,
  LOCAL_HEADER_LENGTH,
  LOCAL_HEADER_SIGNATURE,
  crc32,
  findZip64Extra,
  joinBytes,
} from "./archive";

/** What is to be different. Names are part names; a part that is added must not be there yet. */
export type ArchiveChanges = {
  readonly replaced: ReadonlyMap<string, Uint8Array>;
  readonly removed: ReadonlySet<string>;
  readonly added: readonly (readonly [name: string, content: Uint8Array])[];
};

/** The archive with the changes made: kept and replaced parts in their places, added ones at the end in the order given. */
export function assembleArchive(archive: Archive, changes: ArchiveChanges): Uint8Array {
  const { bytes } = archive;
  const kept = archive.entries.filter((entry) => !changes.removed.has(entry.name));
  const inFileOrder = [...kept].sort((a, b) => a.recordStart - b.recordStart);
  const records: Uint8Array[] = [];
  const startByEntry = new Map<ArchiveEntry, number>();
  const packedByEntry = new Map<ArchiveEntry, PackedPart>();
  let at = 0;
  const place = (record: Uint8Array): number => {
    records.push(record);
    at += record.length;
    return at - record.length;
  };

  for (const entry of inFileOrder) {
    const replacement = changes.replaced.get(entry.name);
    if (replacement === undefined) {
      startByEntry.set(entry, place(bytes.subarray(entry.recordStart, entry.recordEnd)));
    } else {
      const part = packPart(entry.name, replacement, dosTimeOf(archive, entry));
      packedByEntry.set(entry, part);
      startByEntry.set(entry, place(localRecord(part)));
    }
  }
  const directory = kept.map((entry) => {
    const part = packedByEntry.get(entry);
    const start = startByEntry.get(entry)!;
    return part ? directoryRecord(part, start) : movedDirectoryRecord(archive, entry, start);
  });
  for (const [name, content] of changes.added) {
    if (archive.find(name) && !changes.removed.has(archive.find(name)!.name))
      throw new Error(`part ${name} is there already`);
    const part = packPart(name, content, DOS_TIME_OF_NEW_PARTS);
    directory.push(directoryRecord(part, place(localRecord(part))));
  }
  return joinBytes([...records, ...directory, endRecord(archive, directory, at)]);
}

/** A part packed and ready to be placed. */
type PackedPart = {
  readonly name: Uint8Array;
  readonly flags: number;
  readonly packed: Uint8Array;
  readonly size: number;
  readonly crc: number;
  readonly dosTime: number;
};

/** 1 January 1980, midnight: the earliest a zip file knows, and the one Excel itself writes. */
const DOS_TIME_OF_NEW_PARTS = 0x00210000;
const VERSION_NEEDED = 20;
const METHOD_DEFLATE = 8;
const PACKING_LEVEL = 6;
const FLAG_UTF8_NAME = 1 << 11;

function packPart(name: string, content: Uint8Array, dosTime: number): PackedPart {
  const nameBytes = new TextEncoder().encode(name);
  return {
    name: nameBytes,
    flags: nameBytes.length === name.length ? 0 : FLAG_UTF8_NAME,
    packed: deflateSync(content, { level: PACKING_LEVEL }),
    size: content.length,
    crc: crc32(content),
    dosTime,
  };
}

function dosTimeOf(archive: Archive, entry: ArchiveEntry): number {
  const { bytes } = archive;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(entry.directoryStart + 12, true);
}

function localRecord(part: PackedPart): Uint8Array {
  const record = new Uint8Array(LOCAL_HEADER_LENGTH + part.name.length + part.packed.length);
  const view = new DataView(record.buffer);
  view.setUint32(0, LOCAL_HEADER_SIGNATURE, true);
  view.setUint16(4, VERSION_NEEDED, true);
  writePartFields(view, 6, part);
  record.set(part.name, LOCAL_HEADER_LENGTH);
  record.set(part.packed, LOCAL_HEADER_LENGTH + part.name.length);
  return record;
}

function directoryRecord(part: PackedPart, recordStart: number): Uint8Array {
  const record = new Uint8Array(DIRECTORY_ENTRY_LENGTH + part.name.length);
  const view = new DataView(record.buffer);
  view.setUint32(0, DIRECTORY_SIGNATURE, true);
  view.setUint16(4, VERSION_NEEDED, true);
  view.setUint16(6, VERSION_NEEDED, true);
  writePartFields(view, 8, part);
  view.setUint32(42, recordStart, true);
  record.set(part.name, DIRECTORY_ENTRY_LENGTH);
  return record;
}

/** The fields from flags to name length, which both kinds of record share. */
function writePartFields(view: DataView, at: number, part: PackedPart): void {
  view.setUint16(at, part.flags, true);
  view.setUint16(at + 2, METHOD_DEFLATE, true);
  view.setUint32(at + 4, part.dosTime, true);
  view.setUint32(at + 8, part.crc, true);
  view.setUint32(at + 12, part.packed.length, true);
  view.setUint32(at + 16, part.size, true);
  view.setUint16(at + 20, part.name.length, true);
}

/** A kept entry of the directory, byte for byte but for where its part now begins. */
function movedDirectoryRecord(archive: Archive, entry: ArchiveEntry, recordStart: number): Uint8Array {
  const record = archive.bytes.slice(entry.directoryStart, entry.directoryEnd);
  const view = new DataView(record.buffer);
  if (view.getUint32(42, true) !== 0xffffffff) {
    view.setUint32(42, recordStart, true);
    return record;
  }
  // The place is given in the zip64 field, after whichever of the two sizes are given there too.
  const extraStart = DIRECTORY_ENTRY_LENGTH + view.getUint16(28, true);
  const fieldAt = findZip64Extra(view, extraStart, extraStart + view.getUint16(30, true));
  if (fieldAt === undefined) throw new Error(`no zip64 field for ${entry.name}`);
  const sizesGiven = [20, 24].filter((sizeAt) => view.getUint32(sizeAt, true) === 0xffffffff).length;
  view.setBigUint64(fieldAt + 4 + sizesGiven * 8, BigInt(recordStart), true);
  return record;
}

function endRecord(archive: Archive, directory: readonly Uint8Array[], directoryStart: number): Uint8Array {
  const record = new Uint8Array(END_RECORD_LENGTH + archive.comment.length);
  const view = new DataView(record.buffer);
  view.setUint32(0, END_SIGNATURE, true);
  view.setUint16(8, directory.length, true);
  view.setUint16(10, directory.length, true);
  view.setUint32(
    12,
    directory.reduce((sum, entry) => sum + entry.length, 0),
    true,
  );
  view.setUint32(16, directoryStart, true);
  view.setUint16(20, archive.comment.length, true);
  record.set(archive.comment, END_RECORD_LENGTH);
  return record;
}
