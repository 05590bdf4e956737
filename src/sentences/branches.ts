/** Open choices as code: every combination of answers to the choices of one call, one after the other. */
import type { Callee } from "./wasm/code.ts";
import type { Module } from "./wasm/module.ts";

/** Open choices of one call, at most; whoever makes more is at fault here, and asked otherwise. */
const choicesMost = 64;

/** Bytes that the answers take. */
export const branchBytes = 8 * choicesMost;

export interface BranchFunctions {
  /** Begins with the first combination of a call. */
  readonly begin: Callee;
  /** Answers a choice among so many; -1 where there are too many choices. */
  readonly choose: Callee;
  /** Moves on to the next combination; 0 where there is none. */
  readonly next: Callee;
}

/** Adds the functions to a module; what was offered and answered lies from an address on. */
export function addBranches(module: Module, address: number): BranchFunctions {
  const [used, made] = [module.global("i32", 0), module.global("i32", 0)];
  const [offered, answered] = [address, address + 4 * choicesMost];

  const begin = module.function("begin choices");
  begin.i32(0).setGlobal(used).i32(0).setGlobal(made);

  const choose = module.function("choose", ["i32"], "i32");
  const at = choose.local("i32");
  choose.getGlobal(used).tee(at).i32(choicesMost).op("i32.ge_s").if(() => choose.i32(-1).op("return"));
  choose.get(at).i32(1).op("i32.add").setGlobal(used);
  choose.get(at).i32(2).op("i32.shl").set(at);
  choose.getGlobal(used).getGlobal(made).op("i32.gt_s").if(() => {
    choose.get(at).get(0).at("i32.store", offered);
    choose.get(at).i32(0).at("i32.store", answered);
    choose.getGlobal(used).setGlobal(made);
  });
  choose.get(at).at("i32.load", answered);

  const next = module.function("next choices", [], "i32");
  const last = next.local("i32");
  next.i32(0).setGlobal(used);
  next.loop((again) => {
    next.getGlobal(made).op("i32.eqz").if(() => next.i32(0).op("return"));
    next.getGlobal(made).i32(1).op("i32.sub").i32(2).op("i32.shl").set(last);
    next.get(last).get(last).at("i32.load", answered).i32(1).op("i32.add").at("i32.store", answered);
    next.get(last).at("i32.load", answered).get(last).at("i32.load", offered).op("i32.lt_s").if(() => next.i32(1).op("return"));
    next.getGlobal(made).i32(1).op("i32.sub").setGlobal(made).br(again);
  });
  next.i32(0);
  return { begin, choose, next };
}
