/**
 * In which of the loops over the arguments of an operation its sentences stand: each check in the outermost one that has all it speaks
 * of, never before the check that precedes it; what `look` only computes as far out as it can, since the state does not change
 * meanwhile. What `look` may fail at stays where it is.
 */
import { type Expr, type Local, type Stmt, assignedIn, eachExpression, eachStatement, someStatement } from "./form.ts";
import type { UnderstoodOperation } from "./understand.ts";

/** By number of loops around, what stands there: checks by number, and statements of `look`. */
export type Lines = readonly (number | Stmt)[][];

/** Places the sentences; checks that `atDepth` names stand in the innermost loop. */
export function placed({ args, checks, early, look }: UnderstoodOperation, atDepth: (check: number) => boolean): Lines {
  const depth = args.length;
  const levels = new Map<Local, number>(args.map((arg, i) => [arg, i + 1]));
  const lines: (number | Stmt)[][] = Array.from({ length: depth + 1 }, () => []);
  let now = 0;
  const level = (statements: readonly Stmt[], holds: Expr | null): number => {
    let deepest = 0;
    eachLocal(statements, holds, (one) => { deepest = Math.max(deepest, levels.get(one) ?? 0); });
    return deepest;
  };
  const place = (check: number): void => {
    now = Math.max(now, atDepth(check) ? depth : level(checks[check]!.statements, checks[check]!.holds));
    lines[now]!.push(check);
  };
  for (let check = 0; check < early; check++) place(check);
  for (const piece of piecesOf(look)) {
    let at = level(piece, null);
    if (someStatement(piece, (one) => one.do === "must")) at = now = Math.max(now, at);
    for (const one of changedBy(piece)) levels.set(one, at);
    lines[at]!.push(...piece);
  }
  for (let check = early; check < checks.length; check++) place(check);
  return lines;
}

/** The statements in pieces that may part: those from the first to the last that change one variable stay together. */
function piecesOf(statements: readonly Stmt[]): Stmt[][] {
  const last = new Map<Local, number>();
  statements.forEach((one, i) => { for (const local of changedBy([one])) last.set(local, i); });
  const pieces: Stmt[][] = [];
  let until = -1;
  statements.forEach((one, i) => {
    if (i > until) pieces.push([]);
    for (const local of changedBy([one])) until = Math.max(until, last.get(local)!);
    pieces.at(-1)!.push(one);
  });
  return pieces;
}

/** Variables that statements assign, and those of lists in working memory that they fill. */
function changedBy(statements: readonly Stmt[]): Local[] {
  const filled: Local[] = [];
  eachStatement(statements, (one) => {
    if (one.do === "store" || one.do === "length") eachExpression(one.base, (part) => { if (part.op === "local") filled.push(part.local); });
  });
  return [...assignedIn(statements), ...filled];
}

function eachLocal(statements: readonly Stmt[], holds: Expr | null, tell: (local: Local) => void): void {
  const use = (one: Expr): void => { if (one.op === "local") tell(one.local); };
  eachStatement(statements, (one) => eachExpression(one, use));
  if (holds !== null) eachExpression(holds, use);
}
