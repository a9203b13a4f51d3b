/**
 * Which members of Office.js the add-in calls, read off its sources with the compiler: every property, method and event of
 * the Excel namespace that an expression names, in the spelling of the members' catalogue.
 */
import { relative, resolve } from "node:path";
import ts from "typescript";

export type CalledMember = {
  /** The class as the library names it: "Range". */
  readonly className: string;
  /** The member as an add-in names it: "getRange". */
  readonly member: string;
  /** What is done with it. */
  readonly use: "read" | "write" | "call" | "event";
  /** Where, for a message: "src/hosts/excel/readExcel.ts:12". */
  readonly place: string;
};

const root = resolve(import.meta.dirname, "../..");

/** Members that the files of some folders of `src` call, each place once. */
export function calledMembers(folders: readonly string[]): CalledMember[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    resolve(root, "tsconfig.json"),
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  if (!config) throw new Error("tsconfig.json could not be read");
  const wanted = config.fileNames.filter((name) => folders.some((folder) => isIn(name, folder)));
  // The types of office.js come in by a declaration file of its own.
  const declarations = config.fileNames.filter((name) => name.endsWith(".d.ts"));
  const program = ts.createProgram({
    rootNames: [...wanted, ...declarations],
    options: { ...config.options, noEmit: true },
  });
  const checker = program.getTypeChecker();
  return wanted.flatMap((name) => {
    const file = program.getSourceFile(name);
    return file === undefined ? [] : membersIn(file, checker);
  });
}

function isIn(name: string, folder: string): boolean {
  return relative(root, name).replaceAll("\\", "/").startsWith(`${folder}/`);
}

function membersIn(file: ts.SourceFile, checker: ts.TypeChecker): CalledMember[] {
  const found: CalledMember[] = [];
  const note = (className: string, member: string, use: CalledMember["use"], node: ts.Node): void => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.push({ className, member, use, place: `${relative(root, file.fileName)}:${line + 1}` });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      for (const className of officeClassesOf(checker.getTypeAtLocation(node.expression)))
        note(className, node.name.text, useOf(node), node);
    } else if (ts.isElementAccessExpression(node)) {
      // range[property], where the compiler knows which ones it may be
      for (const className of officeClassesOf(checker.getTypeAtLocation(node.expression)))
        for (const name of textsOf(node.argumentExpression, checker)) note(className, name, useOf(node), node);
    } else if (ts.isObjectBindingPattern(node)) {
      // const { worksheets } = context.workbook
      for (const className of officeClassesOf(checker.getTypeAtLocation(node)))
        for (const element of node.elements) {
          const name = element.propertyName ?? element.name;
          if (ts.isIdentifier(name)) note(className, name.text, "read", element);
        }
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      if (name.text === "load") {
        for (const className of officeClassesOf(checker.getTypeAtLocation(expression)))
          for (const text of namesToLoad(node.arguments[0], checker))
            for (const path of text.split(",")) noteLoaded(className, path.trim(), node);
      }
    }
    ts.forEachChild(node, visit);
  };
  /** "items/worksheet/id": through the class of each part, as far as the types tell. */
  const noteLoaded = (className: string, path: string, node: ts.Node): void => {
    const [head = "", ...rest] = path.split("/");
    if (head === "items") noteLoaded(className.replace(/Collection$/, ""), rest.join("/"), node);
    else if (head !== "" && rest.length === 0) note(className, head, "read", node);
    else if (head !== "") {
      note(className, head, "read", node);
      const next = classNamed(checker, file, className)?.getProperty(head);
      const type = next && checker.getTypeOfSymbolAtLocation(next, node);
      for (const inner of type ? officeClassesOf(type) : []) noteLoaded(inner, rest.join("/"), node);
    }
  };
  visit(file);
  return found;
}

function namesToLoad(argument: ts.Expression | undefined, checker: ts.TypeChecker): string[] {
  if (argument === undefined) return [];
  if (!ts.isArrayLiteralExpression(argument)) return textsOf(argument, checker);
  return argument.elements.flatMap((element) => namesToLoad(element, checker));
}

/** The texts that an expression may be, as far as the compiler knows them. */
function textsOf(expression: ts.Expression, checker: ts.TypeChecker): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  const type = checker.getTypeAtLocation(expression);
  return (type.isUnion() ? type.types : [type]).flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
}

/** What an expression does with the member that it names. */
function useOf(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): CalledMember["use"] {
  const { parent } = node;
  if (ts.isCallExpression(parent) && parent.expression === node) return "call";
  if (ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return "write";
  return ts.isPropertyAccessExpression(node) && /^on[A-Z]/.test(node.name.text) ? "event" : "read";
}

/** The classes of the Excel namespace that a type is of; plain data of the same namespace is none. */
function officeClassesOf(type: ts.Type): string[] {
  if (type.isUnion()) return type.types.flatMap((part) => officeClassesOf(part));
  const { symbol } = type;
  const declaration = symbol?.declarations?.find((one) => ts.isClassDeclaration(one));
  if (!declaration || !ts.isModuleBlock(declaration.parent)) return [];
  const namespace = declaration.parent.parent;
  return ts.isModuleDeclaration(namespace) && namespace.name.text === "Excel" ? [symbol.name] : [];
}

function classNamed(checker: ts.TypeChecker, file: ts.SourceFile, name: string): ts.Type | undefined {
  const namespace = checker.resolveName("Excel", file, ts.SymbolFlags.Namespace, false);
  const symbol = namespace && checker.getExportsOfModule(namespace).find((one) => one.name === name);
  return symbol && checker.getDeclaredTypeOfSymbol(symbol);
}
