/**
 * Raises every flag that a calculation gives cause for. A flag is about a line and a field; it says what was seen and the
 * way out. Codes, severities and conditions: finance model 4.18.
 */
import type { FundingKind, LineId, Nature, Post } from "./businessCase";
import {
  addMonths,
  firstDayOf,
  firstMonthOf,
  formatDay,
  formatMonth,
  formatYear,
  monthOfDay,
  yearOfMonth,
  type FinancialYear,
} from "./calendar";
import type { Calculation } from "./calculation";
import { linesBeyondHorizon, type CostedLine } from "./costs";
import { FLAG_CODES, type Flag, type FlagAmounts, type FlagCode, type InputPlace } from "./finding";
import { mayPay } from "./funding";
import { formatFte, formatMoney, fte, NIL, pence, sumPence, type Fte, type Pence } from "./money";
import { compareNatural, nameKey } from "./naming";
import { parameterCount, parameterValue } from "./parameters";
import { rollForwardBreaks } from "./reserve";
import { rowFor, type Source } from "./sources";
import { isCostedByCase, isRedistribution, natureOfPost } from "./staffing";
import { underspendGroupNamed } from "./underspend";
import { redistributionNet, unitOf } from "./workforce";

/** All flags of a calculation: errors first, then by code and topic, so that the same case gives the same list. */
export function raiseFlags(calculation: Calculation): readonly Flag[] {
  const flags = [
    ...decisionFlags(calculation),
    ...lineFlags(calculation),
    ...staffingFlags(calculation),
    ...workforceFlags(calculation),
    ...requirementFlags(calculation),
    ...gapFlags(calculation),
    ...sourceFlags(calculation),
    ...underspendFlags(calculation),
    ...reserveFlags(calculation),
    ...fundFlags(calculation),
    ...capitalFlags(calculation),
    ...planFlags(calculation),
    ...approvalFlags(calculation),
    ...thresholdFlags(calculation),
  ];
  return flags.sort(
    (a, b) =>
      SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0) ||
      compareNatural(a.topic, b.topic) ||
      (a.place?.line ?? "").localeCompare(b.place?.line ?? "", "en"),
  );
}

const SEVERITY_RANK = { error: 0, warning: 1, note: 2 } as const;

/** The parts of a flag that most flags leave out. */
type FlagDetails = Partial<Omit<Flag, "code" | "topic" | "message" | "next">>;

function flag(code: FlagCode, topic: string, message: string, next: string, details: FlagDetails = {}): Flag {
  return {
    code,
    severity: FLAG_CODES[code],
    topic,
    place: null,
    sheet: null,
    alsoAt: [],
    year: null,
    message,
    next,
    amounts: null,
    rule: "",
    whoMustAgree: null,
    figures: [],
    ...details,
  };
}

function place(line: LineId | null, field: string): InputPlace | null {
  return line === null ? null : { line, field };
}

/** The lines in the order in which they are funded, so that no flag depends on the order of rows. */
function linesInOrder({ costs, demand }: Calculation): readonly CostedLine[] {
  return demand.order.map((index) => costs.lines[index] as CostedLine);
}

/** A line as the topic of a flag: its reference, with the year where its years stand as columns. */
function topicOf(line: CostedLine): string {
  return line.costLine?.isYearOnly ? `${line.reference} ${formatYear(line.costLine.year)}` : line.reference;
}

function decisionPlace(item: string): InputPlace {
  return { line: `Decision:${item}` as LineId, field: "value" };
}

function money(baseline: number, current: number): FlagAmounts {
  return {
    unit: "money",
    baseline: pence(baseline),
    current: pence(current),
    sense: current >= baseline ? "Adverse" : "Favourable",
  };
}

/** Where a line's cost is entered. */
function costPlace(line: CostedLine): InputPlace {
  return line.post
    ? { line: line.line, field: line.post.unitCost ? "unitCost" : "annualCost" }
    : { line: line.line, field: "amount" };
}

function decisionFlags(calculation: Calculation): readonly Flag[] {
  const { businessCase, option, horizon, costs } = calculation;
  const flags: Flag[] = [];
  const decision = businessCase.decision;
  if (decision && decision.dateSigned === null) {
    flags.push(
      flag(
        "DECISION_UNSIGNED",
        decision.reference ?? "the decision",
        "The decision has no signature date; deadlines cannot be worked out.",
        "Enter Date signed on the Decision sheet when it is signed.",
        {
          place: decisionPlace("Date signed"),
          sheet: "Decision",
          rule: "Date signed is blank",
          figures: ["case.fbc-due"],
        },
      ),
    );
  }
  if (decision?.dateSigned != null && businessCase.asAt !== null && decision.stage !== "FBC") {
    const due = addMonths(
      decision.dateSigned,
      decision.fbcDueInMonths ?? parameterCount(businessCase, "fbc-due-months"),
    );
    const days = due - businessCase.asAt;
    const notice = parameterCount(businessCase, "fbc-notice-days");
    if (days <= notice) {
      flags.push(
        flag(
          "FBC_DUE",
          decision.reference ?? "the decision",
          days < 0
            ? `The full business case was due on ${formatDay(due)}, ${-days} days ago.`
            : `The full business case is due on ${formatDay(due)}, in ${days} days.`,
          "Bring the full business case to the board, or have the date changed.",
          {
            severity: days < 0 ? "warning" : "note",
            place: decisionPlace("Date signed"),
            rule: `A note within ${notice} days of the date, a warning once it is past`,
            figures: ["case.fbc-due"],
          },
        ),
      );
    }
  }
  if (option.kind === "not chosen") {
    const first = businessCase.costs.find((line) => line.option !== null);
    flags.push(
      flag(
        "OPTION_NOT_CHOSEN",
        "Preferred option",
        `Cost lines name the options ${option.names.join(", ")}, and the Decision sheet chooses none of them; only lines without an option are counted.`,
        "Enter the Preferred option on the Decision sheet as the Costs sheet spells it.",
        {
          place: place(first?.line ?? null, "option"),
          sheet: "Decision",
          rule: "Two or more options and no valid preferred one",
          figures: ["cost.total"],
        },
      ),
    );
  }
  for (const { line, from } of linesBeyondHorizon(costs.lines, horizon)) {
    flags.push(
      flag(
        "BEYOND_HORIZON",
        topicOf(line),
        `${line.reference} begins in ${from}, after the last year of the case (${formatYear(horizon.last)}); it is in no total.`,
        "Lengthen the Horizon on the Decision sheet, correct the year, or set the row aside.",
        {
          place: line.post ? { line: line.line, field: "startMonth" } : { line: line.line, field: "year" },
          rule: "Begins after Base year + Horizon - 1",
          figures: ["cost.total"],
        },
      ),
    );
  }
  for (const { names } of alikeNames(calculation)) {
    flags.push(
      flag(
        "FIGURE_NAMES_ALIKE",
        names.join(", "),
        `The names ${names.map((name) => `'${name}'`).join(" and ")} give the same figure name; the later ones carry -2, -3 in it.`,
        "Nothing to do, or spell them further apart.",
        {
          rule: "Two names with one slug",
        },
      ),
    );
  }
  return flags;
}

function alikeNames(calculation: Calculation): readonly { names: readonly string[] }[] {
  return Object.values(calculation.slugs).flatMap((slugs) => slugs.alike.map((names) => ({ names })));
}

function lineFlags(calculation: Calculation): readonly Flag[] {
  const { businessCase, horizon } = calculation;
  const lines = linesInOrder(calculation);
  const flags: Flag[] = [];
  const bases = new Map<string, CostedLine>();
  const seen = new Map<string, CostedLine>();
  const deMinimis = parameterValue(businessCase, "capital-de-minimis").value;
  for (const line of lines) {
    const costLine = line.costLine;
    if (!costLine) continue;
    const base = costLine.priceBase ?? businessCase.decision?.priceBase ?? { kind: "cash" as const };
    const baseName = base.kind === "cash" ? "cash" : `real ${formatYear(base.year)}`;
    if (!bases.has(baseName)) bases.set(baseName, line);

    if (costLine.confidence === "Unquantified" && costLine.amount === null) {
      flags.push(
        flag(
          "UNQUANTIFIED_RISK",
          topicOf(line),
          `${line.reference} ${line.description} has no amount yet; it adds nothing to the totals.`,
          "Enter the amount when it is known.",
          {
            place: { line: line.line, field: "amount" },
            year: costLine.year,
            rule: "Confidence is Unquantified and Amount is blank",
          },
        ),
      );
    }
    if (costLine.vat !== null && isVatIncluded(costLine.vat)) {
      flags.push(
        flag(
          "VAT_INCLUDED",
          topicOf(line),
          `${line.reference} is shown with VAT ('${costLine.vat}'); a body that recovers VAT enters costs without it.`,
          "Enter the amount without recoverable VAT.",
          {
            place: { line: line.line, field: "vat" },
            year: costLine.year,
            rule: "VAT says that it is included",
          },
        ),
      );
    }
    if (costLine.isYearOnly && line.type === "Revenue recurring" && costLine.startMonth !== null) {
      const starts = costLine.startMonth;
      if (yearOfMonth(starts) === costLine.year && starts > firstMonthOf(costLine.year)) {
        flags.push(
          flag(
            "PART_YEAR_AS_FULL",
            topicOf(line),
            `${line.reference} starts in ${formatMonth(starts)}; the amount of ${formatYear(costLine.year)} is used as it stands.`,
            "Check that the first year's amount is the part-year cost.",
            {
              place: { line: line.line, field: "startMonth" },
              year: costLine.year,
              rule: "A year-by-year amount with a start after April of its year",
            },
          ),
        );
      }
    }
    if (costLine.amount !== null && costLine.amount.amount !== 0) {
      const key = [
        nameKey(line.description),
        nameKey(line.site),
        line.type,
        costLine.year,
        costLine.amount.amount,
        costLine.option ?? "",
      ].join("|");
      const twin = seen.get(key);
      if (twin && nameKey(twin.reference) !== nameKey(line.reference)) {
        flags.push(
          flag(
            "DUPLICATE_LINE",
            `${topicOf(twin)} and ${topicOf(line)}`,
            `${twin.reference} and ${line.reference} look like the same item twice: ${line.description}, ${formatYear(costLine.year)}, ${formatMoney(costLine.amount.amount)}.`,
            "Keep one of them, or describe them apart.",
            {
              place: { line: line.line, field: "amount" },
              alsoAt: [{ line: twin.line, field: "amount" }],
              year: costLine.year,
              rule: "Same description, site, type, year and amount",
            },
          ),
        );
      } else seen.set(key, line);
    }
    if (
      deMinimis.unit === "money" &&
      (line.type === "Revenue one-off" || line.type === "Revenue recurring") &&
      isOftenCapital(line.category) &&
      (costLine.amount?.amount ?? 0) >= deMinimis.amount
    ) {
      flags.push(
        flag(
          "CLASSIFICATION_CHECK",
          topicOf(line),
          `${line.reference} ${line.description}: ${formatMoney(costLine.amount?.amount ?? NIL)} of '${line.category}' is entered as revenue. Could this be capital?`,
          "Check it against the capitalisation policy; leave it if it is revenue.",
          {
            place: { line: line.line, field: "type" },
            year: costLine.year,
            rule: `Estate or IT in revenue at or above the capital de minimis of ${formatMoney(deMinimis.amount)}`,
          },
        ),
      );
    }
  }
  const [firstBase, secondBase] = [...bases];
  if (firstBase && secondBase) {
    flags.push(
      flag(
        "PRICE_BASE_MIXED",
        "Price base",
        `Lines in different price bases are added together: ${[...bases.keys()].join(", ")}.`,
        "Bring all lines to one price base.",
        {
          place: { line: secondBase[1].line, field: "priceBase" },
          alsoAt: [{ line: firstBase[1].line, field: "priceBase" }],
          rule: "More than one price base among the lines counted",
          figures: ["cost.total"],
        },
      ),
    );
  }
  const capitalIt = lines.filter((line) => line.nature === "Capital" && isIt(wordsOf(line.category)));
  const firstIt = capitalIt[0];
  const hasTail = lines.some((line) => line.costLine && line.nature === "Recurring revenue");
  if (firstIt && !hasTail && horizon.inYears > 1) {
    flags.push(
      flag(
        "REVENUE_TAIL_MISSING",
        "Running cost of IT",
        `${capitalIt.map((line) => line.reference).join(", ")}: IT is bought with capital and no running cost (support, refresh) is entered.`,
        "Enter the running cost as Revenue recurring, or note that there is none.",
        {
          place: costPlace(firstIt),
          alsoAt: capitalIt.slice(1).map(costPlace),
          rule: "IT capital without any recurring cost line",
        },
      ),
    );
  }
  return flags;
}

/** Estate work and changes to IT often are capital; scoping what may come is not. Source: finance model 4.9. */
function isOftenCapital(category: string): boolean {
  const words = wordsOf(category);
  if (words.has("estate") || words.has("estates")) return true;
  return (
    isIt(words) && ["change", "changes", "hardware", "equipment", "infrastructure"].some((word) => words.has(word))
  );
}

function isIt(words: ReadonlySet<string>): boolean {
  return words.has("it") || words.has("ict");
}

function wordsOf(category: string): ReadonlySet<string> {
  return new Set(nameKey(category).split(/[^a-z0-9]+/));
}

function isVatIncluded(vat: string): boolean {
  const key = nameKey(vat);
  return ["included", "incl", "inclusive", "with vat", "gross", "yes"].some(
    (word) => key === word || key.startsWith(`${word} `),
  );
}

function staffingFlags(calculation: Calculation): readonly Flag[] {
  const { sources, horizon } = calculation;
  const flags: Flag[] = [];
  const uncosted = new Map<string, { roleType: string; paidBy: string; posts: Post[]; paragraphs: Set<string> }>();
  for (const { post } of linesInOrder(calculation)) {
    if (!post) continue;
    const change = post.proposed - post.baseline;
    if (post.paidBy !== "Case" && change !== 0) {
      const key = `${post.roleType}|${post.paidBy}|${post.paragraphs.join(";")}`;
      const entry = uncosted.get(key) ?? {
        roleType: post.roleType,
        paidBy: post.paidBy,
        posts: [],
        paragraphs: new Set(),
      };
      entry.posts.push(post);
      for (const paragraph of post.paragraphs) entry.paragraphs.add(paragraph);
      uncosted.set(key, entry);
    }
    if (post.inTraining !== null && post.inTraining > 0 && post.strength > 0) {
      flags.push(
        flag(
          "IN_TRAINING_COUNTED",
          post.reference,
          `${formatFte(post.inTraining)} in training may be counted in the strength of ${post.reference}; recruits count when they are posted.`,
          "Check that Strength leaves them out.",
          {
            place: { line: post.line, field: "inTraining" },
            rule: "In training is above nil in a row with strength",
          },
        ),
      );
    }
    if (
      change !== 0 &&
      isCostedByCase(post) &&
      natureOfPost(post) === "Recurring revenue" &&
      post.fundingSource !== null
    ) {
      const source = sources.find((candidate) => candidate.key === nameKey(post.fundingSource ?? ""));
      const ends = source ? lastOpenYear(source, horizon.years) : null;
      if (source && GRANT_KINDS.has(source.kind) && ends !== null && ends < horizon.last) {
        flags.push(
          flag(
            "POST_NO_END",
            post.reference,
            `The funding from ${source.name} ends in ${formatYear(ends)}; ${post.reference} has no end.`,
            "Enter an End month, or say what pays afterwards.",
            {
              place: { line: post.line, field: "endMonth" },
              rule: "A grant or third-party source with a last year, on a post without an end",
            },
          ),
        );
      }
    }
  }
  for (const entry of uncosted.values()) {
    const who = entry.roleType === "Officer" ? "officers" : entry.roleType === "Staff" ? "staff" : "PCSOs";
    const paragraph = [...entry.paragraphs].join(", ");
    const posts = entry.posts.sort((a, b) => compareNatural(a.reference, b.reference));
    flags.push(
      flag(
        "NO_FINANCIAL_COMMENT",
        `${entry.roleType} paid by ${entry.paidBy.toLowerCase()}${paragraph === "" ? "" : ` (${paragraph})`}`,
        `The ${who} in ${posts.map((post) => post.reference).join(", ")} change and have no cost in this case: they are paid by ${entry.paidBy.toLowerCase()}.`,
        "Check that the paper says who pays; change Paid by if it is this case.",
        {
          place: place(posts[0]?.line ?? null, "paidBy"),
          alsoAt: posts.slice(1).map((post) => ({ line: post.line, field: "paidBy" })),
          rule: "Posts that change and are not Paid by the case",
        },
      ),
    );
  }
  return flags;
}

const GRANT_KINDS: ReadonlySet<FundingKind | null> = new Set<FundingKind | null>(["Revenue grant", "Third party"]);

/** The last year in which a source with a stated end gives money; null where it has no end. */
function lastOpenYear(source: Source, years: readonly FinancialYear[]): FinancialYear | null {
  // A reserve's balance runs on after the years that its rows speak of: only a To year ends it.
  if (source.rows.every((row) => row.toYear === null && (source.isReserve || row.year === null))) return null;
  const last = source.isOpenIn.lastIndexOf(true);
  return years[last] ?? null;
}

function workforceFlags(calculation: Calculation): readonly Flag[] {
  const { businessCase } = calculation;
  const flags: Flag[] = [];
  const net = redistributionNet(businessCase.posts);
  if (net !== 0) {
    const moved = linesInOrder(calculation).filter(({ post }) => post !== null && isRedistribution(post));
    flags.push(
      flag(
        "REDISTRIB_NOT_NIL",
        "Redistribution",
        `Redistribution adds to ${formatFte(net)}, not 0.`,
        "Give every post that is moved in a row that moves it out, or call the rest growth or removal.",
        {
          place: place(moved[0]?.line ?? null, "movement"),
          alsoAt: moved.slice(1).map(({ line }) => ({ line, field: "movement" })),
          rule: "The changes of redistribution rows must add to nil over the workbook",
          amounts: { unit: "posts", baseline: fte(0), current: net, sense: "Adverse" },
        },
      ),
    );
  }
  for (const post of businessCase.posts) {
    const floor = post.externallyFunded ?? 0;
    if (post.proposed < floor) {
      flags.push(
        flag(
          "BWT_NEGATIVE",
          post.reference,
          `${unitOf(post)} ${post.grade} would be ${formatFte(post.proposed)}, below the ${formatFte(fte(floor))} posts that others pay for.`,
          "Correct Proposed BWT or Externally funded BWT.",
          {
            place: { line: post.line, field: "proposed" },
            alsoAt: [{ line: post.line, field: "externallyFunded" }],
            rule: "Proposed posts may not fall below the externally funded ones",
            amounts: { unit: "posts", baseline: fte(floor), current: post.proposed, sense: "Adverse" },
          },
        ),
      );
    }
  }
  return flags;
}

function requirementFlags(calculation: Calculation): readonly Flag[] {
  const { requirement, businessCase } = calculation;
  const flags: Flag[] = [];
  if (requirement === null || requirement.kind === "nothing to share") return flags;
  const firstGroup = businessCase.businessGroups?.[0]?.line ?? null;
  if (requirement.kind === "no weight") {
    flags.push(
      flag(
        "APPORTION_ZERO_WEIGHT",
        "Officer requirement",
        `${formatFte(requirement.requirement)} posts are to be found and no group has a weight to share by.`,
        "Enter Officer BWT for the groups that contribute.",
        {
          place: place(firstGroup, "officerBwt"),
          sheet: "Business groups",
          rule: "The weights add to nil",
        },
      ),
    );
    return flags;
  }
  if (requirement.kind === "input needed") {
    flags.push(
      flag(
        "APPORTION_ZERO_WEIGHT",
        "Officer requirement",
        `${requirement.group.name} has no Unbudgeted BWT, which the Weight basis asks for; nothing is shared.`,
        "Enter Unbudgeted BWT for every group that contributes, or change the Weight basis.",
        {
          place: { line: requirement.group.line, field: "unbudgeted" },
          rule: "A weight is blank",
        },
      ),
    );
    return flags;
  }
  const { apportionment, tie, names, unmatchedRelease } = requirement.share;
  flags.push(
    flag(
      "WEIGHT_BASIS",
      "Officer requirement",
      `The ${formatFte(apportionment.requirement)} posts are shared by ${apportionment.basisInWords}.`,
      "Change Weight basis on the Decision sheet if the other reading is meant.",
      {
        place: decisionPlace("Weight basis"),
        sheet: "Decision",
        rule: "Non-funded BWT has two readings",
      },
    ),
  );
  if (tie) {
    const tied = tie.between.map((index) => names[index] ?? "");
    const lines = tied.map((name) => businessCase.businessGroups?.find((group) => group.name === name)?.line ?? null);
    flags.push(
      flag(
        "APPORTION_TIE",
        tied.join(", "),
        `There is a tie between ${tied.join(" and ")} for the last post; it was settled by ${tie.settledBy}.`,
        "Enter Order on the Business groups sheet to decide it otherwise.",
        {
          place: place(lines[0] ?? null, "order"),
          alsoAt: lines.slice(1).flatMap((line) => (line === null ? [] : [{ line, field: "order" }])),
          rule: "Equal remainders: the larger weight, then Order, then row order",
        },
      ),
    );
  }
  if (unmatchedRelease !== 0) {
    flags.push(
      flag(
        "RANK_NET_MISMATCH",
        "Officer requirement",
        `${formatFte(unmatchedRelease)} released posts belong to a business group that shares nothing; the groups' posts do not add to the requirement.`,
        "Name the donor's business group on the removal row as the Business groups sheet does.",
        {
          place: place(firstGroup, "name"),
          sheet: "Staffing",
          rule: "Gross then release credits a removal to its own business group",
        },
      ),
    );
  }
  return flags;
}

function gapFlags(calculation: Calculation): readonly Flag[] {
  const { costs, waterfall, sources, businessCase } = calculation;
  const width = costs.years.length;
  const flags: Flag[] = [];
  costs.lines.forEach((line, index) => {
    for (let year = 0; year < width; year++) {
      const left = waterfall.left[index * width + year] ?? 0;
      if (left <= 0) continue;
      const yearValue = costs.years[year] as FinancialYear;
      const yearText = formatYear(yearValue);
      const topic = `${line.reference} ${yearText}`;
      if (line.nature === "Capital" || line.nature === "One-off revenue") {
        flags.push(
          flag(
            line.nature === "Capital" ? "UNFUNDED_CAPITAL" : "UNFUNDED_ONEOFF",
            topic,
            `${formatMoney(left as Pence)} of ${line.reference} ${line.description} in ${yearText} has no source${line.namedSource === null ? "" : `: ${line.namedSource} cannot give it`}.`,
            "Add a source on the Funding sheet, raise its limit, or name another on the line.",
            {
              place: costPlace(line),
              year: yearValue,
              amounts: money(0, left),
              rule: "Demand left after every source that may pay",
              figures: [`funding.gap.${yearText}`],
            },
          ),
        );
      }
      const other = line.namedSource === null ? null : sourceThatCouldPay(calculation, line, year);
      if (other) {
        flags.push(
          flag(
            "FUNDING_ORDER",
            topic,
            `${line.reference} names ${line.namedSource} and is ${formatMoney(left as Pence)} short in ${yearText}, while ${other.name} has money left that could pay for it.`,
            `Name ${other.name} on the line, or 'By order', if it may pay.`,
            {
              place: { line: line.line, field: "fundingSource" },
              year: yearValue,
              rule: "A source is left unused beside a gap that it could cover",
            },
          ),
        );
      }
    }
  });
  for (const { allocation, given } of waterfall.cutAllocations) {
    const target = costs.lines.find((line) => nameKey(line.reference) === nameKey(allocation.reference));
    const source = sources.find((candidate) => candidate.key === nameKey(allocation.source));
    const year = allocation.year - (costs.years[0] ?? 0);
    const isRefused = given === 0 && (!source || !target || !mayPay(source, target, year));
    if (isRefused) continue; // said by allocationsNotUsed, with the reason
    flags.push(
      flag(
        "OVER_FUNDED",
        `${allocation.reference} ${allocation.source} ${formatYear(allocation.year)}`,
        `${formatMoney(allocation.amount)} of ${allocation.source} is allocated to ${allocation.reference} in ${formatYear(allocation.year)}; ${formatMoney(given)} was needed or there to give.`,
        "Lower the allocation, or leave it: the source gives only what is needed.",
        {
          place: { line: allocation.line, field: "amount" },
          year: allocation.year,
          amounts: money(given, allocation.amount),
          rule: "Allocations beyond the demand: the last allocated source gives less",
        },
      ),
    );
  }
  for (const allocation of businessCase.allocations ?? []) {
    const reason = allocationRefusal(calculation, allocation);
    if (reason === null) continue;
    flags.push(
      flag(
        "ALLOCATION_NOT_USED",
        `${allocation.reference} ${allocation.source} ${formatYear(allocation.year)}`,
        `The allocation of ${formatMoney(allocation.amount)} from ${allocation.source} to ${allocation.reference} in ${formatYear(allocation.year)} is not used: ${reason}.`,
        "Correct the row or set it aside.",
        {
          place: { line: allocation.line, field: "reference" },
          year: allocation.year,
          rule: "An allocation needs a line with cost in the year and a source that may pay for it",
        },
      ),
    );
  }
  return flags;
}

function allocationRefusal(
  calculation: Calculation,
  allocation: NonNullable<Calculation["businessCase"]["allocations"]>[number],
): string | null {
  const { costs, sources } = calculation;
  const year = allocation.year - (costs.years[0] ?? 0);
  const lines = costs.lines.filter((line) => nameKey(line.reference) === nameKey(allocation.reference));
  if (lines.length === 0) return `no post or cost is called ${allocation.reference}`;
  if (year < 0 || year >= costs.years.length) return `${formatYear(allocation.year)} is outside the years of the case`;
  const source = sources.find((candidate) => candidate.key === nameKey(allocation.source));
  if (!source) return `there is no source called ${allocation.source}`;
  if (source.standingIn[year] === "Bid") return `${source.name} is only bid for`;
  return lines.some((line) => mayPay(source, line, year)) ? null : `${source.name} may not pay for it in that year`;
}

/** Another source that may pay for a line and has money left in the year; bids and general reserves are no way out. */
function sourceThatCouldPay(calculation: Calculation, line: CostedLine, year: number): Source | null {
  const { sources, waterfall } = calculation;
  const index = sources.findIndex(
    (source, at) =>
      source.kind !== null &&
      source.kind !== "General reserve" &&
      source.key !== nameKey(line.namedSource ?? "") &&
      source.standingIn[year] !== "Bid" &&
      mayPay(source, line, year) &&
      (waterfall.rest[at]?.[year] ?? 0) > 0,
  );
  return sources[index] ?? null;
}

function sourceFlags(calculation: Calculation): readonly Flag[] {
  const { costs, sources, bid, horizon, demand } = calculation;
  const width = costs.years.length;
  const flags: Flag[] = [];
  const byKey = new Map(sources.map((source) => [source.key, source] as const));
  costs.lines.forEach((line, index) => {
    const source = line.namedSource === null ? undefined : byKey.get(nameKey(line.namedSource));
    if (!source || source.kind === null || line.nature === null || source.eligibleFor.has(line.nature)) return;
    if (!hasDemand(demand.amounts, index, width)) return;
    const isFundForChange = source.kind === "Major Change Fund" && line.nature === "Recurring revenue";
    flags.push(
      isFundForChange
        ? flag(
            "MCF_RECURRING",
            `${topicOf(line)} ${source.name}`,
            `${line.reference} is recurring cost charged to ${source.name}; this fund is for one-off change.`,
            "Name another source for the recurring part.",
            {
              place: { line: line.line, field: "fundingSource" },
              rule: "A Major Change Fund pays one-off revenue only",
            },
          )
        : flag(
            "FUNDING_WRONG_NATURE",
            `${topicOf(line)} ${source.name}`,
            `${source.name} (${source.kind}) cannot fund ${line.reference}: it is ${natureInWords(line.nature)}, and the source pays for ${[...source.eligibleFor].map(natureInWords).join(", ") || "nothing"}.`,
            "Name a source that may pay for it, or correct the type of the cost or Eligible for on the Funding sheet.",
            {
              place: { line: line.line, field: "fundingSource" },
              rule: "Money pays only for what it is eligible for; revenue may fund capital, capital money may not fund revenue",
            },
          ),
    );
  });
  sources.forEach((source, index) => {
    const label = labelMismatch(source);
    if (label !== null) {
      flags.push(
        flag(
          "FUNDING_LABEL",
          source.name,
          `${source.name} is called ${label}, and its Kind is ${source.kind}.`,
          "Correct the Kind, or leave it if the name misleads.",
          {
            place: place(source.rows[0]?.line ?? null, "kind"),
            rule: "The name and the Kind speak of different money",
          },
        ),
      );
    }
    horizon.years.forEach((year, at) => {
      const amount = bid[index]?.[at] ?? NIL;
      if (amount === 0) return;
      flags.push(
        flag(
          "FUNDING_BID_COUNTED",
          `${source.name} ${formatYear(year)}`,
          `${formatMoney(amount)} from ${source.name} in ${formatYear(year)} is a bid; it stays inside the gap until it is approved.`,
          "Record the approval when it comes.",
          {
            place: place(rowFor(source, year), "status"),
            year,
            rule: "Bid money is shown, never counted",
            amounts: money(0, amount),
            figures: [`funding.bid.${formatYear(year)}`],
          },
        ),
      );
    });
  });
  return flags;
}

function hasDemand(amounts: Float64Array, line: number, width: number): boolean {
  for (let year = 0; year < width; year++) if ((amounts[line * width + year] ?? 0) > 0) return true;
  return false;
}

function natureInWords(nature: Nature): string {
  return nature.toLowerCase();
}

/** Words in a name that belong to kinds of money other than the one typed. */
function labelMismatch(source: Source): string | null {
  const name = nameKey(source.name);
  const says = (word: string, kinds: readonly FundingKind[]): boolean =>
    name.split(" ").includes(word) && source.kind !== null && !kinds.includes(source.kind);
  if (says("reserve", ["Earmarked reserve", "General reserve"])) return "a reserve";
  if (says("grant", ["Revenue grant", "Capital grant", "Third party"])) return "a grant";
  if (says("receipts", ["Capital receipts"])) return "receipts";
  if (says("borrowing", ["Borrowing"])) return "borrowing";
  return null;
}

function underspendFlags(calculation: Calculation): readonly Flag[] {
  const { businessCase, underspends, sources, drawn, horizon } = calculation;
  const flags: Flag[] = [];
  for (const underspend of underspends) {
    const group = nameKey(underspend.group);
    const yearIndex = horizon.years.indexOf(underspend.year);
    const yearText = formatYear(underspend.year);
    const claims: { line: LineId; amount: number }[] = [];
    for (const row of businessCase.funding ?? []) {
      if (row.contributions === null || row.contributionFrom === null) continue;
      if ((row.year ?? row.fromYear ?? horizon.years[0]) !== underspend.year) continue;
      const from = underspendGroupNamed(businessCase, row.contributionFrom);
      if (from !== null && nameKey(from) === group && row.kind !== "Underspend")
        claims.push({ line: row.line, amount: row.contributions });
    }
    let direct = 0;
    sources.forEach((source, index) => {
      if (source.kind !== "Underspend") return;
      const from = underspendGroupNamed(businessCase, source.name);
      if (from !== null && nameKey(from) === group) direct += drawn[index]?.[yearIndex] ?? 0;
    });
    const claimed = claims.reduce((sum, claim) => sum + claim.amount, 0) + direct;
    const first = claims[0];
    const figure = `underspend.${calculation.slugs.groups.of(underspend.group)}.eligible.${yearText}`;
    const rowPlace = (field: string): InputPlace | null => place(underspend.rows[0]?.line ?? null, field);
    if (underspend.eligible !== null && claimed > underspend.eligible) {
      flags.push(
        flag(
          "UNDERSPEND_SHORT",
          `${underspend.group} ${yearText}`,
          `${formatMoney(claimed as Pence)} is to come from the underspend of ${underspend.group} in ${yearText}${direct > 0 ? ` (${formatMoney(direct as Pence)} of it spent directly)` : ""}, and only ${formatMoney(underspend.eligible)} is eligible.`,
          "Lower the transfer, or find the rest elsewhere.",
          {
            place: first ? { line: first.line, field: "contributions" } : rowPlace("forecast"),
            year: underspend.year,
            amounts: money(underspend.eligible, claimed),
            rule: "Contributions plus direct use may not exceed the eligible underspend",
            figures: [figure],
          },
        ),
      );
      if (underspend.external > 0 && underspend.gross !== null && claimed <= underspend.gross) {
        flags.push(
          flag(
            "UNDERSPEND_EXTERNAL",
            `${underspend.group} ${yearText}`,
            `${formatMoney(underspend.external)} of the underspend of ${underspend.group} is on grant-funded activity and cannot be moved.`,
            "Leave the grant-funded part out of the transfer.",
            {
              place: rowPlace("externallyFunded"),
              year: underspend.year,
              rule: "The transfer fits only if grant-funded underspend is moved with it",
            },
          ),
        );
      }
    }
    if (underspend.net !== null && underspend.net < 0 && claimed > 0) {
      flags.push(
        flag(
          "NET_OVERSPEND",
          `${underspend.group} ${yearText}`,
          `${underspend.group} is ${formatMoney(pence(-underspend.net))} over in total in ${yearText}.`,
          "Nothing can be moved from a group that overspends in total without a reason agreed.",
          {
            place: rowPlace("forecast"),
            year: underspend.year,
            rule: "Forecast above budget over all rows of the group",
            amounts: money(0, -underspend.net),
          },
        ),
      );
    }
  }
  return flags;
}

function reserveFlags(calculation: Calculation): readonly Flag[] {
  const { businessCase, sources, reserves, costs, waterfall, horizon, planRows } = calculation;
  const flags: Flag[] = [];
  const width = costs.years.length;
  sources.forEach((source, index) => {
    if (!source.isReserve) return;
    const rolled = reserves.filter((year) => year.source === source.name);
    for (const year of rolled) {
      const yearText = formatYear(year.year);
      if (year.closing === null) continue;
      const figures = [`reserve.${year.slug}.closing.${yearText}`];
      if (year.closing < 0) {
        flags.push(
          flag(
            "RESERVE_NEGATIVE",
            `${source.name} ${yearText}`,
            `${source.name} goes to ${formatMoney(year.closing)} in ${yearText}.`,
            "Correct what is in and out of it, or find other money.",
            {
              place: place(rowFor(source, year.year), "opening"),
              year: year.year,
              amounts: money(0, year.closing),
              rule: "A reserve may not close below nil",
              figures,
            },
          ),
        );
      } else if (year.closing < year.minimum) {
        flags.push(
          flag(
            "RESERVE_BELOW_MIN",
            `${source.name} ${yearText}`,
            `${source.name} closes ${yearText} at ${formatMoney(year.closing)}, below the minimum of ${formatMoney(year.minimum)}.`,
            "Draw less, or have the minimum agreed again.",
            {
              place: place(rowFor(source, year.year), "minimum"),
              year: year.year,
              amounts: money(year.minimum, year.closing),
              rule: "Closing below Minimum",
              figures,
            },
          ),
        );
      }
    }
    for (const broken of rollForwardBreaks(source, rolled)) {
      const yearText = formatYear(broken.year);
      flags.push(
        flag(
          "RESERVE_ROLLFORWARD_BREAK",
          `${source.name} ${yearText}`,
          broken.stated === null
            ? `${source.name} has no row for ${yearText}, between years that have one; the roll-forward cannot be proved.`
            : `${source.name} is stated to open ${yearText} at ${formatMoney(broken.stated)}; the year before closes at ${formatMoney(broken.computed ?? NIL)}.`,
          broken.stated === null
            ? "Enter the row of the missing year."
            : "Correct the Opening or the year before; the computed one is used.",
          {
            place: place(rowFor(source, broken.year), "opening"),
            year: broken.year,
            rule: "Opening of a year is the closing of the year before",
            figures: [`reserve.${calculation.slugs.sources.of(source.name)}.opening.${yearText}`],
            ...(broken.stated === null ? {} : { amounts: money(broken.computed ?? 0, broken.stated) }),
          },
        ),
      );
    }
    // Recurring cost paid by the reserve, and what it fails to cover while it is the bridge.
    const yearsUsed = new Set<FinancialYear>();
    let paid = 0;
    waterfall.takes.amount.forEach((amount, take) => {
      const line = costs.lines[waterfall.takes.line[take] as number];
      if (waterfall.takes.source[take] !== index || line?.nature !== "Recurring revenue") return;
      paid += amount;
      yearsUsed.add(costs.years[waterfall.takes.year[take] as number] as FinancialYear);
    });
    const lastUsed = Math.max(...yearsUsed);
    const exit = lastOpenYear(source, horizon.years);
    const isExitPlanned = exit !== null && planRows.some((row) => row.acceptedAsPressureBy !== null);
    if (yearsUsed.size > 1 || (yearsUsed.size === 1 && exit === null)) {
      flags.push(
        flag(
          "RESERVE_FUNDS_RECURRING",
          source.name,
          `Recurring cost of ${formatMoney(paid as Pence)} is paid from ${source.name} in ${yearsUsed.size === 1 ? formatYear(lastUsed as FinancialYear) : `${yearsUsed.size} years`}; ${exit === null ? "no exit year is given" : `it ends in ${formatYear(exit)}${isExitPlanned ? ", and the pressure after it is accepted" : ""}`}.`,
          "Reserves are spent once: say what pays afterwards.",
          {
            place: place(source.rows[0]?.line ?? null, exit === null ? "toYear" : "eligibleFor"),
            rule: "Recurring cost from a reserve for more than a year, or without an exit year",
          },
        ),
      );
    }
    for (let year = 0; year < width; year++) {
      // The reserve is the bridge of the lines that name it, and of those that leave the choice to the order.
      const short = calculation.demand.order.flatMap((lineIndex) => {
        const line = costs.lines[lineIndex] as CostedLine;
        const left = waterfall.left[lineIndex * width + year] ?? 0;
        const isBridged =
          line.namedSource === null ? source.kind !== "General reserve" : nameKey(line.namedSource) === source.key;
        if (left <= 0 || line.nature !== "Recurring revenue" || !isBridged || !mayPay(source, line, year)) return [];
        return [{ line, left, demand: calculation.demand.amounts[lineIndex * width + year] ?? 0 }];
      });
      const [first, ...others] = short;
      if (!first) continue;
      const demand = short.reduce((sum, entry) => sum + entry.demand, 0);
      const left = short.reduce((sum, entry) => sum + entry.left, 0);
      const yearValue = costs.years[year] as FinancialYear;
      flags.push(
        flag(
          "RESERVE_SHORTFALL",
          `${source.name} ${formatYear(yearValue)}`,
          `${source.name} covers ${formatMoney(pence(demand - left))} of ${formatMoney(pence(demand))} in ${formatYear(yearValue)} (${referencesInWords(short.map((entry) => entry.line))}); it is short by ${formatMoney(pence(left))}.`,
          "Put more into the reserve, or say what pays the rest.",
          {
            place: costPlace(first.line),
            alsoAt: others.slice(0, REFERENCES_NAMED).map((entry) => costPlace(entry.line)),
            year: yearValue,
            amounts: money(demand - left, demand),
            rule: "The reserve gives less than the cost in a bridge year",
          },
        ),
      );
    }
    for (const row of source.rows) {
      if (row.contributions === null) continue;
      const who = highestReached(businessCase.thresholds ?? [], "Reserve movement", row.contributions);
      const isAgreed = row.approver !== null && who !== null && nameKey(row.approver) === nameKey(who.whoMustAgree);
      if (who && !isAgreed) {
        flags.push(
          flag(
            "RESERVE_NO_APPROVAL",
            `${source.name}${row.year === null ? "" : ` ${formatYear(row.year)}`}`,
            `The transfer of ${formatMoney(row.contributions)} into ${source.name} needs the agreement of ${who.whoMustAgree}; ${row.approver === null ? "no approver is entered" : `the approver entered is ${row.approver}`}.`,
            `Enter ${who.whoMustAgree} as Approver once it is agreed.`,
            {
              place: { line: row.line, field: "approver" },
              year: row.year,
              rule: `Reserve movements from ${formatMoney(who.fromAmount)}`,
              whoMustAgree: who.whoMustAgree,
            },
          ),
        );
      }
    }
  });
  return flags;
}

/** References named in a message before the rest are counted. */
const REFERENCES_NAMED = 5;

function referencesInWords(lines: readonly CostedLine[]): string {
  const named = lines.slice(0, REFERENCES_NAMED).map((line) => line.reference);
  const more = lines.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function fundFlags(calculation: Calculation): readonly Flag[] {
  const { funds, sources, businessCase } = calculation;
  const flags: Flag[] = [];
  const low = parameterValue(businessCase, "fund-headroom-low").value;
  for (const year of funds) {
    const source = sources.find((candidate) => candidate.name === year.source);
    if (!source || year.headroom === null || year.opening === null) continue;
    const yearText = formatYear(year.year);
    const figures = [`fund.${year.slug}.headroom.${yearText}`];
    const at = { place: place(rowFor(source, year.year), "opening"), year: year.year, figures };
    const held = year.opening + year.contributions;
    if (year.headroom < 0) {
      const code = source.kind === "Capital plan" ? "CAPITAL_LINE_OVERDRAWN" : "MCF_OVERDRAWN";
      flags.push(
        flag(
          code,
          `${source.name} ${yearText}`,
          `${source.name} is short by ${formatMoney(pence(-year.headroom))} in ${yearText}.`,
          "Ask for less, or have more put into it.",
          {
            ...at,
            amounts: money(0, -year.headroom),
            rule: "Opening + contributions - spent - committed - this request is below nil",
          },
        ),
      );
    } else if (low.unit === "percent" && held > 0 && year.headroom * low.rate.denominator < held * low.rate.numerator) {
      const tenths = Math.floor((year.headroom * 1000) / held);
      flags.push(
        flag(
          "MCF_LOW",
          `${source.name} ${yearText}`,
          `${Math.floor(tenths / 10)}.${tenths % 10}% of ${source.name} is left in ${yearText}: ${formatMoney(year.headroom)}.`,
          "Check what else is coming against the fund.",
          {
            ...at,
            rule: `Headroom below ${(low.rate.numerator * 100) / low.rate.denominator}% of the fund`,
          },
        ),
      );
    }
  }
  return flags;
}

function capitalFlags(calculation: Calculation): readonly Flag[] {
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

function planFlags(calculation: Calculation): readonly Flag[] {
  const { pressure, planRows, costs, waterfall } = calculation;
  const first = pressure.find((year) => year.residual > 0);
  if (!first) return [];
  const at = costs.years.indexOf(first.year);
  const causeIndex = calculation.demand.order.find(
    (index) =>
      costs.lines[index]?.nature === "Recurring revenue" && (waterfall.left[index * costs.years.length + at] ?? 0) > 0,
  );
  const cause = causeIndex === undefined ? undefined : costs.lines[causeIndex];
  const total = sumPence(pressure.map((year) => pence(Math.max(0, year.residual))));
  const accepted = pressure.every((year) => year.residual <= 0 || year.accepted === year.residual);
  const isLevel = pressure.every((year) => year.year < first.year || year.residual === first.residual);
  const amountFrom = isLevel
    ? `${formatMoney(first.residual)} a year from ${formatYear(first.year)}`
    : `${formatMoney(first.residual)} in ${formatYear(first.year)}, the first year with pressure,`;
  const names = new Set(planRows.flatMap((row) => row.acceptedAsPressureBy ?? []));
  const by = names.size === 0 ? null : [...names].sort(compareNatural).join(" and ");
  return [
    flag(
      "MTFP_GAP",
      "Medium term plan",
      `${amountFrom} is not covered (${formatMoney(total)} to the horizon); savings are needed.${accepted && by !== null ? ` It is accepted as a pressure by ${by}.` : ""}`,
      accepted
        ? "Find the savings before the year begins."
        : "Enter savings identified, name a source, or have the pressure accepted by name on the Funding sheet.",
      {
        place: cause ? costPlace(cause) : place(planRows[0]?.line ?? null, "source"),
        year: first.year,
        amounts: money(0, first.residual),
        rule: "Recurring cost left after sources and savings identified",
        figures: [`pressure.residual.${formatYear(first.year)}`],
      },
    ),
  ];
}

function approvalFlags(calculation: Calculation): readonly Flag[] {
  const { costs } = calculation;
  const flags: Flag[] = [];
  for (const { approval, result, lines } of calculation.approvals) {
    const show = (amount: number): string =>
      result.unit === "money" ? formatMoney(amount as Pence) : `${formatFte(amount as Fte)} posts`;
    const topic = `${result.paragraph} ${result.kind}${result.year === null ? "" : ` ${formatYear(result.year)}`}`;
    const at = {
      place: { line: approval.line, field: "approved" },
      year: result.year,
      figures: [`${result.figureStem}.difference${result.figureYear}`],
    };
    const amounts: FlagAmounts =
      result.unit === "money"
        ? money(result.approved, result.modelled)
        : {
            unit: "posts",
            baseline: result.approved as Fte,
            current: result.modelled as Fte,
            sense: result.modelled > result.approved ? "Adverse" : "Favourable",
          };
    if (result.class === "BREAK") {
      flags.push(
        flag(
          "APPROVAL_MISMATCH",
          topic,
          `Paragraph ${result.paragraph}: ${show(result.approved)} approved, ${show(result.modelled)} modelled (${result.kind.toLowerCase()}).`,
          "Correct the lines that name the paragraph, or the approved amount.",
          {
            ...at,
            amounts,
            rule:
              result.unit === "posts"
                ? "Posts are exact"
                : `Beyond the ${formatMoney(result.tolerance as Pence)} that printed digits can explain`,
          },
        ),
      );
      const ranks = lines
        .flatMap((index) => costs.lines[index]?.post ?? [])
        .filter((post) => post.proposed !== post.baseline)
        .sort((a, b) => compareNatural(a.reference, b.reference))
        .map((post) => `${post.grade} ${signed(post.proposed - post.baseline)}`);
      if (result.kind === "Officer posts" && ranks.length > 1) {
        flags.push(
          flag(
            "RANK_NET_MISMATCH",
            topic,
            `The ranks (${ranks.join(", ")}) give ${formatFte(result.modelled as Fte)}; the decision says ${formatFte(result.approved as Fte)}.`,
            "Correct the ranks or the approved posts.",
            {
              ...at,
              amounts,
              rule: "The ranks add to the net movement that was approved",
            },
          ),
        );
      }
    } else if (result.class === "ROUNDING") {
      flags.push(
        flag(
          "TOTAL_ROUNDING",
          topic,
          `Paragraph ${result.paragraph}: the model differs by ${show(result.difference)} from the printed amount, which printed digits explain.`,
          "Nothing to do.",
          {
            ...at,
            amounts,
            rule: `Within the ${formatMoney(result.tolerance as Pence)} that printed digits can explain`,
          },
        ),
      );
    }
  }
  return flags;
}

function signed(change: number): string {
  return `${change > 0 ? "+" : ""}${formatFte(change as Fte)}`;
}

function thresholdFlags(calculation: Calculation): readonly Flag[] {
  const { businessCase, costs } = calculation;
  const flags: Flag[] = [];
  let totalCost = 0;
  for (const amount of costs.amounts) totalCost += amount;
  const investment = highestReached(businessCase.thresholds ?? [], "Investment", totalCost);
  if (investment) {
    flags.push(
      flag(
        "THRESHOLD_APPROVAL",
        "Investment",
        `The case costs ${formatMoney(pence(totalCost))} to its horizon and needs the agreement of ${investment.whoMustAgree}.`,
        "Send it by that route.",
        {
          place: { line: investment.line, field: "fromAmount" },
          rule: `Investment from ${formatMoney(investment.fromAmount)}`,
          whoMustAgree: investment.whoMustAgree,
          figures: ["cost.total"],
        },
      ),
    );
  }
  for (const row of businessCase.funding ?? []) {
    if (row.contributions === null || (row.kind !== "Earmarked reserve" && row.kind !== "General reserve")) continue;
    const movement = highestReached(businessCase.thresholds ?? [], "Reserve movement", row.contributions);
    if (movement) {
      flags.push(
        flag(
          "THRESHOLD_APPROVAL",
          `Reserve movement: ${row.source}${row.year === null ? "" : ` ${formatYear(row.year)}`}`,
          `${formatMoney(row.contributions)} into ${row.source} needs the agreement of ${movement.whoMustAgree}.`,
          "Send it by that route.",
          {
            place: { line: row.line, field: "contributions" },
            alsoAt: [{ line: movement.line, field: "fromAmount" }],
            year: row.year,
            rule: `Reserve movement from ${formatMoney(movement.fromAmount)}`,
            whoMustAgree: movement.whoMustAgree,
          },
        ),
      );
    }
  }
  return flags;
}

function highestReached(
  thresholds: NonNullable<Calculation["businessCase"]["thresholds"]>,
  appliesTo: string,
  amount: number,
): NonNullable<Calculation["businessCase"]["thresholds"]>[number] | null {
  let highest: NonNullable<Calculation["businessCase"]["thresholds"]>[number] | null = null;
  for (const threshold of thresholds) {
    if (threshold.appliesTo !== appliesTo || amount < threshold.fromAmount) continue;
    const isHigher =
      highest === null ||
      threshold.fromAmount > highest.fromAmount ||
      (threshold.fromAmount === highest.fromAmount && compareNatural(threshold.whoMustAgree, highest.whoMustAgree) < 0);
    if (isHigher) highest = threshold;
  }
  return highest;
}
