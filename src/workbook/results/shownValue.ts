/** What a cell of ours shows once it is written, for a preview before it is: the words behind a value and its look. */
import { formatDay, FTE_PER_POST, showValue, type FigureUnit } from "../../model";
import { dayOfSerial } from "../scan/yearAndDate";
import type { CellStyle, CellValue } from "../workbook";

/**
 * A cell's value as its look shows it: pounds with pence, posts without trailing zeros, a serial as its day. A number that
 * has more digits than the look would show, such as one that a person typed over ours, is shown with all of them; text in
 * a column of numbers is shown as it is; a blank is "".
 */
export function showOwnedValue(value: CellValue, style: CellStyle, dateSystem: 1900 | 1904): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "string") return value;
  if (typeof value === "object") return value.kind === "error" ? value.error : value.what;
  switch (style) {
    case "money":
      return inUnits(value, "money", PENCE_PER_POUND);
    case "wholePounds":
      return inUnits(value, "wholePounds", 1);
    case "posts":
    case "wholePosts":
      return inUnits(value, "posts", FTE_PER_POST);
    case "share":
      return inUnits(value, "share", FTE_PER_POST);
    case "percent":
      return `${Math.round(value * TENTHS_OF_A_PERCENT) / 10}%`;
    case "date":
    case "month":
      return dayInWords(value, style, dateSystem);
    default:
      return String(value);
  }
}

const PENCE_PER_POUND = 100;
const TENTHS_OF_A_PERCENT = 1_000;

/** A number of a cell in the model's whole units; as it is where it is not a whole number of them. */
function inUnits(value: number, unit: FigureUnit, perOne: number): string {
  const whole = Math.round(value * perOne);
  return whole / perOne === value ? showValue(unit, { kind: "number", value: whole }) : String(value);
}

function dayInWords(serial: number, style: "date" | "month", dateSystem: 1900 | 1904): string {
  const found = dayOfSerial(serial, dateSystem);
  if (found === null) return String(serial);
  const words = formatDay(found.day);
  return style === "month" ? words.slice(words.indexOf(" ") + 1) : words;
}
