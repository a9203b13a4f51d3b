/** A value as its number format shows it: what `text` of a range answers and the grid paints. */
import { type CellValue, dateOfSerial, isError } from "./value";

/** Shows a value; dates in the system's short format appear day first, as on a British computer. */
export function showValue(value: CellValue, numberFormat: string): string {
  if (value === null) return "";
  if (isError(value)) return value.error;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  const sections = splitSections(numberFormat === "" ? "General" : numberFormat);
  if (typeof value === "string") {
    const textSection = sections.length >= 4 ? sections[3] : sections.find((section) => /(?<!\\)@/.test(section));
    return textSection === undefined ? value : showText(value, textSection);
  }
  if (!Number.isFinite(value)) return "#NUM!";
  const chosen = chooseSection(sections, value);
  return chosen === undefined ? "#".repeat(8) : showNumber(chosen.value, chosen.section, chosen.isSigned);
}

/** Whether a number format shows dates or times. */
export function isDateFormat(numberFormat: string): boolean {
  const section = splitSections(numberFormat)[0] ?? "";
  if (/^general$/i.test(section)) return false;
  return tokensOf(section).some((token) => token.kind === "date");
}

/** How Excel shows a number nobody has formatted: up to eleven characters. */
export function showGeneral(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e11 || size < 1e-9) return scientific(value);
  if (Number.isInteger(value)) return String(value);
  const wholeDigits = size < 1 ? 1 : Math.floor(Math.log10(size)) + 1;
  const shown = Number(value.toFixed(Math.max(0, 10 - wholeDigits)));
  if (shown === 0 || (size < 1e-4 && String(shown).includes("e"))) return scientific(value);
  return String(shown);
}

function scientific(value: number): string {
  const [mantissa = "0", exponent = "0"] = value.toExponential(5).split("e");
  const power = Number(exponent);
  return `${String(Number(mantissa))}E${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

function splitSections(numberFormat: string): string[] {
  const sections: string[] = [];
  let section = "";
  for (let index = 0; index < numberFormat.length; index += 1) {
    const letter = numberFormat[index] ?? "";
    if (letter === '"') {
      const end = numberFormat.indexOf('"', index + 1);
      const stop = end < 0 ? numberFormat.length - 1 : end;
      section += numberFormat.slice(index, stop + 1);
      index = stop;
    } else if (letter === "\\") {
      section += numberFormat.slice(index, index + 2);
      index += 1;
    } else if (letter === ";") {
      sections.push(section);
      section = "";
    } else section += letter;
  }
  return [...sections, section];
}

const CONDITION = /^\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]/;

function conditionOf(section: string): ((value: number) => boolean) | undefined {
  const bare = section.replace(/\[(black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+)\]/gi, "");
  const found = CONDITION.exec(bare);
  if (!found) return undefined;
  const limit = Number(found[2]);
  switch (found[1]) {
    case "<":
      return (value) => value < limit;
    case "<=":
      return (value) => value <= limit;
    case ">":
      return (value) => value > limit;
    case ">=":
      return (value) => value >= limit;
    case "=":
      return (value) => value === limit;
    default:
      return (value) => value !== limit;
  }
}

function chooseSection(
  sections: readonly string[],
  value: number,
): { section: string; value: number; isSigned: boolean } | undefined {
  const numeric = sections.slice(0, 3);
  if (numeric.some((section) => conditionOf(section))) {
    for (const section of numeric) {
      const condition = conditionOf(section);
      if (!condition || condition(value)) return { section, value, isSigned: true };
    }
    return undefined;
  }
  const [positive = "General", negative, zero] = sections;
  if (value < 0 && negative !== undefined && sections.length >= 2) {
    return { section: negative, value: -value, isSigned: false };
  }
  if (value === 0 && zero !== undefined && sections.length >= 3) return { section: zero, value, isSigned: false };
  return { section: positive, value, isSigned: true };
}

type Token =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "digits"; readonly text: string }
  | { readonly kind: "date"; readonly text: string }
  | { readonly kind: "percent" | "text" | "general" | "slash" }
  | { readonly kind: "exponent"; readonly text: string };

function tokensOf(section: string): Token[] {
  const tokens: Token[] = [];
  let rest = section;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const found = pattern.exec(rest);
    if (!found) return undefined;
    rest = rest.slice(found[0].length);
    return found;
  };
  while (rest !== "") {
    let found: RegExpExecArray | undefined;
    if ((found = take(/^"([^"]*)"?/))) tokens.push({ kind: "literal", text: found[1] ?? "" });
    else if ((found = take(/^\\(.)/s))) tokens.push({ kind: "literal", text: found[1] ?? "" });
    else if (take(/^_./s)) tokens.push({ kind: "literal", text: " " });
    else if (take(/^\*./s)) continue;
    else if ((found = take(/^\[(h+|m+|s+)\]/i)))
      tokens.push({ kind: "date", text: `[${(found[1] ?? "").toLowerCase()}]` });
    else if ((found = take(/^\[\$([^\]-]*)(?:-[^\]]*)?\]/))) tokens.push({ kind: "literal", text: found[1] ?? "" });
    else if (take(/^\[[^\]]*\]/)) continue;
    else if (take(/^general/i)) tokens.push({ kind: "general" });
    else if ((found = take(/^(AM\/PM|A\/P)/i))) tokens.push({ kind: "date", text: (found[1] ?? "").toUpperCase() });
    else if ((found = take(/^(y+|m+|d+|h+|s+)/i))) tokens.push({ kind: "date", text: (found[1] ?? "").toLowerCase() });
    else if ((found = take(/^E([+-])(0+)/i))) tokens.push({ kind: "exponent", text: found[0] });
    else if ((found = take(/^[0#?][0#?,]*(?:\.[0#?]*)?,*/))) tokens.push({ kind: "digits", text: found[0] });
    else if ((found = take(/^\.[0#?]+/))) tokens.push({ kind: "digits", text: found[0] });
    else if (take(/^%/)) tokens.push({ kind: "percent" });
    else if (take(/^@/)) tokens.push({ kind: "text" });
    else if (take(/^\//)) tokens.push({ kind: "slash" });
    else {
      tokens.push({ kind: "literal", text: rest[0] ?? "" });
      rest = rest.slice(1);
    }
  }
  return tokens;
}

function showText(value: string, section: string): string {
  return tokensOf(section)
    .map((token) => (token.kind === "text" ? value : token.kind === "literal" ? token.text : ""))
    .join("");
}

function showNumber(value: number, section: string, isSigned: boolean): string {
  const tokens = tokensOf(section);
  if (tokens.some((token) => token.kind === "date")) return showDate(value, section, tokens);
  const sign = value < 0 && isSigned ? "-" : "";
  const size = Math.abs(value);
  if (tokens.some((token) => token.kind === "slash") && tokens.some((token) => token.kind === "digits")) {
    return sign + showFraction(size, tokens);
  }
  const percents = tokens.filter((token) => token.kind === "percent").length;
  const scaled = percents === 0 ? size : Number(`${size}e${2 * percents}`);
  const exponent = tokens.find((token) => token.kind === "exponent");
  const layout = tokens.filter((token) => token.kind === "digits");
  const shown =
    exponent?.kind === "exponent" && layout[0]?.kind === "digits"
      ? showExponent(scaled, layout[0].text, exponent.text)
      : undefined;
  let digits = 0;
  const parts = tokens.map((token) => {
    switch (token.kind) {
      case "literal":
        return token.text;
      case "percent":
        return "%";
      case "general":
        return showGeneral(size);
      case "text":
        return showGeneral(size);
      case "digits": {
        digits += 1;
        if (shown !== undefined) return digits === 1 ? shown : "";
        return digits === 1 ? showDigits(scaled, token.text) : "";
      }
      default:
        return "";
    }
  });
  const text = parts.join("");
  // A number that rounds to nothing has no sign.
  return sign !== "" && /[1-9]/.test(text) ? sign + text : text;
}

function showDigits(size: number, layout: string): string {
  const trailing = /,+$/.exec(layout)?.[0].length ?? 0;
  const bare = trailing > 0 ? layout.slice(0, -trailing) : layout;
  const [wholeLayout = "", decimalLayout = ""] = bare.split(".");
  const hasThousands = wholeLayout.includes(",");
  const wholePlaces = wholeLayout.replaceAll(",", "");
  const scaled = trailing > 0 ? size / 1000 ** trailing : size;
  const [whole = "0", decimals = ""] = roundDecimal(scaled, decimalLayout.length).split(".");
  const required = (wholePlaces.match(/0/g) ?? []).length;
  let shownWhole = whole === "0" ? "" : whole;
  shownWhole = shownWhole.padStart(required, "0");
  if (hasThousands) shownWhole = shownWhole.replace(/\B(?=(\d{3})+$)/g, ",");
  let shownDecimals = decimals;
  for (let place = decimalLayout.length - 1; place >= 0 && decimalLayout[place] !== "0"; place -= 1) {
    if (shownDecimals[place] !== "0") break;
    shownDecimals = shownDecimals.slice(0, place);
  }
  return shownWhole + (bare.includes(".") ? `.${shownDecimals}` : "");
}

/** Rounds half away from zero on the decimal digits that Excel keeps, not on the binary fraction. */
function roundDecimal(size: number, places: number): string {
  const text = Number(size.toPrecision(15)).toString();
  if (text.includes("e"))
    return size >= 1
      ? BigInt(Math.round(size)).toString() + (places ? `.${"0".repeat(places)}` : "")
      : size.toFixed(places);
  const [whole = "0", decimals = ""] = text.split(".");
  if (decimals.length <= places) return places === 0 ? whole : `${whole}.${decimals.padEnd(places, "0")}`;
  const isUp = (decimals[places] ?? "0") >= "5";
  const digits = (BigInt(whole + decimals.slice(0, places)) + (isUp ? 1n : 0n)).toString().padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function showExponent(size: number, layout: string, exponent: string): string {
  const decimals = layout.split(".")[1]?.length ?? 0;
  const [mantissa = "0", power = "0"] = size.toExponential(decimals).split("e");
  const places = exponent.length - 2;
  const number = Number(power);
  const sign = number < 0 ? "-" : exponent[1] === "+" ? "+" : "";
  return `${mantissa}E${sign}${String(Math.abs(number)).padStart(places, "0")}`;
}

function showFraction(size: number, tokens: readonly Token[]): string {
  const slash = tokens.findIndex((token) => token.kind === "slash");
  const below = tokens[slash + 1];
  const fixed = below?.kind === "literal" ? Number(below.text) : NaN;
  const digitsBefore = tokens.slice(0, slash).filter((token) => token.kind === "digits").length;
  const whole = digitsBefore > 1 ? Math.floor(size) : 0;
  const limit = below?.kind === "digits" ? 10 ** below.text.length - 1 : 9;
  const rest = size - whole;
  let best = { top: Math.round(rest), bottom: 1, error: Math.abs(rest - Math.round(rest)) };
  const candidates =
    Number.isFinite(fixed) && fixed > 0 ? [fixed] : Array.from({ length: limit }, (_, index) => index + 1);
  for (const bottom of candidates) {
    const top = Math.round(rest * bottom);
    const error = Math.abs(rest - top / bottom);
    if (error < best.error - 1e-12) best = { top, bottom, error };
  }
  if (digitsBefore > 1 && best.top === best.bottom) return String(whole + 1);
  if (best.top === 0) return String(whole);
  return digitsBefore > 1 && whole > 0 ? `${whole} ${best.top}/${best.bottom}` : `${best.top}/${best.bottom}`;
}

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

function showDate(value: number, section: string, tokens: readonly Token[]): string {
  if (value < 0 || value >= 2_958_466) return "#".repeat(8);
  // The system's short date is the one format that follows the computer's region.
  if (section.toLowerCase() === "m/d/yyyy") return showDate(value, "dd/mm/yyyy", tokensOf("dd/mm/yyyy"));
  const hasHalves = tokens.some((token) => token.kind === "date" && /^A/.test(token.text));
  const decimals = tokens.find((token, index) => {
    const before = tokens[index - 1];
    return token.kind === "digits" && before?.kind === "date" && before.text.startsWith("s");
  });
  const places = decimals?.kind === "digits" ? decimals.text.replace(/[^0]/g, "").length : 0;
  const unit = 86_400 * 10 ** places;
  const ticks = Math.round(value * unit);
  const date = dateOfSerial(Math.floor(ticks / unit));
  const dayTicks = ticks % unit;
  const seconds = Math.floor(dayTicks / 10 ** places);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const shown = tokens.map((token, index): string => {
    if (token.kind === "literal") return token.text;
    if (token.kind === "slash") return "/";
    if (token.kind === "digits") {
      return token === decimals ? `.${String(dayTicks % 10 ** places).padStart(places, "0")}` : "";
    }
    if (token.kind !== "date") return "";
    const { text } = token;
    if (text.startsWith("[")) {
      const total =
        text[1] === "h" ? (ticks / unit) * 24 : text[1] === "m" ? (ticks / unit) * 1440 : (ticks / unit) * 86_400;
      return String(Math.floor(total + 1e-9)).padStart(text.length - 2, "0");
    }
    switch (text[0]) {
      case "y":
        return text.length > 2 ? String(date.year).padStart(4, "0") : String(date.year % 100).padStart(2, "0");
      case "d":
        if (text.length > 2) return (DAYS[date.weekday] ?? "").slice(0, text.length === 3 ? 3 : undefined);
        return String(date.day).padStart(text.length, "0");
      case "h":
        return String(hasHalves ? hours % 12 || 12 : hours).padStart(Math.min(text.length, 2), "0");
      case "s":
        return String(seconds % 60).padStart(Math.min(text.length, 2), "0");
      case "A":
        return text === "A/P" ? (hours < 12 ? "A" : "P") : hours < 12 ? "AM" : "PM";
      default:
        if (isMinutes(tokens, index)) return String(minutes).padStart(Math.min(text.length, 2), "0");
        if (text.length === 5) return (MONTHS[date.month - 1] ?? "").slice(0, 1);
        if (text.length > 2) return (MONTHS[date.month - 1] ?? "").slice(0, text.length === 3 ? 3 : undefined);
        return String(date.month).padStart(text.length, "0");
    }
  });
  return shown.join("");
}

/** An m after hours or before seconds is minutes; any other is a month. */
function isMinutes(tokens: readonly Token[], index: number): boolean {
  const dates = tokens.flatMap((token, place) => (token.kind === "date" ? [{ text: token.text, place }] : []));
  const here = dates.findIndex((date) => date.place === index);
  const before = dates[here - 1]?.text ?? "";
  const after = dates[here + 1]?.text ?? "";
  return /^\[?h/.test(before) || /^\[?s/.test(after);
}
