import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: resolve(import.meta.dirname, ".."),
  test: {
    coverage: { include: ["src/**/*.ts"] },
    projects: [
      {
        extends: true,
        test: {
          name: "code",
          environment: "node",
          setupFiles: ["test/fixedSeed.ts"],
          include: ["test/**/*.test.ts"],
          exclude: ["test/e2e/**"],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          environment: "node",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/e2e/builtOnce.ts"],
          // A browser on a small machine takes its time: it gets the machine to itself, after the other tests.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
