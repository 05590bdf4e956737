/** Specifications that say besides who may act at all: of the rows of a table in which some operation has them act. */
import { condition } from "./sentences.ts";
import { Draw } from "./draw.ts";
import type { SpecText } from "./text.ts";

/** The text with a rule; as it is where nobody acts. */
export function withActs(text: SpecText): SpecText {
  const { seed, shape, tables, operations } = text;
  const draw = new Draw(seed + 7_000_000);
  const acting = [...new Set(operations.flatMap(({ by }) => by === undefined ? [] : [by]))];
  if (acting.length === 0) return text;
  const table = draw.pick(acting);
  const lists = tables.map(({ name }) => ({ name: `world.${name}`, table: name }));
  const mayIndex = shape !== "symmetric" && shape !== "busy";
  const rule = condition(draw, { tables, rows: [{ name: "row", table }], lists, values: [], mayIndex });
  return { ...text, acts: { table, text: `(row, world, facts) => ${rule}` } };
}
