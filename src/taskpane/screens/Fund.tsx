/** Fund: what the case costs by year, who pays in which order, and what is left without a source. */
import { mergeClasses } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { ResultsView, ShownSection, SourceView } from "../engine/caseView";
import { useLooks } from "../looks";
import { counted } from "../words";
import { ShownValue, ToneBadge, type Dispatch } from "./shown";
import { YearTable } from "./YearTable";

/** Sections shown here, in their order; the report has the rest. */
export const FUND_SECTIONS: readonly string[] = [
  "bcfCostByYear",
  "bcfFunding",
  "bcfReserves",
  "bcfCapital",
  "bcfMediumTermPlan",
];

export function Fund({
  results,
  firstYear,
  dispatch,
}: {
  readonly results: ResultsView;
  readonly firstYear: number;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  const tables = FUND_SECTIONS.flatMap((name) => results.sections.filter((section) => section.name === name));
  const [cost, ...others] = tables;
  const table = (section: ShownSection): ReactElement => (
    <YearTable key={section.name} section={section} firstYear={firstYear} dispatch={dispatch} />
  );
  return (
    <div className={looks.stack}>
      <p className={looks.text}>
        {results.gaps === 0 ? (
          <strong className={looks.good}>Every pound has a source or is accepted as a pressure by name.</strong>
        ) : (
          <strong className={looks.bad}>
            There is a gap in {counted(results.gaps, "year", "years")}: cost that has neither a source nor an accepted
            pressure.
          </strong>
        )}
      </p>
      {cost !== undefined && table(cost)}
      {results.sources.length > 0 && (
        <section className={looks.tight} aria-label="Sources, in the order in which they pay">
          <h2 className={looks.h2}>Sources, in the order in which they pay</h2>
          <ol className={mergeClasses(looks.list, looks.tight)}>
            {results.sources.map((source, index) => (
              <Source key={source.name} source={source} number={index + 1} dispatch={dispatch} />
            ))}
          </ol>
        </section>
      )}
      {others.map(table)}
    </div>
  );
}

function Source({
  source,
  number,
  dispatch,
}: {
  readonly source: SourceView;
  readonly number: number;
  readonly dispatch: Dispatch;
}): ReactElement {
  const looks = useLooks();
  return (
    <li className={looks.card}>
      <div className={looks.spread}>
        <h3 className={looks.h3}>
          {number}. {source.name}
        </h3>
        <ToneBadge tone={source.tone} word={source.standing} />
      </div>
      <p className={mergeClasses(looks.text, looks.muted)}>{source.about}</p>
      <div className={mergeClasses(looks.spread, looks.text)}>
        <span>Used (£)</span>
        <span className={looks.number}>
          <ShownValue cell={source.used} about={`Used from ${source.name}`} dispatch={dispatch} />
        </span>
      </div>
      <div className={mergeClasses(looks.spread, looks.text)}>
        <span>Limit (£)</span>
        <span className={looks.number}>{source.limit ?? "no limit"}</span>
      </div>
    </li>
  );
}
