/** Claims that something comes within so many steps, drawn beside the other claims of a specification. */
import { Draw } from "./draw.ts";
import { Interpreter } from "./plain-search.ts";
import { type Scope, condition } from "./sentences.ts";
import { type InvariantText, type SpecText, built } from "./text.ts";

/** Calls that are taken to find out what a claim comes to. */
const callsMost = 1500;

/** The specification with one or two such claims more; the first ones that are not broken at once, or break late, where some are. */
export function withWaits(text: SpecText): SpecText {
  const draw = new Draw(text.seed ^ 0x3a17);
  const claims = (): InvariantText[] => Array.from({ length: draw.pick([1, 1, 2]) }, (_, i) => drawnWait(draw, text, i));
  const longest = (some: readonly InvariantText[]): SpecText => ({ ...text, invariants: [...text.invariants, ...some] });
  let last = longest(claims());
  for (let attempt = 0; attempt < 8; attempt++) {
    const { specification, system } = built(last);
    const { shortest, longest: waited } = new Interpreter(specification, system).search(callsMost);
    if (waited.some((steps) => steps > 1) && (shortest < 0 || shortest > 2)) return last;
    last = longest(claims());
  }
  return last;
}

function drawnWait(draw: Draw, { shape, tables, operations }: SpecText, i: number): InvariantText {
  const mayIndex = shape !== "symmetric" && shape !== "busy";
  const isOfRows = draw.chance(60);
  const table = draw.pick(tables).name;
  const seats = mayIndex ? tables.flatMap(({ name, size }) => size === 0 ? [] : [{ name: `world.${name}[${draw.below(size)}]`, table: name }]) : [];
  const scope: Scope = { tables, rows: [...(isOfRows ? [{ name: "row", table }] : []), ...seats],
    lists: tables.map(({ name }) => ({ name: `world.${name}`, table: name })), values: [], mayIndex };
  const inStep: Scope = { tables, rows: [], lists: [], mayIndex, values: [{ name: "step.operation", kind: "word", words: operations.map(({ name }) => name) },
    { name: "step.outcome", kind: "word", words: operations.flatMap(({ cases }) => cases.map(({ sentence }) => sentence)) }] };
  const given = isOfRows ? "(row, world)" : "(world)";
  return { name: `wait ${i}`, kind: "within", within: draw.pick([1, 2, 3, 4, 6, 300]), ...(isOfRows ? { table } : {}), seen: [], sentences: [
    { sentence: "from", text: `${given} => ${condition(draw, scope)}` }, { sentence: "to", text: `${given} => ${condition(draw, scope)}` },
    ...(draw.chance(50) ? [{ sentence: "counting", text: `(step) => ${condition(draw, inStep)}` }] : []),
  ] };
}
