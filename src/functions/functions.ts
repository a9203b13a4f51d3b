/**
 * The worksheet functions of the namespace BCASE. Each reads its arguments, calls a rule of the model and gives a value or
 * the fitting error; no function reads a sheet, a setting, a clock or the network. Excel's help for them is made from the
 * comments here, where the first paragraph is what it shows of a function and each parameter's line what it shows of that.
 *
 * Everything is unknown until it has been checked: Excel would turn a wrong argument into an error without a word.
 */
import {
  annuityInstalments,
  apportion as shareByLargestRemainder,
  closingBalance,
  discountFactor as factorOf,
  drawFromSources,
  eligibleUnderspend,
  equalInstalments,
  flagVariance,
  formatYear,
  headroomOf,
  NIL,
  partYearByDays,
  partYearByMonths,
  payAfterAward,
  payCost,
  pence,
  presentValue as presentValueOf,
  pressureAfterBridge,
  quotientHalfUp,
  rateVariance,
  rate as rateOf,
  reconcile as reconcileSum,
  residualPressure,
  unitsApart,
  upliftAmount,
  WHOLE,
  type FinancialYear,
  type Pence,
  type Rate,
} from "../model";
import { answer, divisionError, notAvailable, numberError, raise, valueError } from "./cellError";
import {
  amountIn,
  cellAt,
  countIn,
  dayIn,
  everyCell,
  fromUnits,
  given,
  growthIn,
  isBlank,
  isSingle,
  isTrue,
  notNegativeAmountIn,
  notNegativeIn,
  numberIn,
  one,
  optional,
  PENNY,
  placeOf,
  pounds,
  rateIn,
  required,
  shareIn,
  unitOf,
  unitsIn,
  unitsInSum,
  wordOf,
  yearBeginningIn,
  yearIn,
  yesOrNo,
  type Cells,
} from "./cells";
import { LONGEST_SCHEDULE, scheduleOf, type Schedule } from "./schedule";
import {
  byYear,
  cellByCell,
  directionOf,
  inDirection,
  mustCount,
  mustMatch,
  runsDown,
  yearsDiffer,
  type ByYear,
} from "./shapes";

/**
 * Shares an amount by weights so that the parts add to it exactly: money to the penny, posts whole or in halves.
 * @customfunction APPORTION
 * @helpurl https://localhost:3000/functions-help.html#APPORTION
 * @param amount What is shared out, rounded to the unit first.
 * @param weights A range of weights, one for each part; none below nil.
 * @param [unit] What the parts are whole numbers of: 0.01 for pennies (as when left out), 1 for posts, 0.5 for half posts, 1000 for thousands.
 * @param [tie] Who gets the last unit among equal remainders: "LARGEST" weight (as when left out), "FIRST" or "LAST".
 * @returns The parts, in the shape of the weights.
 */
export function apportion(amount: unknown, weights: unknown[][], unit?: unknown, tie?: unknown): unknown[][] {
  return answer(() => {
    const amountCell = one(required("amount", amount));
    const whole = given(numberIn(amountCell), amountCell);
    const weightCells = required("weights", weights);
    const shareOfEach = everyCell(weightCells).map(notNegativeIn);
    const step = unitOf(optional("unit", unit), PENNY);
    const ties = TIE_RULES[wordOf(optional("tie", tie), ["LARGEST", "FIRST", "LAST"], "LARGEST")];
    const scale = shareOfEach.reduce((largest, { denominator }) => Math.max(largest, denominator), 1);
    const comparable = shareOfEach.map(({ numerator, denominator }) => numerator * (scale / denominator));
    if (comparable.every((weight) => weight === 0)) raise(divisionError());
    const shared = shareByLargestRemainder(unitsIn(whole, step), comparable, [], ties);
    const parts = (shared?.parts ?? raise(divisionError())).map((units) => fromUnits(units, step));
    return weightCells.rows.map((row, index) => parts.slice(index * row.length, (index + 1) * row.length));
  });
}

const TIE_RULES = { LARGEST: "larger weight", FIRST: "first", LAST: "last" } as const;

/**
 * The share of a financial year in which a post exists, from 0 to 1.
 * @customfunction PARTYEAR
 * @helpurl https://localhost:3000/functions-help.html#PARTYEAR
 * @param year_start The year, by its first day (1 April) or as text such as 2019/20.
 * @param start_date The first day of the post.
 * @param [end_date] The last day of the post; blank when it does not end.
 * @param [basis] "MONTHS" (as when left out): whole months, counted when the post exists on the 15th; or "DAYS".
 * @returns The share of the year, in the shape of the dates.
 */
export function partYear(
  year_start: unknown[][],
  start_date: unknown[][],
  end_date?: unknown[][],
  basis?: unknown,
): unknown[][] {
  return answer(() => {
    const shareOfYear =
      wordOf(optional("basis", basis), ["MONTHS", "DAYS"], "MONTHS") === "DAYS" ? partYearByDays : partYearByMonths;
    return cellByCell(
      [required("year_start", year_start), required("start_date", start_date), optional("end_date", end_date)],
      ([yearCell, startCell, endCell]) => {
        const year = given(yearBeginningIn(yearCell), yearCell);
        const start = given(dayIn(startCell), startCell);
        const end = endCell && dayIn(endCell);
        if (end !== null && end < start) raise(numberError());
        const { numerator, denominator } = shareOfYear(year, start, end);
        return numerator / denominator;
      },
    );
  });
}

/**
 * What posts cost in a year: posts x rate x (1 + on-costs) x (1 - vacancies) x share of the year, to the penny.
 * @customfunction STAFFCOST
 * @helpurl https://localhost:3000/functions-help.html#STAFFCOST
 * @param fte Posts in full-time equivalents; none below nil.
 * @param rate What one post is paid or costs in a full year, in pounds.
 * @param [oncost_rate] Employer on-costs as a share of pay, 0.31 for 31 %; none when left out.
 * @param [vacancy_rate] The share of posts expected to stand empty, 0 to 1; none when left out.
 * @param [year_fraction] The share of the year in post, 0 to 1, as from PARTYEAR; a whole year when left out.
 * @returns The cost in pounds, in the shape of the arguments.
 */
export function staffCost(
  fte: unknown[][],
  rate: unknown[][],
  oncost_rate?: unknown[][],
  vacancy_rate?: unknown[][],
  year_fraction?: unknown[][],
): unknown[][] {
  return answer(() =>
    cellByCell(
      [
        required("fte", fte),
        required("rate", rate),
        optional("oncost_rate", oncost_rate),
        optional("vacancy_rate", vacancy_rate),
        optional("year_fraction", year_fraction),
      ],
      ([posts, pay, onCosts, vacancies, year]) =>
        pounds(
          payCost({
            posts: notNegativeIn(posts),
            payOfOnePost: amountIn(pay),
            onCostRate: onCosts ? growthIn(onCosts) : NOTHING,
            vacancyRate: vacancies ? shareIn(vacancies) : NOTHING,
            yearShare: year ? shareIn(year) : WHOLE,
          }),
        ),
    ),
  );
}

const NOTHING = rateOf(0, 1);

/**
 * An amount in the prices of one year taken to another by yearly rates, forwards or back, to the penny.
 * @customfunction UPLIFT
 * @helpurl https://localhost:3000/functions-help.html#UPLIFT
 * @param amount The amount in the prices of the base year, in pounds.
 * @param rates Two columns: a financial year, and the rate into that year (0.02 for 2 %).
 * @param base_year The year whose prices the amount is in, as a date or as text such as 2018/19.
 * @param year The year to take it to.
 * @returns The amount in pounds, in the shape of the amounts and years.
 */
export function uplift(
  amount: unknown[][],
  rates: unknown[][],
  base_year: unknown[][],
  year: unknown[][],
): unknown[][] {
  return answer(() => {
    const amounts = required("amount", amount);
    const rateInto = ratesByYear(required("rates", rates));
    return cellByCell(
      [amounts, required("base_year", base_year), required("year", year)],
      ([amountCell, fromCell, toCell]) => {
        const [from, to] = [given(yearIn(fromCell), fromCell), given(yearIn(toCell), toCell)];
        const outcome = upliftAmount(amountIn(amountCell), rateInto, from, to);
        if (outcome.kind === "no rate") return raise(notAvailable(`rates has no rate for ${formatYear(outcome.year)}`));
        return pounds(outcome.amount);
      },
    );
  });
}

/** Rates by the year they lead into; rows without a year or a rate are as if they were not there. */
function ratesByYear(table: Cells): ReadonlyMap<FinancialYear, Rate> {
  if (table.width !== 2) {
    raise(valueError(`rates needs two columns, year and rate; it has ${table.width}`));
  }
  const rates = new Map<FinancialYear, Rate>();
  table.rows.forEach((_, row) => {
    const yearCell = cellAt(table, row, 0);
    const rateCell = cellAt(table, row, 1);
    const year = yearIn(yearCell);
    if (year === null || isBlank(rateCell.value)) return;
    if (rates.has(year)) raise(valueError(`${placeOf(yearCell)}: ${formatYear(year)} is there twice`));
    rates.set(year, growthIn(rateCell));
  });
  return rates;
}

/**
 * What each source pays of each year's costs, the first in order first; a last row holds what is left unfunded.
 * @customfunction FUND
 * @helpurl https://localhost:3000/functions-help.html#FUND
 * @param costs Costs by year: a row, or lines by year that are added up. In a column the years run down.
 * @param limits The most each source gives, sources by years; blank for no limit.
 * @param [order] A rank for each source, 1 drawn first; as they stand when left out.
 * @param [eligible] In the shape of the limits, 1 where a source may pay in a year and 0 where not; all may when left out.
 * @param [unit] What is drawn comes in whole numbers of this: 0.01 (as when left out), 1000 for thousands. Costs are rounded to it, limits down.
 * @returns A row for each source and a last row of what is unfunded, by year; every column adds to its cost.
 */
export function fund(
  costs: unknown[][],
  limits: unknown[][],
  order?: unknown[][],
  eligible?: unknown[][],
  unit?: unknown,
): unknown[][] {
  return answer(() => {
    const costCells = required("costs", costs);
    const limitCells = required("limits", limits);
    const orderCells = optional("order", order);
    const eligibleCells = optional("eligible", eligible);
    const step = unitOf(optional("unit", unit), PENNY);

    const isDown = runsDown(costCells);
    const [sources, limitYears] = isDown
      ? [limitCells.width, limitCells.height]
      : [limitCells.height, limitCells.width];
    const costYears = isDown ? costCells.height : costCells.width;
    if (!isSingle(costCells) && !isSingle(limitCells) && costYears !== limitYears) {
      raise(yearsDiffer(costCells, costYears, limitCells, limitYears));
    }
    if (eligibleCells) mustMatch(eligibleCells, limitCells);
    if (orderCells) mustCount(orderCells, sources, limitCells, sources === 1 ? "source" : "sources");
    const years = isSingle(costCells) ? limitYears : costYears;

    const places = orderCells && everyCell(orderCells).map(numberIn);
    const at = (cells: Cells, source: number, year: number) =>
      isDown ? cellAt(cells, year, source) : cellAt(cells, source, year);
    const inYears = <Value>(work: (year: number) => Value): Value[] =>
      Array.from({ length: years }, (_, year) => work(year));
    const wanted = inYears((year) => {
      const lines = isDown ? 1 : costCells.height;
      const cells = Array.from({ length: lines }, (_, line) => at(costCells, line, year));
      return unitsInSum(cells.map(rateIn), step);
    });
    const drawn = drawFromSources(
      wanted,
      Array.from({ length: sources }, (_, source) => ({
        limits: inYears((year) => {
          const cell = at(limitCells, source, year);
          return isBlank(cell.value) ? null : wholeUnitsIn(notNegativeIn(cell), step);
        }),
        mayPayIn: inYears((year) => eligibleCells === null || yesOrNo(at(eligibleCells, source, year), ["1", "0"])),
        order: places && orderPlace(places[source] ?? null),
      })),
    );
    const rows = [...drawn.drawn, drawn.unfunded].map((row) => row.map((units) => fromUnits(units, step)));
    return inDirection(rows, isDown);
  });
}

function orderPlace(place: Rate | null): number | null {
  return place && place.numerator / place.denominator;
}

/** How many whole units lie in a number: a limit is never rounded up. */
function wholeUnitsIn(value: Rate, unit: Rate): number {
  const units =
    (BigInt(value.numerator) * BigInt(unit.denominator)) / (BigInt(value.denominator) * BigInt(unit.numerator));
  return unitsIn(rateOf(Number(units), 1), WHOLE);
}

/**
 * What funding leaves uncovered in each year: costs less funding, never below nil.
 * @customfunction FUNDGAP
 * @helpurl https://localhost:3000/functions-help.html#FUNDGAP
 * @param costs Costs by year: a row, or lines by year that are added up. In a column the years run down.
 * @param funding Funding by year, in the same direction; several sources are added up.
 * @param [show_surplus] TRUE for a second row with funding beyond the cost, as a negative amount.
 * @returns The gap by year in pounds, and the surplus below it when asked for.
 */
export function fundGap(costs: unknown[][], funding: unknown[][], show_surplus?: unknown): unknown[][] {
  return answer(() => {
    const [costCells, fundingCells] = [required("costs", costs), required("funding", funding)];
    const hasSurplus = isTrue(optional("show_surplus", show_surplus));
    // Beside one cost a column is the sources of one year: the direction is that of the costs.
    const years = byYear([costCells, fundingCells], runsDown(costCells) ? "down" : "across");
    const uncovered = yearly(years, (year) => totalIn(years, costCells, year) - totalIn(years, fundingCells, year));
    const rows = [uncovered.map((amount) => pounds(Math.max(0, amount)))];
    if (hasSurplus) rows.push(uncovered.map((amount) => pounds(Math.min(0, amount))));
    return inDirection(rows, years.isDown);
  });
}

/** The lines of an argument added up in a year, in pence. */
function totalIn(years: ByYear, cells: Cells, year: number): number {
  return years.cellsIn(cells, year).reduce((sum, cell) => sum + amountIn(cell), 0);
}

function yearly<Value>(years: ByYear, work: (year: number) => Value): Value[] {
  return Array.from({ length: years.years }, (_, year) => work(year));
}

/**
 * A reserve rolled forward: its closing balance by year, and below it 1 in each year that falls short of the minimum.
 * @customfunction RESERVE
 * @helpurl https://localhost:3000/functions-help.html#RESERVE
 * @param opening The balance at the start of the first year, in pounds.
 * @param contributions What is paid in, by year. In a column the years run down.
 * @param drawdowns What is taken out, by year, as positive amounts.
 * @param [minimum] The balance that must remain, one for all years or by year; nil when left out.
 * @returns Two rows (columns when the years run down): closing balances, and 1 or 0.
 */
export function reserve(
  opening: unknown,
  contributions: unknown[][],
  drawdowns: unknown[][],
  minimum?: unknown[][],
): unknown[][] {
  return answer(() => {
    const openingCell = one(required("opening", opening));
    const [into, out] = [required("contributions", contributions), required("drawdowns", drawdowns)];
    const least = optional("minimum", minimum);
    const years = byYear([into, out, least], directionOf([into, out, least]));
    let balance: number = amountIn(openingCell);
    const closings = yearly(years, (year) => {
      balance = closingBalance(balance, totalIn(years, into, year), totalIn(years, out, year));
      return balance;
    });
    const isShort = closings.map((closing, year) => (closing < (least ? totalIn(years, least, year) : 0) ? 1 : 0));
    return inDirection([closings.map(pounds), isShort], years.isDown);
  });
}

/**
 * The budget pressure that is left in each year when one-off funding ends, after savings identified; below nil a surplus.
 * @customfunction PRESSURE
 * @helpurl https://localhost:3000/functions-help.html#PRESSURE
 * @param recurring_costs Recurring costs by year: a row, or lines by year that are added up. In a column the years run down.
 * @param bridge_funding One-off money that covers them for a time, by year.
 * @param [savings_identified] Savings identified or delivered, by year; a target is not one. None when left out.
 * @returns The pressure by year in pounds.
 */
export function pressure(
  recurring_costs: unknown[][],
  bridge_funding: unknown[][],
  savings_identified?: unknown[][],
): unknown[][] {
  return answer(() => {
    const costs = required("recurring_costs", recurring_costs);
    const bridge = required("bridge_funding", bridge_funding);
    const savings = optional("savings_identified", savings_identified);
    const years = byYear([costs, bridge, savings], directionOf([costs, bridge, savings]));
    const left = yearly(years, (year) =>
      residualPressure(
        pressureAfterBridge(totalIn(years, costs, year), totalIn(years, bridge, year)),
        savings ? totalIn(years, savings, year) : 0,
      ),
    );
    return inDirection([left.map(pounds)], years.isDown);
  });
}

/**
 * The factor that turns an amount of a year into its present value; year 0 is 1.
 * @customfunction DISCOUNTFACTOR
 * @helpurl https://localhost:3000/functions-help.html#DISCOUNTFACTOR
 * @param schedule "GB" for the official stepped rates, or one rate (0.035), or a range of rates whose first leads into year 1.
 * @param year The year or years, counted from the base year 0.
 * @returns The factor, in the shape of the years.
 */
export function discountFactor(schedule: unknown[][], year: unknown[][]): unknown[][] {
  return answer(() => {
    const discounting = scheduleOf(required("schedule", schedule));
    return cellByCell([required("year", year)], ([cell]) => {
      const years = countIn(cell, LONGEST_SCHEDULE);
      mustReach(discounting, years);
      const { numerator, denominator } = factorOf(years, discounting.steps);
      return toNumber(numerator, denominator);
    });
  });
}

/** Decimal places of a factor: beyond what a number of Excel can hold. */
const FACTOR_PLACES = 25;

/** The number nearest to an exact fraction. */
function toNumber(numerator: bigint, denominator: bigint): number {
  return Number(`${quotientHalfUp(numerator * 10n ** BigInt(FACTOR_PLACES), denominator)}e-${FACTOR_PLACES}`);
}

function mustReach({ reaches, name }: Schedule, year: number): void {
  if (year > reaches) raise(notAvailable(`${name} has ${reaches} rates, and year ${year} is beyond them`));
}

/**
 * The present value of amounts by year, to the penny. Unlike NPV it does not discount the first when that is year 0.
 * @customfunction PRESENTVALUE
 * @helpurl https://localhost:3000/functions-help.html#PRESENTVALUE
 * @param schedule "GB" for the official stepped rates, or one rate (0.035), or a range of rates whose first leads into year 1.
 * @param values Amounts by year: a row or a column, or lines by year that are added up.
 * @param [first_year] The year of the first amount, counted from the base year; 0 when left out.
 * @returns The present value in pounds.
 */
export function presentValue(schedule: unknown[][], values: unknown[][], first_year?: unknown): number {
  return answer(() => {
    const discounting = scheduleOf(required("schedule", schedule));
    const valueCells = required("values", values);
    const firstCells = optional("first_year", first_year);
    const first = firstCells ? countIn(one(firstCells), LONGEST_SCHEDULE) : 0;
    const years = byYear([valueCells], directionOf([valueCells]));
    const last = first + years.years - 1;
    if (last > LONGEST_SCHEDULE) raise(numberError());
    mustReach(discounting, last);
    const amounts = yearly(years, (year) => pence(totalIn(years, valueCells, year)));
    return pounds(presentValueOf([...new Array<Pence>(first).fill(NIL), ...amounts], discounting.steps));
  });
}

/**
 * Current less baseline. For a COST above nil is adverse, for an INCOME above nil is favourable.
 * @customfunction VARIANCE
 * @helpurl https://localhost:3000/functions-help.html#VARIANCE
 * @param current The amounts now, in pounds.
 * @param baseline The amounts to compare them with.
 * @param [sense] "COST" (as when left out) or "INCOME": it says how to read the sign, which stays current less baseline.
 * @returns The variance in pounds, in the shape of the amounts.
 */
export function variance(current: unknown[][], baseline: unknown[][], sense?: unknown): unknown[][] {
  return answer(() => {
    wordOf(optional("sense", sense), SENSES, "COST");
    return cellByCell([required("current", current), required("baseline", baseline)], ([now, before]) =>
      pounds(amountIn(now) - amountIn(before)),
    );
  });
}

const SENSES = ["COST", "INCOME"] as const;

/**
 * Whether a line has moved beyond its limits: OK, ADVERSE, FAVOURABLE, NEW or REMOVED. At a limit it has passed it.
 * @customfunction FLAG
 * @helpurl https://localhost:3000/functions-help.html#FLAG
 * @param current The amounts now, in pounds.
 * @param baseline The amounts to compare them with; nil for a line that was not there.
 * @param amount_limit The change in pounds from which a line is flagged.
 * @param [pct_limit] The change as a share of the baseline, 0.05 for 5 %; only the amount decides when left out.
 * @param [mode] "AND" (as when left out): both limits must be passed; "OR": one is enough.
 * @param [sense] "COST" (as when left out): more is adverse; "INCOME": more is favourable.
 * @returns The flag as a word, in the shape of the amounts.
 */
export function flag(
  current: unknown[][],
  baseline: unknown[][],
  amount_limit: unknown[][],
  pct_limit?: unknown[][],
  mode?: unknown,
  sense?: unknown,
): unknown[][] {
  return answer(() => {
    const needed = wordOf(optional("mode", mode), ["AND", "OR"], "AND") === "AND" ? "both" : "either";
    const direction = wordOf(optional("sense", sense), SENSES, "COST") === "COST" ? "cost" : "income";
    return cellByCell(
      [
        required("current", current),
        required("baseline", baseline),
        required("amount_limit", amount_limit),
        optional("pct_limit", pct_limit),
      ],
      ([now, before, amount, share]) =>
        flagVariance(
          amountIn(now),
          amountIn(before),
          { amount: notNegativeAmountIn(amount), share: share && notNegativeIn(share), needed },
          direction,
        ),
    );
  });
}

/**
 * Whether two workings of a figure agree: PROVED, or by how much they differ.
 * @customfunction PROVE
 * @helpurl https://localhost:3000/functions-help.html#PROVE
 * @param engine_value The figure as the add-in gives it.
 * @param plain_value The figure as a plain formula gives it.
 * @param [unit] Differences below half of this are none: 0.01 (as when left out) is to the penny.
 * @returns PROVED or the difference, in the shape of the figures.
 */
export function prove(engine_value: unknown[][], plain_value: unknown[][], unit?: unknown): unknown[][] {
  return answer(() => {
    const step = unitOf(optional("unit", unit), PENNY);
    return cellByCell(
      [required("engine_value", engine_value), required("plain_value", plain_value)],
      ([engine, plain]) => {
        const apart = unitsApart(rateIn(engine), rateIn(plain), step);
        return apart === 0 ? "PROVED" : `DIFFERS BY ${differenceShown(apart, step)}`;
      },
    );
  });
}

/** "£0.01", "£1,000", and for a unit below a penny all its places. */
function differenceShown(units: number, unit: Rate): string {
  const places = Math.max(2, String(unit.denominator).length - 1);
  const exact = (BigInt(units) * BigInt(unit.numerator) * 10n ** BigInt(places)) / BigInt(unit.denominator);
  const digits = String(exact).padStart(places + 1, "0");
  const whole = digits.slice(0, -places).replace(/\B(?=(\d{3})+$)/g, ",");
  const fraction = digits.slice(-places);
  return /^0+$/.test(fraction) ? `£${whole}` : `£${whole}.${fraction}`;
}

/**
 * The financial year of a date or of a text, written as 2018/19. The year runs from 1 April to 31 March.
 * @customfunction FINANCIALYEAR
 * @helpurl https://localhost:3000/functions-help.html#FINANCIALYEAR
 * @param date_or_text A date, or a year as text: 2018/19, 2018-19 or 2018/2019.
 * @returns The year as text, in the shape of the dates.
 */
export function financialYear(date_or_text: unknown[][]): unknown[][] {
  return answer(() =>
    cellByCell([required("date_or_text", date_or_text)], ([cell]) => formatYear(given(yearIn(cell), cell))),
  );
}

/**
 * Pay after an award, rounded to the multiple that the pay scale is kept in.
 * @customfunction UPRATE
 * @helpurl https://localhost:3000/functions-help.html#UPRATE
 * @param pay Pay before the award, in pounds.
 * @param award The award, 0.02 for 2 %.
 * @param [multiple] What the scale is rounded to, in whole pence: 0.01 (as when left out), 3 for police officers.
 * @returns Pay after the award in pounds, in the shape of the arguments.
 */
export function uprate(pay: unknown[][], award: unknown[][], multiple?: unknown): unknown[][] {
  return answer(() => {
    const step = unitOf(optional("multiple", multiple), PENNY);
    const penceOfStep = unitsIn(step, PENNY);
    // Money is whole pence, so a scale kept in parts of a penny is out of reach.
    if (PENNY.denominator % step.denominator !== 0) raise(numberError());
    return cellByCell([required("pay", pay), required("award", award)], ([payCell, awardCell]) =>
      pounds(payAfterAward(amountIn(payCell), growthIn(awardCell), pence(penceOfStep))),
    );
  });
}

/**
 * The part of an underspend that may be moved: what is under budget, less external funding and other calls; never below nil.
 * @customfunction UNDERSPEND
 * @helpurl https://localhost:3000/functions-help.html#UNDERSPEND
 * @param budget The budget, in pounds.
 * @param forecast The forecast against it.
 * @param [external] The part of the underspend on grant or third-party activity; none when left out.
 * @param [other_calls] What the underspend is already wanted for; nothing when left out.
 * @returns The eligible underspend in pounds, in the shape of the arguments.
 */
export function underspend(
  budget: unknown[][],
  forecast: unknown[][],
  external?: unknown[][],
  other_calls?: unknown[][],
): unknown[][] {
  return answer(() =>
    cellByCell(
      [
        required("budget", budget),
        required("forecast", forecast),
        optional("external", external),
        optional("other_calls", other_calls),
      ],
      ([budgetCell, forecastCell, externalCell, callsCell]) =>
        pounds(
          eligibleUnderspend(
            amountIn(budgetCell),
            amountIn(forecastCell),
            externalCell ? notNegativeAmountIn(externalCell) : 0,
            callsCell ? notNegativeAmountIn(callsCell) : 0,
          ),
        ),
    ),
  );
}

/**
 * What is left of a fund or a plan line: opening + contributions - spent - committed - request. Below nil it is overdrawn.
 * @customfunction HEADROOM
 * @helpurl https://localhost:3000/functions-help.html#HEADROOM
 * @param opening The balance or budget at the start, in pounds.
 * @param contributions What is added.
 * @param spent What is spent already.
 * @param committed What is approved and not spent yet.
 * @param [request] What is asked for now; nothing when left out.
 * @returns The headroom in pounds, in the shape of the arguments.
 */
export function headroom(
  opening: unknown[][],
  contributions: unknown[][],
  spent: unknown[][],
  committed: unknown[][],
  request?: unknown[][],
): unknown[][] {
  return answer(() =>
    cellByCell(
      [
        required("opening", opening),
        required("contributions", contributions),
        required("spent", spent),
        required("committed", committed),
        optional("request", request),
      ],
      ([openingCell, contributed, spentCell, committedCell, requested]) =>
        pounds(
          headroomOf(
            amountIn(openingCell),
            amountIn(contributed),
            amountIn(spentCell),
            amountIn(committedCell),
            requested ? amountIn(requested) : 0,
          ),
        ),
    ),
  );
}

/**
 * Minimum revenue provision: what borrowed capital charges to revenue, a row a year from the year after the spend.
 * @customfunction MRP
 * @helpurl https://localhost:3000/functions-help.html#MRP
 * @param capital The capital that is borrowed, in pounds.
 * @param life The life of the asset in whole years.
 * @param [rate] The interest rate, 0.025 for 2.5 %; needed for the annuity only.
 * @param [method] "STRAIGHT" (as when left out): equal instalments; "ANNUITY": the capital part of a level payment.
 * @returns The charge of each year in pounds; they add to the capital, and the last takes the odd penny.
 */
export function mrp(capital: unknown, life: unknown, rate?: unknown, method?: unknown): unknown[][] {
  return answer(() => {
    const borrowed = notNegativeAmountIn(one(required("capital", capital)));
    const years = countIn(one(required("life", life)), LONGEST_SCHEDULE);
    const rateCells = optional("rate", rate);
    const interest = rateCells && growthIn(one(rateCells));
    const isAnnuity = wordOf(optional("method", method), ["STRAIGHT", "ANNUITY"], "STRAIGHT") === "ANNUITY";
    if (isAnnuity && interest === null) raise(notAvailable("rate is not given, and an annuity needs one"));
    const charges =
      isAnnuity && interest ? annuityInstalments(borrowed, years, interest) : equalInstalments(borrowed, years);
    return charges.map((charge) => [pounds(charge)]);
  });
}

/**
 * The colour of a variance: RED from the lower of two limits, AMBER above nil, GREEN at or under budget.
 * @customfunction RAG
 * @helpurl https://localhost:3000/functions-help.html#RAG
 * @param variance Forecast less budget, in pounds; an overspend is positive.
 * @param budget The budget that the share is of; of a nil budget only the amount decides.
 * @param pct_limit The share of the budget from which it is red, 0.05 for 5 %.
 * @param amount_limit The amount from which it is red, in pounds.
 * @param [two_sided] TRUE to colour an underspend by its size in the same way.
 * @returns GREEN, AMBER or RED, in the shape of the arguments.
 */
export function rag(
  variance: unknown[][],
  budget: unknown[][],
  pct_limit: unknown[][],
  amount_limit: unknown[][],
  two_sided?: unknown,
): unknown[][] {
  return answer(() => {
    const isTwoSided = isTrue(optional("two_sided", two_sided));
    return cellByCell(
      [
        required("variance", variance),
        required("budget", budget),
        required("pct_limit", pct_limit),
        required("amount_limit", amount_limit),
      ],
      ([varianceCell, budgetCell, share, amount]) =>
        rateVariance(
          amountIn(varianceCell),
          amountIn(budgetCell),
          notNegativeIn(share),
          notNegativeAmountIn(amount),
          isTwoSided,
        ),
    );
  });
}

/**
 * Whether parts explain a printed total: EXACT, ROUNDING (their printed digits can make the difference) or BREAK.
 * @customfunction RECONCILE
 * @helpurl https://localhost:3000/functions-help.html#RECONCILE
 * @param parts The parts that should add to the total.
 * @param printed The total as it is printed.
 * @param [printed_unit] What the total is printed to: 0.01 (as when left out), 1000 for thousands.
 * @param [part_unit] What the parts are printed to; as the total when left out, 0 for exact counts.
 * @returns Two cells across: the class, and the parts less the printed total.
 */
export function reconcile(
  parts: unknown[][],
  printed: unknown,
  printed_unit?: unknown,
  part_unit?: unknown,
): unknown[][] {
  return answer(() => {
    const quoted = everyCell(required("parts", parts))
      .map(numberIn)
      .filter((part) => part !== null);
    const printedCell = one(required("printed", printed));
    const total = given(numberIn(printedCell), printedCell);
    const totalUnit = unitOf(optional("printed_unit", printed_unit), PENNY);
    const partUnitCells = optional("part_unit", part_unit);
    const partUnit = partUnitCells ? notNegativeIn(one(partUnitCells)) : totalUnit;

    // All in one small unit of which half units are whole numbers; posts are held to four places.
    const grain = rateOf(1, 2 * Math.max(totalUnit.denominator, partUnit.denominator, POST_PLACES));
    const halfOf = (unit: Rate): number => unitsIn(unit, grain) / 2;
    const { class: verdict, difference } = reconcileSum({
      printed: unitsIn(total, grain),
      printedHalfUnit: halfOf(totalUnit),
      modelled: unitsInSum(quoted, grain),
      partHalfUnits: partUnit.numerator === 0 ? [] : quoted.map(() => halfOf(partUnit)),
    });
    return [[verdict, fromUnits(difference, grain)]];
  });
}

/** Posts are held in ten-thousandths. */
const POST_PLACES = 10_000;
