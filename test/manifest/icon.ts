/**
 * The product's icon, drawn from shapes rather than kept as pictures, so that every size is drawn for its own pixels:
 * three costs that grow smaller, and the money that meets them. No font, no picture of anyone else's.
 */
import { crc32, deflateSync, inflateSync } from "node:zlib";

/** What Office asks for (16, 32, 80), what it uses at other scales, and a larger one for catalogues. */
export const iconSizes = [16, 20, 24, 32, 40, 48, 64, 80, 96, 128] as const;

type Colour = readonly [red: number, green: number, blue: number];
type Shape = { readonly colour: Colour; readonly covers: (x: number, y: number) => boolean };

const NAVY: Colour = [18, 53, 91];
const WHITE: Colour = [255, 255, 255];
const GOLD: Colour = [242, 179, 61];

/** The shapes from front to back, in parts of the width. Bars are whole pixels wide and apart, so that they stay sharp. */
function shapesAt(size: number): readonly Shape[] {
  const pixels = (part: number): number => Math.max(1, Math.round(part * size));
  const [wide, apart] = [pixels(0.17), pixels(0.06)];
  const left = Math.round((size - 3 * wide - 2 * apart) / 2);
  const bar = (place: number, top: number): Shape => {
    const from = left + place * (wide + apart);
    const [high, low] = [size - pixels(1 - top), size - pixels(0.2)];
    return {
      colour: WHITE,
      covers: (x, y) => x * size >= from && x * size < from + wide && y * size >= high && y * size < low,
    };
  };
  return [
    { colour: GOLD, covers: (x, y) => Math.hypot(x - 0.69, y - 0.32) < 0.14 },
    bar(0, 0.2),
    bar(1, 0.5),
    bar(2, 0.67),
    { colour: NAVY, covers: (x, y) => isInRoundedSquare(x, y, 0.2) },
  ];
}

function isInRoundedSquare(x: number, y: number, radius: number): boolean {
  const [dx, dy] = [Math.max(radius - x, x - (1 - radius), 0), Math.max(radius - y, y - (1 - radius), 0)];
  return Math.hypot(dx, dy) <= radius;
}

/** Each pixel is looked at in this many places a side, for smooth curves. */
const SAMPLES = 8;

/** The icon as rows of red, green, blue and opacity. */
export function drawIcon(size: number): Buffer {
  const shapes = shapesAt(size);
  const pixels = Buffer.alloc(size * size * 4);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const sum = [0, 0, 0];
      let covered = 0;
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
        const x = (column + ((sample % SAMPLES) + 0.5) / SAMPLES) / size;
        const y = (row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / size;
        const shape = shapes.find(({ covers }) => covers(x, y));
        if (!shape) continue;
        covered++;
        shape.colour.forEach((value, index) => (sum[index] = (sum[index] ?? 0) + value));
      }
      const at = (row * size + column) * 4;
      sum.forEach((value, index) => (pixels[at + index] = covered === 0 ? 0 : Math.round(value / covered)));
      pixels[at + 3] = Math.round((covered / (SAMPLES * SAMPLES)) * 255);
    }
  }
  return pixels;
}

export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A square picture of rows of red, green, blue and opacity as a PNG file. */
export function encodePng(size: number, pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6], 8); // eight bits for each of red, green, blue and opacity
  const lines = Array.from({ length: size }, (_, row) =>
    Buffer.concat([Buffer.from([0]), pixels.subarray(row * size * 4, (row + 1) * size * 4)]),
  );
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(lines), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A part of a PNG file: its length, its kind, what it holds and the check of both. */
export function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Width, height and pixels of a PNG file of the kind above; throws on any other. */
export function decodePng(file: Buffer): { readonly width: number; readonly height: number; readonly pixels: Buffer } {
  if (!file.subarray(0, 8).equals(PNG_SIGNATURE)) throw new Error("not a PNG file");
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  if (file[24] !== 8 || file[25] !== 6) throw new Error("not eight bits of red, green, blue and opacity");
  const length = file.readUInt32BE(33);
  const lines = inflateSync(file.subarray(41, 41 + length));
  const rows = Array.from({ length: height }, (_, row) => {
    const start = row * (width * 4 + 1);
    if (lines[start] !== 0) throw new Error("a filtered row");
    return lines.subarray(start + 1, start + 1 + width * 4);
  });
  return { width, height, pixels: Buffer.concat(rows) };
}
