/**
 * When workers on one set of found states wait for each other: at the end of a level, and where the table must grow. Who has nothing to
 * do in a level any more waits for its end and helps with growing meanwhile.
 */
import { type Member, wordsEach } from "./search-workers.ts";

/** The steps that all workers take together; see `FoundStates`. */
export interface Steps {
  readonly level: readonly (() => void)[];
  readonly growth: readonly (() => void)[];
}

/** What a member says when it comes: whether the table must grow before it can go on. A search has the places before. */
const growthPlace = 3;

/** The meetings of one worker, alone or as a member of a team. */
export class Meetings {
  private readonly member: Member | null;
  private readonly steps: () => Steps;
  /** What was said where there is nobody else. */
  private readonly alone = new Int32Array(wordsEach);

  constructor(member: Member | null, steps: () => Steps) {
    this.member = member;
    this.steps = steps;
  }

  /** Says a word to all. */
  say(place: number, word: number): void {
    if (this.member === null) this.alone[place] = word;
    else this.member.say(place, word);
  }

  /** By worker, the word that it said last; what was said before a meeting is heard for certain after it. */
  heard(place: number): number[] {
    const { member } = this;
    return member === null ? [this.alone[place]!] : Array.from({ length: member.size }, (_, one) => member.heard(one, place));
  }

  /** Makes the table larger. */
  makeRoom(): void { this.grows(true); }

  /**
   * Ends a level. The worker has no state of it left, and none that waits to be added. `hear` is called when all have come, and nobody
   * says anything new before it has returned.
   */
  endLevel(hear: () => void = () => {}): void {
    while (this.grows(false));
    hear();
    this.takeAll(this.steps().level);
  }

  /** Comes together with all others; whether the table has grown, as one of them wanted. */
  private grows(isWanted: boolean): boolean {
    this.say(growthPlace, Number(isWanted));
    this.member?.meet();
    const wanted = this.heard(growthPlace).includes(1);
    if (wanted) this.takeAll(this.steps().growth);
    return wanted;
  }

  private takeAll(steps: readonly (() => void)[]): void {
    for (const step of steps) {
      step();
      this.member?.meet();
    }
  }
}
