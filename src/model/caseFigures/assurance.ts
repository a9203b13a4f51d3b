import type { LineId } from "../businessCase";
import type { Calculation } from "../calculation";
import { formatYear } from "../calendar";
import { figurePart, inputPart, type FigureRegister } from "../figures";
import { gateStanding } from "../gates";
import { formatMoney, formatPounds, pence } from "../money";
import { parameterRate } from "../parameters";
import { rateInWords } from "../rating";

/** Figures of what stands beside the money: who must agree, checks to pass, and the full case beside the outline one. */
export function registerAssurance(register: FigureRegister, calculation: Calculation): void {
  registerRoutes(register, calculation);
  registerGates(register, calculation);
  registerOutlineComparison(register, calculation);
}

/** The cost of the case and what Funding moves into reserves are named by their flags; every other amount has a figure. */
function registerRoutes(register: FigureRegister, { routes }: Calculation): void {
  for (const { subject, what, year, amount, threshold, figure, place } of routes) {
    if (figure === null || subject === "Investment" || (subject === "Reserve movement" && place === null)) continue;
    register.text(
      `route.${figure}`,
      `Who must agree: ${what}${year === null ? "" : ` ${formatYear(year)}`}`,
      threshold?.whoMustAgree ?? "nobody by the Thresholds sheet",
      () => ({
        rule: "approval-route",
        words:
          threshold === null
            ? `${subject}: ${formatMoney(amount)} is below every amount of the Thresholds sheet`
            : `${subject}: ${formatMoney(amount)} reaches ${formatMoney(threshold.fromAmount)}`,
        parts: [
          figurePart(figure),
          ...(threshold === null
            ? []
            : [inputPart(threshold.line, "fromAmount", `${subject} from`, formatPounds(threshold.fromAmount))]),
        ],
      }),
    );
  }
}

function registerGates(register: FigureRegister, { gates }: Calculation): void {
  for (const result of gates.results) {
    const { gate, slug, triggers } = result;
    register.text(`gate.${slug}`, `Check: ${gate.name}`, gateStanding(result), () => ({
      rule: "gates",
      words:
        gate.requiredWhen === null
          ? "Needed in every case"
          : `Needed when the case has cost of the category '${gate.requiredWhen}'`,
      parts: [
        inputPart(gate.line, "status", `${gate.name}: Status`, gate.status),
        ...triggers.map(({ line, reference, category }) =>
          inputPart(line, "category", `${reference}: Category`, category),
        ),
      ],
    }));
  }
}

function registerOutlineComparison(register: FigureRegister, { businessCase, costs }: Calculation): void {
  const { decision } = businessCase;
  if (decision?.stage !== "FBC" || decision.outlineCost === null) return;
  const outline = decision.outlineCost;
  let total = 0;
  for (const amount of costs.amounts) total += amount;
  const tolerance = parameterRate(businessCase, "fbc-tolerance");
  register.money("case.fbc-difference", "Full case less outline case", pence(total - outline), "", () => ({
    rule: "fbc-in-line",
    words: `Cost to the horizon - OBC cost ${formatPounds(outline)}; broadly in line within ${rateInWords(tolerance)}`,
    parts: [
      figurePart("cost.total"),
      inputPart("Decision:OBC cost" as LineId, "value", "OBC cost", formatPounds(outline)),
    ],
  }));
}
