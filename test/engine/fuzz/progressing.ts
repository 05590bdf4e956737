/** Claims about what can and must come, drawn beside the other claims of a specification. */
import { Draw } from "./draw.ts";
import { type Scope, condition } from "./sentences.ts";
import type { InvariantText, SpecText } from "./text.ts";

/** The specification with a claim of each kind more. */
export function withProgress(text: SpecText): SpecText {
  const draw = new Draw(text.seed ^ 0x9a06);
  const { tables, operations } = text;
  const names = operations.map(({ name }) => name);
  const mayIndex = text.shape !== "symmetric" && text.shape !== "busy";
  const claim = (kind: "canAlways" | "goesOn" | "leadsTo"): InvariantText => {
    const isOfRows = kind !== "goesOn" && draw.chance(50);
    const table = draw.pick(tables).name;
    const scope: Scope = { tables, rows: isOfRows ? [{ name: "row", table }] : [], lists: tables.map(({ name }) => ({ name: `world.${name}`, table: name })),
      values: [], mayIndex };
    const said = (sentence: string) => ({ sentence, text: `${isOfRows ? "(row, world)" : "(world)"} => ${condition(draw, scope)}` });
    const sentences = { canAlways: ["canAlways"], goesOn: draw.chance(50) ? ["unless"] : [], leadsTo: ["from", "leadsTo"] }[kind].map(said);
    return { name: kind, kind, ...(isOfRows ? { table } : {}), seen: [], sentences,
      ...(kind === "leadsTo" ? { fair: { weak: draw.some(names, 50), strong: draw.some(names, 35) } } : {}) };
  };
  return { ...text, invariants: [...text.invariants, claim("canAlways"), claim("goesOn"), claim("leadsTo")] };
}
