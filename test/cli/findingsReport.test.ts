import { describe, expect, it } from "vitest";
import { countInWords, findingLines } from "../../src/cli/findingsReport";
import { LINE_WIDTH, paletteFor, widthOf } from "../../src/cli/textLayout";
import type { Finding } from "../../src/workbook";

const plain = paletteFor(false);

function finding(parts: Partial<Finding> = {}): Finding {
  return {
    code: "C02_NOT_A_NUMBER",
    severity: "error",
    sheet: "Costs",
    cell: "H3",
    message: "H3 '1,23' is not a number we can read safely.",
    next: "Type 123 or 1.23.",
    ...parts,
  };
}

describe("findings for people", () => {
  it("say what, where, and the way out", () => {
    expect(findingLines([finding()], plain)).toEqual([
      "",
      "  ERROR  Costs!H3  C02_NOT_A_NUMBER",
      "    H3 '1,23' is not a number we can read safely.",
      "    > Type 123 or 1.23.",
    ]);
  });

  it("come gravest first", () => {
    const findings = [
      finding({ code: "H10_EXTRA_COLUMN", severity: "note" }),
      finding({ code: "X01_FUND_TYPE_MISMATCH", severity: "warning" }),
      finding({ code: "S06_NO_ROWS", severity: "error" }),
      finding({ code: "H06_HEADER_MISSING", severity: "fatal" }),
    ];
    const heads = findingLines(findings, plain).filter((line) => /^ {2}[A-Z]/.test(line));
    expect(heads.map((head) => head.trim().split(/\s+/)[0])).toEqual(["STOPS", "ERROR", "WARNING", "NOTE"]);
    expect(countInWords(findings)).toBe("1 reason to stop, 1 error, 1 warning and 1 note");
  });

  it("with one cause stand together, and the count is never lost", () => {
    const many = Array.from({ length: 500 }, (_, row) =>
      finding({ cell: `H${row + 2}`, message: `H${row + 2} 'x' is not a number.` }),
    );
    const lines = findingLines(many, plain);
    expect(lines.length).toBeLessThan(30);
    const text = lines.join(" ").replace(/\s+/g, " ");
    expect(text).toContain("The same at H5, H6, H7");
    expect(text).toContain("and 485 more");
    expect(countInWords(many)).toBe("500 errors");
  });

  it("of too many causes are counted", () => {
    const many = Array.from({ length: 60 }, (_, number) => finding({ code: `C${number}_X` }));
    expect(findingLines(many, plain).join("\n")).toContain("And 20 errors more. --json lists every one.");
  });

  it("that ask a question say so", () => {
    const next = "Confirm to use it (--confirm 'H12@Costs!H1')";
    const question = finding({ code: "H12_UNIT_IN_HEADER", cell: "H1", isQuestion: true, next });
    const lines = findingLines([question], plain);
    expect(lines[1]).toBe("  ERROR, A QUESTION  Costs!H1  H12_UNIT_IN_HEADER");
    expect(lines).toContain(`    > ${next}`);
  });

  it("fit into 80 columns, whatever the names", () => {
    const odd = finding({
      sheet: `${"\u202e".repeat(10)} and a 'name' of 31 ch`,
      cell: "XFD1048576",
      message: "long ".repeat(60) + "x".repeat(200),
      alsoAt: "'another sheet'!A1",
    });
    for (const line of findingLines([odd, finding({ sheet: null, cell: null })], plain)) {
      expect(widthOf(line), line).toBeLessThanOrEqual(LINE_WIDTH);
    }
  });
});
