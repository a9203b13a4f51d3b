/** What the bytes are decides the refusal, never the name. */
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readWorkbook } from "../../../src/hosts/xlsx";
import { codeOf, madeParts, relation, relationsPart, zipParts } from "./madeXlsx";

const read = (bytes: Uint8Array, fileName = "case.xlsx") => readWorkbook(bytes, { fileName });

/** An OLE2 container whose directory names these streams; the directory may take several sectors. */
function ole2(...streams: string[]): Uint8Array {
  const sectors = 1 + Math.ceil(streams.length / 4);
  const bytes = new Uint8Array(512 * (1 + sectors));
  const view = new DataView(bytes.buffer);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(30, 9, true);
  view.setUint32(48, 1, true); // the directory begins in sector 1; sector 0 is the allocation table
  view.setUint32(76, 0, true);
  for (let sector = 1; sector < sectors; sector++) {
    view.setUint32(512 + sector * 4, sector + 1 < sectors ? sector + 1 : 0xfffffffe, true);
  }
  streams.forEach((name, index) => {
    const at = 1024 + index * 128;
    for (let i = 0; i < name.length; i++) view.setUint16(at + i * 2, name.charCodeAt(i), true);
    view.setUint16(at + 64, name.length * 2 + 2, true);
  });
  return bytes;
}

describe("the kind of a file", () => {
  it.each<[string, Uint8Array, string, string]>([
    ["nothing", new Uint8Array(0), "F06_NOT_A_WORKBOOK", "an empty file"],
    ["blank lines", strToU8("\n \n"), "F06_NOT_A_WORKBOOK", "an empty file"],
    [
      "a web page",
      strToU8("<!DOCTYPE html><html><table><tr><td>1,2</td></tr></table></html>"),
      "F06_NOT_A_WORKBOOK",
      "a web page",
    ],
    [
      "a web page that an old system calls .xls",
      strToU8("\ufeff<meta charset=utf-8><table><tr></tr></table>"),
      "F06_NOT_A_WORKBOOK",
      "a web page",
    ],
    ["XML", strToU8('<?xml version="1.0"?><Workbook/>'), "F06_NOT_A_WORKBOOK", "an XML file"],
    ["JSON", strToU8('{"a": 1, "b": 2}'), "F06_NOT_A_WORKBOOK", "a JSON file"],
    ["prose", strToU8("Dear colleague\nplease find the figures\nbelow"), "F06_NOT_A_WORKBOOK", "a text file"],
    ["PDF", strToU8("%PDF-1.7\n"), "F06_NOT_A_WORKBOOK", "a PDF file"],
    ["unknown bytes", new Uint8Array(600).fill(7), "F06_NOT_A_WORKBOOK", "a file of another kind"],
    ["an empty zip file", zipSync({}), "F06_NOT_A_WORKBOOK", "an empty zip file"],
    ["some other zip file", zipSync({ "a.txt": strToU8("a") }), "F06_NOT_A_WORKBOOK", "a zip file of something else"],
    ["an old Word document", ole2("Root Entry", "WordDocument"), "F06_NOT_A_WORKBOOK", "an old Word document"],
  ])("%s is refused with what it looks like", (_, bytes, code, kind) => {
    const result = read(bytes);
    expect(codeOf(result)).toBe(code);
    if (!result.ok)
      expect(result.failure.message).toBe(
        `case.xlsx is not an Excel workbook (.xlsx or .xlsm). It looks like ${kind}.`,
      );
  });

  it.each<[string, Uint8Array, string]>([
    ["commas", strToU8("Post,Grade,FTE\nP001,Band E,1\n"), "F04_CSV"],
    ["semicolons", strToU8("Post;Grade\nP001;Band E\n"), "F04_CSV"],
    ["tabs in UTF-16", new Uint8Array([0xff, 0xfe, 0x61, 0, 9, 0, 0x62, 0, 10, 0]), "F04_CSV"],
    ["an old workbook", ole2("Root Entry", "Workbook"), "F01_OLD_XLS"],
    ["an older workbook", ole2("Root Entry", "Book"), "F01_OLD_XLS"],
    ["an unreadable container", ole2(), "F01_OLD_XLS"],
    ["a workbook older than containers", new Uint8Array([0x09, 0x04, 0x06, 0, 0, 0, 0x10, 0]), "F01_OLD_XLS"],
    ["an open password", ole2("Root Entry", "EncryptionInfo", "EncryptedPackage"), "F05_ENCRYPTED"],
    ["an open password, further down", ole2("Root Entry", "a", "b", "c", "d", "EncryptedPackage"), "F05_ENCRYPTED"],
    ["OpenDocument", zipSync({ mimetype: strToU8("application/vnd.oasis.opendocument.spreadsheet") }), "F03_ODS"],
    [
      "OpenDocument text",
      zipSync({ mimetype: strToU8("application/vnd.oasis.opendocument.text") }),
      "F06_NOT_A_WORKBOOK",
    ],
  ])("%s has its own code", (_, bytes, code) => {
    expect(codeOf(read(bytes))).toBe(code);
  });

  it("tells a rights-managed file from one with an open password", () => {
    const result = read(ole2("Root Entry", "EncryptedPackage", "\u0009DRMContent"));
    expect(result).toMatchObject({
      ok: false,
      failure: { code: "F05_ENCRYPTED", message: "case.xlsx is rights-managed." },
    });
  });

  it("tells a binary workbook, a Word document and a presentation by their main part", () => {
    const main = (target: string) =>
      zipParts({ "_rels/.rels": relationsPart(relation("rId1", "officeDocument", target)), [target]: "" });
    expect(codeOf(read(main("xl/workbook.bin")))).toBe("F02_XLSB");
    expect(codeOf(read(main("word/document.xml")))).toBe("F06_NOT_A_WORKBOOK");
    expect(codeOf(read(main("ppt/presentation.xml")))).toBe("F06_NOT_A_WORKBOOK");
  });

  it("knows the lock file beside an open workbook by its name", () => {
    const result = read(new Uint8Array(165).fill(32), "~$case.xlsx");
    expect(result).toMatchObject({ ok: false, failure: { code: "F06_NOT_A_WORKBOOK" } });
  });

  it("shows a hostile file name without its disguise", () => {
    const result = read(strToU8("x"), "case\u202exslx.exe");
    if (!result.ok) expect(result.failure.message).toContain("caseU+202Exslx.exe");
    expect(result.ok).toBe(false);
  });

  it("says which part is missing when the main part is not there", () => {
    expect(codeOf(read(zipParts({ ...madeParts({ parts: { "xl/workbook.xml": null } }) })))).toBe("F09_PART_MISSING");
  });
});
