/** The zip container: what is refused, with which code, and that nothing declared is believed. */
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { crc32, openArchive, trustedUnzipLimits, UNZIP_LIMITS } from "../../../src/hosts/xlsx/archive";
import { readWorkbook } from "../../../src/hosts/xlsx";
import { codeOf, madeParts, madeXlsx, valueOf, zipParts } from "./madeXlsx";

const read = (bytes: Uint8Array, limits = UNZIP_LIMITS) => readWorkbook(bytes, { fileName: "case.xlsx", limits });

/** The bytes of `word` in `bytes`, every time, changed for those of another word of equal length. */
function replaceBytes(bytes: Uint8Array, word: string, other: string): Uint8Array {
  const changed = bytes.slice();
  const sought = strToU8(word);
  for (let at = 0; at + sought.length <= changed.length; at++) {
    if (sought.every((byte, i) => changed[at + i] === byte)) changed.set(strToU8(other), at);
  }
  return changed;
}

/** Where the last record with a signature begins. */
function lastIndexOf(bytes: Uint8Array, signature: readonly number[]): number {
  for (let at = bytes.length - 4; at >= 0; at--) if (signature.every((byte, i) => bytes[at + i] === byte)) return at;
  return -1;
}

describe("the zip container", () => {
  it("has CRCs that agree with the standard's own example", () => {
    expect(crc32(strToU8("123456789"))).toBe(0xcbf43926);
  });

  it("gives each part's bytes, packed or stored, whatever the case of the name that is asked for", () => {
    const bytes = zipSync({ "a/B.txt": [strToU8("stored"), { level: 0 }], "c.txt": strToU8("packed ".repeat(99)) });
    const archive = openArchive(bytes, UNZIP_LIMITS);
    expect(new TextDecoder().decode(archive.read(archive.find("A/b.TXT")!))).toBe("stored");
    expect(new TextDecoder().decode(archive.read(archive.find("c.txt")!))).toBe("packed ".repeat(99));
    expect(archive.find("d.txt")).toBeUndefined();
  });

  it("refuses a file that was cut off, wherever the cut falls", () => {
    const whole = madeXlsx({});
    for (let length = 4; length < whole.length; length += 7) {
      expect(codeOf(read(whole.subarray(0, length)))).toBe("F06_NOT_A_WORKBOOK");
    }
  });

  it("refuses two parts whose names differ only in case", () => {
    const bytes = zipParts({ ...madeParts({}), "xl/a.xml": "1", "xl/b.xml": "2" });
    expect(codeOf(read(replaceBytes(bytes, "xl/b.xml", "xl/A.xml")))).toBe("F13_DUPLICATE_PART");
  });

  it.each(["../evil.txt", "xl/../../evil", "/etc/evil.txt", "C:/evil.text", "xl\\evil.xml", "xl/evil\0xml"])(
    "refuses the unsafe path %j",
    (name) => {
      const result = read(zipParts({ ...madeParts({}), [name]: "x" }));
      expect(codeOf(result)).toBe("F14_UNSAFE_PATH");
      if (!result.ok) expect(result.failure.message).not.toContain("\0");
    },
  );

  it("refuses a part whose CRC is wrong, even when its content can be read", () => {
    const bytes = zipSync(
      { ...Object.fromEntries(Object.entries(madeParts({})).map(([n, p]) => [n, strToU8(p as string)])) },
      { level: 0 },
    );
    const result = read(replaceBytes(bytes, "<sheetData>", "<sheetdata>"));
    expect(result).toMatchObject({
      ok: false,
      failure: { code: "F06_DAMAGED", severity: "fatal", isWorkbookChanged: false },
    });
    if (!result.ok) expect(result.failure.message).toContain("CRC error");
  });

  it("counts real bytes: a part that unpacks to more than it declares is refused", () => {
    const bytes = madeXlsx({ parts: { "xl/worksheets/sheet1.xml": "<worksheet/>" } });
    const directory = lastIndexOf(bytes, [0x50, 0x4b, 0x01, 0x02]); // the sheet is the last entry
    new DataView(bytes.buffer).setUint32(directory + 24, 1, true);
    expect(codeOf(read(bytes))).toBe("F07_TOO_LARGE");
  });

  it("refuses too many parts, a part too large, too much in all, and a part packed too well", () => {
    const many = Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [`x/${i}`, ""]));
    expect(codeOf(read(zipParts({ ...madeParts({}), ...many })))).toBe("F07_TOO_LARGE");

    const padded = madeXlsx({ sheets: { Sheet1: " ".repeat(100_000) } });
    expect(codeOf(read(padded, { ...UNZIP_LIMITS, partBytes: 99_999 }))).toBe("F07_TOO_LARGE");
    expect(codeOf(read(padded, { ...UNZIP_LIMITS, totalBytes: 100_500 }))).toBe("F07_TOO_LARGE");
    expect(codeOf(read(padded, { ...UNZIP_LIMITS, ratioFromBytes: 50_000 }))).toBe("F07_TOO_LARGE");
    expect(codeOf(read(padded))).toBe("read");
  });

  it("holds a raised limit to what the user trusts the file with", () => {
    expect(trustedUnzipLimits(500)).toMatchObject({ totalBytes: 500 * 1024 * 1024, partBytes: 500 * 1024 * 1024 });
  });

  it("refuses parts that share bytes", () => {
    const bytes = zipParts({ ...madeParts({}), "xl/a.xml": "1", "xl/b.xml": "2" });
    const last = lastIndexOf(bytes, [0x50, 0x4b, 0x01, 0x02]);
    const view = new DataView(bytes.buffer);
    view.setUint32(last + 42, view.getUint32(last + 42, true) - 20, true);
    expect(codeOf(read(bytes))).toBe("F06_DAMAGED");
  });

  it("ignores parts that nobody needs, damaged or not", () => {
    const bytes = zipParts({ ...madeParts({}), "xl/media/image1.png": "picture" });
    const last = lastIndexOf(bytes, [0x50, 0x4b, 0x01, 0x02]);
    new DataView(bytes.buffer).setUint32(last + 16, 0, true); // its CRC
    expect(valueOf(read(bytes)).sheets).toHaveLength(1);
  });
});
