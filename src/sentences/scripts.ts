/** The scripts that hold functions, each parsed once, and whether what one of them exports can ever become something else. */
import { type Declaration, type Identifier, type Literal, type ModuleDeclaration, type Program, parse } from "acorn";
import { type Bindings, bindingsOf, namesIn } from "./bindings.ts";
import type { Inspected, Inspection, Script } from "./inspection.ts";
import { type Imported, type PlacedFunction, isWrittenOnce } from "./scopes.ts";

export interface Scripts {
  /** The function that stands where the inspector says, if its text there is the one given. */
  functionAt(place: Inspected, text: string): PlacedFunction | undefined;
  /** Why something that a script imports may change; `undefined` when it cannot. */
  whyImportChanges(imported: Imported, importer: Script): string | undefined;
  /** Notes from where a script has imported a whole module. */
  noteModule(module: object, from: string, importer: Script): void;
  /** Why a member of a module may change. */
  whyMemberChanges(module: object, name: string): string | undefined;
}

interface ParsedScript {
  readonly text: string;
  readonly bindings: Bindings;
  readonly program: Program;
  readonly functions: ReadonlyMap<number, PlacedFunction>;
  readonly lines: readonly number[];
}

/** Reads and parses scripts of an inspection when they are asked for. */
export function scriptsOf(inspection: Inspection): Scripts {
  const parsed = new Map<Script, ParsedScript | undefined>();
  const texts = new Map<Script, string>();

  const textOf = (script: Script): string => {
    let text = texts.get(script);
    if (text === undefined) texts.set(script, text = inspection.sourceOf(script));
    return text;
  };
  const scriptOf = (script: Script): ParsedScript | undefined => {
    if (!parsed.has(script)) parsed.set(script, parsedScript(textOf(script), script.isModule));
    return parsed.get(script);
  };

  /** Why what a module exports may change; `null` when it exports nothing of that name. */
  const whyExportChanges = (script: Script, name: string, seen: ReadonlySet<string>): string | undefined | null => {
    const known = scriptOf(script);
    if (known === undefined) return `${script.url} cannot be parsed`;
    const found = exportOf(known.program, name);
    if (found === undefined) return null;
    if ("from" in found) return whyImportChanges(found, script, seen);
    const binding = known.bindings.script.names.get(found.local);
    if (binding?.imported !== undefined) return whyImportChanges(binding.imported, script, seen);
    return binding === undefined || isWrittenOnce(binding) ? undefined : `${name} is assigned in ${script.url}`;
  };

  const modules = [...inspection.scripts.values()].filter(({ isModule, url }) => isModule && !url.startsWith("node:"));
  const byAddress = new Map<string | undefined, Script[]>();
  for (const script of modules) {
    const address = addressOf(script.url);
    byAddress.set(address, [...byAddress.get(address) ?? [], script]);
  }

  /**
   * A live module that holds the name is among those that are looked at: the one that the import names, where its address shows, and else
   * all that export the name. A module whose script is gone has no function left that could assign; modules that are no scripts are
   * filled once.
   */
  const whyImportChanges = ({ from, name }: Imported, importer: Script | undefined, seen: ReadonlySet<string>): string | undefined => {
    const mark = JSON.stringify([importer?.id, from, name]);
    if (name === "*" || seen.has(mark)) return undefined;
    const among = (scripts: readonly Script[]) => scripts.map((script) => whyExportChanges(script, name, new Set([...seen, mark])))
      .filter((why) => why !== null);
    const place = importer === undefined || !/^\.{0,2}\//.test(from) ? undefined : addressOf(from, importer.url);
    const named = place === undefined ? [] : among(byAddress.get(place) ?? []);
    const whys = named.length > 0 ? named : among(modules.filter((script) => textOf(script).includes(name)));
    return whys.find((why) => why !== undefined);
  };

  const origins = new Map<object, { readonly from: string; readonly importer: Script }>();
  return {
    whyImportChanges: (imported, importer) => whyImportChanges(imported, importer, new Set()),
    noteModule: (module, from, importer) => { origins.set(module, { from, importer }); },
    whyMemberChanges: (module, name) => {
      const { from = "", importer } = origins.get(module) ?? {};
      return whyImportChanges({ from, name }, importer, new Set());
    },
    functionAt: ({ script, line, column }, text) => {
    const known = scriptOf(script);
    const own = line - script.startLine;
    const found = known?.functions.get((known.lines[own] ?? Number.NaN) + column - (own === 0 ? script.startColumn : 0));
    return found !== undefined && known!.text.slice(found.node.end - text.length, found.node.end) === text ? found : undefined;
  } };
}

/** An address without what loaders add to it or take away: the ending of the file, and what stands after `?`. */
function addressOf(url: string, base?: string): string | undefined {
  return URL.canParse(url, base) ? new URL(url, base).pathname.replace(/\.[cm]?[jt]sx?$/, "") : undefined;
}

function parsedScript(text: string, isModule: boolean): ParsedScript | undefined {
  try {
    const program = parse(text, { ecmaVersion: "latest", sourceType: isModule ? "module" : "script", allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: isModule, allowSuperOutsideMethod: true, checkPrivateFields: false });
    const bindings = bindingsOf(program);
    return { text, program, bindings, functions: new Map(bindings.functions.map((placed) => [parametersOf(placed, text), placed])),
      lines: [0, ...Array.from(text.matchAll(/\r\n|[\n\r\u2028\u2029]/g), ({ 0: end, index }) => index + end.length)] };
  } catch {
    return undefined;
  }
}

/** Where the inspector says that a function stands: where its parameters begin, or the whole of an arrow function. */
function parametersOf({ node }: PlacedFunction, text: string): number {
  if (node.type === "ArrowFunctionExpression" || text[node.start] === "(") return node.start;
  const space = /(?:\s|\/\*[^]*?\*\/|\/\/.*|\bfunction\b|\basync\b|\*)*/y;
  space.lastIndex = node.id?.end ?? node.start;
  return space.lastIndex + space.exec(text)![0].length;
}

/** What a module exports under a name: a name of its own, or one of another module. */
function exportOf({ body }: Program, name: string): { readonly local: string } | Imported | undefined {
  for (const node of body as readonly ModuleDeclaration[]) {
    if (node.type === "ExportDefaultDeclaration" && name === "default") {
      const { declaration } = node;
      const isNamed = declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
      // A value without a name of its own cannot be assigned to.
      return { local: isNamed && declaration.id !== null ? declaration.id.name : "" };
    }
    if (node.type === "ExportNamedDeclaration") {
      for (const { local, exported } of node.specifiers) if (nameOf(exported) === name)
        return node.source ? { from: String(node.source.value), name: nameOf(local) } : { local: nameOf(local) };
      if (node.declaration && declaredIn(node.declaration).includes(name)) return { local: name };
    }
  }
  return undefined;
}

const nameOf = (node: Identifier | Literal): string => node.type === "Identifier" ? node.name : String(node.value);

const declaredIn = (node: Declaration): string[] =>
  node.type === "VariableDeclaration" ? node.declarations.flatMap(({ id }) => namesIn(id)) : [node.id.name];
