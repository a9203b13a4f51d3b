/**
 * The shape of the house as data, and the checks that hold the source to it.
 *
 * Every check is a function from texts to complaints, so that the test can try each one on a made-up offender as well
 * as on the real files. A complaint names the file, and the line where there is one.
 */
import { isBuiltin } from "node:module";
import { posix } from "node:path";
import ts from "typescript";

/** One file: its path from the root of the repository with forward slashes, and what it says. */
export type SourceText = { readonly path: string; readonly text: string };

type FolderName = "model" | "workbook" | "hosts/xlsx" | "hosts/excel" | "functions" | "taskpane" | "workbench" | "cli";

/** What the files of one folder may import besides one another. */
type Allowance = {
  /** Folders of `src` whose values and types may be used. */
  readonly folders: readonly FolderName[];
  /** Folders of `src` of which only types may be used (`import type`). */
  readonly typesOf: readonly FolderName[];
  readonly packages: readonly string[];
  readonly node: boolean;
};

/** Who may import whom. Arrows point inward: the skins use the hosts, the hosts the workbook, the workbook the model. */
export const importTable: Readonly<Record<FolderName, Allowance>> = {
  model: { folders: [], typesOf: [], packages: [], node: false },
  workbook: { folders: ["model"], typesOf: [], packages: ["decimal.js"], node: false },
  "hosts/xlsx": { folders: ["workbook"], typesOf: [], packages: ["fflate", "saxes"], node: false },
  "hosts/excel": { folders: ["workbook"], typesOf: [], packages: [], node: false },
  functions: { folders: ["model"], typesOf: ["workbook"], packages: [], node: false },
  taskpane: {
    folders: ["workbook"],
    typesOf: ["model"],
    packages: ["@fluentui/react-components", "@fluentui/react-icons", "react", "react-dom"],
    node: false,
  },
  workbench: {
    folders: ["hosts/xlsx"],
    typesOf: ["workbook"],
    packages: [
      "@ironcalc/wasm",
      "fflate",
      "saxes",
      "react",
      "react-dom",
      "@fluentui/react-components",
      "@fluentui/react-icons",
    ],
    node: false,
  },
  cli: { folders: ["workbook", "hosts/xlsx"], typesOf: ["model"], packages: [], node: true },
};

/** Single files that may import more than their folder, each with its reason. */
export const furtherAllowances: readonly {
  readonly file: string;
  readonly imports: FolderName;
  readonly why: string;
}[] = [
  {
    file: "src/taskpane/index.tsx",
    imports: "hosts/excel",
    why: "the entry chooses the host, once; the pane itself never meets Office.js",
  },
];

/**
 * Model files that may use decimal.js. Empty on purpose: whole pence in safe integers need no library, and worksheet
 * functions carry the model into Excel's script, where every kilobyte is loaded with the workbook.
 */
export const modelFilesWithDecimal: readonly string[] = [];

/** Files that may be imported from outside their folder although they are not its door. */
export const sideDoors: readonly string[] = [
  "src/taskpane/Pane.tsx",
  // Beside the door, which runs in a browser too: opening and saving files on a disk.
  "src/hosts/xlsx/xlsxFile.ts",
];

/** Files and folders that may use Node although their folder may not: what they do has no meaning without a disk. */
export const nodeOnly: readonly string[] = [
  "src/hosts/xlsx/disk.ts",
  "src/hosts/xlsx/saveFile.ts",
  "src/hosts/xlsx/xlsxFile.ts",
  "src/workbench/node/",
];

/** A name that fits everything says nothing: a function without a home is a concept without a name. */
const dumpingGrounds = /^(utils?|utilit(y|ies)|helpers?|commons?|managers?|services?|misc|shared)$/;

/** The folders in which every exported function explains itself. */
const explainedFolders = ["src/model/", "src/workbook/", "src/hosts/"];

/** What may stand at the top of the repository. */
export const topLevelNames: readonly string[] = [
  ".ci",
  ".gitattributes",
  ".gitignore",
  ".npmrc",
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "assets",
  "manifest.xml",
  "package-lock.json",
  "package.json",
  "src",
  "test",
  "tsconfig.json",
  "webpack.config.js",
];

/** Every import that the table above does not allow, or that passes by a folder's door. */
export function checkImports(files: readonly SourceText[]): string[] {
  const paths = new Set(files.map((file) => file.path));
  return files.flatMap((file) => {
    const folder = folderOf(file.path);
    if (folder === undefined) return [`${file.path} lies in no folder of the import table`];
    return importsOf(file).flatMap((found) => {
      const complaint = complaintAbout(file.path, folder, found, paths);
      return complaint === undefined ? [] : [`${file.path}:${found.line} ${complaint}`];
    });
  });
}

/** Every exported function of the explained folders that has no comment of its own. */
export function checkDocstrings(files: readonly SourceText[]): string[] {
  return files
    .filter((file) => explainedFolders.some((folder) => file.path.startsWith(folder)))
    .flatMap((file) => {
      const tree = parse(file);
      const explained = new Set<string>();
      const bare: { name: string; line: number }[] = [];
      for (const { name, node } of exportedFunctions(tree)) {
        if (hasDocstring(node)) explained.add(name);
        else bare.push({ name, line: lineOf(tree, node.getStart(tree)) });
      }
      // One comment serves all the overloads of a function.
      return bare
        .filter(({ name }) => !explained.has(name))
        .map(
          ({ name, line }) => `${file.path}:${line} ${name} is exported without a comment that says what it decides`,
        );
    });
}

/** Promises left in the source: what is not done yet belongs in the changelog or the list of issues. */
export function checkUnfinished(files: readonly SourceText[]): string[] {
  return files.flatMap((file) =>
    file.text.split("\n").flatMap((line, index) => {
      const found = /\b(?:TODO|FIXME)\b/.exec(line) ?? /\bcoming soon\b|\bnot (?:yet )?implemented\b/i.exec(line);
      return found === null ? [] : [`${file.path}:${index + 1} says "${found[0]}"`];
    }),
  );
}

/** File and folder names that are, or end in, the name of a dumping ground. */
export function checkNames(paths: readonly string[]): string[] {
  return paths.flatMap((path) =>
    path.split("/").flatMap((segment) => {
      // costHelpers, cost-helpers and cost.helpers all end in the same word.
      const words = segment
        .replace(/\.[^.]+$/, "")
        .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
        .split(/[ ._-]+/)
        .map((word) => word.toLowerCase());
      const last = words.at(-1) ?? "";
      return dumpingGrounds.test(last) ? [`${path} is named after a dumping ground ("${last}")`] : [];
    }),
  );
}

type Versions = Readonly<Record<string, string>>;
type Manifest = {
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly optionalDependencies?: Versions;
  readonly peerDependencies?: Versions;
};

/** Dependencies of package.json that leave the version to the day of the installation. */
export function checkExactVersions(manifest: Manifest): string[] {
  return [
    manifest.dependencies,
    manifest.devDependencies,
    manifest.optionalDependencies,
    manifest.peerDependencies,
  ].flatMap((section) =>
    Object.entries(section ?? {})
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version))
      .map(([name, version]) => `package.json: ${name} is "${version}", not an exact version`),
  );
}

export type LockFile = {
  readonly packages: Readonly<
    Record<string, { readonly resolved?: string; readonly optionalDependencies?: Versions; readonly link?: boolean }>
  >;
};

/** Addresses that only some machine can reach, and platform packages that npm silently left out of the lock file. */
export function checkLockFile(lock: LockFile): string[] {
  const places = Object.keys(lock.packages);
  return Object.entries(lock.packages).flatMap(([place, entry]) => {
    const complaints: string[] = [];
    if (entry.resolved !== undefined && !entry.resolved.startsWith("https://registry.npmjs.org/")) {
      complaints.push(`package-lock.json: ${place} would be fetched from ${entry.resolved}`);
    }
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!places.some((other) => other === `node_modules/${name}` || other.endsWith(`/node_modules/${name}`))) {
        complaints.push(`package-lock.json: ${place} may need ${name}, which is missing from the lock file`);
      }
    }
    return complaints;
  });
}

/** Tracked files whose first folder, or whose own name at the top, is not one of the allowed names. */
export function checkTopLevel(trackedPaths: readonly string[]): string[] {
  const names = new Set(trackedPaths.map((path) => path.split("/")[0] ?? path));
  return [...names]
    .filter((name) => !topLevelNames.includes(name))
    .map((name) => `${name} stands at the top of the repository, where only what every visitor needs has a place`);
}

type Import = { readonly specifier: string | undefined; readonly isTypeOnly: boolean; readonly line: number };

/** Why this import is not allowed, or undefined when it is. */
function complaintAbout(
  path: string,
  folder: FolderName,
  found: Import,
  paths: ReadonlySet<string>,
): string | undefined {
  const { specifier } = found;
  if (specifier === undefined) return "imports a name that is only known when it runs, which nobody can check";
  const allowance: Allowance = importTable[folder];

  if (!specifier.startsWith(".")) {
    if (isBuiltin(specifier)) {
      const isAllowed = allowance.node || nodeOnly.some((place) => path === place || path.startsWith(place));
      if (!isAllowed) return `${folder} may not import Node's "${specifier}"`;
      return specifier.startsWith("node:") ? undefined : `imports "${specifier}", which should say "node:${specifier}"`;
    }
    const packageName = specifier
      .split("/")
      .slice(0, specifier.startsWith("@") ? 2 : 1)
      .join("/");
    if (allowance.packages.includes(packageName)) return undefined;
    if (packageName === "decimal.js" && modelFilesWithDecimal.includes(path)) return undefined;
    return `${folder} may not import the package "${packageName}"`;
  }

  const target = resolveImport(path, specifier, paths);
  const targetFolder = folderOf(target);
  if (targetFolder === folder) return undefined;
  if (targetFolder === undefined)
    return `${folder} may not import "${specifier}", which lies in no folder of the table`;
  const isAllowed =
    allowance.folders.includes(targetFolder) ||
    furtherAllowances.some((further) => further.file === path && further.imports === targetFolder);
  if (!isAllowed) {
    if (!allowance.typesOf.includes(targetFolder)) return `${folder} may not import ${targetFolder} ("${specifier}")`;
    if (!found.isTypeOnly) {
      return `${folder} may import only types of ${targetFolder}: write "import type" ("${specifier}")`;
    }
  }
  const doors = [`src/${targetFolder}`, `src/${targetFolder}/index.ts`, `src/${targetFolder}/index.tsx`];
  if (doors.includes(target) || sideDoors.includes(target)) return undefined;
  return `passes by the door of ${targetFolder}: "${specifier}" is a room, import its index.ts`;
}

/** The folder of the import table in which a path lies. */
function folderOf(path: string): FolderName | undefined {
  return (Object.keys(importTable) as FolderName[]).find(
    (folder) => path === `src/${folder}` || path.startsWith(`src/${folder}/`),
  );
}

/** The file that a relative import means, as the compiler's "bundler" resolution finds it. */
function resolveImport(from: string, specifier: string, paths: ReadonlySet<string>): string {
  const base = posix.join(posix.dirname(from), specifier).replace(/\/$/, "");
  const withoutJs = base.replace(/\.jsx?$/, "");
  const candidates = [base, `${withoutJs}.ts`, `${withoutJs}.tsx`, `${base}/index.ts`, `${base}/index.tsx`];
  return candidates.find((candidate) => paths.has(candidate)) ?? base;
}

/** Every way one file can name another: import, export from, import(), require() and import types. */
function importsOf(file: SourceText): Import[] {
  const tree = parse(file);
  const found: Import[] = [];
  const note = (node: ts.Node, specifier: ts.Node | undefined, isTypeOnly: boolean): void => {
    found.push({
      specifier: specifier !== undefined && ts.isStringLiteralLike(specifier) ? specifier.text : undefined,
      isTypeOnly,
      line: lineOf(tree, node.getStart(tree)),
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      note(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      note(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      note(node, node.moduleReference.expression, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      note(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(node.expression) && node.expression.text === "require"))
    ) {
      note(node, node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The functions a file gives away, whether declared, assigned to a constant, or exported by name further down. */
function exportedFunctions(tree: ts.SourceFile): { name: string; node: ts.Node }[] {
  const exportedByName = new Set<string>();
  for (const statement of tree.statements) {
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier === undefined && statement.exportClause) {
      if (!ts.isNamedExports(statement.exportClause)) continue;
      for (const element of statement.exportClause.elements) {
        exportedByName.add((element.propertyName ?? element.name).text);
      }
    } else if (ts.isExportAssignment(statement) && ts.isIdentifier(statement.expression)) {
      exportedByName.add(statement.expression.text);
    }
  }
  const isExported = (statement: ts.HasModifiers, name: string): boolean =>
    exportedByName.has(name) ||
    (ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false);

  return tree.statements.flatMap((statement): { name: string; node: ts.Node }[] => {
    if (ts.isFunctionDeclaration(statement)) {
      const name = statement.name?.text ?? "the default export";
      return isExported(statement, name) ? [{ name, node: statement }] : [];
    }
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap((declaration) => {
        const name = declaration.name.getText(tree);
        const value = declaration.initializer;
        const isFunction = value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value));
        return isFunction && isExported(statement, name) ? [{ name, node: statement }] : [];
      });
    }
    return [];
  });
}

function hasDocstring(node: ts.Node): boolean {
  return ts
    .getJSDocCommentsAndTags(node)
    .some((comment) => ts.isJSDoc(comment) && (ts.getTextOfJSDocComment(comment.comment) ?? "").trim() !== "");
}

function parse(file: SourceText): ts.SourceFile {
  const kind = file.path.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2022, true, kind);
}

function lineOf(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}
