/**
 * SHA-256 as FIPS 180-4 defines it. Our own because this folder runs where neither Node's nor the browser's is to be
 * relied on, and must answer at once; the tests hold it against Node's.
 */

/** The SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits. A lone surrogate counts as U+FFFD. */
export function sha256Hex(text: string): string {
  const { bytes, length } = paddedUtf8(text);
  const state = Int32Array.from([
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  ]);
  const words = new Int32Array(64);
  for (let block = 0; block < length; block += 64) mix(state, words, bytes, block);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** One block of 64 bytes into the state. Written out in plain locals: a large case is some ten megabytes of them. */
function mix(state: Int32Array, words: Int32Array, bytes: Uint8Array, block: number): void {
  for (let index = 0, at = block; index < 16; index++, at += 4) {
    words[index] = (at8(bytes, at) << 24) | (at8(bytes, at + 1) << 16) | (at8(bytes, at + 2) << 8) | at8(bytes, at + 3);
  }
  for (let index = 16; index < 64; index++) {
    const early = at32(words, index - 15);
    const late = at32(words, index - 2);
    const small = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3);
    const large = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10);
    words[index] = (at32(words, index - 16) + small + at32(words, index - 7) + large) | 0;
  }
  let a = at32(state, 0);
  let b = at32(state, 1);
  let c = at32(state, 2);
  let d = at32(state, 3);
  let e = at32(state, 4);
  let f = at32(state, 5);
  let g = at32(state, 6);
  let h = at32(state, 7);
  for (let index = 0; index < 64; index++) {
    const large = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const first = (h + large + ((e & f) ^ (~e & g)) + at32(ROUNDS, index) + at32(words, index)) | 0;
    const small = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const second = (small + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  state[0] = at32(state, 0) + a;
  state[1] = at32(state, 1) + b;
  state[2] = at32(state, 2) + c;
  state[3] = at32(state, 3) + d;
  state[4] = at32(state, 4) + e;
  state[5] = at32(state, 5) + f;
  state[6] = at32(state, 6) + g;
  state[7] = at32(state, 7) + h;
}

function at8(bytes: Uint8Array, index: number): number {
  return bytes[index] as number;
}

function at32(words: Int32Array, index: number): number {
  return words[index] as number;
}

/** The bytes of the text with the padding behind them; `length` is that of all blocks together. */
function paddedUtf8(text: string): { readonly bytes: Uint8Array; readonly length: number } {
  // Three bytes a unit is the most that UTF-8 takes: a pair of surrogates, two units, takes four.
  const bytes = new Uint8Array(text.length * 3 + 72);
  const end = writeUtf8(text, bytes);
  const length = Math.ceil((end + 9) / 64) * 64;
  bytes[end] = 0x80;
  const bits = end * 8;
  const view = new DataView(bytes.buffer);
  view.setUint32(length - 8, Math.floor(bits / 2 ** 32));
  view.setUint32(length - 4, bits >>> 0);
  return { bytes, length };
}

function writeUtf8(text: string, bytes: Uint8Array): number {
  let end = 0;
  for (let index = 0; index < text.length; index++) {
    let code = text.charCodeAt(index);
    if (code < 0x80) {
      bytes[end++] = code;
      continue;
    }
    if (code >= 0xd800 && code <= 0xdfff) {
      const next = text.charCodeAt(index + 1);
      if (code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00);
        index++;
      } else code = 0xfffd;
    }
    if (code < 0x800) bytes[end++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) bytes[end++] = 0xe0 | (code >> 12);
      else {
        bytes[end++] = 0xf0 | (code >> 18);
        bytes[end++] = 0x80 | ((code >> 12) & 0x3f);
      }
      bytes[end++] = 0x80 | ((code >> 6) & 0x3f);
    }
    bytes[end++] = 0x80 | (code & 0x3f);
  }
  return end;
}

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes, worked out in whole numbers. */
const ROUNDS = roundConstants();

function roundConstants(): Int32Array {
  const constants = new Int32Array(64);
  let prime = 1;
  for (let index = 0; index < 64; index++) {
    do prime++;
    while (!isPrime(prime));
    // floor(cube root of prime x 2^32) is the cube root of prime x 2^96, found by halving.
    let low = 0n;
    let high = 1n << 40n;
    const target = BigInt(prime) << 96n;
    while (high - low > 1n) {
      const middle = (low + high) / 2n;
      if (middle * middle * middle <= target) low = middle;
      else high = middle;
    }
    constants[index] = Number(low & 0xffffffffn);
  }
  return constants;
}

function isPrime(value: number): boolean {
  for (let divisor = 2; divisor * divisor <= value; divisor++) if (value % divisor === 0) return false;
  return true;
}
