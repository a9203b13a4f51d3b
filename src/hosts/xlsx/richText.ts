/** Text as SpreadsheetML holds it: runs of rich text to be joined, phonetic guides to be left out, escapes to be undone. */
import type { XmlAttributes } from "./xml";

/** Gathers the text of one string item (`si` or `is`) from its events. */
export class RichText {
  #text = "";
  #run = "";
  #isRun = false;
  #isSpaceKept = false;
  #phoneticDepth = 0;

  open(name: string, attributes: XmlAttributes): void {
    if (name === "rPh") this.#phoneticDepth++;
    if (name !== "t" || this.#phoneticDepth > 0) return;
    this.#isRun = true;
    this.#isSpaceKept = attributes.get("xml:space") === "preserve";
    this.#run = "";
  }

  text(text: string): void {
    if (this.#isRun) this.#run += text;
  }

  close(name: string): void {
    if (name === "rPh") this.#phoneticDepth--;
    if (name !== "t" || !this.#isRun) return;
    this.#isRun = false;
    // As Excel does: white space at the ends counts only where the file says so.
    this.#text += undoEscapes(this.#isSpaceKept ? this.#run : trimXmlSpace(this.#run));
  }

  /** The text gathered so far, and a fresh start. */
  take(): string {
    const text = this.#text;
    this.#text = "";
    return text;
  }
}

/** Undoes the escapes by which SpreadsheetML writes characters that XML cannot hold: `_x000D_` is a carriage return. */
export function undoEscapes(text: string): string {
  let at = text.indexOf("_x");
  if (at < 0) return text;
  let undone = "";
  let from = 0;
  while (at >= 0) {
    const code = escapedCode(text, at);
    if (code === null) {
      at = text.indexOf("_x", at + 2);
      continue;
    }
    undone += text.slice(from, at) + String.fromCharCode(code);
    from = at + ESCAPE_LENGTH;
    at = text.indexOf("_x", from);
  }
  return undone + text.slice(from);
}

/**
 * Text as it must be written so that `undoEscapes` gives it back: characters that XML 1.0 cannot hold or would change
 * (a carriage return, lone halves of pairs), and anything that already looks like an escape.
 */
export function applyEscapes(text: string): string {
  let applied = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!mustEscape(text, at, code)) {
      if (code >= 0xd800 && code < 0xdc00) at++; // a sound pair: both halves stay
      continue;
    }
    applied += `${text.slice(from, at)}_x${code.toString(16).toUpperCase().padStart(4, "0")}_`;
    from = at + 1;
  }
  return from === 0 ? text : applied + text.slice(from);
}

const ESCAPE_LENGTH = "_x000D_".length;

function escapedCode(text: string, at: number): number | null {
  if (text.charCodeAt(at + ESCAPE_LENGTH - 1) !== 0x5f) return null;
  let code = 0;
  for (let i = at + 2; i < at + 6; i++) {
    const digit = hexDigit(text.charCodeAt(i));
    if (digit < 0) return null;
    code = code * 16 + digit;
  }
  return code;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
}

function mustEscape(text: string, at: number, code: number): boolean {
  if (code < 0x20) return code !== 0x09 && code !== 0x0a;
  if (code === 0x5f) return text.charCodeAt(at + 1) === 0x78 && escapedCode(text, at) !== null;
  if (code >= 0xd800 && code <= 0xdbff) return !isLowSurrogate(text.charCodeAt(at + 1));
  return isLowSurrogate(code) || code === 0xfffe || code === 0xffff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

function trimXmlSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isXmlSpace(text.charCodeAt(start))) start++;
  while (end > start && isXmlSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isXmlSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
