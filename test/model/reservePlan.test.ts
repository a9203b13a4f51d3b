/** All reserves of a body: transfers, expiry, stated closings, totals, the general reserve, and the case's draw (C12, 4.7). */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evaluate,
  formatYear,
  pence,
  pounds,
  rate,
  yearsBetween,
  type BusinessCase,
  type Pence,
  type ReserveRow,
} from "../../src/model";
import { generalReserveShares } from "../../src/model/reservePlan";
import { exactly, makeCase, makeCost, makeDecision, makeFunding, makeReserveRow, year } from "./caseMaker";
import { shown } from "./figureReading";
import { law } from "./law";

const Y19 = year("2019/20");
const Y20 = year("2020/21");
const decision = makeDecision({ baseYear: Y19, horizonInYears: 3 });
const row = (reserve: string, text: string, parts: Partial<ReserveRow> = {}): ReserveRow =>
  makeReserveRow(reserve, year(text), parts);
const rolled = (reserveRows: readonly ReserveRow[], parts: Partial<BusinessCase> = {}): readonly string[] => {
  const inPounds = (amount: number | null): string => (amount === null ? "?" : String(amount / 100));
  return evaluate(makeCase({ decision, reserveRows, ...parts })).reserves.map(
    (each) =>
      `${each.source} ${formatYear(each.year)}: ${inPounds(each.opening)} + ${inPounds(each.in)} - ${inPounds(each.out)} + ${inPounds(each.between)} = ${inPounds(each.closing)}`,
  );
};

describe("reserves of the Reserves sheet", () => {
  it("roll forward with transfers between them: 100 + 20 - 30 - 40 = 50, and 0 + 40 = 40", () => {
    expect(
      rolled([
        row("A", "2019/20", {
          opening: pounds(100),
          transferIn: pounds(20),
          transferOut: pounds(30),
          betweenReserves: pounds(-40),
        }),
        row("A", "2020/21"),
        row("B", "2019/20", { opening: pounds(0), betweenReserves: pounds(40) }),
      ]),
    ).toEqual([
      "A 2019/20: 100 + 20 - 30 + -40 = 50",
      "A 2020/21: 50 + 0 - 0 + 0 = 50",
      "B 2019/20: 0 + 0 - 0 + 40 = 40",
    ]);
  });

  it("need the row of a missing middle year, and nothing after it is known (law 10)", () => {
    const reserveRows = [row("A", "2019/20", { opening: pounds(100) }), row("A", "2021/22", { opening: pounds(100) })];
    expect(rolled(reserveRows)).toEqual([
      "A 2019/20: 100 + 0 - 0 + 0 = 100",
      "A 2020/21: 100 + 0 - 0 + 0 = ?",
      "A 2021/22: ? + 0 - 0 + 0 = ?",
    ]);
    const evaluation = evaluate(makeCase({ decision, reserveRows }));
    const needed = "input needed: the row of A for 2020/21 on Reserves";
    for (const id of ["in.2020/21", "out.2020/21", "closing.2020/21", "opening.2021/22", "closing.2021/22"])
      expect(shown(evaluation, `reserve.a.${id}`)).toBe(needed);
    expect(evaluation.flags.map((flag) => flag.code)).toContain("RESERVE_ROLLFORWARD_BREAK");
  });

  it("run on beyond the horizon of the case where the sheet does", () => {
    const reserveRows = [2019, 2020, 2021, 2022].map((each) =>
      makeReserveRow("A", each as typeof Y19, { opening: each === 2019 ? pounds(10) : null, transferIn: pounds(1) }),
    );
    expect(rolled(reserveRows).at(-1)).toBe("A 2022/23: 13 + 1 - 0 + 0 = 14");
  });

  it.each<[string, number, number, number[], string]>([
    ["the very closing", 70, 0, [], "EXACT"],
    ["a closing that rounds to the printed one", 70.4, 50, [], "ROUNDING"],
    ["a difference that printed parts explain", 71, 50, [50], "ROUNDING"],
    ["a difference of more", 71.01, 50, [50], "BREAK"],
    ["a penny too many", 70.01, 0, [], "BREAK"],
  ])("judge %s: 70 computed, %d stated", (_, stated, halfUnit, parts, expected) => {
    const [only] = evaluate(
      makeCase({
        decision,
        reserveRows: [
          row("A", "2019/20", {
            opening: pounds(100),
            transferOut: pounds(30),
            closingStated: exactly(stated),
            partHalfUnits: parts.map(pence),
            ...(halfUnit === 0 ? {} : { closingStated: { ...exactly(stated), halfUnit: pence(halfUnit) } }),
          }),
        ],
      }),
    ).reserves;
    expect(only?.stated?.class).toBe(expected);
  });
});

describe("a reserve on both sheets", () => {
  const funding = [makeFunding("Reserve", "Earmarked reserve", { year: Y19, opening: pounds(100) })];
  const costs = [makeCost("C1", { amount: exactly(60), fundingSource: "Reserve" })];

  it("counts the case's draw once, in what the plan says goes out: 100 - 80, and 80 without the case's 60", () => {
    const reserveRows = [row("Reserve", "2019/20", { opening: pounds(100), transferOut: pounds(80) })];
    expect(rolled(reserveRows, { funding, costs })[0]).toBe("Reserve 2019/20: 100 + 0 - 80 + 0 = 20");
    const evaluation = evaluate(makeCase({ decision, reserveRows, funding, costs }));
    expect(shown(evaluation, "reserve.reserve.closing-without-case.2019/20")).toBe("80.00");
    expect(shown(evaluation, "reserve.reserve.closing-without-case.2021/22")).toBe("80.00");
  });

  it("has the case's draw where the plan says nothing of what goes out", () => {
    const reserveRows = [row("Reserve", "2019/20", { opening: pounds(100) })];
    expect(rolled(reserveRows, { funding, costs })[0]).toBe("Reserve 2019/20: 100 + 0 - 60 + 0 = 40");
  });

  it("has the opening and what comes in from Reserves where Funding leaves them blank", () => {
    const blank = [makeFunding("Reserve", "Earmarked reserve", { year: Y19 })];
    const reserveRows = [row("Reserve", "2019/20", { opening: pounds(10), transferIn: pounds(50) })];
    expect(rolled(reserveRows, { funding: blank, costs })[0]).toBe("Reserve 2019/20: 10 + 50 - 60 + 0 = 0");
  });

  it("does not count a contribution from a reserve again that Between reserves states: 0 + 60 once", () => {
    const both = [
      makeFunding("Reserve", "Earmarked reserve", {
        year: Y19,
        opening: pounds(0),
        contributions: pounds(60),
        contributionFrom: "Giver",
      }),
      makeFunding("Giver", "Earmarked reserve", { year: Y19, opening: pounds(60) }),
    ];
    const reserveRows = [
      row("Giver", "2019/20", { opening: pounds(60), betweenReserves: pounds(-60) }),
      row("Reserve", "2019/20", { opening: pounds(0), betweenReserves: pounds(60) }),
    ];
    const found = rolled(reserveRows, { funding: both });
    expect(found).toContain("Reserve 2019/20: 0 + 0 - 0 + 60 = 60");
    expect(found).toContain("Giver 2019/20: 60 + 0 - 0 + -60 = 0");
  });

  it.each<[ReserveRow["class"], string]>([
    ["Earmarked", "60.00"],
    ["Capital", "0.00"],
    ["Provision", "0.00"],
  ])("of class %s gives %s to one-off revenue", (reserveClass, expected) => {
    const reserveRows = [row("Reserve", "2019/20", { class: reserveClass, opening: pounds(100) })];
    const evaluation = evaluate(makeCase({ decision, reserveRows, funding, costs }));
    expect(shown(evaluation, "funding.reserve.2019/20")).toBe(expected);
  });

  it("gives nothing after it expires", () => {
    const reserveRows = [row("Reserve", "2019/20", { opening: pounds(100), expires: Y19 })];
    const late = [makeCost("C1", { amount: exactly(60), fundingSource: "Reserve", year: Y20 })];
    const evaluation = evaluate(makeCase({ decision, reserveRows, funding, costs: late }));
    expect(shown(evaluation, "funding.gap.2020/21")).toBe("60.00");
    expect(evaluation.flags.find((flag) => flag.code === "RESERVE_EXPIRES")?.message).toBe(
      "£100 is left in Reserve when it expires at the end of 2019/20.",
    );
  });
});

describe("an expired reserve", () => {
  const old = row("Old", "2019/20", { opening: pounds(40), transferOut: pounds(30), expires: Y19, minimum: pounds(1) });
  const general = (parts: Partial<ReserveRow> = {}): ReserveRow[] => [
    row("General", "2019/20", { class: "General", opening: pounds(100) }),
    row("General", "2020/21", { class: "General", ...parts }),
  ];

  it("is released to the general reserve in the year after, once, and the transfers add to nil (I6)", () => {
    const reserveRows = [old, ...general()];
    expect(rolled(reserveRows)).toEqual([
      "General 2019/20: 100 + 0 - 0 + 0 = 100",
      "General 2020/21: 100 + 0 - 0 + 10 = 110",
      "Old 2019/20: 40 + 0 - 30 + 0 = 10",
      "Old 2020/21: 10 + 0 - 0 + -10 = 0",
    ]);
    const evaluation = evaluate(makeCase({ decision, reserveRows }));
    expect(shown(evaluation, "reserve.total.closing.2020/21")).toBe("110.00");
    expect(shown(evaluation, "reserve.total.between.2020/21")).toBe("0.00");
    for (const identity of evaluation.identities.filter(({ id }) => ["I4", "I5", "I6"].includes(id)))
      expect(`${identity.id} ${identity.outcome}`).not.toContain("broken");
  });

  it.each<[string, ReserveRow[]]>([
    ["the sheet states what the general reserve then holds", [old, ...general({ closingStated: exactly(100) })]],
    ["the sheet goes on with it", [old, row("Old", "2020/21"), ...general()]],
    ["there is no general reserve", [old]],
    ["there are two of them", [old, ...general(), row("Other", "2019/20", { class: "General", opening: pounds(1) })]],
  ])("stays as the sheet has it where %s", (_, reserveRows) => {
    expect(evaluate(makeCase({ decision, reserveRows })).reserves.every((each) => each.released === 0)).toBe(true);
  });
});

describe("all reserves together", () => {
  const totals = (reserveRows: readonly ReserveRow[]): readonly string[] => {
    const evaluation = evaluate(makeCase({ decision, reserveRows }));
    return ["2019/20", "2020/21"].map((text) => shown(evaluation, `reserve.total.closing.${text}`));
  };

  it("add up, provisions apart: 100 + 5", () => {
    expect(
      totals([
        row("A", "2019/20", { opening: pounds(100) }),
        row("B", "2019/20", { class: "Capital", opening: pounds(5) }),
        row("P", "2019/20", { class: "Provision", opening: pounds(77) }),
      ]),
    ).toEqual(["105.00", "-"]);
  });

  it("are not given in a year in which one of them is not spoken of, unless it is known to be nil", () => {
    const a = [row("A", "2019/20", { opening: pounds(100) }), row("A", "2020/21")];
    expect(totals([...a, row("B", "2019/20", { opening: pounds(5) })])).toEqual(["105.00", "-"]);
    expect(totals([...a, row("B", "2019/20", { opening: pounds(5), transferOut: pounds(5) })])).toEqual([
      "100.00",
      "100.00",
    ]);
    expect(totals([...a, row("B", "2020/21", { opening: pounds(0), transferIn: pounds(5) })])).toEqual([
      "100.00",
      "105.00",
    ]);
    expect(totals([...a, row("B", "2020/21", { opening: pounds(3) })])).toEqual(["-", "103.00"]);
  });
});

describe("the general reserve", () => {
  it.each([
    [29_99, 300, "below"],
    [30_00, 300, "within"],
    [50_00, 500, "within"],
    [50_01, 500, "above"],
  ])("of %i pence is %i ten-thousandths of a budget of £1,000: %s 3% to 5%", (closing, share, side) => {
    const { reserves } = evaluate(
      makeCase({ decision, reserveRows: [row("G", "2019/20", { class: "General", opening: pence(closing) })] }),
    );
    expect(generalReserveShares(reserves, pounds(1_000), rate(3, 100), rate(5, 100))).toMatchObject([{ share, side }]);
  });

  it("is not judged without a net revenue budget", () => {
    const evaluation = evaluate(
      makeCase({ decision, reserveRows: [row("G", "2019/20", { class: "General", opening: pounds(1) })] }),
    );
    expect([...evaluation.figures.keys()].filter((id) => id.includes("general-share"))).toEqual([]);
  });
});

describe("laws of reserves", () => {
  const amount = fc.integer({ min: 0, max: 1_000 });
  const someRows = fc
    .array(fc.record({ opening: amount, in: amount, out: amount, moved: amount, expires: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((reserves) =>
      reserves.flatMap((each, index) =>
        yearsBetween(Y19, year("2021/22")).map((inYear) =>
          makeReserveRow(`R${index}`, inYear, {
            class: index === 0 ? "General" : "Earmarked",
            opening: inYear === Y19 ? pence(each.opening) : null,
            transferIn: pence(each.in),
            transferOut: pence(each.out),
            expires: each.expires && index > 0 ? year("2021/22") : null,
          }),
        ),
      ),
    );

  law(
    "closing = opening + in - out + between, and the next opening is it, for each and for all (C12, I4, I5)",
    someRows,
    (rows) => {
      const evaluation = evaluate(makeCase({ decision, reserveRows: rows }));
      const at = (id: string): Pence => {
        const value = evaluation.figures.get(id)?.value;
        return (value?.kind === "number" ? value.value : Number.NaN) as Pence;
      };
      let before: number | null = null;
      for (const text of ["2019/20", "2020/21", "2021/22"]) {
        const part = (name: string): number => at(`reserve.total.${name}.${text}`);
        const [opening, closing] = [part("opening"), part("closing")];
        expect(opening + part("in") - part("out") + part("between")).toBe(closing);
        expect(part("between")).toBe(0);
        if (before !== null) expect(opening).toBe(before);
        before = closing;
      }
    },
  );

  law("say the same in any order of rows (law 1)", someRows, (rows) => {
    expect(rolled([...rows].reverse())).toEqual(rolled(rows));
  });
});
