/** What the variations of a case are worked out from, for tests that vary it themselves. */
import { type BusinessCase } from "../../src/model";
import { costByLineAndYear, linesCounted } from "../../src/model/costs";
import { calculate } from "../../src/model/evaluate";
import { linesOfOption } from "../../src/model/options";
import { sensitivityBasis, type SensitivityBasis } from "../../src/model/sensitivity";
import { StaffCosts } from "../../src/model/staffing";

/** As `calculate` puts it together; the case's own sensitivity is not worked out beside it. */
export function basisOf(businessCase: BusinessCase): SensitivityBasis {
  const noLines = {
    line: "Assumptions:lines",
    parameter: "sensitivity-lines",
    value: { unit: "count", count: 0 },
    year: null,
  };
  const plain = { ...businessCase, assumptions: [...(businessCase.assumptions ?? []), noLines] } as BusinessCase;
  const calculation = calculate(plain);
  const { option } = calculation;
  return sensitivityBasis(calculation, (varied, years) =>
    costByLineAndYear(
      linesOfOption(linesCounted(varied, option.kind === "counted" ? option.name : null), option),
      years,
      new StaffCosts(varied, years),
    ),
  );
}
