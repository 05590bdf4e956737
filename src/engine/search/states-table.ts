/**
 * The table over found states: by place, 0, or in the low bits the number of a state plus one, in the high bits those of its hash.
 * A state is written before its slot, and a slot is read before its state, both atomically, so that whoever sees a number sees its words.
 */
import type { Code } from "../../sentences/wasm/code.ts";
import { chunkStates, waitingBytes } from "./found-states-memory.ts";
import type { Own } from "./found-states.ts";

/** Sets a new local to the hash of a packed state: quick rather than strong, since whole states are compared. */
export function hashed(code: Code, values: readonly number[]): number {
  const [sum, hash] = [code.local("i64"), code.local("i32")];
  code.i64(0x243f6a8885a308d3n).set(sum);
  for (const value of values) {
    code.get(sum).get(value).op("i64.xor").i64(0x9e3779b97f4a7c15n).op("i64.mul");
    code.tee(sum).get(sum).i64(32n).op("i64.shr_u").op("i64.xor").set(sum);
  }
  code.get(sum).i64(0xd6e8feb86659fd93n).op("i64.mul").i64(32n).op("i64.shr_u").op("i32.wrap_i64").set(hash);
  return hash;
}

/** Leaves a 64-bit zero exactly where the packed state at an address is the one that some locals hold. */
export function differ(code: Code, { longs }: Own, address: number, base: number, values: readonly number[]): void {
  longs.forEach(({ offset, load }, i) => {
    code.get(address).at(load, base + offset).get(values[i]!).op("i64.xor");
    if (i > 0) code.op("i64.or");
  });
}

/** Adds all states that wait: looks at the slots of all, then at each. */
export function writeSettling(code: Code, own: Own): void {
  const { module, memory: { table, control, workers, slotsMost, own: areas }, packing: { words }, longs, makeRoom, waiting, worker } = own;
  const [first, each] = [areas[worker]!.waiting, waitingBytes(words)];
  const [at, end, seen, chunks] = [code.local("i32"), code.local("i32"), code.local("i32"), code.local("i32")];
  const mask = maskOf(code, own);
  code.get(mask).i32(slotsMost - 1).op("i32.ne").if(() => {
    // What all workers may take before they look again must fit, too.
    code.i32(control.chunks).at("i32.atomic.load").i32(2 * workers).op("i32.add").set(chunks);
    code.get(chunks).get(mask).i32(1).op("i32.add").i32(4 * chunkStates).op("i32.div_u").i32(3).op("i32.mul").op("i32.gt_u").if(() => {
      code.call(makeRoom).get(maskOf(code, own)).set(mask);
    });
  });
  code.getGlobal(waiting).set(end);
  const forEach = (body: () => void): void => {
    code.i32(first).set(at);
    code.block((behind) => code.loop((again) => {
      code.get(at).get(end).op("i32.ge_u").brIf(behind);
      body();
      code.get(at).i32(each).op("i32.add").set(at).br(again);
    }));
  };
  // Nothing depends on what is read here, so that the machine waits for many slots at once.
  forEach(() => {
    code.get(at).at("i32.load", each - 8).get(mask).op("i32.and").i32(2).op("i32.shl").at("i32.load", table);
    code.get(seen).op("i32.or").set(seen);
  });
  code.get(seen).setGlobal(module.global("i32", 0));
  const [values, hash, parent] = [longs.map(() => code.local("i64")), code.local("i32"), code.local("i32")];
  forEach(() => {
    longs.forEach(({ offset, load }, i) => code.get(at).at(load, offset).set(values[i]!));
    code.get(at).at("i32.load", each - 8).set(hash).get(at).at("i32.load", each - 4).set(parent);
    add(code, own, { values, hash, parent, mask });
  });
  code.i32(first).setGlobal(waiting);
}

/** Sets a new local to what masks the place of a hash. */
export function maskOf(code: Code, { memory: { control } }: Own): number {
  const mask = code.local("i32");
  code.i32(control.slots).at("i32.atomic.load").i32(1).op("i32.sub").set(mask);
  return mask;
}

/** Adds a state unless it is there or has no room. */
function add(code: Code, own: Own, state: { values: readonly number[]; hash: number; parent: number; mask: number }): void {
  const { memory: { table, states, stride, shareMost, chunksMost, control }, longs, packing, free, freeEnd, count, isFull } = own;
  const { values, hash, parent, mask } = state;
  const [held, from, number] = [code.local("i32"), code.local("i32"), code.local("i32")];
  const slot = slotOf(code, hash, mask);
  code.block((done) => code.loop((again) => {
    code.block((empty) => code.loop((next) => {
      code.get(slot).at("i32.atomic.load", table).tee(held).op("i32.eqz").brIf(empty);
      code.get(held).get(hash).op("i32.xor").get(mask).op("i32.le_u").if(() => {
        code.get(held).get(mask).op("i32.and").i32(1).op("i32.sub").i32(stride).op("i32.mul").set(from);
        differ(code, own, from, states, values);
        code.op("i64.eqz").brIf(done);
      });
      toNext(code, slot, mask);
      code.br(next);
    }));
    code.getGlobal(count).i32(shareMost).op("i32.eq").if(() => code.i32(1).setGlobal(isFull).br(done));
    code.getGlobal(free).getGlobal(freeEnd).op("i32.eq").if(() => {
      code.i32(control.chunks).i32(1).at("i32.atomic.rmw.add").tee(number).i32(chunksMost).op("i32.ge_u").if(() => {
        code.i32(control.chunks).i32(1).at("i32.atomic.rmw.sub").op("drop").i32(1).setGlobal(isFull).br(done);
      });
      code.get(number).i32(chunkStates).op("i32.mul").tee(number).setGlobal(free);
      code.get(number).i32(chunkStates).op("i32.add").setGlobal(freeEnd);
    });
    code.getGlobal(free).tee(number).i32(stride).op("i32.mul").set(from);
    longs.forEach(({ offset, store }, i) => code.get(from).get(values[i]!).at(store, states + offset));
    code.get(from).get(parent).at("i32.store", states + 4 * packing.words);
    claim(code, own, { slot, hash, mask, number });
    // Where another worker was quicker, it may have been with this very state.
    code.brIf(again);
    code.get(number).i32(1).op("i32.add").setGlobal(free).getGlobal(count).i32(1).op("i32.add").setGlobal(count);
  }));
}

/** Leaves the number of a state, or -1 where it is not there. */
export function find(code: Code, own: Own, state: { values: readonly number[]; hash: number; mask: number }): void {
  const { memory: { table, states, stride } } = own;
  const { values, hash, mask } = state;
  const [held, from, number] = [code.local("i32"), code.local("i32"), code.local("i32")];
  const slot = slotOf(code, hash, mask);
  code.i32(-1).set(number);
  code.block((done) => code.loop((next) => {
    code.get(slot).at("i32.atomic.load", table).tee(held).op("i32.eqz").brIf(done);
    code.get(held).get(hash).op("i32.xor").get(mask).op("i32.le_u").if(() => {
      code.get(held).get(mask).op("i32.and").i32(1).op("i32.sub").tee(number).i32(stride).op("i32.mul").set(from);
      differ(code, own, from, states, values);
      code.op("i64.eqz").brIf(done).i32(-1).set(number);
    });
    toNext(code, slot, mask);
    code.br(next);
  }));
  code.get(number);
}

/** Puts a state that was in the table before into it again, after it has grown. */
export function addAgain(code: Code, own: Own, state: { hash: number; number: number; mask: number }): void {
  const { hash, mask } = state;
  const slot = slotOf(code, hash, mask);
  code.block((done) => code.loop((next) => {
    code.get(slot).at("i32.atomic.load", own.memory.table).op("i32.eqz").if(() => {
      claim(code, own, { ...state, slot });
      code.op("i32.eqz").brIf(done);
    });
    toNext(code, slot, mask);
    code.br(next);
  }));
}

/** Sets a new local to where the slot of a hash is. */
function slotOf(code: Code, hash: number, mask: number): number {
  const slot = code.local("i32");
  code.get(hash).get(mask).op("i32.and").i32(2).op("i32.shl").set(slot);
  return slot;
}

function toNext(code: Code, slot: number, mask: number): void {
  code.get(slot).i32(4).op("i32.add").get(mask).i32(2).op("i32.shl").op("i32.and").set(slot);
}

/** Puts a state into an empty slot; leaves 0, or what another worker has put there in between. */
function claim(code: Code, own: Own, { slot, hash, mask, number }: { slot: number; hash: number; mask: number; number: number }): void {
  code.get(slot).i32(0).get(number).i32(1).op("i32.add").get(hash).get(mask).i32(-1).op("i32.xor").op("i32.and").op("i32.or");
  code.at("i32.atomic.rmw.cmpxchg", own.memory.table);
}
