/** Who of equals goes first: in the order in which their turns began, but for one that the scenario wants to be the last. */
import type { Model } from "./model.ts";
import { ready, type State } from "./state.ts";

export class Turns {
  private readonly state: State;
  private readonly turns: readonly number[];
  private readonly takeTurns: boolean;
  private readonly last: number;
  private lastBegan = -1;
  private stamps = 0;

  constructor({ turns, policy }: Model, state: State, last: number) {
    [this.state, this.turns, this.takeTurns, this.last] = [state, turns, policy === "round robin", last];
  }

  /** Whether a task goes after all its equals. Where they take turns it goes after those alone whose turns begin with its own. */
  goesLast(t: number): boolean {
    return t === this.last && !this.takeTurns;
  }

  /** Begins a turn; answers the task that has to go behind it, or -1. */
  begin(t: number, now: number): number {
    const { state, last } = this;
    state.stamp[t] = ++this.stamps;
    state.turn[t] = this.turns[t]!;
    if (t === last) this.lastBegan = now;
    if (t === last || !this.takeTurns || this.lastBegan !== now || state.stage[last] !== ready) return -1;
    state.stamp[last] = ++this.stamps;
    return last;
  }
}
