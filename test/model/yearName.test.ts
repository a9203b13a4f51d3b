/** The ways in which a financial year is written. */
import { describe, expect, it } from "vitest";
import { financialYearNamed } from "../../src/model";

describe("the name of a financial year", () => {
  it.each([
    ["2018/19", 2018],
    ["2018-19", 2018],
    ["2018–19", 2018],
    ["2018/2019", 2018],
    [" 2018 / 19 ", 2018],
    ["1999/2000", 1999],
    ["1999/00", 1999],
  ])("reads %s", (text, year) => {
    expect(financialYearNamed(text)).toBe(year);
  });

  it.each(["2018", "2018/20", "2018/18", "2018/2020", "18/19", "FY19", "2018/9", "2018_19", "", "0001/02", "9999/00"])(
    "reads no year from '%s'",
    (text) => {
      expect(financialYearNamed(text)).toBeNull();
    },
  );
});
