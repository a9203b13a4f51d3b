/** The table of texts that the cells of a workbook refer to by number. */
import type { Archive, ArchiveEntry } from "./archive";
import { RichText } from "./richText";
import { scanXmlPart } from "./xmlScanner";

/** The workbook's shared texts in order; empty when the file has no such part. */
export function readSharedStrings(archive: Archive, entry: ArchiveEntry | undefined): string[] {
  const strings: string[] = [];
  if (!entry) return strings;
  const richText = new RichText();
  let isItem = false;
  scanXmlPart(archive, entry, {
    open(name, attributes) {
      if (name === "si") isItem = true;
      else if (isItem) richText.open(name, attributes);
    },
    close(name) {
      if (name === "si") {
        isItem = false;
        strings.push(richText.take());
      } else if (isItem) richText.close(name);
    },
    text(text) {
      if (isItem) richText.text(text);
    },
  });
  return strings;
}
