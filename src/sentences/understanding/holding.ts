/** What is done with values on the way: whichever one is there is asked, and what is used again is held in variables. */
import { type Expr, binary, both, constant, lookup, select } from "../form.ts";
import { type Value, mayBeNaN, number, oneOf, truth } from "./values.ts";
import type { Writer } from "./writer.ts";

/** The value on the way that is known here. */
export function resolved(writer: Writer, value: Value): Value {
  if (value.is !== "either") return value;
  const settled = writer.settled(value.when);
  return settled === null ? value : resolved(writer, settled ? value.then : value.otherwise);
}

/** Does something with a value, whichever it is on the way here. */
export function distribute(writer: Writer, value: Value, use: (one: Value) => Value): Value {
  const one = resolved(writer, value);
  if (one.is === "never") return one;
  if (one.is !== "either") return use(one);
  const when = writer.hold(one.when);
  let [then, otherwise]: [Value, Value] = [{ is: "never" }, { is: "never" }];
  const yes = writer.apart(() => { writer.learn(when, true); then = heldInside(writer, distribute(writer, one.then, use)); });
  const no = writer.apart(() => { writer.learn(when, false); otherwise = heldInside(writer, distribute(writer, one.otherwise, use)); });
  if (!yes.ends) then = { is: "never" };
  if (!no.ends) otherwise = { is: "never" };
  if (yes.statements.length > 0 || no.statements.length > 0)
    writer.emit({ do: "if", when, then: yes.statements, otherwise: no.statements });
  if (!yes.ends && !no.ends) writer.isDead = true;
  else if (!yes.ends) writer.learn(when, false);
  else if (!no.ends) writer.learn(when, true);
  return oneOf(when, then, otherwise);
}

/** Where statements stand before a value, its numbers are kept, since what it is made of may be written later. */
function heldInside(writer: Writer, value: Value): Value {
  return writer.statements.length > 0 || writer.mayWrite ? held(writer, value) : value;
}

/** A value whose numbers stand in variables, so that it may be used again and stays what it is; the value itself where they do. */
export function held(writer: Writer, value: Value): Value {
  switch (value.is) {
    case "number": {
      const node = writer.hold(value.node);
      return node === value.node ? value : number(node, value.low, value.high, value.whole);
    }
    case "truth": {
      const node = writer.hold(value.node);
      return node === value.node ? value : truth(node);
    }
    case "pick": case "row": {
      const node = writer.hold(value.node);
      return node === value.node ? value : { ...value, node };
    }
    case "part": {
      const at = writer.hold(value.row);
      return at === value.row ? value : { ...value, row: at };
    }
    case "either": {
      const [when, then, otherwise] = [writer.hold(value.when), held(writer, value.then), held(writer, value.otherwise)];
      return when === value.when && then === value.then && otherwise === value.otherwise ? value : { is: "either", when, then, otherwise };
    }
    case "record": {
      const fields = withEach(value.fields, (one) => held(writer, one));
      return fields === value.fields ? value : { ...value, fields };
    }
    case "method": {
      const of = held(writer, value.of);
      return of === value.of ? value : { ...value, of };
    }
    case "tuple": {
      const items = value.items.map((one) => held(writer, one));
      return items.every((one, i) => one === value.items[i]) ? value : { ...value, items };
    }
    default: return value;
  }
}

/** The fields with something done to each; the very same where that changes none. */
export function withEach(
  fields: ReadonlyMap<string, Value>, change: (one: Value, name: string) => Value,
): ReadonlyMap<string, Value> {
  let changed: Map<string, Value> | null = null;
  for (const [name, one] of fields) {
    const other = change(one, name);
    if (other !== one) (changed ??= new Map(fields)).set(name, other);
  }
  return changed ?? fields;
}

/** Whether a value counts as yes where a condition is asked for. */
export function truthOf(writer: Writer, value: Value): Expr {
  const one = resolved(writer, value);
  switch (one.is) {
    case "constant": return constant(one.value ? 1 : 0);
    case "truth": return one.node;
    case "number": {
      const node = mayBeNaN(one) ? writer.hold(one.node) : one.node;
      const isSome = binary("ne", node, constant(0, node.type));
      return mayBeNaN(one) ? both(isSome, binary("eq", node, node)) : isSome;
    }
    case "pick": return lookup(one.list.map((word) => word ? 1 : 0), one.node);
    case "either": {
      const when = writer.hold(one.when);
      return select(when, truthOf(writer, one.then), truthOf(writer, one.otherwise));
    }
    case "never": return constant(0);
    default: return constant(1);
  }
}
