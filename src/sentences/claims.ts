/** Claims as code: what they say of a state, and of a step. */
import { Emitter, type Ground } from "./emit.ts";
import type { UnderstoodState, UnderstoodStep } from "./understand.ts";
import type { UnderstoodView } from "./understand-observers.ts";
import type { Code } from "./wasm/code.ts";
import type { Module } from "./wasm/module.ts";

/** What a claim answers of a state: that it holds, or that it cannot be evaluated; any other number is that of a row, or 0. */
export const [holdsThere, failsThere] = [-1, -2];

/** Asks a claim of the present state: `holdsThere`, `failsThere`, or the first row of which it does not hold. */
export function stateFunction(module: Module, ground: Ground, name: string, form: UnderstoodState, scratch: number): Code {
  const code = module.function(name, [], "i32");
  code.block((fault) => {
    const emitter = new Emitter(code, ground, fault);
    code.i32(scratch).setGlobal(ground.free);
    emitter.all(form.statements);
    emitter.value(form.holds);
    code.if(() => code.i32(holdsThere).op("return"));
    if (form.row === null) code.i32(0);
    else code.get(emitter.localOf(form.row));
    code.op("return");
  });
  code.i32(failsThere);
  return code;
}

/**
 * Asks a sentence of a step: takes the codes of its arguments, the place of its outcome among those that were asked about, and the
 * number of the row that changed; answers 1, 0 or `failsThere`.
 */
export function stepFunction(module: Module, ground: Ground, name: string, form: UnderstoodStep, scratch: number): Code {
  const code = module.function(name, [...form.args.map(() => "i32" as const), "i32", "i32"], "i32");
  code.block((fault) => {
    const emitter = new Emitter(code, ground, fault);
    [...form.args, form.outcome, form.row].forEach((one, i) => emitter.bind(one, i));
    code.i32(scratch).setGlobal(ground.free);
    emitter.all(form.statements);
    emitter.value(form.holds);
    code.op("return");
  });
  code.i32(failsThere);
  return code;
}

/** Lists what an observer sees in the present state: takes the number of its row; answers where the list begins, or `failsThere`. */
export function viewFunction(module: Module, ground: Ground, name: string, form: UnderstoodView, scratch: number): Code {
  const code = module.function(name, ["i32"], "i32");
  code.block((fault) => {
    const emitter = new Emitter(code, ground, fault);
    emitter.bind(form.row, 0);
    code.i32(scratch).setGlobal(ground.free);
    emitter.all(form.statements);
    emitter.value(form.base);
    code.op("return");
  });
  code.i32(failsThere);
  return code;
}
