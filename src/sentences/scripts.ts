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

/** What a module exports: by name, a name of its own or of another module; and the modules of which it exports everything. */
interface Exports {
  readonly named: ReadonlyMap<string, { readonly local: string } | Imported>;
  readonly all: readonly string[];
}

interface ParsedScript {
  readonly text: string;
  readonly bindings: Bindings;
  readonly exports: Exports;
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
  const whyExportChanges = (script: Script, name: string, before: ReadonlySet<string>): string | undefined | null => {
    const mark = `${script.id} ${name}`;
    if (before.has(mark)) return null;
    const seen = new Set([...before, mark]);
    const known = scriptOf(script);
    if (known === undefined) return `${script.url} cannot be parsed`;
    const found = known.exports.named.get(name);
    if (found === undefined) return firstOf(known.exports.all.flatMap((from) => scriptsAt(from, script)), name, seen);
    if ("from" in found) return whyImportChanges(found, script, seen);
    const binding = known.bindings.script.names.get(found.local);
    if (binding?.imported !== undefined) return whyImportChanges(binding.imported, script, seen);
    return binding === undefined || isWrittenOnce(binding) ? undefined : `${name} is assigned in ${script.url}`;
  };

  const modules = [...inspection.scripts.values()].filter(({ isModule, url }) => isModule && !url.startsWith("node:"));
  const byAddress = new Map<string, Script[]>();
  for (const script of modules) {
    const address = bare(script.url);
    byAddress.set(address, [...byAddress.get(address) ?? [], script]);
  }
  /** The modules that an address may stand for, as another names it; none where only the loader knows. */
  const scriptsAt = (from: string, importer: Script): readonly Script[] => {
    if (!/^(?:\.{0,2}\/|\w+:)/.test(from) || !URL.canParse(from, importer.url)) return [];
    const address = bare(new URL(from, importer.url).href);
    return [address, `${address}/index`].flatMap((one) => byAddress.get(one) ?? []);
  };

  /**
   * A live module that holds the name is among those that are looked at: the one that the import names, where its address shows, and else
   * all that export the name. A module whose script is gone has no function left that could assign; modules that are no scripts are
   * filled once.
   */
  const whyImportChanges = ({ from, name }: Imported, importer: Script | undefined, seen: ReadonlySet<string>): string | undefined => {
    if (name === "*") return undefined;
    const why = importer === undefined ? null : firstOf(scriptsAt(from, importer), name, seen);
    return (why === null ? firstOf(modules.filter((script) => textOf(script).includes(name)), name, seen) : why) ?? undefined;
  };

  /** The first reason that some modules give why something may change that one of them exports; `null` when none of them does. */
  const firstOf = (scripts: readonly Script[], name: string, seen: ReadonlySet<string>): string | undefined | null => {
    const whys = scripts.map((script) => whyExportChanges(script, name, seen)).filter((why) => why !== null);
    return whys.length === 0 ? null : whys.find((why) => why !== undefined);
  };

  const origins = new Map<object, { readonly from: string; readonly importer: Script }>();
  return {
    whyImportChanges: (imported, importer) => whyImportChanges(imported, importer, none),
    noteModule: (module, from, importer) => { origins.set(module, { from, importer }); },
    whyMemberChanges: (module, name) => {
      const { from = "", importer } = origins.get(module) ?? {};
      return whyImportChanges({ from, name }, importer, none);
    },
    functionAt: ({ script, line, column }, text) => {
      const known = scriptOf(script);
      const own = line - script.startLine;
      const found = known?.functions.get((known.lines[own] ?? Number.NaN) + column - (own === 0 ? script.startColumn : 0));
      return found !== undefined && known!.text.slice(found.node.end - text.length, found.node.end) === text ? found : undefined;
    },
  };
}

const none: ReadonlySet<string> = new Set();

/** An address without what loaders add to it or take away: the ending of the file, and what stands after `?`. */
const bare = (url: string): string => url.replace(/(?:\.[cm]?[jt]sx?)?(?:[?#].*)?$/s, "");

function parsedScript(text: string, isModule: boolean): ParsedScript | undefined {
  try {
    const program = parse(text, { ecmaVersion: "latest", sourceType: isModule ? "module" : "script", allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: isModule, allowSuperOutsideMethod: true, checkPrivateFields: false });
    const bindings = bindingsOf(program);
    return { text, bindings, exports: exportsOf(program),
      functions: new Map(bindings.functions.map((placed) => [parametersOf(placed, text), placed])),
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

function exportsOf({ body }: Program): Exports {
  const named = new Map<string, { readonly local: string } | Imported>();
  const all: string[] = [];
  for (const node of body as readonly ModuleDeclaration[]) {
    if (node.type === "ExportDefaultDeclaration") {
      const { declaration } = node;
      const isNamed = (declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration") && declaration.id !== null;
      // A value without a name of its own cannot be assigned to.
      named.set("default", { local: isNamed ? declaration.id.name : "" });
    }
    if (node.type === "ExportNamedDeclaration") {
      for (const { local, exported } of node.specifiers)
        named.set(nameOf(exported), node.source ? { from: String(node.source.value), name: nameOf(local) } : { local: nameOf(local) });
      for (const name of node.declaration ? declaredIn(node.declaration) : []) named.set(name, { local: name });
    }
    if (node.type === "ExportAllDeclaration") {
      if (node.exported) named.set(nameOf(node.exported), { from: String(node.source.value), name: "*" });
      else all.push(String(node.source.value));
    }
  }
  return { named, all };
}

const nameOf = (node: Identifier | Literal): string => node.type === "Identifier" ? node.name : String(node.value);

const declaredIn = (node: Declaration): string[] =>
  node.type === "VariableDeclaration" ? node.declarations.flatMap(({ id }) => namesIn(id)) : [node.id.name];
