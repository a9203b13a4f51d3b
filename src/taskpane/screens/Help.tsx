/** Help inside the pane: the keys and the promises in short; the page beside the add-in has all of it. */
import { Button, Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import type { ReactElement } from "react";
import { useLooks } from "../looks";
import { KEYS, PROMISES } from "../helpWords";
import type { Dispatch } from "./shown";

const useStyles = makeStyles({
  keys: {
    margin: 0,
    display: "grid",
    gridTemplateColumns: "auto 1fr",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  key: { fontWeight: tokens.fontWeightSemibold },
  does: { margin: 0 },
});

export function Help({
  modelVersion,
  dispatch,
}: {
  readonly modelVersion: string;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const styles = useStyles();
  return (
    <div className={looks.stack}>
      <div className={looks.row}>
        <Button size="small" icon={<DismissRegular />} onClick={() => dispatch({ kind: "overlay closed" })}>
          Close
        </Button>
      </div>
      <h2 className={looks.h2}>Help</h2>
      <section className={looks.tight} aria-label="Keys">
        <h3 className={looks.h3}>Keys</h3>
        <dl className={styles.keys}>
          {KEYS.flatMap(([key, does]) => [
            <dt key={key} className={styles.key}>
              {key}
            </dt>,
            <dd key={does} className={styles.does}>
              {does}
            </dd>,
          ])}
        </dl>
      </section>
      <section className={looks.tight} aria-label="What it never does">
        <h3 className={looks.h3}>What it never does</h3>
        <ul className={mergeClasses(looks.list, looks.tight)}>
          {PROMISES.map((promise) => (
            <li key={promise} className={looks.text}>
              {promise}
            </li>
          ))}
        </ul>
      </section>
      <ul className={mergeClasses(looks.list, looks.stack, looks.text)}>
        <li>
          <Link href="help.html" target="_blank" rel="noopener" inline>
            The whole help page
          </Link>
        </li>
        <li>
          <Link href="functions-help.html" target="_blank" rel="noopener" inline>
            The worksheet functions
          </Link>
        </li>
      </ul>
      <div className={looks.row}>
        <Button size="small" onClick={() => dispatch({ kind: "open asked", asset: "example" })}>
          Open the worked example
        </Button>
        <Button size="small" onClick={() => dispatch({ kind: "open asked", asset: "templates" })}>
          Open blank templates
        </Button>
      </div>
      <p className={mergeClasses(looks.text, looks.muted)}>
        {modelVersion === "" ? "Business Case Finance" : `Business Case Finance, model ${modelVersion}`}
      </p>
    </div>
  );
}
