/** The names nearest to one that is not there: for "did you mean". */
import { editDistance } from "../workbook";

/** How many names are offered at most. */
const OFFERED_MAXIMUM = 5;

/** A longer name is compared by its beginning only; nothing that people type is longer. */
const COMPARED_LENGTH_MAXIMUM = 100;

/**
 * Up to five names that are likely meant, the likeliest first: those that are near in spelling, then those that contain
 * every word of what was typed. Empty when nothing is near.
 */
export function nearestNames(typed: string, names: Iterable<string>): readonly string[] {
  const wanted = typed.toLowerCase().slice(0, COMPARED_LENGTH_MAXIMUM);
  const near: { name: string; rank: number }[] = [];
  const tolerance = Math.max(1, Math.floor(wanted.length / 4));
  const words = wanted.split(/[^a-z0-9]+/).filter((word) => word !== "");
  for (const name of names) {
    const candidate = name.toLowerCase().slice(0, COMPARED_LENGTH_MAXIMUM);
    const distance = editDistance(wanted, candidate, tolerance);
    if (distance <= tolerance) near.push({ name, rank: distance });
    else if (words.length > 0 && words.every((word) => candidate.includes(word))) {
      near.push({ name, rank: tolerance + 1 + candidate.length });
    }
  }
  return near
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
    .slice(0, OFFERED_MAXIMUM)
    .map(({ name }) => name);
}
