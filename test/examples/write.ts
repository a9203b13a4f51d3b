/** Writes the example workbooks and the blank templates into assets/. Run it with `npm run examples`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { exampleFiles } from "./exampleFiles";

const root = resolve(import.meta.dirname, "../..");
for (const [path, bytes] of exampleFiles()) {
  const file = resolve(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  console.log(`${path}: ${bytes.length.toLocaleString("en-GB")} bytes`);
}
