/** The quick scanner against the general parser: the same events, the same refusals, wherever the pieces are cut. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../../src/hosts/xlsx/refusal";
import type { XmlHandler } from "../../../src/hosts/xlsx/xml";
import { XmlScanner } from "../../../src/hosts/xlsx/xmlScanner";
import { XmlReader } from "./generalXmlReader";
import { MAIN, RELATIONS } from "./madeXlsx";

type Reader = new (part: string, handler: XmlHandler) => { write(text: string): void; close(): void };

/** Every event of a document as a line of text, neighbouring texts as one; or the code of its refusal. */
function eventsBy(reader: Reader, pieces: readonly string[]): string[] {
  const events: string[] = [];
  let text = "";
  let depth = 0;
  const flush = (): void => {
    if (text !== "") events.push(`text ${JSON.stringify(text)}`);
    text = "";
  };
  const asked = ["r", "s", "t", "r:id", "xml:space", "ht", "{urn:o}r"];
  try {
    const open = new reader("part", {
      open(name, attributes) {
        flush();
        depth++;
        events.push(`open ${name} ${asked.map((attribute) => attributes.get(attribute) ?? "-").join("|")}`);
      },
      close(name) {
        flush();
        depth--;
        events.push(`close ${name}`);
      },
      text(piece) {
        if (depth > 0) text += piece; // white space around the root says nothing
      },
    });
    for (const piece of pieces) open.write(piece);
    open.close();
    return events;
  } catch (error) {
    if (error instanceof Refusal) return [error.words.code];
    throw error;
  }
}

const documents = [
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheetData><row r="1" ht='0'><c r="A1" t="s" s="3"><v>12</v></c><c r="B1" t="inlineStr"><is><t xml:space="preserve"> a &amp; b&#10;c &#x41; </t></is></c></row></sheetData><tablePart r:id="rId1"/></worksheet>`,
  `<x:sst xmlns:x="${MAIN}" xmlns:o="urn:o"><!-- a - b --><x:si o:r="1" r='"'><x:t>]] &gt; ]&#93;</x:t></x:si><?pi some > thing?><y xmlns="urn:y" r=">"/><![CDATA[<&]]>]]&gt;</x:sst>\n<!-- end -->\n`,
  `<a xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent><mc:Choice><b r="1">x</b></mc:Choice><mc:Fallback>y<c\n\tr = "2"\r\n/></mc:Fallback></mc:AlternateContent>é ü 👍</a >`,
];

describe("the quick scanner", () => {
  it.each(documents)("reports what the general parser reports: %s", (document) => {
    const expected = eventsBy(XmlReader, [document]);
    expect(expected.length).toBeGreaterThan(3);
    expect(eventsBy(XmlScanner, [document])).toEqual(expected);
    expect(eventsBy(XmlScanner, [...document])).toEqual(expected); // one character at a time
  });

  it("agrees on every spoilt document, however it is cut", () => {
    const spoiler = fc.record({
      at: fc.nat(2_000),
      removed: fc.nat(4),
      inserted: fc.constantFrom(
        ..."<>&;\"'= /!?-[]:xar1#\n\r\té\u0001".split(""),
        "]]>",
        "&lt;",
        "&#0;",
        "&#xD;",
        "&nope;",
        "<b>",
        "</b>",
        "<b/>",
        " r='1'",
        "<!--",
        "-->",
        "--",
        "<![CDATA[",
        "<?xml version='1.0'?>",
        "<?p?>",
        "xmlns:q='u'",
        "xmlns=''",
        "q:",
        "<!DOCTYPE a>",
        "",
      ),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...documents),
        fc.array(spoiler, { minLength: 1, maxLength: 3 }),
        fc.array(fc.nat(2_000), { maxLength: 4 }),
        (document, spoilers, cuts) => {
          let spoilt = document;
          for (const { at, removed, inserted } of spoilers) {
            const place = at % (spoilt.length + 1);
            spoilt = spoilt.slice(0, place) + inserted + spoilt.slice(place + removed);
          }
          // Half a pair never comes out of the decoder.
          fc.pre(!/[\ud800-\udfff]/u.test(spoilt));
          const places = [...new Set(cuts.map((cut) => cut % (spoilt.length + 1)))].sort((a, b) => a - b);
          const pieces = [0, ...places].map((from, i) => spoilt.slice(from, places[i] ?? spoilt.length));
          expect(eventsBy(XmlScanner, pieces)).toEqual(eventsBy(XmlReader, [spoilt]));
        },
      ),
      { numRuns: 3_000, seed: 7 },
    );
  });

  it("names the line of a fault, counting from the first", () => {
    const lineOf = (reader: Reader): string => {
      try {
        const open = new reader("part", { open() {}, close() {}, text() {} });
        for (const piece of ["<a>\n<b>\n", "</b>\n\n", "<c></a>"]) open.write(piece);
        open.close();
      } catch (error) {
        if (error instanceof Refusal) return /line \d+/.exec(error.toFailure("x").message)?.[0] ?? "";
      }
      return "";
    };
    expect(lineOf(XmlScanner)).toBe("line 5");
    expect(lineOf(XmlReader)).toBe("line 5");
  });

  it("gives up on a tag that does not end", () => {
    const pieces = [`<a r="`, ...Array.from({ length: 6 }, () => "x".repeat(1024 * 1024))];
    expect(eventsBy(XmlScanner, pieces)).toEqual(["F06_DAMAGED"]);
  });
});
