/** The laws of a whole case: what may be changed in its inputs without changing its figures, and what then must change. */
import fc from "fast-check";
import { describe, expect } from "vitest";
import {
  formatYear,
  pence,
  PENCE_MAXIMUM,
  posts,
  type BusinessCase,
  type CostLine,
  type FinancialYear,
  type LineId,
} from "../../src/model";
import { someCase, someOrder, withMoneyTimes, withRowsReordered, withYearsLater } from "./caseGenerator";
import { exactly, makeCost, makeDecision, makePost, year } from "./caseMaker";
import { changesBetween, evaluateOnce, everythingSaid, valuesOf } from "./figureReading";
import { law } from "./law";

/** The number in a value, or null where it is none. */
function numberIn(value: string | undefined): number | null {
  const parsed = JSON.parse(value ?? "{}") as { value?: unknown };
  return typeof parsed.value === "number" ? parsed.value : null;
}

const changed = fc.record({ businessCase: someCase, more: fc.integer({ min: 1, max: 1e8 }), which: fc.nat(9) });

describe("a case with its rows in another order", () => {
  law(
    "has the same figures, tables, checks and status (law 1, P4)",
    fc.record({ businessCase: someCase, order: someOrder }),
    ({ businessCase, order }) => {
      const said = (each: BusinessCase): string => {
        const { figures, years, pressure, reserves, funds, bridge, capital, identities, status } = evaluateOnce(each);
        const values = [...figures.values()].map(({ id, label, unit, value }) => [id, label, unit, value]).sort();
        return JSON.stringify(
          { values, years, pressure, reserves, funds, bridge, capital, identities, status },
          null,
          1,
        );
      };
      expect(said(withRowsReordered(businessCase, order))).toBe(said(businessCase));
    },
  );
});

describe("a case worked out twice", () => {
  law("says the same again, and its inputs are as they were (law 20, P5)", someCase, (businessCase) => {
    const before = JSON.stringify(businessCase);
    const first = JSON.stringify(everythingSaid(evaluateOnce(businessCase)));
    expect(JSON.stringify(everythingSaid(evaluateOnce(businessCase)))).toBe(first);
    expect(JSON.stringify(businessCase)).toBe(before);
  });
});

describe("a case with more rows", () => {
  law(
    "of nil has the same figures (law 7, P10)",
    fc.record({
      businessCase: someCase,
      type: fc.constantFrom<CostLine["type"]>("Capital", "Revenue one-off", "Revenue recurring", "Income"),
      back: fc.nat(2),
    }),
    ({ businessCase, type, back }) => {
      // Where nothing names a year, any line would be the first to do so.
      fc.pre(businessCase.costs.length > 0 || businessCase.decision?.baseYear != null);
      const before = valuesOf(businessCase);
      const years = [...before.keys()]
        .filter((id) => id.startsWith("cost.total."))
        .map((id) => year(id.slice("cost.total.".length)));
      const inYear = years.at(-1 - back) ?? years.at(-1);
      const nil = makeCost("C0", {
        type,
        amount: exactly(0),
        year: inYear ?? year("2019/20"),
        site: "North",
        paragraphs: ["1a"],
      });
      const nobody = makePost("P0", {
        proposed: posts(0),
        unitCost: exactly(100),
        unit: "Intelligence",
        paragraphs: ["1a"],
      });
      const more = { ...businessCase, costs: [nil, ...businessCase.costs], posts: [nobody, ...businessCase.posts] };
      expect(changesBetween(before, valuesOf(more))).toEqual([]);
    },
  );

  law(
    "that split one of a single year has the same sums (P3)",
    fc.record({ businessCase: someCase, share: fc.double({ min: 0, max: 1, noNaN: true }), which: fc.nat(9) }),
    ({ businessCase, share, which }) => {
      const isOfOneYear = (line: CostLine): boolean => line.type !== "Revenue recurring" || line.isYearOnly;
      const ofOneYear = businessCase.costs.filter((line) => isOfOneYear(line) && line.optimismBias === null);
      fc.pre(ofOneYear.length > 0);
      const split = ofOneYear[which % ofOneYear.length] as CostLine;
      const amount = split.amount?.amount ?? 0;
      const part = Math.trunc(amount * share);
      const piece = (name: string, of: number): CostLine => ({
        ...split,
        line: `${split.line}${name}` as LineId,
        reference: `${split.reference}${name}`,
        amount: { amount: pence(of), halfUnit: pence(0) },
      });
      const whole = { ...businessCase, allocations: null }; // an allocation speaks of one reference
      const costs = whole.costs.flatMap((line) =>
        line === split ? [piece("a", part), piece("b", amount - part)] : [line],
      );
      // A recurring reference whose years stand as columns costs, in a full year, what its last year does; what an asset life
      // leaves without a number says by reference whose it is.
      expect(
        changesBetween(
          valuesOf(whole),
          valuesOf({ ...whole, costs }),
          /^cost\.full-year|^approval\..*recurring|^capital\.(mrp|cfr|interest|financing)\./,
        ),
      ).toEqual([]);
    },
  );

  law(
    "of posts split in two costs the same within a penny a row and year (law 2, P3)",
    fc.record({ businessCase: someCase, part: fc.nat(80_000), which: fc.nat(9) }),
    ({ businessCase, part, which }) => {
      const paid = businessCase.posts.filter((post) => post.unitCost !== null && post.proposed > 0);
      fc.pre(paid.length > 0);
      const split = paid[which % paid.length] as (typeof paid)[number];
      const share = (of: number, isFirst: boolean): number => (isFirst ? Math.min(part, of) : of - Math.min(part, of));
      const pieces = [true, false].map((isFirst) => ({
        ...split,
        line: `${split.line} ${isFirst ? "a" : "b"}` as LineId,
        reference: `${split.reference}${isFirst ? "a" : "b"}`,
        baseline: share(split.baseline, isFirst) as typeof split.baseline,
        proposed: share(split.proposed, isFirst) as typeof split.proposed,
        strength: share(split.strength, isFirst) as typeof split.strength,
      }));
      const before = valuesOf(businessCase);
      const after = valuesOf({
        ...businessCase,
        posts: businessCase.posts.flatMap((post) => (post === split ? pieces : [post])),
      });
      const off = [...before].filter(([id, value]) => {
        if (/^cost\.(staff|recurring|one-off|total)\.2/.test(id))
          return Math.abs((numberIn(after.get(id)) ?? 0) - (numberIn(value) ?? 0)) > 1;
        return /^bwt\.(staff|officer|pcso)\.(baseline|proposed|change)$/.test(id) && after.get(id) !== value;
      });
      expect(off).toEqual([]);
    },
  );

  law(
    "that put two halves of it together costs and employs what both do (P6)",
    fc.record({ businessCase: someCase, at: fc.nat(4) }),
    ({ businessCase, at }) => {
      const decision = { ...(businessCase.decision ?? makeDecision()), baseYear: year("2018/19"), horizonInYears: 5 };
      const { costs, posts: rows } = businessCase;
      const of = (costLines: BusinessCase["costs"], posts: BusinessCase["posts"]): ReadonlyMap<string, string> =>
        valuesOf({ ...businessCase, decision, costs: costLines, posts });
      const [all, first, second] = [
        of(costs, rows),
        of(costs.slice(0, at), rows.slice(0, 1)),
        of(costs.slice(at), rows.slice(1)),
      ];
      const off = [...all].filter(([id, value]) => {
        // The recurring cost of a full year counts a reference once, and a reference may be cut in two here.
        if (
          !/^(cost|capital|vacancies|over-strength|bwt)\./.test(id) ||
          id === "cost.full-year" ||
          id === "bwt.officer.net"
        )
          return false;
        // What borrowing asks needs an asset life and a rate, and gives no number without them; interest is rounded once a year.
        const isFinancing = /^capital\.(mrp|interest|cfr|financing)\./.test(id);
        const whole = numberIn(value);
        if (isFinancing && whole === null) return false;
        const parts = (numberIn(first.get(id)) ?? 0) + (numberIn(second.get(id)) ?? 0);
        return whole === null || Math.abs(whole - parts) > (isFinancing ? 1 : 0);
      });
      expect(off).toEqual([]);
    },
  );
});

describe("a case in other units, years and names", () => {
  law("with all money twice over has every amount twice over (P8)", someCase, (businessCase) => {
    // Amounts that no rounding touches: whole pence for every month and ten-thousandth of a post, and no cost that is divided.
    const unitCost = (post: BusinessCase["posts"][number]): number => (post.unitCost ?? post.annualCost)?.amount ?? 1;
    const once: BusinessCase = {
      ...withMoneyTimes(businessCase, 120_000),
      posts: businessCase.posts.map((post) => ({
        ...post,
        annualCost: null,
        unitCost: { amount: pence(unitCost(post) * 120_000), halfUnit: pence(0) },
      })),
    };
    const twice = valuesOf(withMoneyTimes(once, 2));
    const isMoney = (id: string): boolean =>
      /^(cost|funding|reserve|underspend|fund|capital|pressure|npc|sensitivity|rank-mix)\.|^switch\.(unit-cost|capital)$/.test(
        id,
      ) || /^approval\..*-revenue\.|^approval\..*\.capital\./.test(id);
    const off = [...valuesOf(once)].filter(([id, value]) => {
      const [single, double] = [numberIn(value), numberIn(twice.get(id))];
      // A switching value beyond what money may be is not given.
      if (id === "switch.unit-cost" && double === null && 2 * (single ?? 0) >= PENCE_MAXIMUM) return false;
      if (single === null || double === null || !isMoney(id)) return twice.get(id) !== value;
      // Whole pounds, and the last penny that a reserve covers, are each rounded on their own.
      const apart = id.startsWith("npc.") ? 1 : id.startsWith("sensitivity.") ? 2 : id === "switch.unit-cost" ? 100 : 0;
      return Math.abs(double - 2 * single) > apart;
    });
    expect(off).toEqual([]);
  });

  law("four years later has the same figures, four years later (P9)", someCase, (businessCase) => {
    const later = (text: string): string =>
      text
        .replace(/(\d{4})\/\d\d/g, (_, first: string) => formatYear((Number(first) + 4) as FinancialYear))
        .replace(/"(\d{4})-(\d\d)"/g, (_, of: string, month: string) => `"${Number(of) + 4}-${month}"`);
    const decision = {
      ...(businessCase.decision ?? makeDecision()),
      baseYear: businessCase.decision?.baseYear ?? year("2018/19"),
    };
    const stated = { ...businessCase, decision };
    const moved = new Map([...valuesOf(stated)].map(([id, value]) => [later(id), later(value)] as const));
    const after = valuesOf(withYearsLater(stated, 4));
    expect([...changesBetween(moved, after), ...changesBetween(after, moved)]).toEqual([]);
  });

  law(
    "with other names of groups, units, sites and descriptions has the same figures under them (P11)",
    someCase,
    (businessCase) => {
      const names = new Map([
        ["Operations", "Yard"],
        ["Support", "Annexe"],
        ["Intelligence", "Zebra"],
        ["Analysis", "Aardvark"],
        ["North", "Upper"],
        ["South", "Lower"],
      ]);
      const named = <T extends string | null>(name: T): T => (name === null ? null : (names.get(name) ?? name)) as T;
      const renamed: BusinessCase = {
        ...businessCase,
        posts: businessCase.posts.map((post) => ({
          ...post,
          businessGroup: named(post.businessGroup),
          unit: named(post.unit),
          location: "Elsewhere",
        })),
        costs: businessCase.costs.map((line) => ({
          ...line,
          site: named(line.site),
          description: `What ${line.description} is called now`,
        })),
        funding:
          businessCase.funding?.map((row) => ({
            ...row,
            contributionFrom: named(row.contributionFrom),
            purpose: "Another",
          })) ?? null,
        underspends:
          businessCase.underspends?.map((row) => ({ ...row, businessGroup: named(row.businessGroup) })) ?? null,
        businessGroups: businessCase.businessGroups?.map((group) => ({ ...group, name: named(group.name) })) ?? null,
      };
      const inId = (id: string): string =>
        [...names].reduce((all, [from, to]) => all.replaceAll(`.${from.toLowerCase()}`, `.${to.toLowerCase()}`), id);
      const inWords = (text: string): string => [...names].reduce((all, [from, to]) => all.replaceAll(from, to), text);
      const expected = new Map([...valuesOf(businessCase)].map(([id, value]) => [inId(id), inWords(value)] as const));
      const after = valuesOf(renamed);
      expect([...changesBetween(expected, after), ...changesBetween(after, expected)]).toEqual([]);
    },
  );
});

describe("a case with one cost changed", () => {
  law("has other sums only where that cost is in them (P13)", changed, ({ businessCase, more, which }) => {
    const known = businessCase.costs.filter((line) => (line.amount?.amount ?? 0) > 0);
    fc.pre(known.length > 0);
    const grown = known[which % known.length] as CostLine;
    const amount = { amount: pence((grown.amount?.amount ?? 0) + more), halfUnit: pence(0) };
    const costs = businessCase.costs.map((line) => (line === grown ? { ...line, amount } : line));
    const own = {
      Capital: "capital",
      "Revenue one-off": "one-off",
      "Revenue recurring": "recurring",
      Income: "income",
      Saving: "income",
    }[grown.type];
    const moved = changesBetween(valuesOf(businessCase), valuesOf({ ...businessCase, costs })).filter((change) => {
      const [family = "", nature = ""] = change.split(/[.:]/);
      const isOtherNature =
        family === "cost" && ["capital", "one-off", "recurring", "income", "staff"].includes(nature) && nature !== own;
      return isOtherNature || ["bwt", "vacancies", "over-strength", "apportion", "underspend"].includes(family);
    });
    expect(moved).toEqual([]);
  });
});
