/** The published pay of Band E of police staff and its on-costs, 2018/19 and 2019/20: what the pay build is held against. */
import { rate, type BusinessCase, type LineId, type PayAssumption, type PensionBand, type Post } from "../../src/model";
import {
  exactly,
  makeCase,
  makeDecision,
  makePayAssumption,
  makePensionBand,
  makePost,
  makeScalePoint,
  year,
} from "./caseMaker";

export const BAND_E = [makeScalePoint(1, 25_591, "2018-04-01"), makeScalePoint(2, 27_545, "2018-04-01")];

/** Employer rates by whole-salary band: 20.0 and 20.9%, then 26.6, 27.1, 27.9 and 30.3%. */
export const CIVIL_SERVICE: readonly PensionBand[] = [
  makePensionBand("Civil service", year("2018/19"), 0, 23_000, rate(200, 1_000)),
  makePensionBand("Civil service", year("2018/19"), 23_001, 45_500, rate(209, 1_000)),
  makePensionBand("Civil service", year("2019/20"), 0, 23_000, rate(266, 1_000)),
  makePensionBand("Civil service", year("2019/20"), 23_001, 45_500, rate(271, 1_000)),
  makePensionBand("Civil service", year("2019/20"), 45_501, 77_000, rate(279, 1_000)),
  makePensionBand("Civil service", year("2019/20"), 77_001, null, rate(303, 1_000)),
];

export const STAFF_2018 = makePayAssumption(year("2018/19"), {
  employerNiRate: rate(138, 1_000),
  employerNiThreshold: exactly(8_424).amount,
  pensionScheme: "Civil service",
  zone1Allowance: exactly(2_148).amount,
});

/** 2019/20 without an award: the threshold and the pension rates move, pay and allowance do not. */
export const STAFF_2019 = makePayAssumption(year("2019/20"), {
  employerNiRate: rate(138, 1_000),
  employerNiThreshold: exactly(8_632).amount,
  pensionScheme: "Civil service",
  zone1Allowance: exactly(2_148).amount,
});

/** 2019/20 with 2% on scale and allowance: 2,148 x 1.02 = 2,190.96. */
export const STAFF_2019_AWARD: PayAssumption = {
  ...STAFF_2019,
  award: rate(2, 100),
  zone1Allowance: exactly(2_190.96).amount,
};

/** Pension bands and pay assumptions of 2020/21 like those of 2019/20. */
export const CIVIL_SERVICE_2020: readonly PensionBand[] = CIVIL_SERVICE.filter(
  (band) => band.year === year("2019/20"),
).map((band) => ({ ...band, line: `${band.line} 2020` as LineId, year: year("2020/21") }));

export const STAFF_2020 = makePayAssumption(year("2020/21"), {
  employerNiRate: rate(138, 1_000),
  employerNiThreshold: exactly(8_788).amount,
  pensionScheme: "Civil service",
  zone1Allowance: exactly(2_148).amount,
});

/** The pay sheets of Band E for 2018/19 to 2020/21. */
export const THREE_YEARS: Pick<BusinessCase, "payScales" | "payAssumptions" | "pensionBands"> = {
  payScales: BAND_E,
  payAssumptions: [STAFF_2018, STAFF_2019, STAFF_2020],
  pensionBands: [...CIVIL_SERVICE, ...CIVIL_SERVICE_2020],
};

/** A post at the top of Band E in zone 1, whose cost nobody states. */
export function topOfBandE(parts: Partial<Post> = {}): Post {
  return makePost("P1", { scalePoint: 2, zone: "Zone 1", ...parts });
}

/** A case of one year, 2019/20, with these posts and the pay sheets of Band E. */
export function bandECase(parts: Partial<BusinessCase> = {}): BusinessCase {
  return makeCase({
    decision: makeDecision({ baseYear: year("2019/20"), horizonInYears: 1 }),
    posts: [topOfBandE()],
    payScales: BAND_E,
    payAssumptions: [STAFF_2018, STAFF_2019],
    pensionBands: CIVIL_SERVICE,
    ...parts,
  });
}
