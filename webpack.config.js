import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { chmod, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import CopyPlugin from "copy-webpack-plugin";
import CustomFunctionsMetadataPlugin from "custom-functions-metadata-plugin";
import { EsbuildPlugin } from "esbuild-loader";
import { tsImport } from "tsx/esm/api";
import webpack from "webpack";

const root = import.meta.dirname;
const dist = resolve(root, "dist");

/** Where the sources say the add-in is served from: a developer's own machine. */
const SOURCE_ADDRESS = "https://localhost:3000";
/** Where the sources take Office.js from, as Microsoft asks of every add-in in use. */
const OFFICE_JS_ADDRESS = "https://appsforoffice.microsoft.com/lib/1/hosted";

/**
 * The copy of the add-in that is built: where it is served from (ADDIN_URL), where its pages take Office.js from
 * (OFFICE_JS_URL, for pages that are shown without Excel), and the name of a copy for trial (ADDIN_LABEL), which gets
 * an identity and a function namespace of its own, so that it stands beside the add-in in use and never answers for it.
 */
function chosenCopy() {
  const address = (process.env.ADDIN_URL || SOURCE_ADDRESS).replace(/\/+$/, "");
  if (!/^https:\/\/[^\s"'<>&]+$/.test(address)) throw new Error(`ADDIN_URL is no https address: ${address}`);
  const officeJs = (process.env.OFFICE_JS_URL || OFFICE_JS_ADDRESS).replace(/\/+$/, "");
  const label = process.env.ADDIN_LABEL || "";
  if (!/^[A-Za-z0-9]{0,12}$/.test(label)) throw new Error(`ADDIN_LABEL is not up to 12 letters and digits: ${label}`);
  return { address, officeJs, label };
}

/** A text of the sources with the addresses of the chosen copy, and its namespace. */
function addressed(text, { address, officeJs, label }) {
  const here = text.replaceAll(SOURCE_ADDRESS, address).replaceAll(OFFICE_JS_ADDRESS, officeJs);
  return label === "" ? here : here.replace(/\bBCASE\b/g, `BCASE_${label.toUpperCase()}`);
}

/** The manifest of the chosen copy, without the remarks that are for its authors. */
function manifestOf(text, copy) {
  const manifest = addressed(text.replace(/^ *<!--[^]*?-->\n/gm, ""), copy);
  if (copy.label === "") return manifest;
  return manifest
    .replace(/<Id>(.*?)<\/Id>/, (_, id) => `<Id>${labelledId(id, copy.label)}</Id>`)
    .replace(/(<DisplayName DefaultValue="[^"]*)"/, `$1 (${copy.label})"`)
    .replace(/(id="Group\.Label" DefaultValue="[^"]*)"/, `$1 (${copy.label})"`);
}

/** The same label always gives the same identity (a UUID of version 5 over the add-in's own). */
function labelledId(id, label) {
  const hash = createHash("sha1")
    .update(Buffer.from(id.replaceAll("-", ""), "hex"))
    .update(label)
    .digest();
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return hash.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The command line is started by its own name, so the file it was built into must be executable. */
class ExecutableFile {
  constructor(name) {
    this.name = name;
  }
  apply(compiler) {
    compiler.hooks.afterEmit.tapPromise("ExecutableFile", (compilation) =>
      chmod(join(compilation.outputOptions.path, this.name), 0o755),
    );
  }
}

/** Finishes what is written for Excel about the functions, and makes the page for people from it. */
class FunctionsDescribed {
  constructor(copy) {
    this.copy = copy;
  }
  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap("FunctionsDescribed", (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_ADDITIONS;
      compilation.hooks.processAssets.tapPromise({ name: "FunctionsDescribed", stage }, async () => {
        const asset = compilation.getAsset("functions.json");
        if (!asset) return; // the comments of a function cannot be read, which is reported already
        const metadata = JSON.parse(addressed(asset.source.source().toString(), this.copy), (_key, value) =>
          typeof value === "string" ? value.replace(/\s+/g, " ") : value,
        );
        // Without it Excel answers #VALUE! for a whole range in which one cell holds an error.
        metadata.allowErrorForDataTypeAny = true;
        const { helpPage } = await tsImport("./src/functions/helpPage.ts", import.meta.url);
        const examples = JSON.parse(await readFile(resolve(root, "src/functions/examples.json"), "utf8"));
        compilation.updateAsset("functions.json", new sources.RawSource(JSON.stringify(metadata)));
        const page = addressed(helpPage(metadata.functions, examples), this.copy);
        compilation.emitAsset("functions-help.html", new sources.RawSource(page), { minimized: true });
      });
      for (const source of ["helpPage.ts", "examples.json"]) {
        compilation.fileDependencies.add(resolve(root, "src/functions", source));
      }
    });
  }
}

/** @type {(mode: "development" | "production") => import("webpack").Configuration} */
const commandLine = (mode) => ({
  name: "cli",
  mode,
  target: "node20",
  context: root,
  entry: { cli: "./src/cli/main.ts" },
  // package.json says "type": "module", so Node reads dist/cli.js as an ES module: it is built as one.
  experiments: { outputModule: true },
  output: { path: dist, filename: "[name].js", module: true, library: { type: "module" } },
  devtool: "source-map",
  resolve: {
    extensions: [".ts", ".js"],
    extensionAlias: { ".js": [".ts", ".js"] },
  },
  module: {
    rules: [{ test: /\.ts$/, loader: "esbuild-loader", options: { target: "node20", tsconfig: "./tsconfig.json" } }],
  },
  // A program that runs from disk gains nothing from being small, and loses readable stack traces.
  optimization: { minimize: false },
  performance: false,
  stats: "errors-warnings",
  plugins: [
    new webpack.BannerPlugin({ banner: "#!/usr/bin/env node", raw: true, entryOnly: true }),
    new ExecutableFile("cli.js"),
  ],
});

/**
 * The worksheet functions, as one file that holds all it needs: Excel on Windows runs it by itself, without a page.
 * @type {(mode: "development" | "production", copy: ReturnType<typeof chosenCopy>) => import("webpack").Configuration}
 */
const worksheetFunctions = (mode, copy) => {
  // Excel before version 2403 reads nothing newer than ES2016. There BigInt is missing too, and the functions say so.
  const language = { target: "es2016", logOverride: { bigint: "silent" } };
  return {
    name: "functions",
    mode,
    target: ["web", "es2016"],
    context: root,
    entry: { functions: "./src/functions/functions.ts" },
    output: { path: dist, filename: "[name].js" },
    devtool: "source-map",
    resolve: { extensions: [".ts", ".js"] },
    module: {
      rules: [
        {
          test: /\.ts$/,
          loader: "esbuild-loader",
          options: { ...language, tsconfig: "./tsconfig.json" },
          // The model does nothing when it is loaded, so the rules that no function calls can be left out.
          sideEffects: false,
        },
      ],
    },
    // The minimizer is webpack's own: esbuild's keeps the parts of the model that no function calls, a third of the file.
    performance: false,
    stats: "errors-warnings",
    plugins: [
      new CustomFunctionsMetadataPlugin({
        output: "functions.json",
        input: resolve(root, "src/functions/functions.ts"),
      }),
      new FunctionsDescribed(copy),
      new CopyPlugin({
        patterns: [
          { from: "assets", to: "assets", globOptions: { ignore: ["**/screenshots/**"] } },
          { from: "manifest.xml", transform: (content) => manifestOf(content.toString(), copy) },
          {
            from: "src/functions/functions.html",
            transform: (content) => addressed(content.toString(), copy),
            info: { minimized: true }, // a page is small, and stays readable for whoever asks what it loads
          },
        ],
      }),
    ],
  };
};

/**
 * What the pane's page may load: its own files, and Office.js from where the copy takes it. Griffel begins with empty style
 * elements, whose contents have the digest named here, and fills them by rule.
 */
function panePolicy({ officeJs }) {
  const office = /^https:/.test(officeJs) ? ` ${new URL(officeJs).origin}` : "";
  return [
    "default-src 'none'",
    `script-src 'self'${office}`,
    "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${office}`,
    `frame-src 'self'${office}`, // Office.js asks in a frame of its own whether to trust a host that it does not know
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Makes the pages that stand beside the pane's scripts: its own, which names them, and the help page. */
class PanePages {
  constructor(copy) {
    this.copy = copy;
  }
  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    const template = resolve(root, "src/taskpane/taskpane.html");
    const words = resolve(root, "src/taskpane/helpPage.ts");
    compiler.hooks.thisCompilation.tap("PanePages", (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_SUMMARIZE;
      compilation.hooks.processAssets.tapPromise({ name: "PanePages", stage }, async () => {
        const scripts = (compilation.entrypoints.get("taskpane")?.getFiles() ?? []).filter((file) =>
          /\.js$/.test(file),
        );
        const tags = scripts.map((file) => `    <script defer src="${file}"></script>\n`).join("");
        const page = addressed(await readFile(template, "utf8"), this.copy)
          .replace("CONTENT_SECURITY_POLICY", panePolicy(this.copy))
          .replace("  </head>", `${tags}  </head>`);
        const { helpPage } = await tsImport("./src/taskpane/helpPage.ts", import.meta.url);
        compilation.emitAsset("taskpane.html", new sources.RawSource(page));
        compilation.emitAsset("help.html", new sources.RawSource(addressed(helpPage(), this.copy)));
      });
      compilation.fileDependencies.add(template);
      compilation.fileDependencies.add(words);
    });
  }
}

/**
 * The task pane: a small first script, the pane that it brings in, and the worker that does the heavy work. Scripts are
 * named by what they hold, so that a browser may keep them; the page that names them is small and asked for anew.
 * @type {(mode: "development" | "production", copy: ReturnType<typeof chosenCopy>) => import("webpack").Configuration}
 */
const taskPane = (mode, copy) => ({
  name: "taskpane",
  mode,
  target: ["web", "es2022"],
  context: root,
  entry: { taskpane: "./src/taskpane/index.tsx" },
  output: {
    path: dist,
    filename: "pane/[name].[contenthash:8].js",
    chunkFilename: "pane/[name].[contenthash:8].js",
    publicPath: "auto",
  },
  devtool: "source-map",
  resolve: { extensions: [".tsx", ".ts", ".js"] },
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        loader: "esbuild-loader",
        options: { target: "es2022", jsx: "automatic", tsconfig: "./tsconfig.json" },
      },
      // Nothing of the model or the reading of sheets does anything when it is loaded: what the pane does not call stays out.
      { test: /[\\/]src[\\/](model|workbook|hosts)[\\/]/, sideEffects: false },
    ],
  },
  optimization: {
    minimizer: [new EsbuildPlugin({ target: "es2022", legalComments: "none" })],
    // Four scripts, each for one thing: they are asked for together, so cutting them further would gain nothing.
    splitChunks: false,
  },
  performance: false,
  stats: "errors-warnings",
  plugins: [new PanePages(copy)],
});

/** Only what this computer serves: no other address, no script or style written into a page, no code made of text. */
const WORKBENCH_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'", // the calculator is WebAssembly
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='", // of nothing: Griffel begins with empty elements
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Where the workbench's files stand when they are written to disk at all: the server keeps them in memory. */
const workbenchFolder = resolve(root, "node_modules/.cache/workbench");

/** The page that stands in for Excel, with the server for it and for the add-in. */
const workbenchPage = (mode) => ({
  name: "workbench",
  mode,
  target: ["web", "es2022"],
  context: root,
  entry: { workbench: "./src/workbench/page/index.tsx" },
  output: { path: workbenchFolder, filename: "[name].js", publicPath: "/" },
  devtool: "source-map",
  cache: { type: "filesystem", name: `workbench-${mode}`, buildDependencies: { config: [import.meta.filename] } },
  resolve: { extensions: [".tsx", ".ts", ".js"] },
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        loader: "esbuild-loader",
        options: { target: "es2022", jsx: "automatic", tsconfig: "./tsconfig.json" },
      },
    ],
  },
  performance: false,
  stats: "errors-warnings",
  infrastructureLogging: { level: "warn" },
  plugins: [
    new CopyPlugin({ patterns: ["index.html", "workbench.css"].map((name) => `src/workbench/page/${name}`) }),
    new WorkbenchSettings({ manifest: "/manifest.xml", open: "/assets/examples/intelligence-tom.xlsx" }),
  ],
});

/** Tells the page, which knows no add-in, what to show. */
class WorkbenchSettings {
  constructor(settings) {
    this.settings = settings;
  }
  apply(compiler) {
    compiler.hooks.thisCompilation.tap("WorkbenchSettings", (compilation) => {
      compilation.hooks.processAssets.tap("WorkbenchSettings", () => {
        const source = new compiler.webpack.sources.RawSource(JSON.stringify(this.settings));
        compilation.emitAsset("workbench.json", source);
      });
    });
  }
}

/**
 * Serves to this computer alone. Page and add-in come from one address, so that neither needs a certificate; a port that
 * is taken is passed over.
 * @type {(isRebuilding: boolean) => import("webpack-dev-server").Configuration}
 */
const workbenchServer = (isRebuilding) => ({
  host: "127.0.0.1",
  port: "auto",
  open: process.env.BROWSER !== "none",
  headers: {
    "Content-Security-Policy": WORKBENCH_POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
  },
  hot: false,
  liveReload: isRebuilding,
  client: isRebuilding ? { overlay: false, logging: "warn" } : false,
  webSocketServer: isRebuilding ? "ws" : false,
  static: [
    // The library as it is published. It asks for some of its files with capitals that their names do not have.
    { directory: resolve(root, "node_modules/@microsoft/office-js/dist"), publicPath: "/office-js", watch: false },
    // An add-in to try the page itself with: ?manifest=/test-add-in/manifest.xml&open=
    ...(isRebuilding ? [{ directory: resolve(root, "test/e2e/testAddIn"), publicPath: "/test-add-in" }] : []),
  ],
  setupMiddlewares: (middlewares) => {
    middlewares.unshift({
      name: "office-js-names",
      middleware: (request, _response, next) => {
        if (/^\/office-js\//i.test(request.url)) request.url = request.url.toLowerCase();
        next();
      },
    });
    return middlewares;
  },
  onListening: (server) => {
    const address = server.server?.address();
    if (typeof address === "object" && address) {
      console.log(
        `\nThe workbench: http://127.0.0.1:${address.port}/\nCtrl+C ends it. Building now; the page opens when that is done.\n`,
      );
    }
  },
});

/** The workbench with the add-in in it: its pages take Office.js from beside them, unchanged. */
function workbench(mode, isRebuilding) {
  const copy = { ...chosenCopy(), officeJs: "/office-js" };
  const addIn = [worksheetFunctions(mode, copy), taskPane(mode, copy)];
  // The server watches whatever it serves; without rebuilding there is nothing that it should see.
  const watchOptions = isRebuilding ? {} : { ignored: /./ };
  return [
    { ...workbenchPage(mode), watchOptions, devServer: workbenchServer(isRebuilding) },
    ...addIn.map((part) => ({ ...part, watchOptions, output: { ...part.output, path: workbenchFolder } })),
  ];
}

/** @type {(env: { workbench?: boolean, WEBPACK_SERVE?: boolean } | undefined, argv: { mode?: string, configName?: string[], watch?: boolean }) => import("webpack").Configuration[]} */
export default (env, argv) => {
  const mode = argv.mode === "development" ? "development" : "production";
  if (env?.workbench) return workbench(mode, mode === "development");
  // Several builds write to one folder, so none of them can tell what is left over from another day.
  if (argv.configName === undefined && argv.watch !== true) rmSync(dist, { recursive: true, force: true });
  const copy = chosenCopy();
  return [commandLine(mode), worksheetFunctions(mode, copy), taskPane(mode, copy)];
};
