import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import type { ReserveYear } from "../evaluation";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { formatMoney, formatPounds } from "../money";
import { amountParts, takenByParts } from "./balances";

/** Figures of each reserve's roll-forward. */
export function registerReserves(register: FigureRegister, calculation: Calculation): void {
  const before = new Map<string, ReserveYear>();
  for (const year of calculation.reserves) {
    const stem = `reserve.${year.slug}`;
    const at = formatYear(year.year);
    const source = calculation.sources.find((candidate) => candidate.isReserve && candidate.name === year.source);
    const rows = source?.rows ?? [];
    const balance = source?.balance[calculation.horizon.years.indexOf(year.year)];
    const needed = `the Opening of ${year.source}`;
    const previous = before.get(year.slug);
    before.set(year.slug, year);
    register.money(`${stem}.opening.${at}`, `${year.source}: opening ${at}`, year.opening, needed, () =>
      previous
        ? {
            rule: "reserve-roll-forward",
            words: "The closing balance of the year before",
            parts: [figurePart(`${stem}.closing.${formatYear(previous.year)}`)],
          }
        : {
            rule: "reserve-roll-forward",
            words: "The opening balance as entered",
            parts: amountParts(balance?.rows ?? [], ["opening"]),
          },
    );
    register.money(`${stem}.in.${at}`, `${year.source}: in ${at}`, year.in, "", () => ({
      rule: "reserve-roll-forward",
      words: "Contributions of the year",
      parts: amountParts(balance?.rows ?? [], ["contributions"]),
    }));
    register.money(`${stem}.out.${at}`, `${year.source}: out ${at}`, year.out, "", () => ({
      rule: "reserve-roll-forward",
      words: "What this case draws, what is spent otherwise, and what other sources take from it",
      parts: [
        figurePart(`funding.${year.slug}.${at}`),
        ...amountParts(balance?.rows ?? [], ["spent"]),
        ...takenByParts(balance),
      ],
    }));
    register.money(`${stem}.closing.${at}`, `${year.source}: closing ${at}`, year.closing, needed, () => ({
      rule: "reserve-roll-forward",
      words:
        year.opening === null || year.closing === null
          ? "Opening + in - out"
          : `Opening ${formatPounds(year.opening)} + in ${formatPounds(year.in)} - out ${formatPounds(year.out)} = ${formatPounds(year.closing)}`,
      parts: [figurePart(`${stem}.opening.${at}`), figurePart(`${stem}.in.${at}`), figurePart(`${stem}.out.${at}`)],
    }));
    register.money(`${stem}.minimum.${at}`, `${year.source}: minimum ${at}`, year.minimum, "", () => ({
      rule: "reserve-roll-forward",
      words: "The minimum as entered; nil where none is",
      parts: rows.flatMap((row) =>
        row.minimum !== null && (row.year === null || row.year === year.year)
          ? [inputPart(row.line, "minimum", "Minimum", formatMoney(row.minimum))]
          : [],
      ),
    }));
  }
}
