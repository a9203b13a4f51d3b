/** Every flag of the model: raised where its condition holds, and not just beside it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  day,
  evaluate,
  FLAG_CODES,
  formatIsoDay,
  pounds,
  type BusinessCase,
  type Flag,
  type FlagCode,
  type LineId,
} from "../../src/model";
import { calculate } from "../../src/model/evaluate";
import { raiseFlags } from "../../src/model/flags";
import { exactly, makeCase, makeCost, makeDecision, makeFunding, makePost, makeSaving, year } from "./caseMaker";
import { someCase, someOrder, withRowsReordered } from "./caseGenerator";
import { evaluateOnce } from "./figureReading";
import { FLAG_CASES, flagCase } from "./flagCases";
import { intelligenceTom } from "./intelligenceTom";
import { law } from "./law";

function flagsOf(businessCase: BusinessCase, code: FlagCode): readonly Flag[] {
  return evaluate(businessCase).flags.filter((flag) => flag.code === code);
}

describe.each(FLAG_CASES)("$code: $sentence", ({ code, raises, near, message, place }) => {
  const [raised] = flagsOf(flagCase(raises), code);

  it("is raised, with its message and the input that causes it", () => {
    expect(raised?.message).toBe(message);
    expect(
      raised?.place === null || raised?.place === undefined ? null : `${raised.place.line} ${raised.place.field}`,
    ).toBe(place);
  });

  it("has its severity, says the rule that decided and the way out, and is about something", () => {
    expect(raised?.severity).toBe(FLAG_CODES[code]);
    for (const text of [raised?.rule, raised?.next, raised?.topic]) expect(text).toMatch(/\S/);
    expect(raised?.next).toMatch(/\.$/);
  });

  it("is not raised by a case near it", () => {
    expect(flagsOf(flagCase(near), code)).toEqual([]);
  });
});

describe("flags", () => {
  it("have a case each: none of their codes is left out", () => {
    const codes = new Set<string>(FLAG_CASES.map((each) => each.code));
    expect(Object.keys(FLAG_CODES).filter((code) => !codes.has(code))).toEqual([]);
  });

  it("of PCD 484 are these, and no error among them", () => {
    expect(evaluate(intelligenceTom()).flags.map((flag) => `${flag.severity} ${flag.code} ${flag.topic}`)).toEqual([
      "warning CAPITAL_PROVISIONAL Updated MPS Capital Plan",
      "warning CLASSIFICATION_CHECK C2",
      "warning CLASSIFICATION_CHECK C3",
      "warning DECISION_UNSIGNED PCD 484",
      "warning MTFP_GAP Medium term plan",
      "warning NO_FINANCIAL_COMMENT Officer paid by donor groups (1b)",
      "warning REVENUE_TAIL_MISSING Running cost of IT",
      "note THRESHOLD_APPROVAL Investment",
      "note THRESHOLD_APPROVAL Reserve movement: Intelligence reserve 2018/19",
      "note WEIGHT_BASIS Officer requirement",
    ]);
  });

  it("carry the amounts they compare, and which way the difference goes", () => {
    const amounts = (code: FlagCode): unknown => {
      const found = FLAG_CASES.find((each) => each.code === code);
      return found && flagsOf(flagCase(found.raises), code)[0]?.amounts;
    };
    expect(amounts("RESERVE_SHORTFALL")).toEqual({
      unit: "money",
      baseline: 206_000_00,
      current: 220_052_00,
      sense: "Adverse",
    });
    expect(amounts("BWT_NEGATIVE")).toEqual({ unit: "posts", baseline: 10_001, current: 10_000, sense: "Adverse" });
    expect(amounts("RESERVE_BELOW_MIN")).toEqual({
      unit: "money",
      baseline: 100_00,
      current: 99_00,
      sense: "Favourable",
    });
    expect(amounts("DECISION_UNSIGNED")).toBeNull();
  });
});

describe("the date of the full business case", () => {
  const raised = (asAt: string | null, parts: Parameters<typeof makeDecision>[0] = {}): string => {
    const [calendarYear = 0, month = 0, dayOfMonth = 0] = (asAt ?? "").split("-").map(Number);
    const businessCase = makeCase({
      asAt: asAt === null ? null : day(calendarYear, month, dayOfMonth),
      decision: makeDecision({ dateSigned: day(2018, 11, 30), stage: "OBC", ...parts }),
    });
    const [flag] = flagsOf(businessCase, "FBC_DUE");
    return flag === undefined ? "nothing" : `${flag.severity}: ${flag.message}`;
  };

  it.each([
    ["2019-08-31", "nothing", "91 days before"],
    ["2019-09-01", "note: The full business case is due on 30 November 2019, in 90 days.", "90 days before"],
    ["2019-11-30", "note: The full business case is due on 30 November 2019, in 0 days.", "the day itself"],
    ["2019-12-01", "warning: The full business case was due on 30 November 2019, 1 days ago.", "the day after"],
  ])("on %s: %s (%s)", (asAt, expected) => {
    expect(raised(asAt)).toBe(expected);
  });

  it("is not spoken of without an as-at date, without a signature, or once it is here", () => {
    expect(raised(null)).toBe("nothing");
    expect(raised("2019-12-01", { dateSigned: null })).toBe("nothing");
    expect(raised("2019-12-01", { stage: "FBC" })).toBe("nothing");
  });

  it("follows the Decision's own months, as EDATE counts them", () => {
    const figure = (months: number | null): string => {
      const decision = makeDecision({ dateSigned: day(2019, 1, 31), fbcDueInMonths: months });
      const value = evaluate(makeCase({ decision })).figures.get("case.fbc-due")?.value;
      return value?.kind === "text" ? value.text : "none";
    };
    expect(figure(null)).toBe("2020-01-31");
    expect(figure(1)).toBe("2019-02-28");
    expect(formatIsoDay(day(2019, 2, 28) ?? (0 as never))).toBe("2019-02-28");
  });
});

describe("some flags more closely", () => {
  const decision = makeDecision({ baseYear: year("2019/20"), horizonInYears: 2, dateSigned: day(2018, 11, 30) });
  const count = (businessCase: Partial<BusinessCase>, code: FlagCode): number =>
    flagsOf(makeCase({ decision, ...businessCase }), code).length;

  it("a fund whose opening is blank is neither overdrawn nor low", () => {
    const parts = {
      costs: [makeCost("C1", { fundingSource: "Fund" })],
      funding: [makeFunding("Fund", "Major Change Fund", { year: year("2019/20") })],
    };
    expect(count(parts, "MCF_OVERDRAWN") + count(parts, "MCF_LOW")).toBe(0);
  });

  it("a reserve whose opening is blank is neither below nil nor below its minimum", () => {
    const parts = { funding: [makeFunding("Reserve", "Earmarked reserve", { spent: pounds(5), minimum: pounds(9) })] };
    expect(count(parts, "RESERVE_NEGATIVE") + count(parts, "RESERVE_BELOW_MIN")).toBe(0);
  });

  it("an underspend whose forecast is blank is not judged", () => {
    const funding = [
      makeFunding("Reserve", "Earmarked reserve", { contributions: pounds(5), contributionFrom: "Operations" }),
    ];
    const underspend = {
      line: "Underspend:1" as LineId,
      businessGroup: "Operations",
      subjective: "Pay",
      year: year("2019/20"),
      budget: pounds(1),
      forecast: null,
      externallyFunded: null,
      otherCalls: null,
      asAtPeriod: null,
    };
    expect(count({ funding, underspends: [underspend] }, "UNDERSPEND_SHORT")).toBe(0);
  });

  it("a reserve that is short for several lines says so once a year, and points at each", () => {
    const costs = [3, 20, 10].map((number) =>
      makeCost(`C${number}`, { type: "Revenue recurring", isYearOnly: true, amount: exactly(100) }),
    );
    const funding = [
      makeFunding("Reserve", "Earmarked reserve", {
        opening: pounds(50),
        eligibleFor: ["Recurring revenue"],
        toYear: year("2019/20"),
      }),
    ];
    const flags = flagsOf(makeCase({ decision, costs, funding }), "RESERVE_SHORTFALL");
    expect(flags.map((flag) => flag.message)).toEqual([
      "Reserve covers £50 of £300 in 2019/20 (C3, C10, C20); it is short by £250.",
    ]);
    expect([flags[0]?.place, ...(flags[0]?.alsoAt ?? [])].map((place) => place?.line)).toEqual([
      "Costs:C3",
      "Costs:C10",
      "Costs:C20",
    ]);
  });

  it("every year of a gap in capital or one-off cost is named, and recurring cost is a pressure instead", () => {
    const costs = ["2019/20", "2020/21"].map((text, index) => makeCost(`C${index + 1}`, { year: year(text) }));
    expect(count({ costs, funding: [] }, "UNFUNDED_ONEOFF")).toBe(2);
    const recurring = [makeCost("C1", { type: "Revenue recurring" })];
    expect(
      count({ costs: recurring, funding: [] }, "UNFUNDED_ONEOFF") +
        count({ costs: recurring, funding: [] }, "UNFUNDED_CAPITAL"),
    ).toBe(0);
    expect(count({ costs: recurring, funding: [] }, "MTFP_GAP")).toBe(1);
  });

  it("identified savings close the gap of the plan, targets do not", () => {
    const costs = [makeCost("C1", { type: "Revenue recurring", amount: exactly(100) })];
    const saving = makeSaving("Fleet", year("2019/20"), pounds(100), { continues: true });
    expect(count({ costs, funding: [], savings: [saving] }, "MTFP_GAP")).toBe(0);
    expect(count({ costs, funding: [], savings: [{ ...saving, status: "Target" }] }, "MTFP_GAP")).toBe(1);
  });

  it("the same reference twice is no duplicate item: its years stand as columns", () => {
    const column = (text: string): ReturnType<typeof makeCost> =>
      makeCost("C1", { line: `Costs:C1 ${text}` as LineId, year: year(text), isYearOnly: true });
    expect(count({ costs: [column("2019/20"), column("2020/21")] }, "DUPLICATE_LINE")).toBe(0);
  });

  it.each(["Officer", "Staff", "PCSO"] as const)(
    "posts of type %s that others pay for are named by who pays",
    (roleType) => {
      const posts = [makePost("P1", { roleType, paidBy: "Third party" })];
      expect(flagsOf(makeCase({ decision, posts }), "NO_FINANCIAL_COMMENT")[0]?.message).toContain(
        "paid by third party",
      );
    },
  );

  it.each([
    ["Change reserve", "Revenue grant", "a reserve"],
    ["Safer streets grant", "Revenue budget", "a grant"],
    ["Land receipts", "Borrowing", "receipts"],
    ["Prudential borrowing", "Capital plan", "borrowing"],
  ] as const)("%s of kind %s is called %s", (name, kind, called) => {
    expect(flagsOf(makeCase({ funding: [makeFunding(name, kind)] }), "FUNDING_LABEL")[0]?.message).toContain(
      `is called ${called},`,
    );
  });
});

describe("the laws of flags", () => {
  const inWords = (flags: readonly Flag[]): readonly string[] =>
    flags.map(({ severity, code, topic, message, year: at, amounts }) =>
      JSON.stringify([severity, code, topic, message, at, amounts]),
    );

  law(
    "the order of rows changes none of them (law 1, P4)",
    fc.record({ businessCase: someCase, order: someOrder }),
    ({ businessCase, order }) => {
      const again = withRowsReordered(businessCase, order);
      expect(inWords(raiseFlags(calculate(again)))).toEqual(inWords(raiseFlags(calculate(businessCase))));
    },
  );

  law("each is known by its code and what it is about: no two of a case share both", someCase, (businessCase) => {
    const known = raiseFlags(calculate(businessCase)).map((flag) => `${flag.code} ${flag.topic}`);
    expect(known.filter((each, index) => known.indexOf(each) !== index)).toEqual([]);
  });

  law("they stand in one order: errors first, then by code", someCase, (businessCase) => {
    const ranks = raiseFlags(calculate(businessCase)).map(
      (flag) => `${["error", "warning", "note"].indexOf(flag.severity)} ${flag.code}`,
    );
    expect(ranks).toEqual([...ranks].sort());
  });

  law(
    "the figures they mark are figures of the case, and the places they point at are inputs of it",
    someCase,
    (businessCase) => {
      const { flags, figures } = evaluateOnce(businessCase);
      const lines = new Set<string>();
      for (const rows of Object.values(businessCase)) {
        if (Array.isArray(rows)) for (const row of rows as { line: string }[]) lines.add(row.line);
      }
      for (const flag of flags) {
        for (const id of flag.figures) expect([flag.code, id, figures.has(id)]).toEqual([flag.code, id, true]);
        for (const place of [...(flag.place === null ? [] : [flag.place]), ...flag.alsoAt]) {
          expect(lines.has(place.line) || place.line.startsWith("Decision:")).toBe(true);
        }
      }
    },
  );

  law(
    "adding a valid cost line takes no error away (P17)",
    fc.record({ businessCase: someCase, amount: fc.integer({ min: 1, max: 1e8 }) }),
    ({ businessCase, amount }) => {
      // With the base year stated, which a new cost could move, and from a source of its own: what it draws from another's
      // reserve may be just what a wrong opening there was short of.
      const decision = { ...(businessCase.decision ?? makeDecision()), baseYear: year("2018/19") };
      const errors = (costs: BusinessCase["costs"]): readonly string[] =>
        raiseFlags(calculate({ ...businessCase, decision, costs }))
          .filter((flag) => flag.severity === "error")
          .map((flag) => `${flag.code} ${flag.topic}`);
      const added = makeCost("Z9", { year: year("2019/20"), amount: exactly(amount / 100), fundingSource: "Its own" });
      const after = errors([...businessCase.costs, added]);
      for (const error of errors(businessCase.costs)) expect(after).toContain(error);
    },
  );
});
