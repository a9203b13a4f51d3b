/** Files spoilt at random: each is read or refused with a code of the catalogue, never answered with an exception. */
import { strFromU8, strToU8, unzipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWorkbook, writeWorkbook } from "../../../src/hosts/xlsx";
import { madeFlags, madePlan, madeSheet } from "./madePlan";
import { type Parts, codeOf, madeXlsx, valueOf, zipParts } from "./madeXlsx";
import { sampleBytes, sampleNames } from "./samples";

const options = { fileName: "case.xlsx" };
const plan = madePlan(madeFlags());
const codes = new Set([
  "read",
  ...["F01_OLD_XLS", "F02_XLSB", "F03_ODS", "F04_CSV", "F05_ENCRYPTED", "F06_NOT_A_WORKBOOK", "F06_DAMAGED"],
  ...["F07_TOO_LARGE", "F08_DTD", "F09_PART_MISSING", "F13_DUPLICATE_PART", "F14_UNSAFE_PATH", "F18_SIGNED"],
  ...["W01_STRUCTURE_PROTECTED", "W08_TARGET_NOT_OURS"],
]);

/** Reads and writes, and complains when an answer has no code or writing made something that cannot be read. */
function expectAnAnswer(bytes: Uint8Array): void {
  const read = readWorkbook(bytes, options);
  expect(codes).toContain(codeOf(read));
  const written = writeWorkbook(bytes, plan, options);
  expect(codes).toContain(codeOf(written));
  if (read.ok && written.ok) expect(codeOf(readWorkbook(written.value.bytes, options))).toBe("read");
}

const made = valueOf(
  writeWorkbook(
    madeXlsx({
      sheets: { Staffing: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1</f><v>2</v></c></row>' },
      sharedStrings: "<si><t>Post</t></si>",
    }),
    madePlan(madeSheet({ tables: [] }), madeFlags()),
    options,
  ),
).bytes;
const samples = sampleNames("real-workbooks", ".xlsx")
  .map((name) => sampleBytes("real-workbooks", name))
  .filter((bytes) => bytes.length < 12_000);
const sources = fc.constantFrom(made, ...samples);
const RUNS = Number(process.env["HOSTILE_RUNS"] ?? 60);

describe("files spoilt at random", () => {
  it("are answered when single bytes are changed", () => {
    const change = fc.record({ at: fc.nat(), byte: fc.nat(255) });
    fc.assert(
      fc.property(sources, fc.array(change, { minLength: 1, maxLength: 6 }), (source, changes) => {
        const bytes = source.slice();
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
        expectAnAnswer(bytes);
      }),
      { numRuns: RUNS, seed: 11 },
    );
  });

  it("are answered when the end, the middle or the beginning is missing", () => {
    fc.assert(
      fc.property(sources, fc.nat(), fc.nat(), (source, from, length) => {
        const start = from % source.length;
        const end = Math.min(source.length, start + 1 + (length % 2_000));
        expectAnAnswer(new Uint8Array([...source.subarray(0, start), ...source.subarray(end)]));
      }),
      { numRuns: RUNS, seed: 12 },
    );
  });

  it("are answered when the XML inside is changed", () => {
    const change = fc.record({
      part: fc.nat(),
      at: fc.nat(),
      removed: fc.nat(12),
      inserted: fc.constantFrom(
        ...["", "<", ">", '"', "/", "&", "-1", "9999999999", "rId1", "../", "\u0000", "<a>", "</a>", "<c>", "<row/>"],
        ...["<v>", "__proto__", "A1", "XFE1", "<mc:Choice>", "<!DOCTYPE a>", "1e999", "true", 'r="A1"'],
      ),
    });
    fc.assert(
      fc.property(sources, fc.array(change, { minLength: 1, maxLength: 3 }), (source, changes) => {
        const parts = partsOf(source);
        if (parts === null) return;
        const names = Object.keys(parts);
        for (const { part, at, removed, inserted } of changes) {
          const name = names[part % names.length]!;
          const text = strFromU8(parts[name] as Uint8Array, true);
          const place = at % (text.length + 1);
          parts[name] = strToU8(text.slice(0, place) + inserted + text.slice(place + removed), true);
        }
        expectAnAnswer(zipParts(parts));
      }),
      { numRuns: RUNS, seed: 13 },
    );
  });

  it("are answered when a part is missing, or stands under another's name", () => {
    fc.assert(
      fc.property(sources, fc.nat(), fc.nat(), fc.boolean(), (source, one, other, isSwapped) => {
        const parts = partsOf(source);
        if (parts === null) return;
        const names = Object.keys(parts);
        const [first, second] = [names[one % names.length]!, names[other % names.length]!];
        if (isSwapped) [parts[first], parts[second]] = [parts[second]!, parts[first]!];
        else delete parts[first];
        expectAnAnswer(zipParts(parts));
      }),
      { numRuns: RUNS, seed: 14 },
    );
  });
});

function partsOf(bytes: Uint8Array): Parts | null {
  try {
    return unzipSync(bytes);
  } catch {
    return null; // some samples are damaged as they are
  }
}
