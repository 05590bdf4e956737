/** The project's own TypeScript files, parsed: for the tests that hold rules about the code itself. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";

/** Folders that hold code. */
const folders = ["src", "spec", "model", "properties", "bench", "test", "examples"];

export interface SourceFile {
  /** From the root of the project, with `/`. */
  readonly path: string;
  readonly lines: readonly string[];
  readonly tree: ts.SourceFile;
}

/** One import or re-export, static or dynamic. */
export interface Import {
  /** A path from the root of the project where it is one of our files, else the name of a package or module. */
  readonly from: string;
  readonly ours: boolean;
  /** Whether it vanishes when the types do. */
  readonly typesOnly: boolean;
}

/** All paths in a folder, deepest included. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesIn(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
    .sort();
}

/** A file of that path and text. */
export function parsed(path: string, text: string): SourceFile {
  return { path, lines: text.trimEnd().split("\n"), tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
}

export const sources: readonly SourceFile[] = folders.flatMap(filesIn).filter((path) => path.endsWith(".ts"))
  .map((path) => parsed(path, readFileSync(path, "utf8")));

/** Every node of a file. */
export function nodesOf({ tree }: SourceFile): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return nodes;
}

/** `path:line` of a node, to click on. */
export function placeOf({ path, tree }: SourceFile, node: ts.Node): string {
  return `${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`;
}

/** How many lines a node takes. */
export function linesOf({ tree }: SourceFile, node: ts.Node): number {
  const line = (position: number): number => tree.getLineAndCharacterOfPosition(position).line;
  return line(node.getEnd()) - line(node.getStart(tree)) + 1;
}

/** The imports and re-exports of a file. */
export function importsOf(file: SourceFile): Import[] {
  return nodesOf(file).flatMap((node): Import[] => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined)
      return [imported(file, node.moduleSpecifier, vanishes(node))];
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return [imported(file, node.argument.literal, true)];
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && ts.isStringLiteral(node.arguments[0]!))
      return [imported(file, node.arguments[0], false)];
    return [];
  });
}

function imported({ path }: SourceFile, specifier: ts.Node, typesOnly: boolean): Import {
  const name = (specifier as ts.StringLiteral).text;
  const ours = name.startsWith(".");
  return { from: ours ? normalize(join(dirname(path), name)) : name, ours, typesOnly };
}

function vanishes(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  const clause = ts.isImportDeclaration(node) ? node.importClause : node;
  if (clause === undefined) return false;
  if (ts.isExportDeclaration(clause) ? clause.isTypeOnly : clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = ts.isExportDeclaration(clause) ? clause.exportClause : clause.namedBindings;
  if (bindings === undefined || !(ts.isNamedImports(bindings) || ts.isNamedExports(bindings))) return false;
  return bindings.elements.length > 0 && [...bindings.elements].every(({ isTypeOnly }) => isTypeOnly);
}
