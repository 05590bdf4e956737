/** Takes away what a form computes and nobody asks for. Expressions have no effect, so that nothing else changes. */
import { type Expr, type Local, type Stmt, eachExpression, eachStatement } from "./form.ts";

/** Lists of statements in one set of variables, without assignments to variables that neither they nor `asked` speak of. */
export function pruned(lists: readonly (readonly Stmt[])[], asked: readonly Expr[]): (readonly Stmt[])[] {
  const uses = new Map<Local, number>();
  const values = new Map<Local, Expr[]>();
  const use = (one: Expr): void => { if (one.op === "local") uses.set(one.local, (uses.get(one.local) ?? 0) + 1); };
  for (const expr of asked) eachExpression(expr, use);
  for (const list of lists) eachStatement(list, (one) => {
    eachExpression(one, use);
    if (one.do !== "set") return;
    const known = values.get(one.local);
    if (known === undefined) values.set(one.local, [one.value]);
    else known.push(one.value);
  });
  const unused = [...values.keys()].filter((one) => !uses.has(one));
  if (unused.length === 0) return [...lists];
  // What only they speak of is not used either.
  const loses = (one: Expr): void => {
    if (one.op !== "local") return;
    const left = uses.get(one.local)! - 1;
    uses.set(one.local, left);
    if (left === 0 && values.has(one.local)) unused.push(one.local);
  };
  for (let i = 0; i < unused.length; i++) for (const value of values.get(unused[i]!)!) eachExpression(value, loses);
  const gone = new Set(unused);
  return lists.map((list) => without(list, gone));
}

/** Statements without assignments to some variables, and without what is empty then. */
function without(list: readonly Stmt[], unused: ReadonlySet<Local>): readonly Stmt[] {
  const left: Stmt[] = [];
  for (const one of list) switch (one.do) {
    case "set":
      if (!unused.has(one.local)) left.push(one);
      break;
    case "if": {
      const [then, otherwise] = [without(one.then, unused), without(one.otherwise, unused)];
      if (then.length + otherwise.length > 0) left.push({ ...one, then, otherwise });
      break;
    }
    case "block": {
      const body = without(one.body, unused);
      if (body.length > 0) left.push({ ...one, body });
      break;
    }
    default: left.push(one);
  }
  return left;
}
