/**
 * Names of the user's own making: when two spellings mean the same thing, how names are ordered, and the slug by which
 * a name stands in a figure's id.
 */

/** The key under which two spellings of a name are one: NFC, lower case, runs of white space as one space, trimmed. */
export function nameKey(name: string): string {
  return isPlainName(name) ? name.toLowerCase() : name.normalize("NFC").toLowerCase().replace(/\s+/gu, " ").trim();
}

/** ASCII with single spaces inside and none around: most names, which need no normalising. */
function isPlainName(name: string): boolean {
  let before = SPACE;
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    if (code < SPACE || code > LAST_ASCII || (code === SPACE && before === SPACE)) return false;
    before = code;
  }
  return before !== SPACE;
}

const SPACE = 32;
const LAST_ASCII = 126;

/**
 * Natural order: "C2" before "C10", without regard to case; equal only when the texts are equal. Independent of the
 * machine's language.
 */
export function compareNatural(a: string, b: string): number {
  let left = 0;
  let right = 0;
  while (left < a.length && right < b.length) {
    const leftDigits = digitRunEnd(a, left);
    const rightDigits = digitRunEnd(b, right);
    if (leftDigits > left && rightDigits > right) {
      const order = compareDigits(a.slice(left, leftDigits), b.slice(right, rightDigits));
      if (order !== 0) return order;
      left = leftDigits;
      right = rightDigits;
    } else {
      const order = foldedCode(a, left) - foldedCode(b, right);
      if (order !== 0) return order;
      left++;
      right++;
    }
  }
  return a.length - left - (b.length - right) || (a < b ? -1 : a > b ? 1 : 0);
}

function digitRunEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code < 48 || code > 57) break;
    end++;
  }
  return end;
}

function compareDigits(a: string, b: string): number {
  const left = a.replace(/^0+/, "");
  const right = b.replace(/^0+/, "");
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}

/** Upper-case ASCII letters sort with their lower-case twins. */
function foldedCode(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/**
 * The slug of a name: lower case, marks removed (NFKD), & as "and", every run of other characters than a-z and 0-9 one
 * hyphen, trimmed of hyphens. Empty when nothing is left.
 */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll("&", " and ")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** A slug for every name, and the names that had to share one. */
export type Slugs = { readonly of: (name: string) => string; readonly alike: readonly (readonly string[])[] };

/**
 * Gives every name its slug; an empty or repeated slug gets -2, -3 in natural order of the names. Spellings that mean
 * the same name share a slug. A `reserved` slug is a word of the register itself and is treated as taken.
 */
export function assignSlugs(names: Iterable<string>, reserved: readonly string[] = []): Slugs {
  const spellings = new Map<string, string>();
  for (const name of names) {
    const key = nameKey(name);
    const known = spellings.get(key);
    if (known === undefined || compareNatural(name, known) < 0) spellings.set(key, name);
  }
  const bySlug = new Map<string, string[]>();
  for (const name of [...spellings.values()].sort(compareNatural)) {
    const slug = slugOf(name);
    const sharing = bySlug.get(slug);
    if (sharing) sharing.push(name);
    else bySlug.set(slug, [name]);
  }
  const slugs = new Map<string, string>();
  const taken = new Set([...bySlug.keys(), ...reserved]);
  const alike: string[][] = [];
  for (const [slug, sharing] of bySlug) {
    if (sharing.length > 1) alike.push(sharing);
    let number = slug === "" || reserved.includes(slug) ? 1 : 0;
    for (const name of sharing) {
      let free = slug;
      // A suffixed slug may itself be somebody's own ("a-2"), which then keeps it.
      while (number > 0) {
        free = slug === "" ? `unnamed-${number}` : `${slug}-${number + 1}`;
        if (!taken.has(free)) break;
        number++;
      }
      taken.add(free);
      slugs.set(nameKey(name), free);
      number++;
    }
  }
  return {
    of: (name) => {
      const slug = slugs.get(nameKey(name));
      if (slug === undefined) throw new Error(`no slug was assigned to the name '${name}'`);
      return slug;
    },
    alike,
  };
}
