/** Spoils the zip file around the parts: sizes, places, names, methods, records too many and too few, and bombs. */
import { strToU8 } from "fflate";
import type { Random } from "./random";
import { type ZipModel, type ZipRecord, zipBytes, zipModelOf } from "./zipModel";

/** The parts in a zip file with one to three things wrong, or at least unusual, about it. */
export function spoilZip(parts: Readonly<Record<string, Uint8Array>>, random: Random): Uint8Array {
  const model = zipModelOf(parts);
  const count = 1 + random.below(3);
  for (let i = 0; i < count; i++) {
    if (random.percent(70)) random.pick(recordFaults)(random.pick(model.records), random, model);
    else random.pick(modelFaults)(model, random);
  }
  return zipBytes(model);
}

const NUMBERS = [0, 1, 2, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
const SHIFTS = [-30, -22, -4, -1, 1, 4, 30, 46, 1_000, 0x7fffffff];

const NAMES = [
  "",
  "/",
  "../evil.xml",
  "xl/../../evil",
  "xl\\workbook.xml",
  "C:/evil.xml",
  "xl/evil\0.xml",
  "XL/WORKBOOK.XML",
  "xl/workbook.xml",
  "xl//workbook.xml",
  "xl/./workbook.xml",
  "xl/worksheets/sheet%31.xml",
  "mimetype",
  "__proto__",
  "constructor",
  "[Content_Types].xml",
  "_rels/.rels",
  "xl/workbook.bin",
  "x".repeat(4_000),
  "\u202exml.lx",
];

type RecordFault = (record: ZipRecord, random: Random, model: ZipModel) => void;

const recordFaults: readonly RecordFault[] = [
  (record, random) => (record.declaredSize = random.pick(NUMBERS)),
  (record, random) => (record.declaredSize = Math.max(0, record.content.length + random.pick(SHIFTS))),
  (record, random) => (record.packedSize = random.pick(NUMBERS)),
  (record, random) => (record.packedSize = Math.max(0, record.content.length + random.pick(SHIFTS))),
  (record, random) => (record.crc = random.pick(NUMBERS)),
  (record, random) => (record.method = random.pick([0, 1, 6, 9, 12, 14, 93, 95, 98, 99, 0xffff])),
  (record, random) => (record.localMethod = random.pick([0, 9, 99])),
  (record, random) => (record.flags |= 1 << random.below(16)),
  (record, random) => (record.offsetShift = random.pick(SHIFTS)),
  (record, random) => (record.name = strToU8(random.pick(NAMES))),
  (record, random) => (record.localName = strToU8(random.pick(NAMES))),
  (record, random) => (record.name = record.localName = strToU8(random.pick(NAMES))),
  (record) => (record.name = record.localName = new Uint8Array([0xff, 0xfe, 0x41, 0x80])),
  (record, random) => (record.descriptor = random.pick(["signed", "bare", "zip64"])),
  (record) => (record.isZip64 = true),
  (record, random) => {
    record.isZip64 = true;
    record.declaredSize = random.pick(NUMBERS);
  },
  (record, random) => (record.extra = someBytes(random, 40)),
  (record, random) => (record.localExtra = someBytes(random, 40)),
  (record) => (record.extra = new Uint8Array([1, 0, 0xff, 0xff, 1, 2])),
  (record, random) => (record.comment = someBytes(random, 300)),
  (record) => (record.isUnlisted = true),
  (record) => (record.isAbsent = true),
  (record, random) => {
    // What is packed is nonsense, or breaks off.
    const packed = someBytes(random, record.content.length + 1);
    record.packed = random.percent(50) ? packed : packed.subarray(0, random.below(packed.length + 1));
  },
  (record, random) => {
    // Blocks of deflate that come to nothing, over and over: work without any result.
    record.packed = new Uint8Array(1 + random.below(200_000) * 5).map((_, i) => [0, 0, 0, 0xff, 0xff][i % 5] ?? 0);
  },
  (record, random) => {
    if (random.percent(60)) return; // they take longer than all the others together
    record.content = random.pick(bombs)();
    if (random.percent(50)) record.declaredSize = 100;
  },
  (record, random, model) => {
    const other = random.pick(model.records);
    model.records.splice(random.below(model.records.length + 1), 0, { ...record, content: other.content });
  },
  (record, _, model) => model.records.splice(model.records.indexOf(record), 1, ...[record, record]),
  (record, random, model) => {
    const other = random.pick(model.records);
    [record.content, other.content] = [other.content, record.content];
  },
  (record, random, model) => {
    const other = random.pick(model.records);
    [record.name, other.name] = [other.name, record.name];
  },
  (record, _, model) => {
    if (model.records.length > 1) model.records.splice(model.records.indexOf(record), 1);
  },
];

const modelFaults: readonly ((model: ZipModel, random: Random) => void)[] = [
  (model, random) => (model.entryCountShift = random.pick([-1, 1, 2, 65_000])),
  (model, random) => (model.directorySizeShift = random.pick(SHIFTS)),
  (model, random) => (model.directoryStartShift = random.pick(SHIFTS)),
  (model) => (model.hasZip64End = true),
  (model, random) => (model.prefix = someBytes(random, 100)),
  (model, random) => (model.comment = someBytes(random, 500)),
  (model) => (model.comment = strToU8("PK\u0005\u0006" + "\0".repeat(30), true)),
  (model) => model.records.reverse(),
  (model, random) => {
    const many = random.pick([100, 1_990, 2_100]);
    const content = new Uint8Array(0);
    for (let i = 0; i < many; i++) model.records.push({ name: strToU8(`x/${i}`), content, method: 0, flags: 0 });
  },
];

function someBytes(random: Random, most: number): Uint8Array {
  return new Uint8Array(random.below(most)).map(() => random.below(256));
}

const MEGABYTE = 1024 * 1024;
const made = new Map<string, Uint8Array>();

/** Contents that are small when packed; each is made once, since most of the time would go there. */
const bombs: readonly (() => Uint8Array)[] = [
  () => bomb("blanks", () => new Uint8Array(9 * MEGABYTE).fill(0x20)),
  () => bomb("nothing", () => new Uint8Array(9 * MEGABYTE)),
  () => bomb("rows", () => strToU8(`${SHEET}<sheetData>${"<row/>".repeat(200_000)}</sheetData></worksheet>`)),
  () => bomb("texts", () => strToU8(`<sst xmlns="${MAIN}">${"<si/>".repeat(100_000)}</sst>`)),
  () => bomb("one text", () => strToU8(`<sst xmlns="${MAIN}"><si><t>${"x".repeat(2 * MEGABYTE)}</t></si></sst>`)),
  () => bomb("one tag", () => strToU8(`${SHEET}<a b="${"x".repeat(4.2 * MEGABYTE)}"/></worksheet>`)),
];

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const SHEET = `<worksheet xmlns="${MAIN}">`;

function bomb(name: string, make: () => Uint8Array): Uint8Array {
  const content = made.get(name) ?? make();
  made.set(name, content);
  return content;
}
