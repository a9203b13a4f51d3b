import type { Calculation } from "../calculation";
import { formatDay } from "../calendar";
import type { Flag } from "../finding";
import type { GateTrigger } from "../gates";
import { flag, REFERENCES_NAMED } from "./flag";

/** Flags about checks that the case must pass: not begun, and needed because of what the case pays for. */
export function gateFlags({ gates }: Calculation): readonly Flag[] {
  const flags: Flag[] = [];
  for (const { gate, slug, isRequired, isOpen, isOverdue, triggers } of gates.results) {
    const figures = [`gate.${slug}`];
    if (isRequired && gate.status === "Not started") {
      const due =
        gate.date === null
          ? ""
          : isOverdue === true
            ? `, and was due on ${formatDay(gate.date)}`
            : `; it is due on ${formatDay(gate.date)}`;
      flags.push(
        flag(
          "GATE_MISSING",
          gate.name,
          `${gate.name} is needed and has not been started${due}.`,
          `Start it${gate.owner === null ? ", and say who sees to it" : ` with ${gate.owner}`}, or mark it Not needed with the reason.`,
          {
            place: { line: gate.line, field: "status" },
            rule:
              gate.requiredWhen === null
                ? "Needed in every case"
                : `Needed when there is cost of '${gate.requiredWhen}'`,
            whoMustAgree: gate.owner,
            figures,
          },
        ),
      );
    }
    if (isOpen && triggers.length > 0) {
      const isDenied = gate.status === "Not needed";
      flags.push(
        flag(
          "GATE_CONDITIONAL",
          gate.name,
          `${gate.name} is needed because of ${triggersInWords(triggers)}${isDenied ? ", and is marked Not needed" : ""}.`,
          isDenied
            ? "Correct its Status, or the Category of the line."
            : "See that it is passed before that money is spent.",
          {
            ...(isDenied ? { severity: "warning" as const } : {}),
            place: { line: gate.line, field: isDenied ? "status" : "requiredWhen" },
            alsoAt: triggerPlaces(triggers),
            rule: `Needed when there is cost of '${gate.requiredWhen ?? ""}'`,
            figures,
          },
        ),
      );
    }
  }
  for (const { name, triggers } of gates.unlisted) {
    const [first, ...others] = triggerPlaces(triggers);
    flags.push(
      flag(
        "GATE_CONDITIONAL",
        name,
        `${name} is needed because of ${triggersInWords(triggers)}, and the Assurance sheet does not list it.`,
        "Add it to the Assurance sheet, with the category under Required when.",
        {
          place: first ?? null,
          alsoAt: others,
          sheet: "Assurance",
          rule: "Scoping of IT needs a data protection impact assessment of its own",
        },
      ),
    );
  }
  return flags;
}

function triggersInWords(triggers: readonly GateTrigger[]): string {
  const names = triggers.slice(0, REFERENCES_NAMED).map(({ reference, category }) => `${reference} (${category})`);
  const more = triggers.length - names.length;
  return `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function triggerPlaces(triggers: readonly GateTrigger[]): readonly { line: GateTrigger["line"]; field: string }[] {
  return triggers.slice(0, REFERENCES_NAMED).map(({ line }) => ({ line, field: "category" }));
}
