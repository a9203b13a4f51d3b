/** `workbook.functions`: Excel's own worksheet functions, worked out by the calculator. */
import { type Book, fullAddress } from "../../engine/book";
import { type CellValue, isError } from "../../engine/value";
import { ApiError, invalidArgument } from "../apiError";
import { type Answer, type Arguments, type RemoteClassOf, defineClass } from "../classModel";
import { apiValue } from "../cellAccess";
import { rangeClass } from "./range";

/**
 * The functions offered, by their names on the wire; an underscore there is a full stop in Excel. Those the calculator
 * cannot work out answer #NAME?, as an unknown function does in a cell.
 */
const NAMES =
  "Abs And Average AverageA AverageIf AverageIfs Ceiling_Math Char Choose Clean Code Columns Concatenate Cos Count CountA " +
  "CountBlank CountIf CountIfs Date Datevalue Day Days Days360 EDate EoMonth Even Exact Exp False Find Fixed Floor_Math Fv " +
  "HLookup Hour If Int Ipmt Irr IsErr IsError IsEven IsLogical IsNA IsNonText IsNumber IsOdd IsText Large Left Len Ln Log " +
  "Log10 Lower Match Max MaxA Median Mid Min MinA Minute MIrr Mod Month MRound Na NetworkDays Not Now NPer Npv Odd Or Pi " +
  "Pmt Power Ppmt Product Proper Pv Rand RandBetween Rank_Avg Rank_Eq Rate Replace Rept Right Round RoundDown RoundUp Rows " +
  "Second Sign Sin Sln Small Sqrt StDev_P StDev_S Substitute Subtotal Sum SumIf SumIfs SumSq Syd T Tan Text Time Today Trim " +
  "True Trunc Upper VLookup Value Var_P Var_S Vdb Weekday WeekNum WorkDay Xirr Xnpv Xor Year YearFrac";

type FunctionCall = { readonly book: Book; readonly formula: string };

function call(book: Book, name: string, args: Arguments): Answer {
  // Functions of any number of arguments hand them in as one list, the others one by one.
  const [first] = args.all;
  const list: readonly unknown[] = Array.isArray(first) && args.all.length === 1 ? first : args.all;
  const texts = list.map((argument) => argumentText(argument));
  return functionResultClass.of({ book, formula: `=${name.replaceAll("_", ".").toUpperCase()}(${texts.join(",")})` });
}

function argumentText(argument: unknown): string {
  const range = rangeClass.targetOf(argument);
  if (range) return fullAddress(range.sheet, range.area);
  const inner = functionResultClass.targetOf(argument);
  if (inner) return inner.formula.slice(1);
  if (argument === null || argument === undefined) return "";
  if (typeof argument === "number") return String(argument);
  if (typeof argument === "boolean") return argument ? "TRUE" : "FALSE";
  if (typeof argument === "string") return `"${argument.replaceAll('"', '""')}"`;
  throw invalidArgument();
}

export const functionsClass: RemoteClassOf<Book> = defineClass<Book>({
  name: "Functions",
  methods: Object.fromEntries(
    NAMES.split(" ").map((name) => [name, (book: Book, args: Arguments): Answer => call(book, name, args)]),
  ),
  readingMethods: NAMES.split(" "),
});

function resultOf({ book, formula }: FunctionCall): CellValue {
  const value = book.evaluate(formula);
  if (value === undefined) throw new ApiError("ApiNotAvailable");
  return value;
}

export const functionResultClass: RemoteClassOf<FunctionCall> = defineClass<FunctionCall>({
  name: "FunctionResult",
  properties: {
    Value: {
      read: (target) => {
        const value = resultOf(target);
        return isError(value) ? null : apiValue(value);
      },
    },
    Error: {
      read: (target) => {
        const value = resultOf(target);
        return isError(value) ? value.error : null;
      },
    },
  },
});
