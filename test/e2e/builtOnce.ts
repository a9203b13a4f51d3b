/** Before the tests in a browser, once for all their files: finds the browser, builds the workbench and serves it. */
import type { LaunchOptions } from "playwright-core";
import type { TestProject } from "vitest/node";
import { findBrowser } from "./browser";
import { serveWorkbench } from "./served";

declare module "vitest" {
  interface ProvidedContext {
    /** How the browser is started; null where this machine has none, and the tests are skipped. */
    readonly browser: LaunchOptions | null;
    /** Where the workbench is served, with a slash at its end; empty without a browser. */
    readonly workbench: string;
  }
}

export default async function builtOnce(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const browser = await findBrowser();
  project.provide("browser", browser ?? null);
  if (browser === undefined) {
    project.provide("workbench", "");
    return undefined;
  }
  const served = await serveWorkbench();
  project.provide("workbench", served.url);
  return served.stop;
}
