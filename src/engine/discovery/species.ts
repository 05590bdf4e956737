/**
 * Species: whatever a trace can show, each named by two words and numbered in the order in which they came. An outcome and a `seen`
 * sentence are named by their places; a state class is named by its digest, whose second word is odd, and so no name
 * means two things. Plain data, so that it can go from thread to thread.
 */
import { mix } from "../traces/random.ts";

/** Most state classes of one campaign that are told apart: what is kept of it must not grow with its length. */
export const classesMost = 65_536;

export interface Species {
  size: number;
  /** How many of them are state classes, and how many may be. */
  classes: number;
  readonly most: number;
  /** Two words each. */
  keys: Int32Array;
  /** The numbers plus one, by hash. */
  slots: Int32Array;
}

/** No species yet. */
export function noSpecies(most = classesMost): Species {
  return { size: 0, classes: 0, most, keys: new Int32Array(1 << 8), slots: new Int32Array(1 << 8) };
}

/** The number of a species, which is added when it is new; -1 for a state class that there is no room for. */
export function numberOf(species: Species, a: number, b: number): number {
  const { keys, slots } = species;
  const mask = slots.length - 1;
  let slot = mix(a, b) & mask;
  for (let number = slots[slot]!; number !== 0; number = slots[slot = (slot + 1) & mask]!)
    if (keys[2 * number - 2] === a && keys[2 * number - 1] === b) return number - 1;
  return add(species, slot, a, b);
}

function add(species: Species, slot: number, a: number, b: number): number {
  if ((b & 1) === 1) {
    if (species.classes === species.most) return -1;
    species.classes++;
  }
  const number = species.size++;
  species.keys[2 * number] = a;
  species.keys[2 * number + 1] = b;
  species.slots[slot] = number + 1;
  if (2 * species.size === species.slots.length) grow(species);
  return number;
}

/** There are as many slots as words of keys, so that at most half of them are taken. */
function grow(species: Species): void {
  const keys = new Int32Array(2 * species.keys.length);
  const slots = new Int32Array(keys.length);
  keys.set(species.keys);
  for (let number = 0; number < species.size; number++) {
    let slot = mix(keys[2 * number]!, keys[2 * number + 1]!) & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = number + 1;
  }
  species.keys = keys;
  species.slots = slots;
}
