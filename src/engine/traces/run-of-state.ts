/**
 * Which run of which seed fast-check is about to draw. It begins run i of a seed where its generator stands after i + 1 jumps from
 * the seed, so the jumps are taken back until a state is met that a seed gives. By that, a run of fast-check and a trace of a campaign
 * are one and the same, and what fails in either is found again in the other.
 */
import { xorshift128plus, xorshift128plusFromState } from "pure-rand/generator/xorshift128plus";

/** A trace of a campaign, by its seed (from 0 to 2^32 - 1) and number. */
export interface Run {
  readonly seed: number;
  readonly trace: number;
}

/** Runs that are looked back over; what lies beyond them, as what is not drawn at the beginning of a run, is not recognised. */
const runsMost = 1 << 16;

const bits = 128;

type State = readonly number[];

/**
 * Recognises the state with which a run of fast-check begins; null for any other. It remembers the latest run, so that runs in
 * their order cost one step each.
 */
export function runRecogniser(): (state: State | undefined) => Run | null {
  let latest: { readonly state: State; readonly run: Run } | undefined;
  return (state) => {
    if (state?.length !== 4) return null;
    let at: State = state;
    for (let back = 0; back <= runsMost; back++) {
      const seed = seedOf(at);
      const run = seed !== null && back > 0 ? { seed, trace: back - 1 }
        : latest !== undefined && isEqual(at, latest.state) ? { ...latest.run, trace: latest.run.trace + back } : null;
      if (run !== null) {
        latest = { state, run };
        return run;
      }
      at = jumpedBack(at);
    }
    return null;
  };
}

/** What every seed begins with: told at a glance of almost every other state. */
const [everyFirst, , , everyLast] = xorshift128plus(0).getState();

/** The seed that gives a state, if any does. */
function seedOf(state: State): number | null {
  if (state[0] !== everyFirst || state[3] !== everyLast) return null;
  const seed = state[2]!;
  return isEqual(state, xorshift128plus(seed).getState()) ? seed >>> 0 : null;
}

const isEqual = (one: State, other: State): boolean =>
  one[0] === other[0] && one[1] === other[1] && one[2] === other[2] && one[3] === other[3];

/** By each byte of a state and its value, what it contributes to the state before the jump: a jump is linear over bits. */
let table: Int32Array | undefined;

function jumpedBack(state: State): State {
  table ??= tableOfJumpsBack();
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let byte = 0; byte < bits / 8; byte++) {
    const at = (byte << 8 | state[byte >> 2]! >>> ((byte & 3) << 3) & 0xff) << 2;
    a ^= table[at]!;
    b ^= table[at + 1]!;
    c ^= table[at + 2]!;
    d ^= table[at + 3]!;
  }
  return [a, b, c, d];
}

function tableOfJumpsBack(): Int32Array {
  const before = bitsBeforeJump();
  const contributions = new Int32Array((bits / 8) << 10);
  for (let byte = 0; byte < bits / 8; byte++)
    for (let value = 1; value < 256; value++) {
      const lowest = 31 - Math.clz32(value & -value);
      const [to, rest] = [(byte << 8 | value) << 2, (byte << 8 | value & (value - 1)) << 2];
      for (let word = 0; word < 4; word++) contributions[to + word] = contributions[rest + word]! ^ before[byte * 8 + lowest]![word]!;
    }
  return contributions;
}

/** For each single bit of a state, the state from which a jump leads there: the jump's matrix, inverted by Gauss and Jordan. */
function bitsBeforeJump(): readonly State[] {
  const rows = Array.from({ length: bits }, (_, bit) => {
    const from = [0, 0, 0, 0];
    from[bit >> 5] = 1 << (bit & 31);
    const rng = xorshift128plusFromState(from);
    rng.jump();
    return { from, to: [...rng.getState()] };
  });
  const has = (row: { readonly to: State }, bit: number): boolean => (row.to[bit >> 5]! >>> (bit & 31) & 1) === 1;
  for (let bit = 0; bit < bits; bit++) {
    const found = rows.findIndex((row, i) => i >= bit && has(row, bit));
    const pivot = rows[found]!;
    [rows[bit], rows[found]] = [pivot, rows[bit]!];
    for (const row of rows) {
      if (row === pivot || !has(row, bit)) continue;
      for (let word = 0; word < 4; word++) {
        row.from[word]! ^= pivot.from[word]!;
        row.to[word]! ^= pivot.to[word]!;
      }
    }
  }
  return rows.map(({ from }) => from);
}
