/** A zip file as a list of records in which every field may be a lie, and the bytes that such a list stands for. */
import { deflateSync, strToU8 } from "fflate";
import { crc32, joinBytes } from "../../../../src/hosts/xlsx/archive";

/** One part as it will be written. What is undefined is told truly. */
export type ZipRecord = {
  name: Uint8Array;
  localName?: Uint8Array;
  /** What the part holds once it is unpacked. */
  content: Uint8Array;
  /** What stands in the file instead of the packed content. */
  packed?: Uint8Array;
  method: number;
  localMethod?: number;
  flags: number;
  crc?: number;
  declaredSize?: number;
  packedSize?: number;
  /** Added to where the record begins, as the directory says it. */
  offsetShift?: number;
  /** Sizes follow the data, with or without the signature that some writers put before them. */
  descriptor?: "signed" | "bare" | "zip64";
  /** Sizes and place stand in a zip64 field of the directory. */
  isZip64?: boolean;
  extra?: Uint8Array;
  localExtra?: Uint8Array;
  comment?: Uint8Array;
  /** Whether the directory, or the body of the file, leaves it out. */
  isUnlisted?: boolean;
  isAbsent?: boolean;
};

export type ZipModel = {
  records: ZipRecord[];
  /** Bytes before the first record, as self-extracting archives have them, with offsets that do not count them. */
  prefix: Uint8Array;
  comment: Uint8Array;
  /** Added to what the end record says. */
  entryCountShift: number;
  directorySizeShift: number;
  directoryStartShift: number;
  hasZip64End: boolean;
};

/** Parts as an honest model. */
export function zipModelOf(parts: Readonly<Record<string, Uint8Array>>): ZipModel {
  return {
    records: Object.entries(parts).map(([name, content]) => ({ name: strToU8(name), content, method: 8, flags: 0 })),
    prefix: new Uint8Array(0),
    comment: new Uint8Array(0),
    entryCountShift: 0,
    directorySizeShift: 0,
    directoryStartShift: 0,
    hasZip64End: false,
  };
}

const packedContents = new WeakMap<Uint8Array, Uint8Array>();

/** Packs a content; each only once, since most are the same in thousands of files. */
function packedContent(content: Uint8Array): Uint8Array {
  let packed = packedContents.get(content);
  if (packed === undefined) {
    packed = deflateSync(content);
    packedContents.set(content, packed);
  }
  return packed;
}

const FLAG_DESCRIPTOR = 1 << 3;
const IN_ZIP64_EXTRA = 0xffffffff;

/** The bytes of a zip file that a model stands for. */
export function zipBytes(model: ZipModel): Uint8Array {
  const pieces: Uint8Array[] = [model.prefix];
  let at = 0;
  const place = (piece: Uint8Array): void => {
    pieces.push(piece);
    at += piece.length;
  };
  const directory: Uint8Array[] = [];
  for (const record of model.records) {
    const packed = record.packed ?? (record.method === 0 ? record.content : packedContent(record.content));
    const told = {
      crc: (record.crc ?? crc32(record.content)) >>> 0,
      packedSize: (record.packedSize ?? packed.length) >>> 0,
      declaredSize: (record.declaredSize ?? record.content.length) >>> 0,
    };
    const start = at;
    if (record.isAbsent !== true) {
      place(localHeader(record, told));
      place(packed);
      if (record.descriptor !== undefined) place(descriptorOf(record.descriptor, told));
    }
    if (record.isUnlisted !== true) directory.push(directoryEntry(record, told, start + (record.offsetShift ?? 0)));
  }
  const directoryStart = at;
  for (const entry of directory) place(entry);
  const end = {
    count: directory.length + model.entryCountShift,
    size: at - directoryStart + model.directorySizeShift,
    start: directoryStart + model.directoryStartShift,
  };
  if (model.hasZip64End) place(zip64End(end, at));
  place(endRecord(end, model.hasZip64End, model.comment));
  return joinBytes(pieces);
}

type Told = { readonly crc: number; readonly packedSize: number; readonly declaredSize: number };

function localHeader(record: ZipRecord, told: Told): Uint8Array {
  const name = record.localName ?? record.name;
  const extra = record.localExtra ?? new Uint8Array(0);
  const header = new Uint8Array(30 + name.length + extra.length);
  const view = new DataView(header.buffer);
  const isLater = record.descriptor !== undefined;
  view.setUint32(0, 0x04034b50, true);
  view.setUint16(4, 20, true);
  view.setUint16(6, record.flags | (isLater ? FLAG_DESCRIPTOR : 0), true);
  view.setUint16(8, record.localMethod ?? record.method, true);
  view.setUint32(14, isLater ? 0 : told.crc, true);
  view.setUint32(18, isLater ? 0 : told.packedSize, true);
  view.setUint32(22, isLater ? 0 : told.declaredSize, true);
  view.setUint16(26, name.length, true);
  view.setUint16(28, extra.length, true);
  header.set(name, 30);
  header.set(extra, 30 + name.length);
  return header;
}

function descriptorOf(kind: NonNullable<ZipRecord["descriptor"]>, told: Told): Uint8Array {
  const values = [
    ...(kind === "bare" ? [] : [0x08074b50]),
    told.crc,
    ...(kind === "zip64" ? [told.packedSize, 0, told.declaredSize, 0] : [told.packedSize, told.declaredSize]),
  ];
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setUint32(i * 4, value, true));
  return bytes;
}

function directoryEntry(record: ZipRecord, told: Told, start: number): Uint8Array {
  const { name, isZip64 = false } = record;
  const comment = record.comment ?? new Uint8Array(0);
  const extra = joinBytes([...(isZip64 ? [zip64Extra(told, start)] : []), record.extra ?? new Uint8Array(0)]);
  const entry = new Uint8Array(46 + name.length + extra.length + comment.length);
  const view = new DataView(entry.buffer);
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(4, 20, true);
  view.setUint16(6, 20, true);
  view.setUint16(8, record.flags | (record.descriptor === undefined ? 0 : FLAG_DESCRIPTOR), true);
  view.setUint16(10, record.method, true);
  view.setUint32(16, told.crc, true);
  view.setUint32(20, isZip64 ? IN_ZIP64_EXTRA : told.packedSize, true);
  view.setUint32(24, isZip64 ? IN_ZIP64_EXTRA : told.declaredSize, true);
  view.setUint16(28, name.length, true);
  view.setUint16(30, extra.length, true);
  view.setUint16(32, comment.length, true);
  view.setUint32(42, isZip64 ? IN_ZIP64_EXTRA : start, true);
  entry.set(name, 46);
  entry.set(extra, 46 + name.length);
  entry.set(comment, 46 + name.length + extra.length);
  return entry;
}

function zip64Extra(told: Told, start: number): Uint8Array {
  const extra = new Uint8Array(28);
  const view = new DataView(extra.buffer);
  view.setUint16(0, 1, true);
  view.setUint16(2, 24, true);
  view.setBigUint64(4, BigInt(told.declaredSize), true);
  view.setBigUint64(12, BigInt(told.packedSize), true);
  view.setBigUint64(20, BigInt.asUintN(64, BigInt(start)), true);
  return extra;
}

type End = { readonly count: number; readonly size: number; readonly start: number };

function zip64End(end: End, at: number): Uint8Array {
  const bytes = new Uint8Array(56 + 20);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x06064b50, true);
  view.setBigUint64(4, 44n, true);
  view.setBigUint64(24, BigInt.asUintN(64, BigInt(end.count)), true);
  view.setBigUint64(32, BigInt.asUintN(64, BigInt(end.count)), true);
  view.setBigUint64(40, BigInt.asUintN(64, BigInt(end.size)), true);
  view.setBigUint64(48, BigInt.asUintN(64, BigInt(end.start)), true);
  view.setUint32(56, 0x07064b50, true);
  view.setBigUint64(64, BigInt(at), true);
  view.setUint32(72, 1, true);
  return bytes;
}

function endRecord(end: End, isInZip64: boolean, comment: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(22 + comment.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, isInZip64 ? 0xffff : end.count, true);
  view.setUint16(10, isInZip64 ? 0xffff : end.count, true);
  view.setUint32(12, isInZip64 ? 0xffffffff : end.size, true);
  view.setUint32(16, isInZip64 ? 0xffffffff : end.start, true);
  view.setUint16(20, comment.length, true);
  bytes.set(comment, 22);
  return bytes;
}
