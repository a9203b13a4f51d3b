import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: resolve(import.meta.dirname, ".."),
  test: {
    environment: "node",
    setupFiles: ["test/fixedSeed.ts"],
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    coverage: { include: ["src/**/*.ts"] },
  },
});
