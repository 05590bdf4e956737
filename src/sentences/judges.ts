/** What claims say of states and steps, as code that a search runs: it only notices that something is wrong. */
import { Emitter, type Ground } from "./emit.ts";
import { type Expr, type Local, local, lookup, someStatement } from "./form.ts";
import type { PlacedColumn } from "./layout.ts";
import type { UnderstoodState, UnderstoodStep } from "./understand.ts";
import type { Callee, Code, Label } from "./wasm/code.ts";
import type { Module } from "./wasm/module.ts";

/** A reason with the address of the 64-bit float that counts what it covered. */
export interface CountedReason {
  readonly form: UnderstoodStep;
  readonly count: number;
}

/** A `seen` with the address of the byte that is set once it came true. */
export interface MarkedSeen<F> {
  readonly form: F;
  readonly mark: number;
}

/** A claim with what is asked of it after a step. */
export interface JudgedClaim {
  readonly name: string;
  /** Of a claim over changes: the rows, and those of the watched columns that such a step may write. */
  readonly changes: { readonly rows: number; readonly columns: readonly PlacedColumn[] } | null;
  readonly reasons: readonly CountedReason[];
  /** By outcome: whether it is asked. */
  readonly asked: readonly boolean[];
}

/** What is asked of steps of one operation. */
export interface JudgedStep {
  readonly claims: readonly JudgedClaim[];
  readonly seen: readonly (MarkedSeen<UnderstoodStep> & { readonly asked: readonly boolean[] })[];
}

/** Asks what is asked of a step: takes the codes of the arguments and the outcome, answers 1 where all is well. */
export function judgeStepFunction(module: Module, ground: Ground, name: string, args: number, { claims, seen }: JudgedStep): Code {
  // Each has a function of its own, so that its variables cost nothing where it is not asked.
  const covering = claims.map(({ name: claim, reasons }) => sentencesFunction(module, ground, `${name}: ${claim}`, args,
    reasons.map(({ form }) => form), (code, i) => countOne(code, reasons[i]!.count), false));
  const seeing = seen.map(({ form, mark }, i) => sentencesFunction(module, ground, `${name}: seen ${i}`, args,
    [form], (code) => code.i32(0).i32(1).at("i32.store8", mark), true));
  const code = module.function(name, Array.from({ length: args + 1 }, () => "i32" as const), "i32");
  code.block((fault) => {
    const emitter = new Emitter(code, ground, fault);
    const outcome: Local = { id: -1, type: "i32", isTruth: false };
    emitter.bind(outcome, args);
    const where = (asked: readonly boolean[], ask: () => void): void => {
      if (asked.every((one) => one)) return ask();
      emitter.value(lookup(asked.map(Number), local(outcome)));
      code.if(ask);
    };
    const ask = (callee: Callee, row: number | null): void => {
      for (let i = 0; i <= args; i++) code.get(i);
      if (row === null) code.i32(0);
      else code.get(row);
      code.call(callee).op("i32.eqz").brIf(fault);
    };
    claims.forEach(({ changes, asked }, i) => where(asked, () => {
      if (changes === null) ask(covering[i]!, null);
      else eachChanged(emitter, changes.rows, changes.columns, (row) => ask(covering[i]!, row));
    }));
    seen.forEach(({ mark, asked }, i) => where(asked, () =>
      code.i32(0).at("i32.load8_u", mark).op("i32.eqz").if(() => ask(seeing[i]!, null))));
    code.i32(1).op("return");
  });
  code.i32(0);
  return code;
}

const countOne = (code: Code, count: number): Code => code.i32(0).i32(0).at("f64.load", count).f64(1).op("f64.add").at("f64.store", count);

/**
 * Asks sentences of a step until one of them holds: takes the codes of its arguments, its outcome and the row that changed. Answers 1
 * where one holds, `otherwise` where none does, and 0 where one cannot be evaluated.
 */
function sentencesFunction(
  module: Module, ground: Ground, name: string, args: number, forms: readonly UnderstoodStep[],
  whereHeld: (code: Code, i: number) => void, otherwise: boolean,
): Code {
  const code = module.function(name, Array.from({ length: args + 2 }, () => "i32" as const), "i32");
  const free = forms.some(({ statements }) => someStatement(statements, (one) => one.do === "reserve")) ? code.local("i32") : null;
  const giveBack = (): void => { if (free !== null) code.get(free).setGlobal(ground.free); };
  if (free !== null) code.getGlobal(ground.free).set(free);
  code.block((fault) => {
    const emitter = new Emitter(code, ground, fault);
    forms.forEach((form, i) => {
      [...form.args, form.outcome, form.row].forEach((one, place) => emitter.bind(one, place));
      emitter.all(form.statements);
      emitter.value(form.holds);
      giveBack();
      code.if(() => {
        whereHeld(code, i);
        code.i32(1).op("return");
      });
    });
    code.i32(Number(otherwise)).op("return");
  });
  code.i32(0);
  return code;
}

/** Asks and marks a sentence that did not come true before. */
function unlessMarked(code: Code, mark: number, ask: () => void): void {
  code.i32(0).at("i32.load8_u", mark).op("i32.eqz").if(() => {
    ask();
    code.if(() => code.i32(0).i32(1).at("i32.store8", mark));
  });
}

/** Runs a body for each row of which the two states differ in one of the columns. */
function eachChanged(emitter: Emitter, rows: number, columns: readonly PlacedColumn[], body: (row: number) => void): void {
  const { code } = emitter;
  if (rows === 0 || columns.length === 0) return;
  const local: Local = { id: -1, type: "i32", isTruth: false };
  const row = emitter.localOf(local);
  const at: Expr = { op: "local", type: "i32", local };
  code.i32(0).set(row);
  code.loop((again) => {
    code.block((same: Label) => {
      code.block((differs: Label) => {
        for (const column of columns) emitter.branchIfDiffers(column, at, differs);
        code.br(same);
      });
      body(row);
    });
    code.get(row).i32(1).op("i32.add").tee(row).i32(rows).op("i32.lt_s").brIf(again);
  });
}

/** Asks all claims of the present state; answers 1 where all is well. */
export function judgeStateFunction(
  module: Module, ground: Ground, name: string, claims: readonly UnderstoodState[], seen: readonly MarkedSeen<UnderstoodState>[],
  scratch: number,
): Code {
  const code = module.function(name, [], "i32");
  code.block((fault) => {
    const emitter = new Emitter(code, ground, fault);
    for (const { statements, holds } of claims) {
      code.i32(scratch).setGlobal(ground.free);
      emitter.all(statements);
      emitter.value(holds);
      code.op("i32.eqz").brIf(fault);
    }
    for (const { form, mark } of seen) unlessMarked(code, mark, () => {
      code.i32(scratch).setGlobal(ground.free);
      emitter.all(form.statements);
      emitter.value(form.holds);
    });
    code.i32(1).op("return");
  });
  code.i32(0);
  return code;
}
