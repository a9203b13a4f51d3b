/** P9: ten thousand draws of the whole case by the shortcut beside a hundred full runs of draws, and how far they are apart. */
import type { BusinessCase } from "../../src/model";
import { rate } from "../../src/model";
import { wholePence } from "../../src/model/appraisal";
import { drawnOutcome, drawsOf, nearestRank, variationOf, type Draws } from "../../src/model/draws";
import { presentCostOf } from "../../src/model/sensitivity";
import { makeAssumption } from "../model/caseMaker";
import { intelligenceTom } from "../model/intelligenceTom";
import { basisOf } from "../model/sensitivityBasis";
import { interleaved, printMeasured } from "./measure";

const FULL_RUNS = 100;

/** The draws of PCD 484 with four ranges. A full run works the costs of one draw out from its posts and lines. */
export async function drawsOfTheCase(): Promise<void> {
  const businessCase = withRanges(intelligenceTom());
  const basis = basisOf(businessCase);
  const draws = drawsOf(basis);
  if (draws === null) throw new Error("the case gives ranges");
  const shortcut = (): unknown => drawnOutcome(basis, drawsOf(basis) ?? draws);
  const full = (): unknown => {
    for (let draw = 0; draw < FULL_RUNS; draw++) presentCostOf(basis, variationOf(draws, draw));
    return null;
  };
  printMeasured(
    `${draws.count.toLocaleString("en-GB")} draws of PCD 484, everything from the ranges to the percentiles`,
    await interleaved(
      25,
      new Map([
        [`${FULL_RUNS} full runs (the floor to stay under)`, full],
        [`${draws.count.toLocaleString("en-GB")} draws by the shortcut`, shortcut],
      ]),
    ),
  );
  printBound(basis, draws);
}

/** The largest difference between a percentile of the shortcut and that of full runs of the same draws. */
function printBound(basis: ReturnType<typeof basisOf>, draws: Draws): void {
  const outcome = drawnOutcome(basis, draws);
  if ("needed" in outcome) throw new Error(outcome.needed);
  const byFullRuns = Array.from({ length: draws.count }, (_, draw) => {
    const present = presentCostOf(basis, variationOf(draws, draw));
    return present === null ? Number.NaN : wholePence(present);
  }).sort((a, b) => a - b);
  const apart = [...outcome.percentiles].map(([percentile, value]) =>
    Math.abs(value - (byFullRuns[nearestRank(percentile, draws.count)] ?? Number.NaN)),
  );
  console.log(
    `  P10, P50 and P90 are at most ${Math.max(...apart)}p from those of ${draws.count.toLocaleString("en-GB")} full runs; the stated bound is ${outcome.bound}p; ${outcome.fullRuns} levels were worked out in full`,
  );
}

function withRanges(businessCase: BusinessCase): BusinessCase {
  return {
    ...businessCase,
    assumptions: [
      makeAssumption("range-of-posts", { unit: "percent", rate: rate(10, 100) }),
      makeAssumption("range-of-start-month", { unit: "count", count: 2 }),
      makeAssumption("range-of-capital", { unit: "percent", rate: rate(20, 100) }),
      makeAssumption("range-of-slippage", { unit: "count", count: 3 }),
    ],
  };
}
