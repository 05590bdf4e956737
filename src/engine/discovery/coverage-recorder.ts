/**
 * Gathers what each trace of a chunk shows, for `discovery.ts`. Species have numbers here, and a state's class is remembered by its
 * number beside the state, so that a step to a known state costs one look; all else is done when a trace ends.
 */
import type { Shown } from "./discovery.ts";
import type { KnownStates } from "../claims/checked-state-cache.ts";
import type { Model } from "../model.ts";
import type { Memory } from "../world/rows.ts";
import { classesMost, noSpecies, numberOf } from "./species.ts";
import { type NameClass, classesOf } from "./state-classes.ts";

const gatherings = new WeakMap<KnownStates, Gathering>();

/** What gathers for a chunk that begins now. The numbers of classes are kept from chunk to chunk, with the states. */
export function gatheringFor(model: Model): Gathering {
  let gathering = gatherings.get(model.known);
  if (gathering === undefined) gatherings.set(model.known, gathering = new Gathering(model.now, model.known));
  gathering.beginChunk(model);
  return gathering;
}

export class Gathering {
  private readonly memory: Memory;
  private readonly known: KnownStates;
  private readonly nameClass: NameClass;
  private readonly name = new Int32Array(2);
  private species = noSpecies(0);
  /** Numbers by operation and outcome, and by claim and `seen`. */
  private outcomes: readonly (readonly number[])[] = [];
  private sightings: readonly (readonly number[])[] = [];
  /** By species: the latest trace that showed it. Every trace has a number of its own. */
  private shownIn = new Int32Array(1 << 8);
  private trace = 0;
  /** What the places of the states that the present trace came through say of their classes. */
  private visited = new Int32Array(0);
  private steps = 0;
  /** What was shown, each once a trace, and where each trace ends. */
  private noted = new Int32Array(1 << 10);
  private size = 0;
  private ends: number[] = [];

  constructor(memory: Memory, known: KnownStates) {
    this.memory = memory;
    this.known = known;
    this.nameClass = classesOf(memory.layout);
  }

  /**
   * Forgets what earlier chunks showed. Numbers are given to twice as many classes as are told apart and one more, and are
   * kept while half of them are left: so whatever gets none comes when the campaign has too many classes anyway.
   */
  beginChunk({ steppers, claims }: Model): void {
    this.ends = [];
    if (this.species.most === 0 || this.species.classes > classesMost) {
      this.species = noSpecies(2 * classesMost + 1);
      this.known.forget();
    }
    this.outcomes = steppers.map(({ outcomes }, operation) => outcomes.map((_, i) => numberOf(this.species, operation, 4 * i)));
    this.sightings = claims.map(({ seen }, claim) => seen.map((_, i) => numberOf(this.species, claim, 4 * i + 2)));
  }

  /** Begins a trace of at most so many steps; what came of one that was not ended is forgotten. */
  begin(length: number): void {
    if (this.visited.length <= length) this.visited = new Int32Array(length + 1);
    this.steps = 0;
    this.size = this.ends.at(-1) ?? 0;
    this.trace++;
  }

  /** Notes the class of the present state, which is remembered at a place. */
  state(place: number): void {
    const number = this.known.cells[place]!;
    this.visited[this.steps++] = number > 1 ? number : this.classify(place);
  }

  outcome(operation: number, outcome: number): void {
    this.note(this.outcomes[operation]![outcome]!);
  }

  seen(claim: number, place: number): void {
    this.note(this.sightings[claim]![place]!);
  }

  /** Ends a trace that broke no claim. */
  end(): void {
    for (let i = 0; i < this.steps; i++) if (this.visited[i] !== 1) this.note(this.visited[i]! - 2);
    this.ends.push(this.size);
  }

  /** What the traces that ended showed. */
  shown(): Shown {
    const { species, noted, ends } = this;
    const local = new Int32Array(species.size);
    const numbers = new Int32Array(ends.at(-1) ?? 0);
    const keys: number[] = [];
    for (let i = 0; i < numbers.length; i++) {
      const number = noted[i]!;
      if (local[number] === 0) {
        keys.push(species.keys[2 * number]!, species.keys[2 * number + 1]!);
        local[number] = keys.length >> 1;
      }
      numbers[i] = local[number]! - 1;
    }
    return { keys, numbers, ends };
  }

  /** Two more than the number of the present state's class; 1 when there is no number left. */
  private classify(place: number): number {
    this.nameClass(this.memory, this.name);
    return this.known.cells[place] = numberOf(this.species, this.name[0]!, this.name[1]!) + 2;
  }

  private note(number: number): void {
    if (number >= this.shownIn.length) this.shownIn = longer(this.shownIn, 2 * number);
    if (this.shownIn[number] === this.trace) return;
    this.shownIn[number] = this.trace;
    if (this.size === this.noted.length) this.noted = longer(this.noted, 2 * this.size);
    this.noted[this.size++] = number;
  }
}

function longer(words: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(words);
  return copy;
}
