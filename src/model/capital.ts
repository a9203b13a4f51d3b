/** RULES: capital by site, source, year and standing. Provisional money is shown as such, and never counted as secured. */
import type { Calculation } from "./calculation";
import type { CapitalAllocation } from "./evaluation";
import { pence, type Pence } from "./money";
import { compareNatural, nameKey } from "./naming";

/**
 * Capital by site, source and year, with the standing of the money; what no source gives stands under "No source".
 * Source: finance model 4.9. Afterwards: the parts of a site and year add to its capital after credits.
 */
export function capitalAllocations(
  calculation: Pick<Calculation, "costs" | "sources" | "waterfall" | "slugs">,
): readonly CapitalAllocation[] {
  const { costs, sources, waterfall, slugs } = calculation;
  const width = costs.years.length;
  const sums = new Map<string, { -readonly [K in keyof CapitalAllocation]: CapitalAllocation[K] }>();
  const add = (
    line: number,
    year: number,
    source: string,
    standing: CapitalAllocation["standing"],
    amount: number,
  ): void => {
    const site = costs.lines[line]?.site ?? "";
    const key = `${year}|${nameKey(site)}|${source}|${standing}`;
    const known = sums.get(key);
    if (known) known.amount = pence(known.amount + amount);
    else {
      const yearValue = costs.years[year];
      if (yearValue !== undefined)
        sums.set(key, { site, slug: slugs.sites.of(site), source, standing, year: yearValue, amount: pence(amount) });
    }
  };
  waterfall.takes.amount.forEach((amount, index) => {
    const line = waterfall.takes.line[index] as number;
    const year = waterfall.takes.year[index] as number;
    const source = sources[waterfall.takes.source[index] as number];
    if (costs.lines[line]?.nature === "Capital" && source)
      add(line, year, source.name, source.standingIn[year] ?? "Unconfirmed", amount);
  });
  costs.lines.forEach((line, index) => {
    if (line.nature !== "Capital") return;
    for (let year = 0; year < width; year++) {
      const left = waterfall.left[index * width + year] ?? 0;
      if (left > 0) add(index, year, "No source", "No source", left);
    }
  });
  return [...sums.values()].sort(
    (a, b) =>
      compareNatural(a.site, b.site) ||
      a.year - b.year ||
      compareNatural(a.source, b.source) ||
      (a.standing < b.standing ? -1 : 1),
  );
}

/** Capital cost of each site by year, in pence, sites in natural order. Credits count. */
export function capitalBySite(
  calculation: Pick<Calculation, "costs" | "slugs">,
): readonly { site: string; slug: string; byYear: readonly Pence[] }[] {
  const { costs, slugs } = calculation;
  const width = costs.years.length;
  const bySlug = new Map<string, { site: string; byYear: number[] }>();
  costs.lines.forEach((line, index) => {
    if (line.nature !== "Capital") return;
    const slug = slugs.sites.of(line.site);
    const known = bySlug.get(slug) ?? { site: line.site, byYear: new Array<number>(width).fill(0) };
    for (let year = 0; year < width; year++)
      known.byYear[year] = (known.byYear[year] ?? 0) + (costs.amounts[index * width + year] ?? 0);
    bySlug.set(slug, known);
  });
  return [...bySlug]
    .map(([slug, { site, byYear }]) => ({ site, slug, byYear: byYear.map(pence) }))
    .sort((a, b) => compareNatural(a.site, b.site));
}
