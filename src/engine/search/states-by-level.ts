/**
 * How workers share the states of a level, and make the table larger. The states of a level are the chunks that were filled in the level
 * before, which the workers take one at a time, and what each worker has written into chunks that were not full at the beginning of
 * that level or are not at its end, which it keeps. At a meeting each says which chunk it has open, so that the others leave it alone.
 */
import type { Callee, Code, Global } from "../../sentences/wasm/code.ts";
import { chunkStates } from "./found-states-memory.ts";
import type { FoundStates, Own } from "./found-states.ts";
import { addAgain, hashed, maskOf } from "./states-table.ts";

/** The list of open chunks that is used where the table grows; the others take turns, since one is read while the other is written. */
const growing = 2;

/** Adds the functions that give out the states of a level, and end it. */
export function addLevels(own: Own): Pick<FoundStates, "take" | "level"> {
  const { module, memory: { control }, free, freeEnd } = own;
  const zero = (): Global => module.global("i32", 0);
  const [at, end, second, secondEnd] = [zero(), zero(), zero(), zero()];
  const [since, sinceEnd, chunksEnd, turn] = [zero(), zero(), zero(), zero()];

  const take = module.function("take a state", [], "i32");
  const chunk = take.local("i32");
  take.loop((again) => {
    take.getGlobal(at).getGlobal(end).op("i32.ne").if(() => {
      take.getGlobal(at).getGlobal(at).i32(1).op("i32.add").setGlobal(at).op("return");
    });
    take.getGlobal(second).setGlobal(at).getGlobal(secondEnd).setGlobal(end);
    take.getGlobal(secondEnd).setGlobal(second);
    take.getGlobal(at).getGlobal(end).op("i32.ne").brIf(again);
    take.i32(control.cursor).at("i32.atomic.load").tee(chunk).getGlobal(chunksEnd).op("i32.ge_u").if(() => take.i32(-1).op("return"));
    take.i32(control.cursor).get(chunk).get(chunk).i32(1).op("i32.add").at("i32.atomic.rmw.cmpxchg").get(chunk).op("i32.ne").brIf(again);
    openHas(take, own, () => take.getGlobal(turn), chunk);
    take.brIf(again);
    take.get(chunk).i32(chunkStates).op("i32.mul").setGlobal(at);
    take.getGlobal(at).i32(chunkStates).op("i32.add").setGlobal(end).br(again);
  });
  take.op("unreachable");

  const close = module.function("close a level");
  close.i32(1).getGlobal(turn).op("i32.sub").setGlobal(turn);
  sayOpen(close, own, () => close.getGlobal(turn));

  const begin = module.function("begin a level");
  begin.getGlobal(since).setGlobal(at);
  begin.getGlobal(sinceEnd).getGlobal(freeEnd).op("i32.eq").if(
    () => begin.getGlobal(free).setGlobal(end),
    () => {
      begin.getGlobal(sinceEnd).setGlobal(end);
      begin.getGlobal(freeEnd).i32(chunkStates).op("i32.sub").setGlobal(second).getGlobal(free).setGlobal(secondEnd);
    });
  begin.getGlobal(free).setGlobal(since).getGlobal(freeEnd).setGlobal(sinceEnd);
  begin.i32(control.chunks).at("i32.atomic.load").setGlobal(chunksEnd);
  return { take, level: [close, begin] };
}

/** Adds the two steps in which the table becomes twice as large, in its place. */
export function addGrowth(own: Own): readonly [Callee, Callee] {
  const { module, memory: { control, table, workers }, worker, free, freeEnd } = own;
  const empty = module.function("empty the table");
  sayOpen(empty, own, () => empty.i32(growing));
  if (worker === 0) {
    const mask = maskOf(empty, own);
    empty.i32(table).i32(0).get(mask).i32(1).op("i32.add").i32(2).op("i32.shl").op("memory.fill");
    empty.i32(control.slots).get(mask).i32(1).op("i32.add").i32(1).op("i32.shl").at("i32.atomic.store");
  }
  const refillPart = addRefilling(own);
  const refill = module.function("fill the table again");
  const chunk = refill.local("i32");
  refill.getGlobal(freeEnd).if(() => refill.getGlobal(freeEnd).i32(chunkStates).op("i32.sub").getGlobal(free).call(refillPart));
  refill.i32(worker).set(chunk);
  refill.block((behind) => refill.loop((again) => {
    refill.get(chunk).i32(control.chunks).at("i32.atomic.load").op("i32.ge_u").brIf(behind);
    openHas(refill, own, () => refill.i32(growing), chunk);
    refill.op("i32.eqz").if(() => {
      refill.get(chunk).i32(chunkStates).op("i32.mul").get(chunk).i32(1).op("i32.add").i32(chunkStates).op("i32.mul").call(refillPart);
    });
    refill.get(chunk).i32(workers).op("i32.add").set(chunk).br(again);
  }));
  return [empty, refill];
}

/** Adds a function that puts the states from one number to before another into the table again; like settling, it looks before it adds. */
function addRefilling(own: Own): Code {
  const { module, memory: { states, stride, table }, longs } = own;
  const code = module.function("fill in some states", ["i32", "i32"]);
  const [number, from, seen] = [code.local("i32"), code.local("i32"), code.local("i32")];
  const mask = maskOf(code, own);
  const values = longs.map(() => code.local("i64"));
  const forEach = (body: (hash: number) => void): void => {
    code.get(0).set(number);
    code.block((behind) => code.loop((again) => {
      code.get(number).get(1).op("i32.ge_u").brIf(behind).get(number).i32(stride).op("i32.mul").set(from);
      longs.forEach(({ offset, load }, i) => code.get(from).at(load, states + offset).set(values[i]!));
      body(hashed(code, values));
      code.get(number).i32(1).op("i32.add").set(number).br(again);
    }));
  };
  forEach((hash) => code.get(hash).get(mask).op("i32.and").i32(2).op("i32.shl").at("i32.load", table).get(seen).op("i32.or").set(seen));
  code.get(seen).setGlobal(module.global("i32", 0));
  forEach((hash) => addAgain(code, own, { hash, number, mask }));
  return code;
}

/** Leaves the address of a worker's word in one of the lists of open chunks. */
function openAt(code: Code, { memory: { control: { open } } }: Own, list: () => void, worker: () => void): void {
  list();
  code.i32(open[1]! - open[0]!).op("i32.mul");
  worker();
  code.i32(2).op("i32.shl").op("i32.add").i32(open[0]!).op("i32.add");
}

/** Says which chunk the worker has open: -1 at first, when it has none. */
function sayOpen(code: Code, own: Own, list: () => void): void {
  openAt(code, own, list, () => code.i32(own.worker));
  code.getGlobal(own.freeEnd).i32(chunkStates).op("i32.div_u").i32(1).op("i32.sub").at("i32.atomic.store");
}

/** Leaves whether some worker has a chunk open. */
function openHas(code: Code, own: Own, list: () => void, chunk: number): void {
  const worker = code.local("i32");
  code.i32(0).set(worker).block((found) => {
    code.block((none) => code.loop((next) => {
      code.get(worker).i32(own.memory.workers).op("i32.ge_u").brIf(none);
      code.i32(1);
      openAt(code, own, list, () => code.get(worker));
      code.at("i32.atomic.load").get(chunk).op("i32.eq").brIf(found).op("drop");
      code.get(worker).i32(1).op("i32.add").set(worker).br(next);
    }));
    code.i32(0);
  }, "i32");
}
