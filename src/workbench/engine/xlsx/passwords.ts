/** The short fingerprint of a password that sheets and workbooks have carried since the first edition of the format. */

/** Four hexadecimal digits for a password (ECMA-376 part 4, 3.3.1.81). It keeps nobody out who wants to come in. */
export function legacyHash(password: string): string {
  let hash = 0;
  for (const letter of [...password].reverse()) {
    hash = turned(hash) ^ letter.charCodeAt(0);
  }
  hash = turned(hash) ^ password.length ^ 0xce4b;
  return hash.toString(16).toUpperCase().padStart(4, "0");
}

function turned(hash: number): number {
  return ((hash >> 14) & 1) | ((hash << 1) & 0x7fff);
}
