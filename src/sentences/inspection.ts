/**
 * What the runtime knows of functions and tells an inspector only: in which script each stands and what its scopes hold. The session
 * is in this process and this thread; no port is opened, and nothing stays behind once it is closed.
 */
import inspector from "node:inspector";

/** Whether somebody can look on from outside, who may have set breakpoints in sentences. */
export const isDebugged = (): boolean => inspector.url() !== undefined;

export interface Inspection {
  /** Looks at functions: for each what was found, in order; or why nothing can be seen. */
  look(fns: readonly Function[]): readonly (Inspected | undefined)[] | string;
  /** The text of a script; empty for one that is gone. */
  sourceOf(script: Script): string;
  /** All scripts that are loaded. */
  readonly scripts: ReadonlyMap<string, Script>;
}

export interface Inspected {
  readonly script: Script;
  /** Counted from 0, where the parameters begin; `column` in units of two bytes. */
  readonly line: number;
  readonly column: number;
  /** From the innermost to the global one. */
  readonly scopes: readonly CapturedScope[];
}

/** A scope as the runtime shows it: an object with a copy of what it holds; the global one is the global object itself. */
export interface CapturedScope {
  readonly description: string;
  readonly object: Readonly<Record<string, unknown>>;
}

export interface Script {
  readonly id: string;
  readonly url: string;
  readonly isModule: boolean;
  /** Where the text begins: loaders move it to make up for what they put in front. */
  readonly startLine: number;
  readonly startColumn: number;
}

/** Under this name the functions are handed over; evaluated text reaches the module of the inspector in every context and thread. */
const key = "cordon.inspection";
const handedOver = `process.getBuiltinModule("node:inspector")[Symbol.for(${JSON.stringify(key)})]`;

type Take = (...scopes: (readonly CapturedScope[] | null)[]) => void;

/**
 * Runs something with an inspection, which is opened when it is asked for first and closed afterwards. Where the runtime refuses, as under
 * its permission model, opening answers why.
 */
export function inspecting<R>(run: (open: () => Inspection | string) => R): R {
  let session: inspector.Session | undefined;
  let opened: Inspection | string | undefined;
  try {
    return run(() => opened ??= attempted(() => {
      session = new inspector.Session();
      return inspectionOf(session);
    }, why));
  } finally {
    session?.disconnect();
  }
}

/** What something gives, or what stands for the error that it throws. */
function attempted<R>(give: () => R, otherwise: (error: Error) => string): R | string {
  try {
    return give();
  } catch (error) {
    return otherwise(error as Error);
  }
}

const why = ({ message }: Error): string => message;

function inspectionOf(session: inspector.Session): Inspection {
  const scripts = new Map<string, Script>();
  session.connect();
  session.on("Debugger.scriptParsed", ({ params: { scriptId, url, isModule = false, startLine, startColumn } }) => {
    scripts.set(scriptId, { id: scriptId, url, isModule, startLine, startColumn });
  });
  const ask = asking(session);
  ask("Debugger.enable", {});
  return { scripts,
    sourceOf: ({ id: scriptId }) =>
      attempted(() => (ask("Debugger.getScriptSource", { scriptId }) as { scriptSource: string }).scriptSource, () => ""),
    look: (fns) => attempted(() => {
      let found: readonly (readonly CapturedScope[] | null)[] = [];
      const take: Take = (...scopes) => { found = scopes; };
      const box = Object.assign(inspector, { [Symbol.for(key)]: { fns, take } });
      try {
        const places = placesOf(ask);
        const scopes = places.fns.map(({ scopes: objectId }) => objectId === undefined ? { value: null } : { objectId });
        ask("Runtime.callFunctionOn", { objectId: places.take, arguments: scopes, silent: true,
          functionDeclaration: "function (...all) { this(...all.map((scopes) => scopes && Array.from(scopes, (scope) => scope))); }" });
        return places.fns.map(({ at }, i) => {
          const script = at === undefined ? undefined : scripts.get(at.scriptId);
          const own = found[i];
          return script === undefined || own === undefined || own === null ? undefined
            : { script, line: at!.lineNumber, column: at!.columnNumber ?? 0, scopes: own };
        });
      } finally {
        Reflect.deleteProperty(box, Symbol.for(key));
        ask("Runtime.releaseObjectGroup", { objectGroup: key });
      }
    }, why) };
}

type Ask = (method: string, parameters: object) => unknown;

/** Asks and answers at once; throws what the runtime refuses. */
function asking(session: inspector.Session): Ask {
  return (method, parameters) => {
    let answer: unknown;
    let error: Error | null | undefined;
    session.post(method, parameters, (refused, given) => { [error, answer] = [refused, given]; });
    if (error === undefined) throw new Error(`the inspector of this runtime does not answer ${method} at once`);
    if (error !== null) throw new Error(`${method}: ${error.message}`);
    return answer;
  };
}

interface Placed {
  readonly at: inspector.Debugger.Location | undefined;
  readonly scopes: string | undefined;
}

/** Where the functions that are handed over stand, and the handles of their scopes. */
function placesOf(ask: Ask): { readonly take: string; readonly fns: readonly Placed[] } {
  const propertiesOf = (objectId: string | undefined): inspector.Runtime.GetPropertiesReturnType =>
    ask("Runtime.getProperties", { objectId, ownProperties: true }) as inspector.Runtime.GetPropertiesReturnType;
  const { result: box } = ask("Runtime.evaluate", { expression: handedOver, objectGroup: key, silent: true }) as
    inspector.Runtime.EvaluateReturnType;
  const [list, take] = ["fns", "take"].map((name) => propertiesOf(box.objectId).result.find((one) => one.name === name)?.value?.objectId);
  const fns: Placed[] = [];
  for (const { name, value } of propertiesOf(list).result) if (value?.type === "function") {
    const hidden = propertiesOf(value.objectId).internalProperties ?? [];
    const named = (property: string) => hidden.find((one) => one.name === property)?.value;
    const at = named("[[FunctionLocation]]")?.value as inspector.Debugger.Location | undefined;
    fns[Number(name)] = { at, scopes: named("[[Scopes]]")?.objectId };
  }
  return { take: take!, fns };
}
