/**
 * Trying calls out by code: the loops over calls run where the sentences do. A call at which a sentence is at fault, or is not
 * understood, is asked of the sentences themselves, and the loop goes on behind it.
 */
import { allHold, atFault } from "../../sentences/calls.ts";
import type { Callee, Code } from "../../sentences/wasm/code.ts";
import type { HostInstance } from "../../sentences/wasm/host.ts";
import type { Module } from "../../sentences/wasm/module.ts";
import type { Model } from "../model.ts";
import type { OperationRunner } from "../stepping/operation-runner.ts";
import { type Trying, advance, notAttempted } from "../traces/trying.ts";

/** Nothing better was found. */
const none = -3;

/** Where things lie, in bytes: arguments and the best of them a word each, and what is handed on when the loop is left. */
export interface TryingPlaces {
  readonly args: number;
  readonly best: number;
  readonly left: number;
  readonly reached: number;
  /** By operation: how many values each argument has, a word each. */
  readonly values: readonly number[];
}

/** Gives the places, from one on that `take` answers for so many bytes. */
export function tryingPlaces({ steppers }: Model, take: (bytes: number) => number): TryingPlaces {
  const most = 4 * Math.max(...steppers.map(({ args }) => args.length));
  return { args: take(most), best: take(most), left: take(4), reached: take(4), values: steppers.map(({ args }) => take(4 * args.length)) };
}

/** Adds the loops to a module; `tries` are the checks of each operation, which take the arguments from their place. */
export function addTrying(module: Module, tries: readonly Callee[], { args, best, left, reached }: TryingPlaces): void {
  const table = module.table(tries, { takes: [], gives: "i32" });
  const exported = (name: string, takes: number): Code => {
    const code = module.function(name, Array.from({ length: takes }, () => "i32" as const), "i32");
    module.exportFunction(code, name);
    return code;
  };
  exported("try", 1).get(0).callIndirect(table);
  addImprove(exported("improve", 8));
  addScan(exported("scan", 4));
  addScanRefused(exported("scan refused", 5));

  function addImprove(code: Code): void {
    const [operation, about, values, value, old, reachedBefore, legal, tries] = [0, 1, 2, 3, 4, 5, 6, 7];
    const refused = code.local("i32");
    code.loop((again) => {
      code.get(tries).op("i32.eqz").if(() => {
        code.get(about).get(old).at("i32.store");
        code.i32(none).op("return");
      });
      code.get(tries).i32(1).op("i32.sub").set(tries);
      code.get(value).i32(1).op("i32.add").tee(value).get(values).op("i32.eq").if(() => code.i32(0).set(value));
      code.get(value).get(old).op("i32.eq").brIf(again);
      code.get(about).get(value).at("i32.store");
      code.get(operation).callIndirect(table).tee(refused).get(reachedBefore).op("i32.gt_s");
      code.get(refused).i32(allHold).op("i32.eq").get(legal).op("i32.and").op("i32.or");
      code.get(refused).i32(atFault).op("i32.eq").op("i32.or").op("i32.eqz").brIf(again);
    });
    code.i32(0).get(tries).at("i32.store", left);
    code.get(refused);
  }

  /** Moves on to the next call, where there is one. */
  function addAdvance(code: Code, count: number, values: number): void {
    const [i, at] = [code.local("i32"), code.local("i32")];
    code.i32(0).set(i);
    code.block((behind) => code.loop((again) => {
      code.get(i).get(count).op("i32.ge_s").brIf(behind);
      code.get(i).i32(2).op("i32.shl").tee(at).get(at).at("i32.load", args).i32(1).op("i32.add").at("i32.store", args);
      code.get(at).at("i32.load", args).get(at).get(values).op("i32.add").at("i32.load").op("i32.lt_s").brIf(behind);
      code.get(at).i32(0).at("i32.store", args);
      code.get(i).i32(1).op("i32.add").set(i).br(again);
    }));
  }

  function addScan(code: Code): void {
    const [operation, count, values, tries] = [0, 1, 2, 3];
    const refused = code.local("i32");
    code.loop((again) => {
      code.get(tries).op("i32.eqz").if(() => code.i32(none).op("return"));
      code.get(tries).i32(1).op("i32.sub").set(tries);
      code.get(operation).callIndirect(table).tee(refused).i32(0).op("i32.ge_s").if(() => {
        addAdvance(code, count, values);
        code.br(again);
      });
    });
    code.i32(0).get(tries).at("i32.store", left);
    code.get(refused);
  }

  function addScanRefused(code: Code): void {
    const [operation, count, values, tries, furthest] = [0, 1, 2, 3, 4];
    const refused = code.local("i32");
    code.loop((again) => {
      code.get(tries).op("i32.eqz").if(() => code.i32(none).op("return"));
      code.get(tries).i32(1).op("i32.sub").set(tries);
      code.get(operation).callIndirect(table).tee(refused).i32(atFault).op("i32.ne").if(() => {
        code.get(refused).get(furthest).op("i32.gt_s").if(() => {
          code.get(refused).set(furthest);
          code.i32(best).i32(args).get(count).i32(2).op("i32.shl").op("memory.copy");
        });
        addAdvance(code, count, values);
        code.br(again);
      });
    });
    code.i32(0).get(tries).at("i32.store", left);
    code.i32(0).get(furthest).at("i32.store", reached);
    code.get(refused);
  }
}

type Run = (...words: number[]) => number;

/** Tries calls out by the code of an instance. */
export class TryingByCode implements Trying {
  private readonly steppers: readonly OperationRunner[];
  private readonly places: TryingPlaces;
  private readonly words: Int32Array;
  private readonly try: Run;
  private readonly improving: Run;
  private readonly scanning: Run;
  private readonly scanningRefused: Run;

  constructor({ steppers }: Model, { exports }: HostInstance, buffer: ArrayBufferLike, places: TryingPlaces) {
    this.steppers = steppers;
    this.places = places;
    this.words = new Int32Array(buffer);
    [this.try, this.improving, this.scanning, this.scanningRefused] =
      ["try", "improve", "scan", "scan refused"].map((name) => exports[name] as Run) as [Run, Run, Run, Run];
    steppers.forEach(({ args }, o) => args.forEach(({ values }, i) => { this.words[(places.values[o]! >> 2) + i] = values; }));
  }

  /** As the sentences answer, or `atFault` for what they must be asked. */
  attempt(operation: number, args: ArrayLike<number>): number {
    this.give(args);
    return this.try(operation);
  }

  tryOut(operation: number, args: readonly number[]): number {
    const refused = this.attempt(operation, args);
    return refused === atFault ? this.steppers[operation]!.tryOut(args) : refused;
  }

  improve(operation: number, args: number[], about: number, first: number, tries: number, reached: number, legal: boolean): number {
    const stepper = this.steppers[operation]!;
    const { places, words } = this;
    const { values } = stepper.args[about]!;
    const old = args[about]!;
    const at = places.args + 4 * about;
    this.give(args);
    for (let [value, left] = [first, tries]; ;) {
      const refused = this.improving(operation, at, values, value, old, reached, Number(legal), left);
      value = args[about] = words[at >> 2]!;
      if (refused === none) return reached;
      if (refused !== atFault) return refused;
      const told = stepper.tryOut(args);
      if (told > reached || (legal && told < 0)) return told;
      left = words[places.left >> 2]!;
    }
  }

  scan(operation: number, args: number[]): boolean {
    const stepper = this.steppers[operation]!;
    const { places, words } = this;
    for (let left = stepper.calls; ;) {
      this.give(args);
      const refused = this.scanning(operation, args.length, places.values[operation]!, left);
      this.takeBack(places.args, args);
      if (refused !== atFault) return refused === allHold;
      if (stepper.tryOut(args) < 0) return true;
      advance(args, stepper);
      left = words[places.left >> 2]!;
    }
  }

  scanRefused(operation: number, args: number[]): void {
    const stepper = this.steppers[operation]!;
    const { places, words } = this;
    for (let [left, reached] = [stepper.calls, notAttempted]; ;) {
      this.give(args);
      const refused = this.scanningRefused(operation, args.length, places.values[operation]!, left, reached);
      if (refused === none) return this.takeBack(places.best, args);
      this.takeBack(places.args, args);
      [left, reached] = [words[places.left >> 2]!, words[places.reached >> 2]!];
      const told = stepper.tryOut(args);
      if (told > reached) {
        reached = told;
        words.copyWithin(places.best >> 2, places.args >> 2, (places.args >> 2) + args.length);
      }
      advance(args, stepper);
    }
  }

  private give(args: ArrayLike<number>): void {
    const from = this.places.args >> 2;
    for (let i = 0; i < args.length; i++) this.words[from + i] = args[i]!;
  }

  private takeBack(place: number, args: number[]): void {
    for (let i = 0; i < args.length; i++) args[i] = this.words[(place >> 2) + i]!;
  }
}
