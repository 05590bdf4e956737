/** What claims say of states and steps, as code that a search runs: it only notices that something is wrong. */
import { Emitter, type Ground } from "./emit.ts";
import type { Expr, Local } from "./form.ts";
import type { PlacedColumn } from "./layout.ts";
import type { UnderstoodState, UnderstoodStep } from "./understand.ts";
import type { Code, Label } from "./wasm/code.ts";
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

/** What is asked of steps that end in one way. */
export interface JudgedStep {
  readonly claims: readonly {
    /** Of a claim over changes: the rows, and those of the watched columns that such a step may write. */
    readonly changes: { readonly rows: number; readonly columns: readonly PlacedColumn[] } | null;
    readonly reasons: readonly CountedReason[];
  }[];
  readonly seen: readonly MarkedSeen<UnderstoodStep>[];
}

/** Asks what is asked of a step: takes the codes of the arguments and the outcome, answers 1 where all is well. */
export function judgeStepFunction(module: Module, ground: Ground, name: string, args: number, { claims, seen }: JudgedStep): Code {
  const code = module.function(name, Array.from({ length: args + 1 }, () => "i32" as const), "i32");
  const free = code.local("i32");
  code.getGlobal(ground.free).set(free);
  code.block((fault) => {
    const emitter = new Emitter(code, ground, fault);
    const begin = (form: UnderstoodStep, row: number | null): void => {
      code.get(free).setGlobal(ground.free);
      form.args.forEach((arg, i) => emitter.bind(arg, i));
      emitter.bind(form.outcome, args);
      if (row !== null) emitter.bind(form.row, row);
    };
    const covers = (reasons: readonly CountedReason[], row: number | null): void => void code.block((covered) => {
      for (const { form, count } of reasons) {
        begin(form, row);
        emitter.all(form.statements);
        emitter.value(form.holds);
        code.if(() => {
          code.i32(0).i32(0).at("f64.load", count).f64(1).op("f64.add").at("f64.store", count);
          code.br(covered);
        });
      }
      code.br(fault);
    });
    for (const { changes, reasons } of claims) {
      if (changes === null) covers(reasons, null);
      else eachChanged(emitter, changes.rows, changes.columns, (row) => covers(reasons, row));
    }
    for (const { form, mark } of seen) unlessMarked(code, mark, () => {
      begin(form, null);
      emitter.all(form.statements);
      emitter.value(form.holds);
    });
    code.get(free).setGlobal(ground.free);
    code.i32(1).op("return");
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

/** Whether a sentence is answered by the kind of step alone: yes, no, or null where it must be asked. */
export function settledAnswer({ statements, holds }: Pick<UnderstoodStep, "statements" | "holds">): boolean | null {
  return statements.length === 0 && holds.op === "constant" ? holds.value !== 0 : null;
}
