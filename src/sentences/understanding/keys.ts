/** Words about steps: what a claim asks with an operation in its hands, and what anybody was told. */
import { type KeyWord, noSuchName } from "../../language/operation-key.ts";
import { type Expr, binary, constant, not } from "../form.ts";
import { same } from "./arithmetic.ts";
import { distribute, truthOf } from "./holding.ts";
import { eitherWay } from "./keeping.ts";
import type { Call } from "./list-methods.ts";
import { isNothing, member } from "./members.ts";
import { type Value, known, none, nothing, truth } from "./values.ts";
import type { Writer } from "./writer.ts";

/** What such a word answers. */
export function callKey(writer: Writer, key: KeyWord, [step = nothing, ...given]: readonly Value[], call: Call): Value {
  const { word, operation } = key;
  if (operation === null) return truth(given.map((one) => truthOf(writer, isNamed(writer, key, step, one)))
    .reduce((any, one): Expr => binary("or", any, one), constant(0)));
  const isOwn = same(writer, member(writer, step, "operation"), known(operation));
  const args = (): Value => member(writer, step, "args");
  if (word === "of") return eitherWay(writer, isOwn, args, () => none);
  const [wanted = nothing, holds = nothing] = word === "ended" || word === "told" ? given : [nothing, ...given];
  const where = (is: () => Expr): Value => eitherWay(writer, isOwn,
    () => eitherWay(writer, is(), () => isNothing(holds) ? known(true) : call(writer, holds, [args()]), () => known(false)),
    () => known(false));
  const refused = (): Expr => truthOf(writer, member(writer, step, "refused"));
  switch (word) {
    case "where": return where(() => constant(1));
    case "accepted": return where(() => not(refused()));
    case "refused": return where(refused);
    default: return where(() => truthOf(writer, isNamed(writer, key, step, wanted)));
  }
}

/** Whether a step has the outcome, or its caller was told the answer. */
function isNamed(writer: Writer, key: KeyWord, step: Value, wanted: Value): Value {
  return distribute(writer, wanted, (one) => {
    if (one.is === "constant" && !key.names.includes(one.value as string)) throw noSuchName(key, one.value);
    return truth(same(writer, member(writer, step, key.word === "told" ? "answer" : "outcome"), one));
  });
}
