/**
 * The workbench as `npm start` shows it, built once and served on a free port of this computer under the same headers, with
 * the test add-in beside it. WORKBENCH_BUILT=1 serves what an earlier run (or `npx webpack --env workbench`) has built.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import webpack from "webpack";

const root = resolve(import.meta.dirname, "../..");

/** Where the test add-in stands on the server. */
export const TEST_ADD_IN = "/test-add-in/";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".xml": "text/xml",
};

export type Served = {
  /** With a slash at its end. */
  readonly url: string;
  readonly stop: () => Promise<void>;
};

type Part = webpack.Configuration & { readonly devServer?: { readonly headers?: unknown } };
type Configurations = (env: { workbench: boolean }, argv: { mode: string }) => Part[];

/** Builds what the workbench needs and serves it. */
export async function serveWorkbench(): Promise<Served> {
  const { default: configurations } = (await import(pathToFileURL(join(root, "webpack.config.js")).href)) as {
    default: Configurations;
  };
  const parts = configurations({ workbench: true }, { mode: "production" });
  const folder = parts[0]?.output?.path;
  const server = parts.flatMap(({ devServer }) => (devServer ? [devServer] : []))[0];
  if (folder === undefined || server === undefined) throw new Error("The build of the workbench is not as expected.");
  if (process.env["WORKBENCH_BUILT"] !== "1") {
    rmSync(folder, { recursive: true, force: true });
    await build(parts);
  }
  return serve(
    {
      "/": folder,
      "/office-js/": join(root, "node_modules/@microsoft/office-js/dist"),
      [TEST_ADD_IN]: join(import.meta.dirname, "testAddIn"),
    },
    server.headers as Readonly<Record<string, string>>,
  );
}

function build(parts: readonly webpack.Configuration[]): Promise<void> {
  return new Promise((done, fail) => {
    const compiler = webpack([...parts]);
    if (!compiler) throw new Error("The build of the workbench is empty.");
    compiler.run((error, stats) => {
      compiler.close(() => {
        if (error) fail(error);
        else if (stats?.hasErrors()) fail(new Error(stats.toString("errors-only")));
        else done();
      });
    });
  });
}

/** Serves folders to this computer alone; the longest address that fits says which. */
function serve(folders: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>): Promise<Served> {
  const addresses = Object.keys(folders).sort((one, other) => other.length - one.length);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const address = addresses.find((one) => path.toLowerCase().startsWith(one)) ?? "/";
    const inside = path.slice(address.length) || "index.html";
    // The library asks for some of its files with capitals that their names do not have.
    const file = join(
      folders[address] ?? "",
      normalize(`/${address === "/office-js/" ? inside.toLowerCase() : inside}`),
    );
    if (!existsSync(file) || extname(file) === "") {
      response.writeHead(404).end();
      return;
    }
    const type = CONTENT_TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { ...headers, "Content-Type": type }).end(readFileSync(file));
  });
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      done({
        url: `http://127.0.0.1:${port}/`,
        stop: () =>
          new Promise((stopped) => {
            server.closeAllConnections();
            server.close(() => stopped());
          }),
      });
    });
  });
}
