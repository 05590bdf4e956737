/**
 * Operations as code: one call of each, and all calls from a state. In the latter a check that stands in an outer loop over the
 * arguments refuses all calls inside at once.
 */
import { Emitter, type Ground } from "./emit.ts";
import { type Stmt, someStatement } from "./form.ts";
import { placed } from "./placing.ts";
import type { Asked, UnderstoodOperation } from "./understand.ts";
import type { Callee, Code, Global, Label } from "./wasm/code.ts";
import type { Module } from "./wasm/module.ts";

/** What a call answers in place of an outcome: all checks hold, or a sentence is at fault. */
export const [allHold, atFault] = [-1, -2];

/** Where the codes of a call's arguments lie, a word each, and where working memory begins. */
export interface CallPlaces { readonly args: number; readonly scratch: number }

/** Looks and checks: answers the first check that does not hold, `allHold`, or `atFault`. The state stays as it is. */
export function checksFunction(module: Module, ground: Ground, name: string, form: UnderstoodOperation, places: CallPlaces): Code {
  const code = module.function(name, [], "i32");
  code.block((fault) => {
    const emitter = begun(code, ground, form, places, fault);
    const check = (one: Asked, k: number): void => {
      emitter.all(one.statements);
      emitter.value(one.holds);
      code.op("i32.eqz").if(() => code.i32(k).op("return"));
    };
    form.checks.slice(0, form.early).forEach(check);
    emitter.all(form.look);
    form.checks.slice(form.early).forEach((one, i) => check(one, form.early + i));
    code.i32(allHold).op("return");
  });
  code.i32(atFault);
  return code;
}

/** One call: answers its outcome, or `atFault`; whoever completes a call then puts the state back. */
export function callFunction(module: Module, name: string, checks: Callee, completing: Callee): Code {
  const code = module.function(`${name}, taken`, [], "i32");
  const refused = code.local("i32");
  code.call(checks).tee(refused).i32(allHold).op("i32.ne").if(() => code.get(refused).op("return"));
  return code.call(completing);
}

/** Completes a call whose checks all hold: answers as `callFunction` does. Nothing that a check computes is asked for here. */
export function completeFunction(module: Module, ground: Ground, name: string, form: UnderstoodOperation, places: CallPlaces): Code {
  const code = module.function(name, [], "i32");
  code.block((fault) => {
    const emitter = begun(code, ground, form, places, fault);
    emitter.all(form.look);
    code.i32(ground.address.before).i32(ground.address.now).i32(ground.layout.bytes).op("memory.copy");
    applyCase(emitter, code, form, fault, (steps, i) => {
      for (const step of steps) emitter.all(step);
      code.i32(form.checks.length + i).op("return");
    });
  });
  code.i32(atFault);
  return code;
}

/** Begins the code of a call with its arguments and free working memory. */
function begun(code: Code, ground: Ground, form: UnderstoodOperation, { args, scratch }: CallPlaces, fault: Label): Emitter {
  const emitter = new Emitter(code, ground, fault);
  form.args.forEach((arg, i) => code.i32(0).at("i32.load", args + 4 * i).set(emitter.localOf(arg)));
  code.i32(scratch).setGlobal(ground.free);
  return emitter;
}

/** Finds the one case that applies and runs it; none, and more than one, are faults. */
function applyCase(
  emitter: Emitter, code: Code, { cases, steps }: UnderstoodOperation, fault: Label,
  run: (steps: readonly (readonly Stmt[])[], i: number) => void,
): void {
  const applying = code.local("i32");
  code.i32(-1).set(applying);
  cases.forEach(({ statements, holds }, i) => {
    emitter.all(statements);
    emitter.value(holds);
    code.if(() => {
      if (i > 0) code.get(applying).i32(0).op("i32.ge_s").brIf(fault);
      code.i32(i).set(applying);
    });
  });
  code.get(applying).i32(0).op("i32.lt_s").brIf(fault);
  cases.forEach((_, i) => code.get(applying).i32(i).op("i32.eq").if(() => run(steps[i]!, i)));
}

/** What the code of all calls from a state tells. */
export interface Expansion {
  /** Values of each argument. */
  readonly values: readonly number[];
  /** Where the calls of each outcome are counted: the address of a 64-bit float for each. */
  readonly counts: number;
  /** By outcome: asks claims about a step that ended so. Takes the codes of the arguments and the outcome; answers 1 where all is well. */
  readonly judges: readonly (Callee | null)[];
  /** By case: takes in the state that a step led to, and puts the one before back; answers whether there was room. */
  readonly found: readonly Callee[];
  /** Whether there is another combination of answers to open choices; null where no step chooses. */
  readonly next: Callee | null;
  /** Begins the answers anew. */
  readonly begin: Callee | null;
  /** Takes the code of the first argument of each call; null where nobody asks for it. */
  readonly actor: Global | null;
}

/** All calls from the present state, which the state before holds, too. Answers 0, or what went wrong: 1 at fault or broken, 2 no room. */
export function expandFunction(
  module: Module, ground: Ground, name: string, form: UnderstoodOperation, scratch: number, expansion: Expansion,
): Code {
  const { args, checks } = form;
  const { values, counts, judges, found, next, begin, actor } = expansion;
  const code = module.function(name, [], "i32");
  const depth = args.length;
  const inside = (level: number): number => values.slice(level).reduce((product, one) => product * one, 1);
  const lines = placed(form, (check) => judges[check] !== null);
  code.block((noRoom) => {
    code.block((fault) => {
      const emitter = new Emitter(code, ground, fault);
      const codes = args.map((arg) => emitter.localOf(arg));
      const count = (outcome: number, calls: number): void => {
        code.i32(0).i32(0).at("f64.load", counts + 8 * outcome).f64(calls).op("f64.add").at("f64.store", counts + 8 * outcome);
      };
      const judge = (outcome: number): void => {
        const asked = judges[outcome]!;
        if (asked === null) return;
        for (const one of codes) code.get(one);
        code.i32(outcome).call(asked).op("i32.eqz").brIf(fault);
      };
      const free = code.local("i32");
      const level = (l: number): void => void code.block((behind) => {
        for (const unit of lines[l]!) {
          if (typeof unit !== "number") {
            emitter.all([unit]);
            continue;
          }
          emitter.all(checks[unit]!.statements);
          emitter.value(checks[unit]!.holds);
          code.op("i32.eqz").if(() => {
            count(unit, inside(l));
            judge(unit);
            code.br(behind);
          });
        }
        if (l === depth) return complete();
        if (values[l] === 0) return;
        const kept = code.local("i32");
        code.getGlobal(ground.free).set(kept);
        code.i32(0).set(codes[l]!);
        code.loop((again) => {
          code.get(kept).setGlobal(ground.free);
          if (l === 0 && actor !== null) code.get(codes[0]!).setGlobal(actor);
          level(l + 1);
          code.get(codes[l]!).i32(1).op("i32.add").tee(codes[l]!).i32(values[l]!).op("i32.lt_s").brIf(again);
        });
      });
      const complete = (): void => {
        code.getGlobal(ground.free).set(free);
        applyCase(emitter, code, form, fault, (steps, i) => {
          const chooses = steps.some(choosesIn);
          const run = (again: Label | null): void => {
            for (const step of steps) emitter.all(step);
            code.get(free).setGlobal(ground.free);
            count(checks.length + i, 1);
            judge(checks.length + i);
            code.call(found[i]!).op("i32.eqz").brIf(noRoom);
            if (again !== null) code.call(next!).brIf(again);
          };
          if (!chooses) return run(null);
          code.call(begin!);
          code.loop(run);
        });
      };
      code.i32(scratch).setGlobal(ground.free);
      level(0);
      code.i32(0).op("return");
    });
    code.i32(1).op("return");
  });
  code.i32(2);
  return code;
}

/** Whether some of the statements make an open choice. */
export const choosesIn = (statements: readonly Stmt[]): boolean => someStatement(statements, (one) => one.do === "choose");
