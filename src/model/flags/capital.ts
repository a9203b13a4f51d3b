import type { Calculation } from "../calculation";
import {
  firstDayOf,
  firstMonthOf,
  formatDay,
  formatMonth,
  formatYear,
  monthOfDay,
  type FinancialYear,
} from "../calendar";
import type { Flag } from "../finding";
import { formatMoney, pence, type Pence } from "../money";
import { nameKey } from "../naming";
import { type Source } from "../sources";
import { flag, money, place, topicOf } from "./flag";

/** Flags about capital: provisional money, spending before approval, plan lines overdrawn. */
export function capitalFlags(calculation: Calculation): readonly Flag[] {
  const { costs, waterfall, sources, demand } = calculation;
  const width = costs.years.length;
  const flags: Flag[] = [];
  const provisional = new Map<string, { source: Source; amount: number; year: FinancialYear }>();
  const early = new Set<string>();
  waterfall.takes.amount.forEach((amount, take) => {
    const line = costs.lines[waterfall.takes.line[take] as number];
    const source = sources[waterfall.takes.source[take] as number];
    const yearIndex = waterfall.takes.year[take] as number;
    const year = costs.years[yearIndex];
    if (!line || !source || year === undefined || line.nature !== "Capital") return;
    if (source.standingIn[yearIndex] === "Provisional") {
      const known = provisional.get(source.key);
      if (known) known.amount += amount;
      else provisional.set(source.key, { source, amount, year });
    }
    const approval =
      source.rows.find((row) => row.approvalDate !== null && (row.year === null || row.year === year))?.approvalDate ??
      null;
    const spend = line.costLine ? (line.costLine.startMonth ?? firstMonthOf(year)) : firstMonthOf(year);
    if (approval !== null && firstDayOf(spend) < firstDayOf(monthOfDay(approval)) && !early.has(line.line)) {
      early.add(line.line);
      flags.push(
        flag(
          "CAPITAL_SPEND_BEFORE_APPROVAL",
          topicOf(line),
          `${line.reference} is spent from ${formatMonth(spend)}, before the approval of ${source.name} on ${formatDay(approval)}.`,
          "Start after the approval, or correct the dates.",
          {
            place: { line: line.line, field: line.costLine?.startMonth == null ? "year" : "startMonth" },
            year,
            rule: "Spend in a month before the month of approval",
          },
        ),
      );
    }
  });
  flags.push(...schemeApprovalFlags(calculation, early));
  for (const { source, amount, year } of provisional.values()) {
    const row = source.rows.find((candidate) => candidate.status === "Provisional");
    const approval = row?.approvalDate ?? null;
    flags.push(
      flag(
        "CAPITAL_PROVISIONAL",
        source.name,
        `${formatMoney(amount as Pence)} of capital depends on ${source.name}, which is not yet approved${approval === null ? "" : ` (expected ${formatDay(approval)})`}.`,
        "Commit nothing before the approval; record it when it comes.",
        {
          place: place(row?.line ?? null, "status"),
          year,
          rule: "Status is Provisional",
        },
      ),
    );
  }
  sources.forEach((source) => {
    if (source.kind !== "Capital plan") return;
    const limit = source.limitTotal;
    if (limit === null) return;
    let wanted = 0;
    costs.lines.forEach((line, index) => {
      if (line.nature !== "Capital" || line.namedSource === null || nameKey(line.namedSource) !== source.key) return;
      for (let year = 0; year < width; year++) wanted += demand.amounts[index * width + year] ?? 0;
    });
    if (wanted <= limit) return;
    flags.push(
      flag(
        "CAPITAL_LINE_OVERDRAWN",
        source.name,
        `${source.name} is over by ${formatMoney(pence(wanted - limit))}: ${formatMoney(pence(wanted))} is asked of a line of ${formatMoney(pence(limit))}.`,
        "Ask for less, or have the line raised.",
        {
          place: place(source.rows.find((row) => row.limit !== null)?.line ?? null, "limit"),
          amounts: money(limit, wanted),
          rule: "Capital that names the line is above its Limit",
        },
      ),
    );
  });
  return flags;
}

/**
 * Capital on a scheme of the Capital plan that is spent before the scheme's own approval, or that rests on a scheme which is
 * not yet approved while the money that pays for it is.
 * @param early lines that are said to be too early for the source that pays: once is enough.
 */
function schemeApprovalFlags(calculation: Calculation, early: ReadonlySet<string>): readonly Flag[] {
  const { schemes, horizon, costs, waterfall, sources } = calculation;
  const held = new Set<string>();
  waterfall.takes.amount.forEach((_, take) => {
    const line = costs.lines[waterfall.takes.line[take] as number];
    const at = waterfall.takes.year[take] as number;
    if (line && sources[waterfall.takes.source[take] as number]?.standingIn[at] === "Provisional")
      held.add(`${line.line} ${at}`);
  });
  const flags: Flag[] = [];
  for (const scheme of schemes) {
    const rows = scheme.years.flatMap((each) => each.rows);
    for (const { year, lines, rows: own } of scheme.years) {
      const dated = own.find((row) => row.approvalDate !== null) ?? rows.find((row) => row.approvalDate !== null);
      const approval = dated?.approvalDate ?? null;
      for (const { line } of lines) {
        const spend = line.costLine?.startMonth ?? firstMonthOf(year);
        if (approval === null || early.has(line.line) || firstDayOf(spend) >= firstDayOf(monthOfDay(approval)))
          continue;
        flags.push(
          flag(
            "CAPITAL_SPEND_BEFORE_APPROVAL",
            topicOf(line),
            `${line.reference} is spent from ${formatMonth(spend)}, before the approval of the scheme ${scheme.name} on ${formatDay(approval)}.`,
            "Start after the approval, or correct the dates.",
            {
              place: { line: line.line, field: line.costLine?.startMonth == null ? "year" : "startMonth" },
              alsoAt: dated === undefined ? [] : [{ line: dated.line, field: "approvalDate" }],
              year,
              rule: "Spend in a month before the month of approval",
            },
          ),
        );
      }
      const [waiting] = own.filter((row) => row.status !== "Approved");
      const at = horizon.years.indexOf(year);
      const resting = lines.filter(({ line, amount }) => amount > 0 && !held.has(`${line.line} ${at}`));
      if (waiting === undefined || resting.length === 0) continue;
      flags.push(
        flag(
          "CAPITAL_PROVISIONAL",
          `${scheme.name} ${formatYear(year)}`,
          `${formatMoney(pence(resting.reduce((sum, { amount }) => sum + amount, 0)))} of capital depends on the scheme ${scheme.name}, which is ${waiting.status === "Bid" ? "only bid for" : "not yet approved"} in ${formatYear(year)}${waiting.approvalDate === null ? "" : ` (expected ${formatDay(waiting.approvalDate)})`}.`,
          "Commit nothing before the approval; record it when it comes.",
          { place: { line: waiting.line, field: "status" }, year, rule: "Status of the scheme is not Approved" },
        ),
      );
    }
  }
  return flags;
}
