import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { exampleFiles } from "./exampleFiles";

const root = resolve(import.meta.dirname, "../..");

describe("the workbooks in assets", () => {
  for (const [path, bytes] of exampleFiles()) {
    test(`${path} is what npm run examples makes`, () => {
      const committed = new Uint8Array(readFileSync(resolve(root, path)));
      expect(Buffer.compare(committed, bytes), "run npm run examples and commit what it writes").toBe(0);
    });
  }

  test("are the same bytes when they are made again", () => {
    const again = exampleFiles();
    for (const [path, bytes] of exampleFiles()) {
      expect(Buffer.compare(bytes, again.get(path) ?? new Uint8Array()), path).toBe(0);
    }
  });
});
