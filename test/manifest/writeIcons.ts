/** Draws the icons anew: npm run icons. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { drawIcon, encodePng, iconSizes } from "./icon";

for (const size of iconSizes) {
  const file = resolve(import.meta.dirname, `../../assets/icon-${size}.png`);
  writeFileSync(file, encodePng(size, drawIcon(size)));
}
