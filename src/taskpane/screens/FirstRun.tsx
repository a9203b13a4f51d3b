/** First run: where to begin in a workbook that has no case yet. */
import { Button, mergeClasses, Radio, RadioGroup } from "@fluentui/react-components";
import { useState, type ReactElement } from "react";
import type { ReadChoices } from "../../workbook";
import type { CaseView } from "../engine/caseView";
import { useLooks } from "../looks";
import type { AssetName } from "../paneState";
import { ChosenSheets } from "./Inputs";
import type { Dispatch } from "./shown";

const WAYS = [
  ["example", "Open the worked example", "A filled case with three planted faults to find and put right."],
  ["templates", "Start from blank templates", "Sheets for staffing, costs and funding, with a note on every column."],
  ["mine", "Use sheets I already have", "Say which of them is staffing and which is costs."],
] as const satisfies readonly (readonly [AssetName | "mine", string, string])[];

export function FirstRun({
  view,
  choices,
  dispatch,
}: {
  readonly view: CaseView;
  readonly choices: ReadChoices;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const [way, setWay] = useState<(typeof WAYS)[number][0]>("example");
  return (
    <div className={looks.stack}>
      <h2 className={looks.h2}>This workbook has no case yet</h2>
      <RadioGroup
        aria-label="Where to begin"
        value={way}
        onChange={(_event, { value }) => {
          const found = WAYS.find(([name]) => name === value);
          if (found !== undefined) setWay(found[0]);
        }}
      >
        {WAYS.map(([name, title, about]) => (
          <Radio
            key={name}
            value={name}
            label={
              <span className={looks.text}>
                <strong>{title}</strong>
                <br />
                {about}
              </span>
            }
          />
        ))}
      </RadioGroup>
      {way === "mine" ? (
        <ChosenSheets view={view} choices={choices} dispatch={dispatch} />
      ) : (
        <div>
          <Button appearance="primary" onClick={() => dispatch({ kind: "open asked", asset: way })}>
            Start
          </Button>
        </div>
      )}
      <p className={mergeClasses(looks.text, looks.muted)}>
        Business Case Finance reads your staffing and cost sheets, works out who pays to the penny, marks what needs a
        look, and writes only to sheets that it makes. It asks before it writes.
      </p>
    </div>
  );
}
