import { chmod } from "node:fs/promises";
import { join, resolve } from "node:path";
import webpack from "webpack";

const root = import.meta.dirname;

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

/** @type {(env: unknown, argv: { mode?: string }) => import("webpack").Configuration} */
export default (_env, argv) => ({
  name: "cli",
  mode: argv.mode === "development" ? "development" : "production",
  target: "node20",
  context: root,
  entry: { cli: "./src/cli/main.ts" },
  // package.json says "type": "module", so Node reads dist/cli.js as an ES module: it is built as one.
  experiments: { outputModule: true },
  output: {
    path: resolve(root, "dist"),
    filename: "[name].js",
    module: true,
    library: { type: "module" },
    clean: true,
  },
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
