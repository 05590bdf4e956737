/**
 * What the sentences of an operation are given: its arguments and what `look` finds, by name. Each check and case gets an object
 * of its own, so that it can hand nothing on; the steps of a case share one and may not change it. A name that is not there
 * is a fault in a step, whether it is read or written.
 */
import { raise } from "./noting.ts";
import { nothingElse } from "./unknown-names.ts";

/** A name with the variable of the generated code that holds its value. */
export type Held = readonly [name: string, variable: string];

/** The code of an object with the names, for a sentence that is asked. */
export function sceneOf(held: readonly Held[]): string {
  return `{ ${held.map(([name, variable]) => `${JSON.stringify(name)}: ${variable}`).join(", ")} }`;
}

/** The code of a class whose instances have the names, each with the value that its variable has at the moment. */
export function sceneClass(label: string, held: readonly Held[]): string {
  const fields = held.map(([name, variable]) => `${name === "constructor" ? '["constructor"]' : JSON.stringify(name)} = ${variable};`);
  // Fields are defined, never assigned, since what ends the prototype chain refuses assignments to new names.
  return `class ${label} { ${fields.join(" ")} } endScene(${label}, ${JSON.stringify(held.map(([name]) => name))});`;
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
