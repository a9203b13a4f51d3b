/**
 * A real browser for the tests: one that is installed, or on Linux the one that npm brought along. BROWSER_PATH names
 * another, CARRIED_BROWSER=1 takes npm's even where one is installed.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { LaunchOptions } from "playwright-core";

const root = resolve(import.meta.dirname, "../..");

const INSTALLED: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/microsoft-edge",
    "/snap/bin/chromium",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: ["PROGRAMFILES(X86)", "PROGRAMFILES", "LOCALAPPDATA"].flatMap((name) => {
    const folder = process.env[name];
    if (folder === undefined) return [];
    return [
      join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
      join(folder, "Google", "Chrome", "Application", "chrome.exe"),
    ];
  }),
};

/** How the browser is started; undefined, after saying why, where there is none, so that the tests that need it are skipped. */
export async function findBrowser(): Promise<LaunchOptions | undefined> {
  const options = installedBrowser() ?? (await carriedBrowser());
  if (options === undefined) {
    console.warn(
      "No browser was found for the tests in a browser, so they are skipped. Install Edge, Chrome or Chromium, or set BROWSER_PATH to one.",
    );
    return undefined;
  }
  const isRoot = process.getuid?.() === 0;
  return { ...options, headless: true, chromiumSandbox: options.env === undefined && !isRoot };
}

function installedBrowser(): LaunchOptions | undefined {
  const named = process.env["BROWSER_PATH"];
  if (named !== undefined && named !== "") return { executablePath: named };
  if (process.env["CARRIED_BROWSER"] === "1") return undefined;
  const executablePath = INSTALLED[process.platform]?.find((path) => existsSync(path));
  return executablePath === undefined ? undefined : { executablePath };
}

/** The Chromium that npm brings for Linux on 64-bit Intel, with libraries and fonts of its own. */
async function carriedBrowser(): Promise<LaunchOptions | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const cache = resolve(root, "node_modules/.cache/e2e-browser");
  mkdirSync(cache, { recursive: true });
  const before = process.env["TMPDIR"];
  // It unpacks into the temporary folder, which everyone may write to; ours is no place for another's program.
  process.env["TMPDIR"] = cache;
  try {
    const { default: carried, inflate } = await import("@sparticuz/chromium");
    carried.setGraphicsMode = false;
    const packed = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..", "bin");
    const executablePath = await carried.executablePath(packed);
    await inflate(join(packed, "al2023.tar.br"));
    // The fonts' own configuration names a folder that is not here, and without one no text can be seen.
    writeFileSync(
      join(cache, "fonts", "fonts.conf"),
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${cache}/fonts</dir>` +
        `<cachedir>${cache}/fonts-cache</cachedir></fontconfig>`,
    );
    return {
      executablePath,
      args: ["--headless=shell", "--disable-gpu", "--font-render-hinting=none"],
      env: {
        ...(process.env as Record<string, string>),
        LD_LIBRARY_PATH: join(cache, "al2023", "lib"),
        FONTCONFIG_PATH: join(cache, "fonts"),
      },
    };
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}
