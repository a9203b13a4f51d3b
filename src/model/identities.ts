/** The identities of the finance model (4.16), each checked on the case at hand and shown with its numbers. */
import { ROLE_TYPES, type BusinessCase } from "./businessCase";
import { formatYear, monthsInPost, yearOfMonth } from "./calendar";
import type { Calculation } from "./calculation";
import { openMoveInWords } from "./capitalPlan";
import type { Figure, Identity } from "./evaluation";
import type { Flag } from "./finding";
import { formatFte, formatMoney, pence, type Fte } from "./money";
import { nameKey } from "./naming";
import { parameterCount } from "./parameters";
import { cumulativeOf } from "./planLayouts";
import { betweenReserves, reserveTotals } from "./reservePlan";
import { isCostedByCase } from "./staffing";
import { gapByYear } from "./status";
import { movesBudget } from "./thresholds";
import { redistributionNet } from "./workforce";

type Check = {
  readonly id: string;
  readonly title: string;
  readonly check: () => Pick<Identity, "outcome" | "detail">;
};

/**
 * Checks the identities that this case gives the means to judge.
 * @param evaluateAgain gives the figures of the same case with its rows in another order.
 */
export function checkIdentities(
  calculation: Calculation,
  flags: readonly Flag[],
  figures: ReadonlyMap<string, Figure>,
  evaluateAgain: (shuffled: BusinessCase) => ReadonlyMap<string, Figure>,
): readonly Identity[] {
  const checks: readonly Check[] = [
    { id: "I1", title: "Cost by nature and year adds to the total", check: () => costAdds(calculation, figures) },
    {
      id: "I2",
      title: "Allocations, gap and accepted pressure add to cost, to the penny",
      check: () => usesAdd(calculation),
    },
    {
      id: "I3",
      title: "Every source stays within its limit, by year and in total",
      check: () => withinLimits(calculation),
    },
    {
      id: "I4",
      title: "Every reserve, and all together: opening + in - out + between = closing",
      check: () => reservesRoll(calculation),
    },
    {
      id: "I5",
      title: "Opening of a year is the closing of the year before",
      check: () => fromFlags(flags, "RESERVE_ROLLFORWARD_BREAK", calculation.reserves.length > 0, "no reserve"),
    },
    {
      id: "I6",
      title: "Transfers between sources, and between reserves, add to nil",
      check: () => transfersNil(calculation),
    },
    {
      id: "I7",
      title: "Virement adds to nil: what budgets give is what lines take",
      check: () => virementNil(calculation),
    },
    {
      id: "I8",
      title: "Slippage and acceleration of every scheme add to nil over the years",
      check: () => movesNil(calculation),
    },
    {
      id: "I9",
      title: "Cumulative pressure is the running sum of its increments",
      check: () => incrementsAdd(calculation),
    },
    {
      id: "I10",
      title: "Every fund: opening + contributions - spent - committed - request = headroom",
      check: () => fundsClose(calculation),
    },
    {
      id: "I11",
      title: "Workforce: baseline + movements = proposed, for every unit and grade",
      check: () => bridgeAdds(calculation),
    },
    { id: "I12", title: "Redistribution adds to nil", check: () => redistributionNil(calculation) },
    { id: "I13", title: "Apportioned posts add to the requirement", check: () => apportionmentAdds(calculation) },
    {
      id: "I14",
      title: "The ranks add to the net movement of posts",
      check: () => ranksAdd(calculation, figures, flags),
    },
    {
      id: "I15",
      title: "Cost of a part year + full-year adjustment = cost of a full year, for every post",
      check: () => fullYearsFollow(calculation),
    },
    { id: "I16", title: "Capital funding by year is capital spend by year", check: () => capitalFunded(calculation) },
    {
      id: "I17",
      title: "Capital financing requirement: opening + borrowed - minimum revenue provision = closing",
      check: () => requirementRolls(calculation),
    },
    {
      id: "I18",
      title: "The economic case holds no VAT, debt, funding or movement of reserves",
      check: () => economicApart(calculation),
    },
    {
      id: "I19",
      title: "Approved amounts are those of the model",
      check: () =>
        fromFlags(
          flags,
          "APPROVAL_MISMATCH",
          calculation.approvals.length > 0,
          "no Approvals sheet, or none names a Kind",
        ),
    },
    {
      id: "I20",
      title: "Every figure traces to inputs that are there",
      check: () => tracesResolve(figures, calculation),
    },
    { id: "I21", title: "Printed amounts agree, or differ by rounding only", check: () => printedAgree(calculation) },
    {
      id: "I22",
      title: "The order of rows changes nothing",
      check: () => orderIsNeutral(calculation, figures, evaluateAgain),
    },
  ];
  return checks.map(({ id, title, check }) => ({ id, title, ...check() }));
}

function judged(isHeld: boolean, detail: string): Pick<Identity, "outcome" | "detail"> {
  return { outcome: isHeld ? "holds" : "broken", detail };
}

function notJudged(detail: string): Pick<Identity, "outcome" | "detail"> {
  return { outcome: "not judged", detail };
}

function fromFlags(
  flags: readonly Flag[],
  code: Flag["code"],
  isThere: boolean,
  absent: string,
): Pick<Identity, "outcome" | "detail"> {
  if (!isThere) return notJudged(`Not judged: ${absent}.`);
  const raised = flags.filter((flag) => flag.code === code);
  return judged(raised.length === 0, raised.length === 0 ? "All agree." : raised.map((flag) => flag.message).join(" "));
}

function sum(amounts: Iterable<number>): number {
  let total = 0;
  for (const amount of amounts) total += amount;
  return total;
}

function costAdds(
  calculation: Calculation,
  figures: ReadonlyMap<string, Figure>,
): Pick<Identity, "outcome" | "detail"> {
  if (calculation.costs.needed.size > 0) return notJudged("Not judged: a cost needs an input.");
  const cells = sum(calculation.costs.amounts);
  const figure = figures.get("cost.total")?.value;
  const shown = figure?.kind === "number" ? figure.value : Number.NaN;
  return judged(cells === shown, `Lines ${formatMoney(pence(cells))}, years and natures ${formatMoney(pence(shown))}.`);
}

function usesAdd(calculation: Calculation): Pick<Identity, "outcome" | "detail"> {
  const { costs, demand, waterfall, pressure } = calculation;
  if (costs.needed.size > 0) return notJudged("Not judged: a cost needs an input.");
  const cost = sum(costs.amounts);
  const allocated = sum(waterfall.takes.amount);
  const gap = sum(gapByYear(calculation));
  const accepted = sum(pressure.map((year) => year.accepted));
  const savings = sum(pressure.map((year, at) => Math.min(year.savings, calculation.recurringLeft[at] ?? 0)));
  const surplus = sum(demand.surplus);
  const uses = allocated + gap + accepted + savings - surplus;
  return judged(
    uses === cost,
    `Allocated ${formatMoney(pence(allocated))} + accepted ${formatMoney(pence(accepted))} + savings ${formatMoney(pence(savings))} + gap ${formatMoney(pence(gap))}${surplus === 0 ? "" : ` - net credit ${formatMoney(pence(surplus))}`} = cost ${formatMoney(pence(cost))}.`,
  );
}

function withinLimits(calculation: Calculation): Pick<Identity, "outcome" | "detail"> {
  const { sources, drawn } = calculation;
  const over = sources.filter((source, index) => {
    const row = drawn[index] ?? [];
    if (source.limitTotal !== null && sum(row) > source.limitTotal) return true;
    return row.some((amount, year) => source.limitIn[year] != null && amount > (source.limitIn[year] ?? 0));
  });
  return judged(
    over.length === 0,
    over.length === 0 ? `${sources.length} sources.` : `Over: ${over.map((source) => source.name).join(", ")}.`,
  );
}

function reservesRoll(calculation: Calculation): Pick<Identity, "outcome" | "detail"> {
  const known = calculation.reserves.filter((year) => year.opening !== null && year.closing !== null);
  if (calculation.reserves.length === 0) return notJudged("Not judged: no reserve.");
  if (known.length === 0) return notJudged("Not judged: no Opening is entered.");
  const isHeld = known.every((year) => (year.opening ?? 0) + year.in - year.out + year.between === year.closing);
  const totals = reserveTotals(calculation.reserves).filter((total) => total.closing !== null);
  const doTotalsHold = totals.every(
    (total) => (total.opening ?? 0) + (total.in ?? 0) - (total.out ?? 0) + (total.between ?? 0) === total.closing,
  );
  return judged(isHeld && doTotalsHold, `${known.length} reserve years, ${totals.length} years of all together.`);
}

/** Year by year: what rows of one source take from another must leave that other in the same year. */
function transfersNil(calculation: Calculation): Pick<Identity, "outcome" | "detail"> {
  const { sources, horizon } = calculation;
  const keys = new Set(sources.map((source) => source.key));
  const byYear = horizon.years.map((_, at) => ({
    given: sum(sources.map((source) => source.balance[at]?.transferredOut ?? 0)),
    received: sum(
      sources.flatMap((source) =>
        (source.balance[at]?.rows ?? []).map((row) =>
          row.contributionFrom !== null && keys.has(nameKey(row.contributionFrom)) ? (row.contributions ?? 0) : 0,
        ),
      ),
    ),
  }));
  const given = sum(byYear.map((year) => year.given));
  const received = sum(byYear.map((year) => year.received));
  const between = betweenReserves(calculation.businessCase);
  if (received === 0 && given === 0 && between.length === 0)
    return notJudged("Not judged: no source contributes to another, and nothing moves between reserves.");
  const isHeld = byYear.every((year) => year.given === year.received) && between.every((year) => year.sum === 0);
  const released = calculation.reserves.map((year) => year.released);
  const moved = between.map((year) => `${formatYear(year.year)} ${formatMoney(year.sum)}`);
  return judged(
    isHeld && sum(released) === 0,
    `Given ${formatMoney(pence(given))}, received ${formatMoney(pence(received))}.${moved.length === 0 ? "" : ` Between reserves: ${moved.join(", ")}.`}`,
  );
}

function incrementsAdd(calculation: Calculation): Pick<Identity, "outcome" | "detail"> {
  let running = 0;
  let isHeld = true;
  for (const year of calculation.pressure) {
    running += year.increment;
    if (running !== year.gross) isHeld = false;
  }
  const { bodyPlan } = calculation;
  const lines = [
    ...(bodyPlan?.lines ?? []).map((line) => ({ whole: line.cumulative, added: line.incremental })),
    ...(bodyPlan === null
      ? []
      : [{ whole: bodyPlan.byYear.map((year) => year.gap), added: bodyPlan.byYear.map((year) => year.gapIncrement) }]),
  ];
  for (const { whole, added } of lines) {
    // A line that begins with a year that is not known adds up to nothing known.
    if (cumulativeOf(added).some((amount, at) => amount !== null && amount !== whole[at])) isHeld = false;
  }
  return judged(
    isHeld,
    `${calculation.pressure.length} years${bodyPlan === null ? "" : `, and ${bodyPlan.lines.length} lines of the plan in ${bodyPlan.years.length} years`}.`,
  );
}

function fundsClose(calculation: Calculation): Pick<Identity, "outcome" | "detail"> {
  const known = calculation.funds.filter((year) => year.headroom !== null);
  if (known.length === 0) return notJudged("Not judged: no fund with an Opening.");
  const isHeld = known.every(
    (year) => (year.opening ?? 0) + year.contributions - year.spent - year.committed - year.request === year.headroom,
  );
  return judged(isHeld, `${known.length} fund years.`);
}

function bridgeAdds(calculation: Calculation): Pick<Identity, "outcome" | "detail"> {
  const off = calculation.bridge.filter(
    (row) => row.baseline + row.redistributionIn - row.redistributionOut + row.growth - row.removal !== row.proposed,
  );
  return judged(
    off.length === 0,
    off.length === 0
      ? `${calculation.bridge.length} units and grades.`
      : off.map((row) => `${row.unit} ${row.grade}`).join(", "),
  );
}

/** Over all posts, and for each role type: no officer becomes staff by a move. */
function redistributionNil(calculation: Calculation): Pick<Identity, "outcome" | "detail"> {
  const { posts } = calculation.businessCase;
  const net = redistributionNet(posts);
  const off = ROLE_TYPES.map((roleType) => ({
    roleType,
    net: redistributionNet(posts.filter((post) => post.roleType === roleType)),
  })).filter((each) => each.net !== 0);
  return judged(
    off.length === 0,
    `Redistribution adds to ${formatFte(net)}${net === 0 && off.length > 0 ? `, but ${off.map((each) => `${each.roleType} to ${formatFte(each.net)}`).join(", ")}` : ""}.`,
  );
}

/** By role type: the changes of the bridge's rows are the change of the posts; and approved posts are those of their ranks. */
function ranksAdd(
  { bridge, approvals }: Calculation,
  figures: ReadonlyMap<string, Figure>,
  flags: readonly Flag[],
): Pick<Identity, "outcome" | "detail"> {
  if (bridge.length === 0) return notJudged("Not judged: no posts.");
  const raised = flags.filter(
    (flag) => flag.code === "RANK_NET_MISMATCH" && approvals.some(({ result }) => flag.place?.line === result.line),
  );
  const sums = ROLE_TYPES.flatMap((roleType) => {
    const value = figures.get(`bwt.${roleType.toLowerCase()}.change`)?.value;
    if (value?.kind !== "number") return [];
    const rows = bridge.filter((row) => row.roleType === roleType);
    const ranks = sum(rows.map((row) => row.proposed - row.baseline));
    return [{ isHeld: ranks === value.value, words: `${roleType} ${formatFte(ranks as Fte)}` }];
  });
  return judged(
    raised.length === 0 && sums.every((each) => each.isHeld),
    raised.length > 0
      ? raised.map((flag) => flag.message).join(" ")
      : `The changes by rank add to ${sums.map((each) => each.words).join(", ")}.`,
  );
}

function apportionmentAdds(calculation: Calculation): Pick<Identity, "outcome" | "detail"> {
  if (calculation.requirement?.kind !== "shared")
    return notJudged("Not judged: nothing is shared among business groups.");
  const { groups, requirement } = calculation.requirement.share.apportionment;
  const shared = sum(groups.map((group) => group.posts));
  return judged(shared === requirement, `${formatFte(shared as Fte)} of ${formatFte(requirement)} posts.`);
}

/** A post's cost in the year after a part-year start is its full-year cost, unless pay moves; built pay is not judged. */
function fullYearsFollow(calculation: Calculation): Pick<Identity, "outcome" | "detail"> {
  const { costs, horizon } = calculation;
  const { staff } = costs;
  let judgedPosts = 0;
  const off: string[] = [];
  for (const { post } of costs.lines) {
    if (!post || !isCostedByCase(post) || post.proposed === post.baseline) continue;
    const first = yearOfMonth(post.startMonth);
    const full = staff.fullYear(post);
    const served = horizon.years.find((year) => monthsInPost(year, post.startMonth, post.endMonth) === 12);
    if (served === undefined || full.kind === "needed") continue;
    const inFull = staff.inYear(post, served);
    const inFirst = staff.inYear(post, first);
    if (inFull.kind === "needed" || inFirst.kind === "needed") continue;
    judgedPosts++;
    const adjustment = full.value - inFirst.value;
    if (inFirst.value + adjustment !== inFull.value) off.push(post.reference);
  }
  if (judgedPosts === 0) return notJudged("Not judged: no post that the case pays for has a full year in it.");
  return judged(off.length === 0, off.length === 0 ? `${judgedPosts} rows of posts.` : `Not so for ${off.join(", ")}.`);
}

function capitalFunded(calculation: Calculation): Pick<Identity, "outcome" | "detail"> {
  const { costs, demand, waterfall, horizon } = calculation;
  const width = horizon.years.length;
  const spend = new Array<number>(width).fill(0);
  costs.lines.forEach((line, index) => {
    if (line.nature !== "Capital") return;
    for (let year = 0; year < width; year++)
      spend[year] = (spend[year] ?? 0) + (demand.amounts[index * width + year] ?? 0);
  });
  if (sum(spend) === 0) return notJudged("Not judged: no capital.");
  const funded = new Array<number>(width).fill(0);
  waterfall.takes.amount.forEach((amount, take) => {
    const year = waterfall.takes.year[take] as number;
    if (costs.lines[waterfall.takes.line[take] as number]?.nature === "Capital")
      funded[year] = (funded[year] ?? 0) + amount;
  });
  const off = horizon.years.filter((_, year) => spend[year] !== funded[year]);
  return judged(
    off.length === 0,
    off.length === 0
      ? `Funding ${formatMoney(pence(sum(funded)))} = spend ${formatMoney(pence(sum(spend)))}.`
      : `Not so in ${off.map(formatYear).join(", ")}: funding ${formatMoney(pence(sum(funded)))}, spend ${formatMoney(pence(sum(spend)))}.`,
  );
}

/** Moves into years against moves out of them, scheme by scheme. */
function movesNil({ schemes }: Calculation): Pick<Identity, "outcome" | "detail"> {
  if (schemes.length === 0) return notJudged("Not judged: no Capital plan.");
  const [open] = schemes.flatMap((scheme) => scheme.open);
  if (open !== undefined) return notJudged(`Not judged: it needs ${openMoveInWords(open)}.`);
  let moved = 0;
  const off = schemes.filter(({ years }) => {
    moved += sum(years.map((year) => year.slippageOut + year.accelerationIn));
    const slipped = sum(years.map((year) => year.slippageIn - year.slippageOut));
    const accelerated = sum(years.map((year) => year.accelerationIn - year.accelerationOut));
    return slipped !== 0 || accelerated !== 0;
  });
  return judged(
    off.length === 0,
    off.length === 0
      ? `${schemes.length === 1 ? "1 scheme" : `${schemes.length} schemes`}, ${formatMoney(pence(moved))} moved between years.`
      : `Not so for ${off.map((scheme) => scheme.name).join(", ")}.`,
  );
}

/** What is not yet charged, asset by asset, against the requirement rolled forward year by year. */
function requirementRolls({ financing }: Calculation): Pick<Identity, "outcome" | "detail"> {
  if (financing.years.length === 0) return notJudged("Not judged: borrowing pays for no capital.");
  const unknown = financing.borrowed.find((asset) => asset.charges === null);
  if (unknown !== undefined) return notJudged(`Not judged: it needs ${unknown.needed}.`);
  const off = financing.years.filter(({ year, closing }) => {
    const outstanding = financing.borrowed.map((asset) => {
      if (asset.year > year) return 0;
      return asset.amount - sum((asset.charges ?? []).slice(0, Math.max(0, year - asset.firstCharge + 1)));
    });
    return sum(outstanding) !== closing;
  });
  const unequal = financing.borrowed.filter((asset) => sum(asset.charges ?? []) !== asset.amount);
  const last = financing.years[financing.years.length - 1];
  return judged(
    off.length === 0 && unequal.length === 0,
    off.length > 0
      ? `Not so in ${off.map((each) => formatYear(each.year)).join(", ")}.`
      : unequal.length > 0
        ? `The charges of ${unequal.map((asset) => asset.line.reference).join(", ")} do not add to the capital.`
        : `Borrowed ${formatMoney(pence(sum(financing.borrowed.map((asset) => asset.amount))))}, ${formatMoney(last?.closing ?? pence(0))} not yet charged at the end.`,
  );
}

function economicApart({ economic }: Calculation): Pick<Identity, "outcome" | "detail"> {
  if (economic.costs.lines.length === 0) return notJudged("Not judged: no cost.");
  const inside = economic.excluded.filter((each) => !each.isLeftOut);
  const left = economic.excluded.filter((each) => each.isLeftOut);
  const named = (lines: typeof left): string => lines.map((each) => `${each.line.reference} (${each.what})`).join(", ");
  return judged(
    inside.length === 0,
    inside.length > 0
      ? `In it: ${named(inside)}.`
      : left.length === 0
        ? `${economic.costs.lines.length} lines, none to leave out.`
        : `Left out: ${named(left)}.`,
  );
}

/** What the underspends and the revenue budget give, source by source, against what lines take from them. */
function virementNil({ sources, drawn, waterfall }: Calculation): Pick<Identity, "outcome" | "detail"> {
  const isMoving = sources.map(({ kind }) => movesBudget(kind));
  const given = sum(drawn.map((byYear, index) => (isMoving[index] === true ? sum(byYear) : 0)));
  if (given === 0) return notJudged("Not judged: the case moves no budget.");
  const { source, amount } = waterfall.takes;
  const taken = sum(Array.from(amount, (each, at) => (isMoving[source[at] ?? -1] === true ? each : 0)));
  return judged(given === taken, `${formatMoney(pence(given))} given, ${formatMoney(pence(taken))} taken.`);
}

/** Every part of every trace is a figure that is there, a figure of a post, or an input. */
function tracesResolve(
  figures: ReadonlyMap<string, Figure>,
  calculation: Calculation,
): Pick<Identity, "outcome" | "detail"> {
  if (isLarge(calculation)) return notJudged("Not judged in a run of this size; the tests hold it.");
  const lines = new Set<string>(calculation.costs.lines.map((line) => line.line));
  const { businessCase } = calculation;
  for (const rows of [
    businessCase.posts,
    businessCase.costs,
    businessCase.funding,
    businessCase.approvals,
    businessCase.businessGroups,
    businessCase.underspends,
    businessCase.savings,
    businessCase.assumptions,
    businessCase.thresholds,
    businessCase.gates,
    businessCase.monitoring,
    businessCase.options,
    businessCase.payScales,
    businessCase.payAssumptions,
    businessCase.pensionBands,
    businessCase.capitalPlan,
    businessCase.postings,
    businessCase.reserveRows,
    businessCase.planLines,
    businessCase.fundLedger,
  ]) {
    for (const row of rows ?? []) lines.add(row.line);
  }
  let parts = 0;
  const dangling: string[] = [];
  for (const figure of figures.values()) {
    for (const part of figure.trace().parts) {
      parts++;
      const isThere =
        part.kind === "parameter" ||
        (part.kind === "figure"
          ? figures.has(part.id) || part.id.startsWith("staff.")
          : lines.has(part.place.line) || part.place.line.startsWith("Decision:"));
      if (!isThere) dangling.push(figure.id);
    }
  }
  return judged(
    dangling.length === 0,
    dangling.length === 0
      ? `${figures.size} figures, ${parts} steps.`
      : `Not so for ${dangling.slice(0, 5).join(", ")}.`,
  );
}

function printedAgree(calculation: Calculation): Pick<Identity, "outcome" | "detail"> {
  const printed = calculation.approvals
    .map((comparison) => comparison.result)
    .filter((result) => result.unit === "money");
  const totals = calculation.monitoring.rows.flatMap((row) => row.sums.map((each) => each.reconciled));
  const classes = [...printed, ...totals].map((result) => result.class);
  if (classes.length === 0) return notJudged("Not judged: no approved amounts of money.");
  const count = (wanted: (typeof classes)[number]): number => classes.filter((each) => each === wanted).length;
  return judged(
    count("BREAK") === 0,
    `${count("EXACT")} exact, ${count("ROUNDING")} by rounding, ${count("BREAK")} not explained.`,
  );
}

function orderIsNeutral(
  calculation: Calculation,
  figures: ReadonlyMap<string, Figure>,
  evaluateAgain: (shuffled: BusinessCase) => ReadonlyMap<string, Figure>,
): Pick<Identity, "outcome" | "detail"> {
  if (isLarge(calculation)) return notJudged("Not judged in a run of this size; the tests hold it.");
  const { businessCase } = calculation;
  const reversed: BusinessCase = {
    ...businessCase,
    posts: [...businessCase.posts].reverse(),
    costs: [...businessCase.costs].reverse(),
    funding: reversedRows(businessCase.funding),
    underspends: reversedRows(businessCase.underspends),
    savings: reversedRows(businessCase.savings),
    allocations: reversedRows(businessCase.allocations),
    options: reversedRows(businessCase.options),
    payScales: reversedRows(businessCase.payScales),
    payAssumptions: reversedRows(businessCase.payAssumptions),
    pensionBands: reversedRows(businessCase.pensionBands),
    capitalPlan: reversedRows(businessCase.capitalPlan),
    reserveRows: reversedRows(businessCase.reserveRows),
    planLines: reversedRows(businessCase.planLines),
    fundLedger: reversedRows(businessCase.fundLedger),
    thresholds: reversedRows(businessCase.thresholds),
    gates: reversedRows(businessCase.gates),
    monitoring: reversedRows(businessCase.monitoring),
    postings: reversedRows(businessCase.postings),
    // Business groups and approvals keep their order: it settles ties and numbers repeated ids.
  };
  const again = evaluateAgain(reversed);
  const moved = [...figures.values()].filter((figure) => {
    const other = again.get(figure.id);
    return other === undefined
      ? !figure.id.startsWith("case.")
      : JSON.stringify(other.value) !== JSON.stringify(figure.value);
  });
  return judged(
    moved.length === 0,
    moved.length === 0
      ? "The rows were reversed and every figure came out the same."
      : `These figures moved: ${moved
          .slice(0, 5)
          .map((figure) => figure.id)
          .join(", ")}.`,
  );
}

function reversedRows<T>(rows: readonly T[] | null): readonly T[] | null {
  return rows && [...rows].reverse();
}

function isLarge(calculation: Calculation): boolean {
  const lines = calculation.costs.lines.length;
  return lines > parameterCount(calculation.businessCase, "shuffle-check-lines");
}
