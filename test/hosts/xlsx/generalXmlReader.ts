/** XML events by way of a general parser: what the quick scanner is held against. */
import {
  CompatibleEvents,
  type XmlHandler,
  attributePrefix,
  namePrefix,
  strictParser,
} from "../../../src/hosts/xlsx/xml";

/** Takes a part's text piece by piece and reports its events. */
export class XmlReader {
  readonly #parser: ReturnType<typeof strictParser>;

  constructor(part: string, handler: XmlHandler) {
    const events = new CompatibleEvents(handler);
    this.#parser = strictParser(part, {
      open(tag) {
        const attributes = new Map<string, string>();
        for (const attribute of Object.values(tag.attributes)) {
          if (attribute.prefix === "xmlns" || attribute.name === "xmlns") continue;
          const prefix = attribute.prefix === "" ? "" : attributePrefix(attribute.uri);
          attributes.set(prefix + attribute.local, attribute.value);
        }
        events.open(namePrefix(tag.uri) + tag.local, attributes);
      },
      close: (tag) => events.close(namePrefix(tag.uri) + tag.local),
      text: (text) => events.text(text),
    });
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  close(): void {
    this.#parser.close();
  }
}
