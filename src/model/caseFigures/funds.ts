import type { LedgerRow } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear, type FinancialYear } from "../calendar";
import type { FundYear, TracePart } from "../evaluation";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { formatMoney, formatPounds, pence } from "../money";
import { nameKey } from "../naming";
import { amountParts, ledgerParts, takenByParts } from "./balances";
import { takeParts } from "./funding";
import { lineParts } from "./lineParts";

/** Figures of each fund's headroom. */
export function registerFunds(register: FigureRegister, calculation: Calculation): void {
  const before = new Map<string, FinancialYear>();
  for (const year of calculation.funds) {
    const stem = `fund.${year.slug}`;
    const at = formatYear(year.year);
    const sourceIndex = calculation.sources.findIndex((candidate) => candidate.name === year.source);
    const source = calculation.sources[sourceIndex];
    const yearIndex = calculation.horizon.years.indexOf(year.year);
    const needed = `the Opening of ${year.source}`;
    const balance = source?.balance[yearIndex];
    const rows = balance?.rows ?? [];
    const previous = before.get(year.slug);
    before.set(year.slug, year.year);
    // What a plan line or a grant opens with is its Limit; what states neither opens with what the year before left.
    const openingParts = [
      ...amountParts(rows, ["opening"]),
      ...(source?.kind === "Major Change Fund"
        ? []
        : amountParts(
            rows.filter((row) => row.opening === null),
            ["limit"],
          )),
      ...(balance?.opening == null && previous !== undefined
        ? [
            figurePart(`${stem}.headroom.${formatYear(previous)}`),
            ...returningParts(year),
            ...(source?.balance[yearIndex - 1]?.ledger.rows ?? []).flatMap((row) =>
              row.status === "Approved" && row.isCarriedForward === true ? carriedParts(row) : [],
            ),
          ]
        : []),
    ];
    const ledger = balance?.ledger;
    register.money(`${stem}.request.${at}`, `${year.source}: asked for ${at}`, year.request, "", () => ({
      rule: "fund-headroom",
      words: "What lines that name the fund ask for, or what it gives to lines that leave the choice to the order",
      parts: requestParts(calculation, sourceIndex, yearIndex),
    }));
    register.money(`${stem}.headroom.${at}`, `${year.source}: headroom ${at}`, year.headroom, needed, () => ({
      rule: "fund-headroom",
      words:
        year.opening === null
          ? "Opening + contributions - spent - committed - this request"
          : `Opening ${formatPounds(year.opening)} + contributions ${formatPounds(year.contributions)} - spent ${formatPounds(year.spent)} - committed ${formatPounds(year.committed)} - this request ${formatPounds(year.request)}`,
      parts: [
        ...openingParts,
        ...amountParts(rows, ["contributions", "spent", "committed"]),
        ...(["Returned", "Spent", "Approved"] as const).flatMap((status) => ledgerParts(ledger, status)),
        ...takenByParts(balance),
        figurePart(`${stem}.request.${at}`),
      ],
    }));
    register.money(
      `${stem}.pipeline-headroom.${at}`,
      `${year.source}: headroom after the pipeline ${at}`,
      year.pipelineHeadroom,
      needed,
      () => ({
        rule: "fund-headroom",
        words: `Headroom - pipeline ${formatPounds(year.pipeline)}`,
        parts: [
          figurePart(`${stem}.headroom.${at}`),
          ...amountParts(rows, ["pipeline"]),
          ...ledgerParts(ledger, "Proposed"),
        ],
      }),
    );
    if (year.ledger.returnedAtYearEnd > 0) {
      const returned = pence(year.ledger.returnedAtYearEnd);
      register.money(`${stem}.returned.${at}`, `${year.source}: returned for ${at}`, returned, "", () => ({
        rule: "fund-ledger",
        words: "Approved for the year before, not spent and not carried forward",
        parts: year.ledger.returning.flatMap((row) => [
          inputPart(row.line, "amount", `${row.caseName}: Approved`, formatMoney(row.amount)),
          ...carriedParts(row),
        ]),
      }));
    }
  }
}

/** What the year before leaves besides its headroom, where no Opening is stated. */
function returningParts(year: FundYear): readonly TracePart[] {
  return year.ledger.returnedAtYearEnd > 0 ? [figurePart(`fund.${year.slug}.returned.${formatYear(year.year)}`)] : [];
}

/** What a claim says of its money at year end; nothing where it is blank, which lets it return. */
function carriedParts(row: LedgerRow): readonly TracePart[] {
  return row.isCarriedForward === null
    ? []
    : [
        inputPart(
          row.line,
          "isCarriedForward",
          `${row.caseName}: Carried forward`,
          row.isCarriedForward ? "Yes: it does not return" : "No: it returns",
        ),
      ];
}

function requestParts(calculation: Calculation, sourceIndex: number, yearIndex: number): readonly TracePart[] {
  const source = calculation.sources[sourceIndex];
  if (!source) return [];
  const width = calculation.costs.years.length;
  const year = calculation.costs.years[yearIndex] as FinancialYear;
  const named = calculation.costs.lines.flatMap((line, index) =>
    line.namedSource !== null &&
    nameKey(line.namedSource) === source.key &&
    (calculation.demand.amounts[index * width + yearIndex] ?? 0) > 0
      ? lineParts(calculation, line, year)
      : [],
  );
  return named.length > 0 ? named : takeParts(calculation, sourceIndex, yearIndex);
}
