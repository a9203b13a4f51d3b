/** The add-in as `npm run build` leaves it, built into a folder of its own for a test. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import webpack from "webpack";

export const root = resolve(import.meta.dirname, "../..");

export type BuiltAddIn = {
  /** Every file by its path from the folder, with forward slashes. */
  readonly paths: readonly string[];
  readonly bytes: (path: string) => Buffer;
  readonly text: (path: string) => string;
  /** Serves nothing any more; call it when the tests are done. */
  readonly remove: () => void;
};

type Configurations = (env: unknown, argv: { mode: string; configName: string[] }) => webpack.Configuration[];

/** A part of the build that Excel loads. */
export type Part = "functions" | "taskpane";

/** Builds parts of the add-in as the build does, with the given settings of the environment. */
export async function buildAddIn(
  mode: "production" | "development",
  settings: Readonly<Record<string, string>>,
  parts: readonly Part[] = ["functions"],
): Promise<BuiltAddIn> {
  const folder = mkdtempSync(join(tmpdir(), "add-in-"));
  const { default: configurations } = (await import(pathToFileURL(join(root, "webpack.config.js")).href)) as {
    default: Configurations;
  };
  const before = { ...process.env };
  Object.assign(process.env, settings);
  try {
    for (const part of parts) {
      const configuration = configurations(undefined, { mode, configName: [part] }).find(({ name }) => name === part);
      if (!configuration) throw new Error(`the build has no part named ${part}`);
      await run({ ...configuration, output: { ...configuration.output, path: folder } });
    }
  } finally {
    process.env = before;
  }
  return {
    paths: readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll("\\", "/"),
      ),
    bytes: (path) => readFileSync(join(folder, path)),
    text: (path) => readFileSync(join(folder, path), "utf8"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function run(configuration: webpack.Configuration): Promise<void> {
  return new Promise((done, fail) => {
    const compiler = webpack(configuration);
    compiler.run((error, stats) => {
      compiler.close(() => {
        if (error) fail(error);
        else if (stats?.hasErrors() || stats?.hasWarnings()) fail(new Error(stats.toString("errors-warnings")));
        else done();
      });
    });
  });
}
