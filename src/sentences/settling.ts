/**
 * What a sentence over steps answers by the outcome of the step alone: its form is gone through with nothing known but that. What
 * would have to be asked of the state ends the attempt.
 */
import { type Expr, type Label, type Local, type Stmt, assignedIn, binary, constant, someStatement } from "./form.ts";
import type { UnderstoodStep } from "./understand.ts";

/** Yes, no, or null where the sentence must be asked; `place` is that of the outcome among those that it was understood for. */
export function answerFor({ statements, holds, outcome }: UnderstoodStep, place: number): boolean | null {
  const known = new Map<Local, number>([[outcome, place]]);
  const end = run(statements, known);
  const answer = end === null ? valueOf(holds, known) : null;
  return answer === null ? null : answer !== 0;
}

/** Something that must be asked. */
const unclear = Symbol("unclear");

/** Goes through statements; answers the label that they leave, null where their end is reached, or that it is not clear. */
function run(statements: readonly Stmt[], known: Map<Local, number>): Label | typeof unclear | null {
  for (const one of statements) {
    switch (one.do) {
      case "set": {
        const value = valueOf(one.value, known);
        if (value === null) known.delete(one.local);
        else known.set(one.local, value);
        break;
      }
      case "must":
        if (valueOf(one.hold, known) !== 1) return unclear;
        break;
      case "if": {
        const when = valueOf(one.when, known);
        if (when !== null) {
          const end = run(when === 0 ? one.otherwise : one.then, known);
          if (end !== null) return end;
        } else if (someStatement([one], ({ do: what }) => what !== "set" && what !== "if")) return unclear;
        else for (const local of assignedIn([one])) known.delete(local);
        break;
      }
      case "block": {
        const end = run(one.body, known);
        if (end !== null && end !== one.label) return end;
        break;
      }
      case "leave": return one.label;
      default: return unclear;
    }
  }
  return null;
}

/** The value of an expression, where it follows from what is known. */
function valueOf(expr: Expr, known: ReadonlyMap<Local, number>): number | null {
  switch (expr.op) {
    case "constant": return expr.value;
    case "local": return known.get(expr.local) ?? null;
    case "unary": {
      if (expr.name !== "not") return null;
      const of = valueOf(expr.of, known);
      return of === null ? null : Number(of === 0);
    }
    case "binary": {
      const [a, b] = [valueOf(expr.left, known), valueOf(expr.right, known)];
      if (a !== null && b !== null) {
        const both = binary(expr.name, constant(a, expr.left.type), constant(b, expr.right.type));
        return both.op === "constant" ? both.value : null;
      }
      return expr.name === "and" && (a === 0 || b === 0) ? 0 : null;
    }
    case "select": {
      const when = valueOf(expr.when, known);
      return when === null ? null : valueOf(when === 0 ? expr.otherwise : expr.then, known);
    }
    case "lookup": {
      const index = valueOf(expr.index, known);
      return index === null ? null : expr.values[index] ?? null;
    }
    default: return null;
  }
}
