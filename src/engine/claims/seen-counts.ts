/** Keeps count of what the claims saw in one trace: how much was checked, and which `seen` sentences came true. */
import type { CompiledTraces } from "../code/traces-code.ts";
import type { KnownStates } from "./checked-state-cache.ts";
import type { StepView } from "./moments.ts";
import type { Watch } from "./checking.ts";
import type { Model } from "../model.ts";

export class Sightings {
  private readonly model: Model;
  private readonly watch: Watch | undefined;
  /** States and steps that were checked. */
  states = 0;
  steps = 0;
  /** By claim that something comes within so many steps: the rows that waited, counted in each state. */
  readonly waiting: number[];
  /** Where the present state is remembered. */
  place = 0;
  /** The claim that is being evaluated, for naming it when it throws. */
  claim = -1;
  /** `seen` sentences over steps that have not come true yet. */
  stepsLeft: number;
  /** `seen` sentences over states that have not come true yet. */
  private statesLeft: number;
  private readonly inSteps: Uint8Array;
  /** `seen` sentences over states that came true, 32 in a word. */
  private readonly inStates: Int32Array;

  constructor(model: Model, watch?: Watch) {
    this.model = model;
    this.watch = watch;
    this.stepsLeft = model.seenInSteps.length;
    this.statesLeft = model.seenInStates.length;
    this.waiting = model.claims.map(() => 0);
    this.inSteps = new Uint8Array(model.seenInSteps.length);
    this.inStates = new Int32Array(model.known.marks);
  }

  /** Asks the sentences that have not come true yet of the present state, which is remembered at a place; those with code by that. */
  noteState(known: KnownStates, place: number, code: CompiledTraces | null): void {
    this.place = place;
    if (this.statesLeft === 0) return;
    const { seenInStates, now, system } = this.model;
    const { cells, marks } = known;
    for (let m = 0; m < marks; m++) {
      const [asked, came] = [place + known.asked + m, place + known.came + m];
      const all = m === marks - 1 ? lowBits(seenInStates.length - 32 * m) : -1;
      for (let open = all & ~(this.inStates[m]! | cells[asked]!); open !== 0; open &= open - 1) {
        const bit = 31 - Math.clz32(open & -open);
        const { claim, holds } = seenInStates[32 * m + bit]!;
        this.enter(claim);
        if (code?.isSeen(32 * m + bit) ?? holds(now.world, system.facts)) cells[came]! |= 1 << bit;
        cells[asked]! |= 1 << bit;
      }
      for (let fresh = cells[came]! & ~this.inStates[m]!; fresh !== 0; fresh &= fresh - 1) this.statesLeft--;
      this.inStates[m]! |= cells[came]!;
    }
  }

  /** Asks of the latest step the sentences that have not come true yet, those at the places `asked` or, with null, all. */
  noteStep(view: StepView, asked: readonly number[] | null): void {
    if (this.stepsLeft === 0) return;
    const { seenInSteps, system } = this.model;
    const length = asked?.length ?? seenInSteps.length;
    for (let i = 0; i < length; i++) {
      const s = asked === null ? i : asked[i]!;
      if (this.inSteps[s] === 1) continue;
      this.enter(seenInSteps[s]!.claim);
      if (!seenInSteps[s]!.holds(view, system.facts)) continue;
      this.inSteps[s] = 1;
      this.stepsLeft--;
    }
  }

  /** Takes over what the code of the trace has seen of its steps. */
  takeSteps(code: CompiledTraces): void {
    for (let s = 0; s < this.inSteps.length; s++) if (this.inSteps[s] === 0 && code.wasSeen(s)) {
      this.inSteps[s] = 1;
      this.stepsLeft--;
    }
  }

  private enter(claim: number): void {
    this.claim = claim;
    this.watch?.enter(claim, -1);
  }

  /** How often a claim over states or steps was evaluated. */
  checked(claim: number): number {
    const { state, twoRuns, progress } = this.model.claims[claim]!;
    return state !== undefined ? this.states : (twoRuns ?? progress) !== undefined ? 0 : this.steps;
  }

  /** The sentences that came true, as `claim / sentence` by their places. */
  get places(): string[] {
    const places: string[] = [];
    this.forEachSeen((claim, place) => places.push(`${claim} / ${place}`));
    return places;
  }

  /** Calls back for every sentence that came true, with its claim and its place there. */
  forEachSeen(tell: (claim: number, place: number) => void): void {
    const { seenInSteps, seenInStates } = this.model;
    seenInSteps.forEach(({ claim, place }, s) => { if (this.inSteps[s] === 1) tell(claim, place); });
    seenInStates.forEach(({ claim, place }, s) => { if ((this.inStates[s >> 5]! & (1 << (s & 31))) !== 0) tell(claim, place); });
  }
}

function lowBits(n: number): number {
  return n >= 32 ? -1 : (1 << n) - 1;
}
