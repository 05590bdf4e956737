/**
 * What the sentences of an operation are given: its arguments and what `look` finds, by name. Each check and case gets an object
 * of its own, so that it can hand nothing on; the steps of a case share one and may not change it. A name that is not there
 * is a fault in a step, whether it is read or written. Each piece of code stands before the function that does the same.
 */
import { noted, raise, raiseNoted } from "./noting.ts";
import { nothingElse } from "../world/unknown-names.ts";

/** A name with the variable of the generated code that holds its value. */
export type Held = readonly [name: string, variable: string];

/** The code of an object with the names, for a sentence that is asked. */
export function sceneOf(held: readonly Held[]): string {
  return `{ ${held.map(([name, variable]) => `${JSON.stringify(name)}: ${variable}`).join(", ")} }`;
}

/** An object with the first names, each with its value, for a sentence that is asked. */
export function sceneWith(names: readonly string[], values: readonly unknown[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(values.map((value, i) => [names[i]!, value]));
}

/** The code of a class whose instances have the names, each with the value that its variable has at the moment. */
export function sceneClass(label: string, held: readonly Held[]): string {
  const fields = held.map(([name, variable]) => `${name === "constructor" ? '["constructor"]' : JSON.stringify(name)} = ${variable};`);
  // Fields are defined, never assigned, since what ends the prototype chain refuses assignments to new names.
  return `class ${label} { ${fields.join(" ")} } endScene(${label}, ${JSON.stringify(held.map(([name]) => name))});`;
}

/** What makes objects that have the names and end as `sceneClass` says. */
export function sceneMaker(names: readonly string[]): (values: readonly unknown[]) => object {
  class Scene {}
  endScene(Scene, names);
  return (values) => {
    const scene = new Scene();
    names.forEach((name, i) => {
      Object.defineProperty(scene, name, { value: values[i], writable: true, enumerable: true, configurable: true });
    });
    return scene;
  };
}

/** Makes every other name of a class of scenes a fault. */
export function endScene(scene: new () => object, names: readonly string[]): void {
  Object.setPrototypeOf(scene.prototype, nothingElse("what the sentence is given", "name", names));
}

/** The code that sees to it that steps have left the scene `now` as it was. */
export function unchangedScene(held: readonly Held[]): string {
  if (held.length === 0) return "";
  const changed = held.map(([name, variable]) => `(now[${JSON.stringify(name)}] !== ${variable} && ${variable} === ${variable})`);
  return `if (${changed.join(" || ")}) handedOn();`;
}

/** Sees to it that steps have left the scene as it was. */
export function seeUnchangedScene(scene: object, names: readonly string[], values: readonly unknown[]): void {
  const now = scene as Readonly<Record<string, unknown>>;
  if (names.some((name, i) => now[name] !== values[i] && values[i] === values[i])) handedOn();
}

export function handedOn(): never {
  return raise("not only read", "a step replaces what the steps of its case are given");
}

/** The code that takes the names out of what `look` found, which must be the same names each time. */
export function foundCode(held: readonly Held[]): string {
  const missing = held.map(([name]) => ` || !(${JSON.stringify(name)} in looked)`).join("");
  return "if (noted.fault !== null) raiseNoted(); let names = 0; for (const name in looked) names++; "
    + `if (names !== ${held.length}${missing}) otherNames(looked); `
    + held.map(([name, variable]) => `${variable} = looked[${JSON.stringify(name)}];`).join(" ");
}

/** The values of the names in what `look` found, which must be the same names each time. */
export function foundIn(looked: any, names: readonly string[]): unknown[] {
  if (noted.fault !== null) raiseNoted();
  let given = 0;
  for (const _ in looked) given++;
  if (given !== names.length || names.some((name) => !(name in looked))) refuseOtherNames(names)(looked);
  return names.map((name) => looked[name] as unknown);
}

/** What is called where `look` gives other names than at first. */
export function refuseOtherNames(first: readonly string[]): (looked: object) => never {
  return (looked) => {
    const listed = (names: readonly string[]): string => names.length === 0 ? "none" : names.map((name) => `"${name}"`).join(", ");
    return raise("unknown name", `"look" gives ${listed(Object.keys(looked))}; it must give the same names each time, and gave ${listed(first)} before`);
  };
}

/** The names that `look` gives, of its first answer. A name that is an argument's would mean two things. */
export function namesGiven(looked: unknown, args: readonly string[]): readonly string[] {
  const names = typeof looked === "object" && looked !== null ? Object.keys(looked) : [];
  const twice = names.find((name) => args.includes(name));
  if (twice !== undefined) raise("duplicate sentence", `"look" gives "${twice}", which is an argument already`);
  if (looked instanceof Promise) raise("not only read", `"look" answers a promise; it must answer what it found`);
  return names;
}

/** Sees to it that a step has done its work: what comes later would come after the state was looked at. */
export function done(answer: unknown, who = "a step"): void {
  if (typeof answer !== "object" || answer === null || "$gate" in answer) return;
  const { then, next } = answer as { then?: unknown; next?: unknown };
  if (typeof then !== "function" && typeof next !== "function") return;
  if (answer instanceof Promise) answer.then(undefined, () => {});
  raise("sentence threw", `${who} must do its work at once, and it answered ${typeof then === "function" ? "a promise" : "a generator"}`);
}
