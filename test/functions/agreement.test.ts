/** The functions and the evaluation of a whole case must give one answer: they call the same rules, on PCD 484's numbers. */
import { beforeAll, describe, expect, it } from "vitest";
import {
  apportion,
  financialYear,
  flag,
  fund,
  fundGap,
  headroom,
  mrp,
  presentValue,
  pressure,
  prove,
  reconcile,
  reserve,
  staffCost,
  underspend,
} from "../../src/functions/functions";
import { addYears, evaluate, formatYear, posts, pounds, type Evaluation, type Pence } from "../../src/model";
import { makeCase, makePost, monthOf, year } from "../model/caseMaker";
import { intelligenceTom } from "../model/intelligenceTom";
import { cell, column, giveCustomFunctions, row } from "./excel";

let evaluation: Evaluation;

beforeAll(() => {
  giveCustomFunctions();
  evaluation = evaluate(intelligenceTom());
});

/** A figure of the register by its id, as pounds or as the number that it is. */
function figure(id: string): number {
  const found = evaluation.figures.get(id);
  if (found?.value.kind !== "number") throw new Error(`${id} is ${JSON.stringify(found?.value)}`);
  return found.unit === "money" ? found.value.value / 100 : found.value.value;
}

function inPounds(amount: Pence | null): number {
  if (amount === null) throw new Error("an input is needed");
  return amount / 100;
}

describe("the functions on PCD 484", () => {
  it("STAFFCOST costs the posts as the case does, in a full and in a part year", () => {
    expect(staffCost(cell(5), cell(41200))).toEqual(cell(figure("cost.staff.2019/20")));
    const fromJanuary = makePost("P1", {
      proposed: posts(5),
      unitCost: { amount: pounds(41200), halfUnit: pounds(0) },
      startMonth: monthOf("2019-01"),
    });
    const partYear = evaluate(makeCase({ posts: [fromJanuary] })).figures.get("cost.staff.2018/19")?.value;
    expect(partYear).toEqual({ kind: "number", value: 5_150_000 });
    expect(staffCost(cell(5), cell(41200), null as never, null as never, cell(0.25))).toEqual(cell(51500));
  });

  it("RESERVE closes as the case does", () => {
    const years = evaluation.reserves;
    const [closings] = reserve(
      inPounds(years[0]?.opening ?? null),
      row(...years.map((each) => inPounds(each.in))),
      row(...years.map((each) => inPounds(each.out))),
    );
    expect(closings).toEqual(years.map((each) => inPounds(each.closing)));
    expect(closings?.slice(0, 2)).toEqual([206000, 0]);
  });

  it("HEADROOM leaves of the fund what the case leaves", () => {
    const fundYear = evaluation.funds.find((each) => each.opening !== null && each.request > 0);
    if (!fundYear) throw new Error("the example has a fund with a balance");
    expect(
      headroom(
        cell(inPounds(fundYear.opening)),
        cell(inPounds(fundYear.contributions)),
        cell(inPounds(fundYear.spent)),
        cell(inPounds(fundYear.committed)),
        cell(inPounds(fundYear.request)),
      ),
    ).toEqual(cell(inPounds(fundYear.headroom)));
  });

  it("PRESSURE and FUNDGAP give the gross pressure of the case: nil in 2019/20, then £206,000 a year", () => {
    const years = evaluation.pressure.filter((each) => each.year >= year("2019/20"));
    const recurring = row(...years.map((each) => figure(`cost.recurring.${formatYear(each.year)}`)));
    const bridge = row(206000, ...years.slice(1).map(() => 0));
    expect(pressure(recurring, bridge)).toEqual(row(...years.map((each) => inPounds(each.gross))));
    expect(fundGap(recurring, bridge)).toEqual(row(...years.map((each) => inPounds(each.gross))));
    expect(years.slice(0, 3).map((each) => inPounds(each.gross))).toEqual([0, 206000, 206000]);
  });

  it("FUND draws as the waterfall of the case: reserve, fund and plan in 2019/20, nothing after", () => {
    const costs = row(206000, 206000);
    expect(fund(costs, [[206000, 0]])).toEqual([
      [206000, 0],
      [0, 206000],
    ]);
    const drawn = evaluation.waterfall.takes.amount.reduce((sum, each) => sum + each, 0);
    expect(drawn / 100).toBe(figure("cost.total.2019/20"));
  });

  it("UNDERSPEND finds what may be moved", () => {
    const [group] = intelligenceTom().underspends ?? [];
    if (!group || group.budget === null || group.forecast === null) throw new Error("the example has an underspend");
    const eligible = figure(
      [...evaluation.figures.keys()].find((id) => id.startsWith("underspend.") && id.includes(".eligible.")) ?? "",
    );
    expect(
      underspend(
        cell(group.budget / 100),
        cell(group.forecast / 100),
        cell((group.externallyFunded ?? 0) / 100),
        cell((group.otherCalls ?? 0) / 100),
      ),
    ).toEqual(cell(eligible));
  });

  it("APPORTION shares the officers as the case does: 3, 1, 0, 0, 0", () => {
    const groups = evaluation.apportionment?.groups ?? [];
    const parts = apportion(4, column(...groups.map(({ weight }) => weight / 10_000)), 1);
    expect(parts).toEqual(column(...groups.map((group) => group.posts / 10_000)));
    expect(parts).toEqual(column(3, 1, 0, 0, 0));
  });

  it("PRESENTVALUE is the net present cost to the pound: 1,665,654 and 2,476,183", () => {
    const costs = (years: number): unknown[][] =>
      row(
        ...Array.from({ length: years }, (_, index) =>
          figure(`cost.total.${formatYear(addYears(year("2019/20"), index))}`),
        ),
      );
    expect(Math.round(presentValue(cell("GB"), costs(5)))).toBe(figure("npc.5"));
    expect(Math.round(presentValue(cell("GB"), costs(5)))).toBe(1665654);
    expect(Math.round(presentValue(cell("GB"), costs(10)))).toBe(figure("npc.10"));
    expect(Math.round(presentValue(cell(0.035), costs(10)))).toBe(2476183);
  });

  it("MRP on £374,000 is 74,800 a year, or the capital part of 80,502.33", () => {
    expect(mrp(374000, 5)).toEqual(column(74800, 74800, 74800, 74800, 74800));
    const parts = mrp(374000, 5, 0.025, "ANNUITY").flat() as number[];
    expect(parts).toEqual([71152.33, 72931.13, 74754.41, 76623.27, 78538.86]);
    // Each payment of 80,502.33 is interest on what is still owed and the part that repays it.
    let owed = 37_400_000;
    for (const part of parts) {
      expect(Math.abs(Math.round(owed * 0.025) + Math.round(part * 100) - 8_050_233)).toBeLessThanOrEqual(2);
      owed -= Math.round(part * 100);
    }
    expect(owed).toBe(0);
  });

  it("RECONCILE judges an approval as the case does", () => {
    for (const approval of evaluation.approvals.filter(({ unit }) => unit === "money")) {
      const [[verdict, difference] = []] = reconcile(cell(approval.modelled / 100), approval.approved / 100, 1000);
      expect([approval.what, verdict, difference]).toEqual([approval.what, approval.class, approval.difference / 100]);
    }
  });

  it("PROVE and FLAG say so in words", () => {
    expect(prove(cell(figure("cost.total.2019/20")), cell(206000 + 329000 + 374000))).toEqual(cell("PROVED"));
    expect(flag(cell(figure("cost.total")), cell(2763000), cell(1))).toEqual(cell("OK"));
    expect(financialYear(cell("2019-20"))).toEqual(cell("2019/20"));
  });
});
