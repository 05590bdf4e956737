/**
 * When workers on one set of found states wait for each other: at the end of a level, and where the table must grow. Who has nothing to
 * do in a level any more waits for its end and helps with growing meanwhile.
 */
import type { Member } from "./team.ts";

/** The steps that all workers take together; see `FoundStates`. */
export interface Steps {
  readonly level: readonly (() => void)[];
  readonly growth: readonly (() => void)[];
}

/** What a member says when it comes: whether the table must grow before it can go on. The search has the places before. */
const growthPlace = 3;

/** The meetings of one worker, alone or as a member of a team. */
export class Meetings {
  private readonly member: Member | null;
  private readonly steps: () => Steps;

  constructor(member: Member | null, steps: () => Steps) {
    this.member = member;
    this.steps = steps;
  }

  /** Makes the table larger. */
  makeRoom(): void { this.grows(true); }

  /** Ends a level. The worker has no state of it left, and none that waits to be added. */
  endLevel(): void {
    while (this.grows(false));
    this.takeAll(this.steps().level);
  }

  /** Comes together with all others; whether the table has grown, as one of them wanted. */
  private grows(isWanted: boolean): boolean {
    const { member } = this;
    let wanted = isWanted;
    if (member !== null) {
      member.say(growthPlace, isWanted ? 1 : 0);
      member.meet();
      for (let one = 0; one < member.size; one++) if (member.heard(one, growthPlace) !== 0) wanted = true;
    }
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
