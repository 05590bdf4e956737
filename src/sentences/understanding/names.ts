/** Names of a text: what they stand for, how patterns give them values, how they are assigned. */
import type { AnyNode } from "acorn";
import { constant, type Label } from "../form.ts";
import { same } from "./arithmetic.ts";
import { fault, unclear } from "./ending.ts";
import { distribute } from "./holding.ts";
import { eitherWay, kept, made } from "./keeping.ts";
import { elementAt } from "./lists.ts";
import { isPlain, member, reliedWhole } from "./members.ts";
import { assignVariable, newVariable, readVariable, shapeOf, wide } from "./shapes.ts";
import { type NameUses, namesIn } from "./syntax.ts";
import { type Scope, type Value, known, nothing, numberOf, picked } from "./values.ts";
import type { Writer } from "./writer.ts";

/** Where the text that is understood returns to. */
export interface Frame {
  readonly scope: Scope;
  /** Where a return in the middle of a loop puts its value and goes; null where returns are values of their statements. */
  readonly exit: { readonly label: Label; readonly give: (value: Value) => void } | null;
  readonly loops: readonly { readonly name: string | null; readonly out: Label; readonly next: Label | null }[];
  /** What the text of the function does to names. */
  readonly uses: NameUses;
}

/** Names of their own, inside those of a scope. */
export const inner = (scope: Scope): Scope => ({ up: scope, names: new Map() });

/** What tells the place of a node from all others: its offset, with the calls that lead to it. */
export const keyOf = (writer: Writer, node: { readonly start: number }): string => `${writer.path}/${node.start}`;

/** What a name stands for. */
export function lookUp(writer: Writer, scope: Scope, name: string): Value {
  for (let at: Scope | null = scope; at !== null; at = at.up) {
    const one = at.names.get(name);
    if (one === undefined) {
      if (at.free !== undefined) return at.free(name);
      continue;
    }
    if (one.is === "variable") return readVariable(writer, one.variable);
    return one.is === "unset" ? fault(writer, "sentence threw") : one;
  }
  return name === "undefined" ? nothing : unclear(`the name "${name}"`);
}

/** Makes the names of a pattern known, though they have no value yet: whoever asks for one too early is at fault. */
export function declare(scope: Scope, pattern: AnyNode): void {
  for (const name of namesIn(pattern)) scope.names.set(name, { is: "unset" });
}

/** Assigns a name. */
export function assignName(writer: Writer, scope: Scope, name: string, value: Value): void {
  for (let at: Scope | null = scope; at !== null; at = at.up) {
    const one = at.names.get(name);
    if (one === undefined) continue;
    const stays = kept(writer, value, `${writer.path}=${name}`);
    if (one.is === "variable") {
      writer.changes(one.variable.locals[0]);
      return assignVariable(writer, one.variable, stays);
    }
    return one.is === "unset" ? void fault(writer, "sentence threw") : unclear(`an assignment to "${name}"`);
  }
  return unclear(`an assignment to "${name}", which is not a variable of the sentence`);
}

/** Gives the names of a pattern what they stand for. `isNew` is a list that has no other name. */
export function bind(writer: Writer, frame: Frame, pattern: AnyNode, value: Value, isNew = false): void {
  switch (pattern.type) {
    case "Identifier": {
      const { name } = pattern;
      const key = `${keyOf(writer, pattern)}:${name}`;
      const { assigned, grown } = frame.uses;
      const isChanged = grown.has(name) && value.is === "tuple";
      if (isChanged && !isNew) return unclear(`a list that is changed as "${name}" and may have another name`);
      const stays = isChanged ? made(writer, value, key) : kept(writer, value, key);
      if (!assigned.has(name)) return void frame.scope.names.set(name, stays);
      const begin = shapeOf(stays) ?? { is: "constant", value: undefined };
      const n = numberOf(stays);
      const shape = writer.shapeOf(key) ?? (n === null ? begin : wide(n.whole));
      writer.learnShape(key, shape);
      const variable = newVariable(writer, shape, key);
      frame.scope.names.set(name, { is: "variable", variable });
      return assignVariable(writer, variable, stays);
    }
    case "AssignmentPattern": {
      return bind(writer, frame, pattern.left, orDefault(writer, frame, value, pattern.right));
    }
    case "ObjectPattern": {
      const from = kept(writer, value, keyOf(writer, pattern));
      const taken: string[] = [];
      for (const one of pattern.properties) {
        if (one.type === "RestElement") {
          bind(writer, frame, one.argument, without(writer, from, taken));
          continue;
        }
        const name = nameOf(one.key, one.computed);
        taken.push(name);
        bind(writer, frame, one.value, member(writer, from, name));
      }
      return;
    }
    case "ArrayPattern": {
      const from = kept(writer, value, keyOf(writer, pattern));
      return pattern.elements.forEach((one, i) => {
        if (one === null) return;
        if (one.type === "RestElement") return unclear("the rest of a list");
        bind(writer, frame, one, elementAt(writer, from, known(i)));
      });
    }
    default: return unclear(`a pattern of the kind ${pattern.type}`);
  }
}

/** A part of a value, or what stands behind its equals sign where it is undefined. */
export function orDefault(writer: Writer, frame: Frame, value: Value, otherwise: AnyNode): Value {
  return eitherWay(writer, same(writer, value, nothing), () => writer.expression(frame, otherwise), () => value);
}

/** The name that stands before a colon. */
export function nameOf(key: AnyNode, computed: boolean): string {
  if (!computed && key.type === "Identifier") return key.name;
  if (key.type === "Literal") return String(key.value);
  return unclear("a name that is computed");
}

/** The rest of an object without some of its names. */
function without(writer: Writer, value: Value, names: readonly string[]): Value {
  return distribute(writer, value, (one) => {
    if (one.is === "record") return { ...one, identity: {}, fields: new Map([...one.fields].filter(([name]) => !names.includes(name))) };
    const objects = one.is === "constant" ? [one.value] : one.is === "pick" ? one.list : [];
    if (objects.length === 0 || !objects.every((object) => isPlain(object))) return unclear("the rest of what is not a plain object");
    const rests = objects.map((object) =>
      Object.fromEntries(Object.entries(reliedWhole(writer, object as object)).filter(([name]) => !names.includes(name))));
    return picked(rests, one.is === "pick" ? one.node : constant(0));
  });
}
