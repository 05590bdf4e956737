/** What the sentences say of a state that a search looks at. */
import { SpecificationFault } from "../../language/fault.ts";
import { soundness } from "../claims/checking.ts";
import { ClaimThrew } from "../claims/claims.ts";
import type { ExploreOptions } from "./exploration.ts";
import type { Model } from "../model.ts";
import { caught } from "../stepping/noting.ts";
import { brokenCall } from "./path-reconstruction.ts";

export class StateJudge {
  /** Sentences over states that came true, by place in `seenInStates`. */
  readonly seen: Uint8Array;
  /** States that were asked about. */
  states = 0;
  /** By claim that something comes within so many steps: the rows that waited there. */
  readonly waiting: number[];
  private readonly model: Model;
  private readonly options: ExploreOptions;

  constructor(model: Model, options: ExploreOptions) {
    [this.model, this.options] = [model, options];
    this.waiting = model.claims.map(() => 0);
    this.seen = new Uint8Array(model.seenInStates.length);
  }

  /** The first claim that the present state breaks, "" for one that cannot be evaluated there, or null. */
  brokenClaim(): string | null {
    const { model: { claims, stateClaims, seenInStates, now, system }, seen, options: { watch, wanted } } = this;
    let at = -1;
    this.states++;
    this.model.waits?.addWaiting(this.waiting);
    try {
      for (let i = 0; i < stateClaims.length; i++) {
        at = stateClaims[i]!;
        watch?.enter(at, -1);
        if (claims[at]!.state!() !== null) return claims[at]!.name;
      }
      for (let s = 0; s < seen.length; s++) {
        if (seen[s] === 1) continue;
        at = seenInStates[s]!.claim;
        watch?.enter(at, -1);
        if (seenInStates[s]!.holds(now.world, system.facts)) seen[s] = 1;
      }
      return null;
    } catch (thrown) {
      const error = caught(thrown);
      if (error instanceof SpecificationFault) return "";
      // Where one violation is wanted, a state in which an invariant throws is not on the way to it.
      if (wanted !== undefined) return "threw";
      throw new ClaimThrew(claims[at]!.name, error);
    }
  }

  /** Whether this is the claim that is looked for. */
  isWanted(claim: string): boolean {
    const { wanted } = this.options;
    return wanted === undefined || (claim === "" ? soundness : claim) === wanted.claim;
  }

  /** Whether a call from the latest state, which went wrong somewhere, shows what is looked for. */
  isWantedStep(): boolean {
    const { wanted, watch } = this.options;
    return wanted === undefined || brokenCall(this.model, this.model.before.words.slice(), wanted, watch) !== null;
  }
}
