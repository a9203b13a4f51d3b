/**
 * What formulas are called in a file and in a cell. Functions that came after the first edition of the format carry
 * prefixes in files that nobody sees; those of an add-in carry one of their own, with underscores for points.
 */

/** Functions that files write as _xlfn.NAME. */
const LATER = new Set(
  (
    "ACOT ACOTH AGGREGATE ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV BITAND " +
    "BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL BYROW CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV " +
    "CHISQ.INV.RT CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P " +
    "COVARIANCE.S CSC CSCH DAYS DECIMAL DROP ENCODEURL ERF.PRECISE ERFC.PRECISE EXPAND EXPON.DIST F.DIST F.DIST.RT " +
    "F.INV F.INV.RT F.TEST FIELDVALUE FILTERXML FLOOR.MATH FLOOR.PRECISE FORECAST.ETS FORECAST.ETS.CONFINT " +
    "FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV " +
    "GAMMALN.PRECISE GAUSS GROUPBY HSTACK HYPGEOM.DIST IFNA IFS IMAGE IMCOSH IMCOT IMCSC IMCSCH IMSEC IMSECH IMSINH " +
    "IMTAN ISFORMULA ISOMITTED ISOWEEKNUM LAMBDA LET LOGNORM.DIST LOGNORM.INV MAKEARRAY MAP MAXIFS MINIFS MODE.MULT " +
    "MODE.SNGL MUNIT NEGBINOM.DIST NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC " +
    "PERCENTILE.INC PERCENTOF PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI PIVOTBY POISSON.DIST QUARTILE.EXC " +
    "QUARTILE.INC QUERYSTRING RANDARRAY RANK.AVG RANK.EQ REDUCE REGEXEXTRACT REGEXREPLACE REGEXTEST RRI SCAN SEC SECH " +
    "SEQUENCE SHEET SHEETS SKEW.P SORTBY STDEV.P STDEV.S STOCKHISTORY SWITCH T.DIST T.DIST.2T T.DIST.RT T.INV " +
    "T.INV.2T T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW TRANSLATE TRIMRANGE UNICHAR UNICODE " +
    "UNIQUE VALUETOTEXT VAR.P VAR.S VSTACK WEBSERVICE WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST"
  ).split(" "),
);

/** Functions that files write as _xlfn._xlws.NAME. */
const LATER_ON_SHEETS = new Set(["FILTER", "SORT"]);

/** Functions that can give more than one cell, whatever they are given. */
const ARRAY_FUNCTIONS =
  /(?<![\w.])(?:FILTER|SORT|SORTBY|UNIQUE|SEQUENCE|RANDARRAY|TRANSPOSE|MMULT|MINVERSE|MUNIT|FREQUENCY|LINEST|LOGEST|TREND|GROWTH|TEXTSPLIT|VSTACK|HSTACK|TOCOL|TOROW|WRAPROWS|WRAPCOLS|TAKE|DROP|EXPAND|CHOOSEROWS|CHOOSECOLS|BYROW|BYCOL|MAP|SCAN|MAKEARRAY|GROUPBY|PIVOTBY|LET|LAMBDA|REDUCE)\(/i;
/** A range within arithmetic or a comparison: Excel would otherwise take the one cell of it beside the formula. */
const ARRAY_ARITHMETIC =
  /(?:\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+\)*\s*[-+*/^&=<>])|(?:[-+*/^&=<>]\s*\(*(?:'[^']*'!|[\w.]+!)?\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+)/i;

/** Whether a formula, entered today, is one that Excel saves as an array so that it goes on giving what it gives. */
export function isArrayFormula(formula: string): boolean {
  const plain = formula.slice(1).replace(/"(?:[^"]|"")*"/g, '""');
  return ARRAY_FUNCTIONS.test(plain) || ARRAY_ARITHMETIC.test(plain);
}

const PIECES =
  /"(?:[^"]|"")*"|'(?:[^']|'')*'|\[(?:[^[\]]|\[(?:[^[\]]|\[[^[\]]*\])*\])*\]|[A-Za-z_\\\u0080-\uffff][\w.\\?\u0080-\uffff]*|[\s\S]/g;

/** The pieces of a formula: texts, quoted names and brackets whole, words whole, everything else letter by letter. */
function piecesOf(formula: string): string[] {
  return formula.match(PIECES) ?? [];
}

const isWord = (piece: string | undefined): piece is string =>
  piece !== undefined && /^[A-Za-z_\\\u0080-\uffff]/.test(piece);

/** What an add-in's function is called in files. */
function fileNameOf(name: string): string {
  return `_xldudf_${name.replaceAll(".", "_")}`;
}

/** A formula of a file, without "=", as a cell shows it. Functions of an add-in are known by the names given. */
export function shownFormula(formula: string, functionNames: readonly string[] = []): string {
  if (!/_xl/i.test(formula)) return formula;
  const byFileName = new Map(functionNames.map((name) => [fileNameOf(name).toLowerCase(), name]));
  const pieces = piecesOf(formula);
  for (const [index, piece] of pieces.entries()) {
    if (!isWord(piece) || !/^_xl/i.test(piece)) continue;
    const own = byFileName.get(piece.toLowerCase());
    const plain = own ?? piece.replace(/^_xlfn\.(?:_xlws\.)?|^_xlpm\.|^_xludf\./i, "");
    const isCall = pieces[index + 1] === "(";
    if (isCall && plain.toUpperCase() === "ANCHORARRAY") replaceCall(pieces, index, "", "#");
    else if (isCall && plain.toUpperCase() === "SINGLE") replaceCall(pieces, index, "@", "");
    else pieces[index] = plain;
  }
  return pieces.join("");
}

/** Puts a mark before or behind what a call is given, in place of the call. */
function replaceCall(pieces: string[], index: number, before: string, behind: string): void {
  let depth = 0;
  for (let at = index + 1; at < pieces.length; at += 1) {
    if (pieces[at] === "(") depth += 1;
    else if (pieces[at] === ")" && --depth === 0) {
      pieces[index] = before;
      pieces[index + 1] = "";
      pieces[at] = behind;
      return;
    }
  }
}

/** A formula as a cell shows it, without "=", as files write it. */
export function filedFormula(formula: string, functionNames: readonly string[] = []): string {
  const own = new Map(functionNames.map((name) => [name.toLowerCase(), fileNameOf(name)]));
  const pieces = piecesOf(formula);
  const named = parameterNames(pieces);
  const written = pieces.map((piece, index) => {
    if (!isWord(piece)) return piece;
    if (named.some(({ name, from, to }) => index > from && index < to && name === piece.toLowerCase()))
      return `_xlpm.${piece}`;
    if (nextPiece(pieces, index) !== "(") return piece;
    const upper = piece.toUpperCase();
    if (LATER_ON_SHEETS.has(upper)) return `_xlfn._xlws.${upper}`;
    if (LATER.has(upper)) return `_xlfn.${upper}`;
    return own.get(piece.toLowerCase()) ?? piece;
  });
  return written
    .join("")
    .split(/("(?:[^"]|"")*")/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(SPILL_REFERENCE, "_xlfn.ANCHORARRAY($1)")))
    .join("");
}

const SPILL_REFERENCE = /((?:'(?:[^']|'')*'!|[\w.]+!)?\$?[A-Za-z]{1,3}\$?\d{1,7})#(?![\w!/])/g;

function nextPiece(pieces: readonly string[], index: number): string | undefined {
  return pieces.slice(index + 1).find((piece) => piece.trim() !== "");
}

type Parameter = { readonly name: string; readonly from: number; readonly to: number };

/** The names that LET and LAMBDA introduce, and the pieces between which each of them holds. */
function parameterNames(pieces: readonly string[]): Parameter[] {
  const found: Parameter[] = [];
  for (const [index, piece] of pieces.entries()) {
    const upper = piece.toUpperCase();
    if ((upper !== "LET" && upper !== "LAMBDA") || pieces[index + 1] !== "(") continue;
    const parts: string[][] = [[]];
    let depth = 0;
    let end = index + 1;
    for (; end < pieces.length; end += 1) {
      const here = pieces[end] ?? "";
      if ("({".includes(here)) depth += 1;
      else if (")}".includes(here)) depth -= 1;
      if (depth === 0) break;
      if (here === "," && depth === 1) parts.push([]);
      else if (end > index + 1) parts.at(-1)?.push(here);
    }
    for (const [place, part] of parts.slice(0, -1).entries()) {
      if (upper === "LET" && place % 2 === 1) continue;
      const [word, ...others] = part.filter((one) => one.trim() !== "");
      if (isWord(word) && others.length === 0) found.push({ name: word.toLowerCase(), from: index + 1, to: end });
    }
  }
  return found;
}
