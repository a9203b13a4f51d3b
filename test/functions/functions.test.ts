/** Every worksheet function at its edges: the value by hand arithmetic, and each error with its text. */
import { beforeAll, describe, expect, it } from "vitest";
import {
  apportion,
  discountFactor,
  financialYear,
  flag,
  fund,
  fundGap,
  headroom,
  mrp,
  partYear,
  presentValue,
  pressure,
  prove,
  rag,
  reconcile,
  reserve,
  staffCost,
  underspend,
  uplift,
  uprate,
  variance,
} from "../../src/functions/functions";
import { cell, cellsOf, column, errorCell, giveCustomFunctions, row, serial } from "./excel";

beforeAll(giveCustomFunctions);

/** One row of a table: what it shows, the call, and what the cells show. */
type Shows = readonly [sentence: string, call: () => unknown, cells: unknown];

function table(rows: readonly Shows[]): void {
  it.each(rows)("%s", (_sentence, call, cells) => {
    expect(cellsOf(call)).toEqual(cells);
  });
}

describe("APPORTION", () => {
  const groups = column(17100, 6100, 300, 1000, 150);
  table([
    [
      "shares four posts by largest remainder: 2.7748, 0.9899, ...",
      () => apportion(4, groups, 1),
      column(3, 1, 0, 0, 0),
    ],
    ["keeps a row a row", () => apportion(4, row(512, 488, 301, 199), 1), row(1, 1, 1, 1)],
    [
      "keeps a block a block",
      () =>
        apportion(
          10,
          [
            [1, 1],
            [1, 1],
          ],
          1,
        ),
      [
        [3, 3],
        [2, 2],
      ],
    ],
    [
      "shares pounds to the penny when no unit is given",
      () => apportion(100, column(1, 1, 1)),
      column(33.34, 33.33, 33.33),
    ],
    ["shares a negative amount by its size", () => apportion(-100, column(1, 1, 1)), column(-33.34, -33.33, -33.33)],
    [
      "rounds the amount to the unit first: 1,499.99 is £1k, 1,500 is £2k",
      () => [apportion(1499.99, cell(1), 1000), apportion(1500, cell(1), 1000)],
      [cell(1000), cell(2000)],
    ],
    ["shares in half posts", () => apportion(2, column(1, 1, 1), 0.5), column(1, 0.5, 0.5)],
    ["shares in thousandths", () => apportion(1, column(1, 1, 1), 0.001), column(0.334, 0.333, 0.333)],
    // 3 units by weights 1, 3, 2, 2 (of 8): 0.375, 1.125, 0.75, 0.75; by 1, 5 of 2 units: 1/3, 5/3; 1/3 < 2/3.
    ["gives equal remainders to the larger weight", () => apportion(2, column(1, 3), 1), column(0, 2)],
    ["FIRST gives them to the first", () => apportion(2, column(1, 3), 1, "FIRST"), column(1, 1)],
    ["LAST gives them to the last", () => apportion(1, column(1, 1, 1), 1, "last"), column(0, 0, 1)],
    ["counts a blank weight as nil", () => apportion(4, column(1, null, "", 1), 1), column(2, 0, 0, 2)],
    ["knows weights of any fineness", () => apportion(3, column(0.1, 0.2), 1), column(1, 2)],
    ["shares nothing as nothing", () => apportion(0, column(1, 2), 1), column(0, 0)],
    [
      "an amount left out takes the defaults that were given",
      () => apportion(1, column(1, 1), null, null),
      column(0.5, 0.5),
    ],
    ["has nobody to share by when all weights are nil", () => apportion(4, column(0, 0), 1), "#DIV/0!"],
    ["has nobody to share by when all weights are blank", () => apportion(4, column(null, ""), 1), "#DIV/0!"],
    ["refuses a negative weight", () => apportion(4, column(1, -1), 1), "#NUM!"],
    ["refuses a unit of nil", () => apportion(4, column(1), 0), "#NUM!"],
    ["refuses a negative unit", () => apportion(4, column(1), -1), "#NUM!"],
    [
      "names the cell that is text",
      () => apportion(4, column(1, 2, "n/k"), 1),
      "#VALUE! weights, row 3: 'n/k' is not a number",
    ],
    ["names it in a row", () => apportion(4, row(1, "x"), 1), "#VALUE! weights, column 2: 'x' is not a number"],
    [
      "names it in a block",
      () =>
        apportion(
          4,
          [
            [1, 1],
            [1, "x"],
          ],
          1,
        ),
      "#VALUE! weights, row 2, column 2: 'x' is not a number",
    ],
    ["takes TRUE for no number", () => apportion(4, column(true), 1), "#VALUE! weights: 'TRUE' is not a number"],
    [
      "takes a number typed as text for no number",
      () => apportion("4", column(1), 1),
      "#VALUE! amount: '4' is not a number",
    ],
    ["misses the amount", () => apportion(null, column(1)), "#N/A amount is not given"],
    ["misses the amount in a blank cell", () => apportion("", column(1)), "#N/A amount is blank"],
    ["misses the weights", () => apportion(4, null as never), "#N/A weights is not given"],
    [
      "lists the ties it knows",
      () => apportion(4, column(1), 1, "ODD"),
      "#VALUE! tie: 'ODD' is not one of LARGEST, FIRST, LAST",
    ],
    ["wants one amount", () => apportion(row(1, 2, 3), column(1)), "#VALUE! amount has 3 cells, and needs one"],
    ["passes an error on", () => apportion(4, column(1, errorCell("#DIV/0!")), 1), "#DIV/0!"],
    [
      "passes on the first of several",
      () => apportion(errorCell("#N/A"), column(errorCell("#REF!"))),
      "#N/A amount holds #N/A",
    ],
    ["takes no amount that cannot be held exactly", () => apportion(1e16, column(1), 0.01), "#NUM!"],
  ]);
});

describe("PARTYEAR", () => {
  const april2018 = serial(2018, 4, 1);
  table([
    ["is a quarter from 1 January", () => partYear(cell(april2018), cell(serial(2019, 1, 1))), cell(0.25)],
    [
      "is nil for a post that starts after the year",
      () => partYear(cell(april2018), cell(serial(2019, 4, 1))),
      cell(0),
    ],
    [
      "is the whole year for a post that was there before",
      () => partYear(cell(april2018), cell(serial(2010, 6, 1))),
      cell(1),
    ],
    [
      "counts the month of a start on the 15th",
      () => partYear(cell("2018/19"), cell(serial(2019, 3, 15))),
      cell(1 / 12),
    ],
    [
      "does not count the month of a start on the 16th",
      () => partYear(cell("2018/19"), cell(serial(2019, 3, 16))),
      cell(0),
    ],
    [
      "counts the month of an end on the 15th",
      () => partYear(cell("2018-19"), cell(april2018), cell(serial(2018, 4, 15))),
      cell(1 / 12),
    ],
    [
      "does not count the month of an end on the 14th",
      () => partYear(cell("2018/2019"), cell(april2018), cell(serial(2018, 4, 14))),
      cell(0),
    ],
    [
      "by DAYS both ends belong to the service",
      () => partYear(cell(april2018), cell(april2018), cell(april2018), "DAYS"),
      cell(1 / 365),
    ],
    [
      "by DAYS knows the leap year: 29 days of February and 31 of March in 366",
      () => partYear(cell("2019/20"), cell(serial(2020, 2, 1)), null as never, "days"),
      cell(60 / 366),
    ],
    ["takes a time of day off a date", () => partYear(cell(april2018), cell(serial(2019, 1, 1) + 0.75)), cell(0.25)],
    [
      "works down a column with one year for all",
      () => partYear(cell("2018/19"), column(serial(2018, 4, 1), serial(2018, 10, 1))),
      column(1, 0.5),
    ],
    [
      "a blank end does not end",
      () => partYear(cell("2018/19"), column(april2018, april2018), column("", serial(2018, 9, 30))),
      column(1, 0.5),
    ],
    [
      "an end before the start makes no sense",
      () => partYear(cell(april2018), cell(serial(2019, 1, 2)), cell(serial(2019, 1, 1))),
      "#NUM!",
    ],
    [
      "a fault stays in its row",
      () => partYear(cell("2018/19"), column(april2018, "soon", null)),
      column(1, "#VALUE! start_date, row 2: 'soon' is not a date", "#N/A start_date, row 3 is blank"),
    ],
    [
      "wants the first day of the year",
      () => partYear(cell(serial(2019, 1, 1)), cell(april2018)),
      "#VALUE! year_start: 1 January 2019 is not the first day of a financial year, 1 April",
    ],
    [
      "takes no bare year",
      () => partYear(cell(2018), cell(april2018)),
      "#VALUE! year_start: '2018' is not a financial year; write both years, as in 2018/19",
    ],
    [
      "lists the bases it knows",
      () => partYear(cell("2018/19"), cell(april2018), null as never, "WEEKS"),
      "#VALUE! basis: 'WEEKS' is not MONTHS or DAYS",
    ],
    [
      "says which ranges differ",
      () => partYear(column("2018/19", "2018/19"), column(1, 2, 3)),
      "#VALUE! year_start has 2 cells, start_date has 3",
    ],
    ["refuses a day before Excel counts rightly", () => partYear(cell("2018/19"), cell(60)), "#NUM!"],
    ["misses the start", () => partYear(cell("2018/19"), null as never), "#N/A start_date is not given"],
  ]);
});

describe("STAFFCOST", () => {
  table([
    ["five posts of £41,200", () => staffCost(cell(5), cell(41200)), cell(206000)],
    [
      "a quarter of the year: 5 x 41,200 x 3/12",
      () => staffCost(cell(5), cell(41200), null as never, null as never, cell(0.25)),
      cell(51500),
    ],
    [
      "with 31% on-costs and 5% vacancies: 10 x 30,000 x 1.31 x 0.95",
      () => staffCost(cell(10), cell(30000), cell(0.31), cell(0.05)),
      cell(373350),
    ],
    ["rounds once, half up: 1 x 0.01 x 1.5 = 0.015", () => staffCost(cell(1), cell(0.01), cell(0.5)), cell(0.02)],
    ["rounds the mirrored amount the mirrored way", () => staffCost(cell(1), cell(-0.01), cell(0.5)), cell(-0.02)],
    ["does not carry binary noise: 3 x 0.1 + ...", () => staffCost(cell(0.1 + 0.2), cell(100)), cell(30)],
    ["one rate for every row", () => staffCost(column(1, 2, null), cell(41200)), column(41200, 82400, 0)],
    [
      "a third of a year as Excel holds it",
      () => staffCost(cell(1), cell(30000), null as never, null as never, cell(1 / 3)),
      cell(10000),
    ],
    ["refuses negative posts, in their row", () => staffCost(column(1, -1), cell(100)), column(100, "#NUM!")],
    ["refuses more vacancies than posts", () => staffCost(cell(1), cell(100), null as never, cell(1.01)), "#NUM!"],
    ["refuses more than a year", () => staffCost(cell(1), cell(100), null as never, null as never, cell(1.5)), "#NUM!"],
    ["refuses on-costs that eat the pay", () => staffCost(cell(1), cell(100), cell(-1)), "#NUM!"],
    ["names the text", () => staffCost(cell("five"), cell(100)), "#VALUE! fte: 'five' is not a number"],
    [
      "says which shapes differ",
      () => staffCost(column(1, 2), row(1, 2)),
      "#VALUE! fte is 2 rows by 1 column, rate is 1 row by 2 columns",
    ],
    [
      "says how long ranges are",
      () => staffCost(column(1, 2, 3, 4, 5), column(1, 2, 3, 4)),
      "#VALUE! fte has 5 cells, rate has 4",
    ],
    [
      "passes an error on in its row",
      () => staffCost(column(1, 2), column(100, errorCell("#REF!"))),
      column(100, "#REF!"),
    ],
    ["misses the rate", () => staffCost(cell(1), cell(null)), "#N/A rate is blank"],
  ]);
});

describe("UPLIFT", () => {
  const rates = [
    ["2019/20", 0.02],
    ["2020/21", 0.025],
    ["2022/23", 0.03],
  ];
  const from = cell("2018/19");
  table([
    ["compounds: 206,000 x 1.02 x 1.025", () => uplift(cell(206000), rates, from, cell("2020/21")), cell(215373)],
    ["takes back: 215,373 / 1.02 / 1.025", () => uplift(cell(215373), rates, cell("2020/21"), from), cell(206000)],
    ["leaves an amount in its own year", () => uplift(cell(206000.01), rates, from, from), cell(206000.01)],
    ["needs no rate for its own year", () => uplift(cell(1), rates, cell("2030/31"), cell("2030/31")), cell(1)],
    [
      "spreads over a row of years",
      () => uplift(cell(206000), rates, from, row("2018/19", "2019/20", "2020/21")),
      row(206000, 210120, 215373),
    ],
    [
      "takes dates for years",
      () => uplift(cell(100), rates, cell(serial(2018, 4, 1)), cell(serial(2020, 3, 31))),
      cell(102),
    ],
    ["rounds once: 0.50 x 1.02 x 1.025 = 0.52275", () => uplift(cell(0.5), rates, from, cell("2020/21")), cell(0.52)],
    [
      "names the year without a rate",
      () => uplift(cell(100), rates, from, cell("2022/23")),
      "#N/A rates has no rate for 2021/22",
    ],
    [
      "names it in its own cell",
      () => uplift(cell(100), rates, from, row("2019/20", "2021/22")),
      row(102, "#N/A rates has no rate for 2021/22"),
    ],
    [
      "takes a blank rate for none",
      () => uplift(cell(100), [["2019/20", ""]], from, cell("2019/20")),
      "#N/A rates has no rate for 2019/20",
    ],
    [
      "skips blank rows",
      () =>
        uplift(
          cell(100),
          [
            ["2019/20", 0.1],
            [null, null],
          ],
          from,
          cell("2019/20"),
        ),
      cell(110),
    ],
    [
      "refuses a year that is there twice",
      () =>
        uplift(
          cell(100),
          [
            ["2019/20", 0.1],
            ["2019-20", 0.2],
          ],
          from,
          cell("2019/20"),
        ),
      "#VALUE! rates, row 2, column 1: 2019/20 is there twice",
    ],
    ["refuses a rate of -100%", () => uplift(cell(100), [["2019/20", -1]], from, cell("2019/20")), "#NUM!"],
    [
      "wants two columns",
      () => uplift(cell(100), column(0.1), from, cell("2019/20")),
      "#VALUE! rates needs two columns, year and rate; it has 1",
    ],
    [
      "names a heading in the range",
      () =>
        uplift(
          cell(100),
          [
            ["Year", "Rate"],
            ["2019/20", 0.1],
          ],
          from,
          cell("2019/20"),
        ),
      "#VALUE! rates, row 1, column 1: 'Year' is not a financial year",
    ],
    [
      "knows that 2018/20 is none",
      () => uplift(cell(100), rates, cell("2018/20"), cell("2019/20")),
      "#VALUE! base_year: '2018/20' is not a financial year",
    ],
  ]);
});

describe("FUND", () => {
  const costs = row(909000, 206000, 206000);
  const limits = [
    [374000, 0, 0],
    [206000, 0, 0],
    [null, "", 100000],
  ];
  table([
    [
      "draws in the order of the rows; a blank limit is none",
      () => fund(costs, limits),
      [
        [374000, 0, 0],
        [206000, 0, 0],
        [329000, 206000, 100000],
        [0, 0, 106000],
      ],
    ],
    ["draws by rank", () => fund(row(500), column(400, 300), column(2, 1)), column(200, 300, 0)],
    [
      "puts a source without a rank last, and equal ranks as they stand",
      () => fund(row(600), column(100, 200, 300), column("", 1, 1)),
      column(100, 200, 300, 0),
    ],
    [
      "draws nothing where a source may not pay",
      () =>
        fund(
          row(100, 100),
          [
            [50, 50],
            [80, 80],
          ],
          null as never,
          [
            [1, 0],
            [true, "FALSE"],
          ],
        ),
      [
        [50, 0],
        [50, 0],
        [0, 100],
      ],
    ],
    [
      "takes a blank in eligible for no",
      () => fund(row(100), column(50, 80), null as never, column(1, null)),
      column(50, 0, 50),
    ],
    [
      "adds up lines of cost",
      () =>
        fund(
          [
            [100, 200],
            [50, 50],
          ],
          [[120, 500]],
        ),
      [
        [120, 250],
        [30, 0],
      ],
    ],
    [
      "runs down when the years do",
      () =>
        fund(column(909000, 206000), [
          [374000, 535000],
          [0, 0],
        ]),
      [
        [374000, 535000, 0],
        [0, 0, 206000],
      ],
    ],
    [
      "works in thousands: costs rounded, limits down",
      () => fund(row(1500, 2499), [[1999, 5000]], null as never, null as never, 1000),
      [
        [1000, 2000],
        [1000, 0],
      ],
    ],
    [
      "draws nothing for a year of income, which shows below nil",
      () => fund(row(-100, 50), [[500, 500]]),
      [
        [0, 50],
        [-100, 0],
      ],
    ],
    ["counts pennies", () => fund(row(0.1 + 0.2), column(0.1, 0.1)), column(0.1, 0.1, 0.1)],
    [
      "says which years differ",
      () => fund(row(1, 2, 3, 4, 5), [[1, 2, 3, 4]]),
      "#VALUE! costs has 5 years, limits has 4",
    ],
    [
      "says how many ranks are missing",
      () => fund(row(1), column(1, 2, 3), column(1, 2)),
      "#VALUE! order has 2 cells, limits has 3 sources",
    ],
    [
      "wants eligible in the shape of the limits",
      () => fund(row(1), column(1, 2), null as never, column(1, 0, 1)),
      "#VALUE! limits has 2 cells, eligible has 3",
    ],
    [
      "knows only yes and no",
      () => fund(row(1), column(1, 2), null as never, column(1, 2)),
      "#VALUE! eligible, row 2: '2' is not 1 or 0",
    ],
    ["refuses a negative limit", () => fund(row(1), column(-1)), "#NUM!"],
    ["refuses a unit of nil", () => fund(row(1), column(1), null as never, null as never, 0), "#NUM!"],
    ["names the text", () => fund(row(1, "tbc"), [[1, 1]]), "#VALUE! costs, column 2: 'tbc' is not a number"],
    ["misses the limits", () => fund(row(1), null as never), "#N/A limits is not given"],
  ]);
});

describe("FUNDGAP", () => {
  table([
    [
      "is cost less funding, never below nil",
      () => fundGap(row(909000, 206000, 100), row(909000, 0, 300)),
      row(0, 206000, 0),
    ],
    [
      "adds up lines and sources",
      () =>
        fundGap(
          [
            [100, 100],
            [50, 50],
          ],
          [
            [120, 0],
            [0, 30],
            [0, 0],
          ],
        ),
      row(30, 120),
    ],
    [
      "shows overfunding below, as a negative amount",
      () => fundGap(row(100, 100), row(130, 70), true),
      [
        [0, 30],
        [-30, 0],
      ],
    ],
    [
      "runs down when the years do",
      () => fundGap(column(100, 100), column(130, 70), 1),
      [
        [0, -30],
        [30, 0],
      ],
    ],
    ["one cost for every year", () => fundGap(cell(100), row(100, 60)), row(0, 40)],
    ["one year", () => fundGap(cell(100), cell(60)), cell(40)],
    ["one year of several sources", () => fundGap(cell(100), column(60, 30)), cell(10)],
    ["says which years differ", () => fundGap(row(1, 2, 3), row(1, 2)), "#VALUE! costs has 3 years, funding has 2"],
    [
      "cannot lay a row beside a column",
      () => fundGap(row(1, 2), column(1, 2)),
      "#VALUE! costs has 2 years, funding has 1",
    ],
    [
      "knows only TRUE and FALSE",
      () => fundGap(row(1), row(1), "maybe"),
      "#VALUE! show_surplus: 'maybe' is not TRUE or FALSE",
    ],
    ["misses the funding", () => fundGap(row(1), cell("")), "#N/A funding is blank"],
    ["passes an error on", () => fundGap(row(1, errorCell("#NUM!")), row(1, 1)), "#NUM!"],
  ]);
});

describe("RESERVE", () => {
  table([
    [
      "rolls forward: opening + in - out",
      () => reserve(0, row(206000, 0), row(0, 206000)),
      [
        [206000, 0],
        [0, 0],
      ],
    ],
    [
      "marks a year below the minimum, and not one at it",
      () => reserve(100, row(0, 0), row(50, 1), cell(50)),
      [
        [50, 49],
        [0, 1],
      ],
    ],
    ["marks a year below nil when no minimum is given", () => reserve(0, row(0), row(0.01)), column(-0.01, 1)],
    [
      "takes a minimum by year",
      () => reserve(100, row(0, 0), row(10, 10), row(95, 80)),
      [
        [90, 80],
        [1, 0],
      ],
    ],
    [
      "runs down when the years do",
      () => reserve(0, column(206000, 0), column(0, 206000)),
      [
        [206000, 0],
        [0, 0],
      ],
    ],
    [
      "one contribution for every year",
      () => reserve(0, cell(10), row(1, 2, 3)),
      [
        [9, 17, 24],
        [0, 0, 0],
      ],
    ],
    [
      "adds up pennies without drift",
      () => reserve(0, row(...new Array<number>(10).fill(0.1)), cell(0)),
      [[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1], new Array(10).fill(0)],
    ],
    [
      "says which years differ",
      () => reserve(0, row(1, 2), row(1, 2, 3)),
      "#VALUE! contributions has 2 years, drawdowns has 3",
    ],
    ["wants one opening", () => reserve(row(1, 2), row(1), row(1)), "#VALUE! opening has 2 cells, and needs one"],
    ["misses the opening: a blank is not nil", () => reserve("", row(1), row(1)), "#N/A opening is blank"],
  ]);
});

describe("PRESSURE", () => {
  table([
    [
      "is what one-off money leaves",
      () => pressure(row(206000, 206000, 206000), row(206000, 0, 0)),
      row(0, 206000, 206000),
    ],
    ["less savings identified", () => pressure(row(206000, 206000), row(0, 0), row(50000, 206000)), row(156000, 0)],
    ["may be a surplus", () => pressure(cell(206000), cell(0), cell(300000)), cell(-94000)],
    [
      "cannot lay a row beside a column",
      () => pressure(row(1, 2), column(1, 2)),
      "#VALUE! recurring_costs is 1 row by 2 columns, bridge_funding is 2 rows by 1 column",
    ],
    ["one cost for every year, down the sheet", () => pressure(cell(206000), column(206000, 0)), column(0, 206000)],
    [
      "says which years differ",
      () => pressure(row(1, 2), row(1, 2), row(1, 2, 3)),
      "#VALUE! recurring_costs has 2 years, savings_identified has 3",
    ],
    [
      "names the text",
      () => pressure(row(1, 2), row(1, "saving")),
      "#VALUE! bridge_funding, column 2: 'saving' is not a number",
    ],
    ["misses the bridge", () => pressure(row(1), null as never), "#N/A bridge_funding is not given"],
  ]);
});

describe("DISCOUNTFACTOR", () => {
  table([
    ["is 1 in year 0", () => discountFactor(cell("GB"), cell(0)), cell(1)],
    ["is 1 / 1.035 in year 1", () => discountFactor(cell("gb"), cell(1)), cell(200 / 207)],
    ["takes one rate for every year", () => discountFactor(cell(0.25), row(0, 1, 2)), row(1, 0.8, 0.64)],
    [
      "takes a range of rates, the first into year 1",
      () => discountFactor(row(0.25, 0.6), column(0, 1, 2)),
      column(1, 0.8, 0.5),
    ],
    ["stands at nil", () => discountFactor(cell(0), cell(50)), cell(1)],
    [
      "is beyond a range of rates",
      () => discountFactor(row(0.25, 0.6), row(2, 3)),
      row(0.5, "#N/A schedule has 2 rates, and year 3 is beyond them"),
    ],
    ["refuses a year below 0", () => discountFactor(cell("GB"), cell(-1)), "#NUM!"],
    ["refuses half a year", () => discountFactor(cell("GB"), cell(0.5)), "#NUM!"],
    ["refuses a rate of -100%", () => discountFactor(cell(-1), cell(1)), "#NUM!"],
    [
      "knows GB only",
      () => discountFactor(cell("UK"), cell(1)),
      `#VALUE! schedule: 'UK' is not "GB", a rate or a range of rates`,
    ],
    [
      "takes a blank rate for a missing one",
      () => discountFactor(row(0.25, null), cell(1)),
      "#N/A schedule, column 2 is blank",
    ],
    [
      "takes a blank year for a missing one",
      () => discountFactor(cell("GB"), column(1, "")),
      column(200 / 207, "#N/A year, row 2 is blank"),
    ],
    [
      "wants rates in a line",
      () =>
        discountFactor(
          [
            [0.1, 0.2],
            [0.1, 0.2],
          ],
          cell(1),
        ),
      "#VALUE! schedule needs one row or one column of rates",
    ],
  ]);

  it("steps down after years 30 and 75", () => {
    const factors = discountFactor(cell("GB"), row(30, 31, 75, 76)) as number[][];
    const [at30, at31, at75, at76] = factors[0] as [number, number, number, number];
    expect(at30).toBeCloseTo(0.3563, 4); // 1.035 ^ -30 in the published table
    expect(at30 / at31).toBeCloseTo(1.03, 12);
    expect(at75 / at76).toBeCloseTo(1.025, 12);
  });
});

describe("PRESENTVALUE", () => {
  const fiveYears = row(909000, 206000, 206000, 206000, 206000);
  table([
    ["does not discount year 0", () => presentValue(cell("GB"), cell(909000)), 909000],
    // 909,000 + 206,000 x (1/1.035 + 1/1.035^2 + 1/1.035^3 + 1/1.035^4) = 909,000 + 206,000 x 3.673079...
    ["five years of the case", () => presentValue(cell("GB"), fiveYears), 1665654.32],
    [
      "a column as well as a row",
      () => presentValue(cell("GB"), column(909000, 206000, 206000, 206000, 206000)),
      1665654.32,
    ],
    ["starts where it is told: 100 / 1.25", () => presentValue(cell(0.25), cell(100), 1), 80],
    [
      "adds up lines by year",
      () =>
        presentValue(cell(0.25), [
          [100, 0],
          [0, 100],
        ]),
      180,
    ],
    ["at nothing is the plain sum", () => presentValue(cell(0), fiveYears), 1733000],
    ["counts a blank year as nil", () => presentValue(cell(0.25), row(100, "", 125)), 180],
    ["a range of rates: 100 / 1.25 + 100 / (1.25 x 1.6)", () => presentValue(row(0.25, 0.6), row(0, 100, 100)), 130],
    ["is beyond a range of rates", () => presentValue(cell(0.25), row(0, 1), 1), 0.64],
    [
      "says so",
      () => presentValue(row(0.25, 0.6), row(0, 1, 1, 1)),
      "#N/A schedule has 2 rates, and year 3 is beyond them",
    ],
    ["refuses a first year below 0", () => presentValue(cell("GB"), row(1), -1), "#NUM!"],
    ["refuses more years than anything lasts", () => presentValue(cell("GB"), row(1, 2), 1000), "#NUM!"],
    ["names the text", () => presentValue(cell("GB"), row(1, "x")), "#VALUE! values, column 2: 'x' is not a number"],
    ["misses the schedule", () => presentValue(cell(""), row(1)), "#N/A schedule is blank"],
  ]);
});

describe("VARIANCE", () => {
  table([
    ["is current less baseline", () => variance(column(210000, 320000), column(206000, 329000)), column(4000, -9000)],
    [
      "and stays so for income, where above nil is favourable",
      () => variance(cell(110), cell(100), "income"),
      cell(10),
    ],
    ["counts a blank in a range as nil", () => variance(row(5, null), row("", 3)), row(5, -3)],
    ["has no binary noise", () => variance(cell(0.3), cell(0.1 + 0.2)), cell(0)],
    [
      "names the text in its row",
      () => variance(column(1, "x"), column(1, 1)),
      column(0, "#VALUE! current, row 2: 'x' is not a number"),
    ],
    ["knows two senses", () => variance(cell(1), cell(1), "PROFIT"), "#VALUE! sense: 'PROFIT' is not COST or INCOME"],
    [
      "says how long ranges are",
      () => variance(column(1, 2), column(1, 2, 3)),
      "#VALUE! current has 2 cells, baseline has 3",
    ],
    ["misses the baseline", () => variance(cell(1), cell(null)), "#N/A baseline is blank"],
    ["refuses what cannot be held exactly", () => variance(column(1e15, 1), cell(1)), column("#NUM!", 0)],
  ]);
});

describe("FLAG", () => {
  table([
    ["is OK below the limit", () => flag(cell(104.99), cell(100), cell(5)), cell("OK")],
    ["has passed the limit at it", () => flag(cell(105), cell(100), cell(5)), cell("ADVERSE")],
    ["sees less cost as favourable", () => flag(cell(95), cell(100), cell(5)), cell("FAVOURABLE")],
    [
      "sees more income as favourable",
      () => flag(cell(105), cell(100), cell(5), null as never, null, "INCOME"),
      cell("FAVOURABLE"),
    ],
    ["AND needs both: 5 is past £5, not past 6%", () => flag(cell(105), cell(100), cell(5), cell(0.06)), cell("OK")],
    ["at both limits", () => flag(cell(105), cell(100), cell(5), cell(0.05)), cell("ADVERSE")],
    ["OR needs one", () => flag(cell(105), cell(100), cell(50), cell(0.05), "OR"), cell("ADVERSE")],
    [
      "OR without a share has the amount alone",
      () => flag(cell(105), cell(100), cell(50), null as never, "OR"),
      cell("OK"),
    ],
    [
      "a negative baseline has its share by size",
      () => flag(cell(-95), cell(-100), cell(1), cell(0.05)),
      cell("ADVERSE"),
    ],
    ["a new line beyond the limits", () => flag(cell(5), cell(0), cell(5), cell(0.05)), cell("NEW")],
    ["a new line below the amount is OK", () => flag(cell(4.99), cell(0), cell(5), cell(0.05)), cell("OK")],
    ["a new line reaches any share under OR", () => flag(cell(0.01), cell(0), cell(5), cell(0.05), "OR"), cell("NEW")],
    ["a line removed", () => flag(cell(0), cell(5), cell(5)), cell("REMOVED")],
    ["no change is OK even without limits", () => flag(cell(0), cell(0), cell(0)), cell("OK")],
    [
      "works down a column",
      () => flag(column(211000, 8000, 330000), column(206000, 0, 329000), cell(5000), cell(0.02)),
      column("ADVERSE", "NEW", "OK"),
    ],
    ["refuses a negative limit", () => flag(cell(1), cell(1), cell(-1)), "#NUM!"],
    ["refuses a negative share", () => flag(cell(2), cell(1), cell(1), cell(-0.1)), "#NUM!"],
    [
      "knows two modes",
      () => flag(cell(1), cell(1), cell(1), null as never, "XOR"),
      "#VALUE! mode: 'XOR' is not AND or OR",
    ],
    ["misses the limit", () => flag(cell(1), cell(1), cell("")), "#N/A amount_limit is blank"],
  ]);
});

describe("PROVE", () => {
  table([
    ["proves to the penny", () => prove(cell(206000), cell(206000.004)), cell("PROVED")],
    ["half a penny is a difference", () => prove(cell(206000), cell(206000.005)), cell("DIFFERS BY £0.01")],
    ["shows the difference without a sign", () => prove(cell(1), cell(1235.5)), cell("DIFFERS BY £1,234.50")],
    ["shows whole pounds without pence", () => prove(cell(1000), cell(0)), cell("DIFFERS BY £1,000")],
    ["in a unit of a pound", () => prove(column(10, 10), column(10.4, 10.5), 1), column("PROVED", "DIFFERS BY £1")],
    ["in a unit below a penny", () => prove(cell(1), cell(1.0005), 0.0001), cell("DIFFERS BY £0.0005")],
    ["sees through binary noise", () => prove(cell(0.3), cell(0.1 + 0.2), 0.0001), cell("PROVED")],
    ["counts a blank in a range as nil", () => prove(row(0, 1), row("", "")), row("PROVED", "DIFFERS BY £1")],
    ["misses a figure", () => prove(cell(1), cell("")), "#N/A plain_value is blank"],
    ["names the text", () => prove(cell("EXACT"), cell(1)), "#VALUE! engine_value: 'EXACT' is not a number"],
    ["refuses a unit of nil", () => prove(cell(1), cell(1), 0), "#NUM!"],
  ]);
});

describe("FINANCIALYEAR", () => {
  table([
    ["31 March belongs to the year that ends", () => financialYear(cell(serial(2019, 3, 31))), cell("2018/19")],
    ["1 April to the year that begins", () => financialYear(cell(serial(2019, 4, 1))), cell("2019/20")],
    [
      "brings texts to one form",
      () => financialYear(column("2018/19", "2018-19", "2018/2019", "2018–19", " 2018/19 ")),
      column("2018/19", "2018/19", "2018/19", "2018/19", "2018/19"),
    ],
    [
      "knows the turn of a century",
      () => financialYear(row("1999/2000", "1999/00", serial(2000, 2, 29))),
      row("1999/00", "1999/00", "1999/00"),
    ],
    [
      "refuses years that do not follow",
      () => financialYear(cell("2018/20")),
      "#VALUE! date_or_text: '2018/20' is not a financial year",
    ],
    [
      "refuses a bare year as text",
      () => financialYear(cell("2018")),
      "#VALUE! date_or_text: '2018' is not a financial year",
    ],
    [
      "refuses a bare year as number",
      () => financialYear(cell(2018)),
      "#VALUE! date_or_text: '2018' is not a financial year; write both years, as in 2018/19",
    ],
    ["refuses TRUE", () => financialYear(cell(true)), "#VALUE! date_or_text: 'TRUE' is not a financial year"],
    [
      "keeps a fault in its row",
      () => financialYear(column("2018/19", "", "soon", errorCell("#N/A"))),
      column(
        "2018/19",
        "#N/A date_or_text, row 2 is blank",
        "#VALUE! date_or_text, row 3: 'soon' is not a financial year",
        "#N/A date_or_text, row 4 holds #N/A",
      ),
    ],
    ["refuses a day that Excel does not have", () => financialYear(cell(3_000_000)), "#NUM!"],
    ["misses the date", () => financialYear(cell(null)), "#N/A date_or_text is blank"],
  ]);
});

describe("UPRATE", () => {
  table([
    ["rounds to the penny: 20,369 x 1.02", () => uprate(cell(20369), cell(0.02)), cell(20776.38)],
    ["rounds to £3: 20,369 x 1.02 = 20,776.38, 6,925.46 threes", () => uprate(cell(20369), cell(0.02), 3), cell(20775)],
    ["rounds half up: 100 x 1.015 = 101.50", () => uprate(cell(100), cell(0.015), 1), cell(102)],
    ["mirrors below nil", () => uprate(cell(-100), cell(0.015), 1), cell(-102)],
    ["one award for a whole scale", () => uprate(column(100, 200, ""), cell(0.01)), column(101, 202, 0)],
    ["refuses a multiple of nil", () => uprate(cell(100), cell(0.02), 0), "#NUM!"],
    ["refuses part of a penny", () => uprate(cell(100), cell(0.02), 0.005), "#NUM!"],
    ["refuses an award of -100%", () => uprate(cell(100), cell(-1)), "#NUM!"],
    ["names the text", () => uprate(cell(100), cell("2%")), "#VALUE! award: '2%' is not a number"],
    ["misses the award", () => uprate(cell(100), cell("")), "#N/A award is blank"],
  ]);
});

describe("UNDERSPEND", () => {
  table([
    [
      "300,000 under, less 50,000 and 20,000",
      () => underspend(cell(1000000), cell(700000), cell(50000), cell(20000)),
      cell(230000),
    ],
    ["is nil for an overspend", () => underspend(cell(100), cell(130)), cell(0)],
    ["is never below nil", () => underspend(cell(100), cell(90), cell(20)), cell(0)],
    ["refuses a negative call, which would lift it", () => underspend(cell(100), cell(60), cell(-50)), "#NUM!"],
    ["works down a column", () => underspend(column(100, 100), column(60, 110)), column(40, 0)],
    [
      "says how long ranges are",
      () => underspend(column(1, 2), column(1, 2, 3)),
      "#VALUE! budget has 2 cells, forecast has 3",
    ],
    ["names the text", () => underspend(cell("budget"), cell(1)), "#VALUE! budget: 'budget' is not a number"],
    ["misses the forecast", () => underspend(cell(1), null as never), "#N/A forecast is not given"],
  ]);
});

describe("HEADROOM", () => {
  table([
    [
      "2,000 + 500 - 800 - 900 - 329",
      () => headroom(cell(2000), cell(500), cell(800), cell(900), cell(329)),
      cell(471),
    ],
    ["without a request", () => headroom(cell(2000), cell(500), cell(800), cell(900)), cell(800)],
    ["is below nil when overdrawn", () => headroom(cell(100), cell(0), cell(0), cell(0), cell(100.01)), cell(-0.01)],
    ["works down a column", () => headroom(column(10, 20), cell(1), cell(2), cell(3)), column(6, 16)],
    [
      "misses a blank: it is not nil",
      () => headroom(cell(10), cell(""), cell(0), cell(0)),
      "#N/A contributions is blank",
    ],
    ["names the text", () => headroom(cell(10), cell(0), cell("tbc"), cell(0)), "#VALUE! spent: 'tbc' is not a number"],
  ]);
});

describe("MRP", () => {
  table([
    ["equal instalments of 374,000 over five years", () => mrp(374000, 5), column(74800, 74800, 74800, 74800, 74800)],
    [
      "the capital part of an annuity at 2.5%",
      () => mrp(374000, 5, 0.025, "ANNUITY"),
      column(71152.33, 72931.13, 74754.41, 76623.27, 78538.86),
    ],
    [
      "the last year takes the odd penny",
      () => [mrp(100, 3), mrp(200, 3)],
      [column(33.33, 33.33, 33.34), column(66.67, 66.67, 66.66)],
    ],
    ["a few pence over many years never go below nil", () => mrp(0.05, 10), column(0, 0, 0, 0, 0, 0, 0, 0, 0, 0.05)],
    ["one year takes all", () => mrp(374000, 1, 0.025, "ANNUITY"), cell(374000)],
    [
      "an annuity at 0% is the straight line",
      () => mrp(374000, 5, 0, "annuity"),
      column(74800, 74800, 74800, 74800, 74800),
    ],
    ["a rate does nothing to the straight line", () => mrp(100, 2, 0.05), column(50, 50)],
    ["nothing borrowed", () => mrp(0, 2), column(0, 0)],
    ["refuses a life of 0", () => mrp(100, 0), "#NUM!"],
    ["refuses half a year", () => mrp(100, 2.5), "#NUM!"],
    ["refuses a life beyond anything", () => mrp(100, 1001), "#NUM!"],
    ["refuses negative capital", () => mrp(-100, 5), "#NUM!"],
    ["refuses a rate of -100%", () => mrp(100, 5, -1, "ANNUITY"), "#NUM!"],
    [
      "needs a rate for the annuity",
      () => mrp(100, 5, null, "ANNUITY"),
      "#N/A rate is not given, and an annuity needs one",
    ],
    ["knows two methods", () => mrp(100, 5, null, "SLN"), "#VALUE! method: 'SLN' is not STRAIGHT or ANNUITY"],
    ["misses the life", () => mrp(100, ""), "#N/A life is blank"],
    ["names the text", () => mrp("capital", 5), "#VALUE! capital: 'capital' is not a number"],
  ]);
});

describe("RAG", () => {
  const [fivePercent, hundredThousand] = [cell(0.05), cell(100000)];
  const at = (over: number, budget: number, twoSided?: unknown): (() => unknown) => {
    return () => rag(cell(over), cell(budget), fivePercent, hundredThousand, twoSided);
  };
  table([
    ["is green on budget", at(0, 1000), cell("GREEN")],
    ["is green under budget", at(-500000, 1000000), cell("GREEN")],
    ["is amber a penny over", at(0.01, 1000), cell("AMBER")],
    ["is amber just below 5%", at(49999.99, 1000000), cell("AMBER")],
    ["is red at 5%", at(50000, 1000000), cell("RED")],
    ["is amber just below £100,000, the lower limit of £4m", at(99999.99, 4000000), cell("AMBER")],
    ["is red at £100,000", at(100000, 4000000), cell("RED")],
    ["two-sided colours an underspend by its size", at(-50000, 1000000, true), cell("RED")],
    ["two-sided is amber below the limit", at(-1, 1000000, "TRUE"), cell("AMBER")],
    ["a budget of nil has the amount alone", at(99999, 0), cell("AMBER")],
    ["a budget of nil at the amount", at(100000, 0), cell("RED")],
    ["a negative budget has its share by size", at(50, -1000), cell("RED")],
    [
      "works down a column",
      () => rag(column(0, 60), column(1000, 1000), fivePercent, hundredThousand),
      column("GREEN", "RED"),
    ],
    ["refuses a negative limit", () => rag(cell(1), cell(1), cell(-0.05), cell(1)), "#NUM!"],
    ["misses a limit", () => rag(cell(1), cell(1), cell(""), cell(1)), "#N/A pct_limit is blank"],
    [
      "names the text in its row",
      () => rag(column(1, "over"), cell(1), cell(1), cell(9)),
      column("RED", "#VALUE! variance, row 2: 'over' is not a number"),
    ],
  ]);
});

describe("RECONCILE", () => {
  table([
    ["is exact", () => reconcile(column(206000, 329000, 374000), 909000), row("EXACT", 0)],
    [
      "is exact when the sum rounds to what is printed",
      () => reconcile(column(205982), 206000, 1000, 0.01),
      row("EXACT", -18),
    ],
    // Three parts printed to £1,000 and the total: 4 x 500 = 2,000 can be rounding.
    [
      "is rounding at the tolerance",
      () => reconcile(column(100000, 200000, 300000), 602000, 1000),
      row("ROUNDING", -2000),
    ],
    ["is a break beyond it", () => reconcile(column(100000, 200000, 300000), 603000, 1000), row("BREAK", -3000)],
    ["exact counts have no rounding of their own", () => reconcile(column(1, 4, -1), 5, 1, 0), row("BREAK", -1)],
    ["exact counts that agree", () => reconcile(column(1, 4, -1), 4, 1, 0), row("EXACT", 0)],
    ["reads a row as well", () => reconcile(row(1.5, 2.5), 4), row("EXACT", 0)],
    ["does not count a blank as a part", () => reconcile(column(100.4, null, ""), 102, 1), row("BREAK", -1.6)],
    [
      "parts from a formula with endless digits",
      () => reconcile(column(1000 / 3, 1000 / 3, 1000 / 3), 1000),
      row("EXACT", 0),
    ],
    [
      "a penny out is rounding when parts are to the penny",
      () => reconcile(column(0.1, 0.2), 0.31),
      row("ROUNDING", -0.01),
    ],
    ["refuses a printed unit of nil", () => reconcile(column(1), 1, 0), "#NUM!"],
    ["refuses a negative part unit", () => reconcile(column(1), 1, 1, -1), "#NUM!"],
    ["names the text", () => reconcile(column(1, "Total"), 1), "#VALUE! parts, row 2: 'Total' is not a number"],
    ["misses the total", () => reconcile(column(1), ""), "#N/A printed is blank"],
  ]);
});

describe("every function", () => {
  it("takes the number of a data type, and says when a cell holds something else", () => {
    const formatted = { type: "FormattedNumber", basicValue: 5, numberFormat: "£#,##0" };
    const picture = {
      type: "WebImage",
      basicValue: "#VALUE!",
      basicType: "Error",
      address: "https://example.org/a.png",
    };
    expect(cellsOf(() => variance(cell(formatted), cell(3)))).toEqual(cell(2));
    expect(cellsOf(() => variance(cell(picture), cell(3)))).toEqual("#VALUE! current holds #VALUE!");
    expect(cellsOf(() => variance(cell({ basicValue: {} }), cell(3)))).toEqual(
      "#VALUE! current holds neither a number nor a text",
    );
  });

  it("knows that the caller, whom Excel appends, is no argument", () => {
    const caller = { functionName: "MRP", address: "Sheet1!A1" };
    expect((mrp as (...args: unknown[]) => unknown)(100, 2, caller)).toEqual(column(50, 50));
  });

  it("lets a fault of the program be one", () => {
    const broken = {
      get length(): number {
        throw new TypeError("broken");
      },
    };
    expect(() => cellsOf(() => variance(cell(1), new Proxy([], { get: () => broken.length })))).toThrow(TypeError);
  });
});
