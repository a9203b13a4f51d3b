/** A snapshot as the bytes of a plain .xlsx file, for measuring how long a file takes to read. */
import { strToU8, zipSync } from "fflate";
import { cellAddress, type Snapshot } from "../../src/workbook";

/** Numbers as numbers, text as inline strings, nothing else: what the bench's made-up snapshots hold. */
export function workbookBytes(snapshot: Snapshot): Uint8Array {
  const sheets = snapshot.sheets.map((sheet) => {
    const rows = sheet.rows.map(({ row, values }) => {
      const cells = values.map((value, column) => {
        const at = cellAddress(row, column);
        if (typeof value === "number") return `<c r="${at}"><v>${value}</v></c>`;
        return typeof value === "string" ? `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>` : "";
      });
      return `<row r="${row}">${cells.join("")}</row>`;
    });
    return `<worksheet xmlns="${MAIN}"><sheetData>${rows.join("")}</sheetData></worksheet>`;
  });
  const names = snapshot.sheets.map((sheet, index) => ({ name: sheet.name, number: index + 1 }));
  const parts: Record<string, Uint8Array> = {
    "[Content_Types].xml": strToU8(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${names.map(({ number }) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("")}</Types>`,
    ),
    "_rels/.rels": strToU8(
      `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    "xl/workbook.xml": strToU8(
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${names.map(({ name, number }) => `<sheet name="${name}" sheetId="${number}" r:id="rId${number}"/>`).join("")}</sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `<Relationships xmlns="${PACKAGE}">${names.map(({ number }) => `<Relationship Id="rId${number}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${number}.xml"/>`).join("")}</Relationships>`,
    ),
  };
  sheets.forEach((xml, index) => {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = strToU8(xml);
  });
  return zipSync(parts, { level: 6 });
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
