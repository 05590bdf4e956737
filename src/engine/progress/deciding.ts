/**
 * Decides the claims about progress, when a search has found every state: the states are gone through once more, what the claims ask of
 * each is noted, and the steps from it become edges of a graph. What breaks a claim on the graph is then run by the sentences.
 */
import { SpecificationFault } from "../../language/fault.ts";
import type { Exploration } from "../search/exploration.ts";
import { ClaimThrew } from "../claims/claims.ts";
import type { Watch } from "../claims/checking.ts";
import { caught } from "../stepping/noting.ts";
import type { Model } from "../model.ts";
import { type Found, Unrepeatable } from "../search/path-reconstruction.ts";
import { type FairOperation, type ProgressClaim, fairOf } from "./claims.ts";
import { FairComponents, type FairLabels } from "./fair-components.ts";
import { GraphBuilder, type StepGraph, reaching, reversed, shortestWay } from "./graph.ts";
import { type Lasso, type Waiting, lassoInto, waitingStates } from "./lasso.ts";
import { foundAgain } from "./running.ts";

/** What became of one claim. */
export interface Decided {
  /** Its place in the list. */
  readonly claim: number;
  readonly states: number;
  /** In how many of these it has something to judge, counted for each row: where it is not as it must be able to come, or waits. */
  readonly applied: number;
  readonly isBroken: boolean;
}

/** What became of all of them. */
export interface Progress {
  readonly decided: readonly Decided[];
  /** Steps of the graph, each counted; as many as the search took. */
  readonly steps: number;
  /** Why nothing was decided, as a sentence. */
  readonly undecided?: string;
}

/** All states that a search has found, by their numbers; the initial one has the number 0. */
export interface FoundGraph {
  /** Numbers of states lie below this one. */
  readonly size: number;
  /** Makes a state the model's present one; false where no state has this number. */
  readonly load: (state: number) => boolean;
  /** Tells every step from the state that was loaded: where it leads, its operation, and the row that acts in it, if one does. */
  readonly expand: (tell: (target: number, operation: number, actor: number) => void) => void;
}

/** A claim with its place, and what it says of states: by row and state some bits. */
interface Asked extends ProgressClaim {
  readonly claim: number;
  readonly marks: readonly Uint8Array[];
}

const [good, waiting] = [1, 2];

/** The places of the claims that need the graph. */
export const exploredClaims = ({ claims }: Model): number[] => claims.flatMap(({ progress }, c) => progress === undefined ? [] : [c]);

/** What a search says of claims about progress, where it makes any. */
export function progressOf(
  model: Model, found: FoundGraph, bytesMost: number, watch?: Watch,
): Pick<Exploration, "progress"> & { readonly failure: Found | null } {
  const asked = exploredClaims(model).map((claim): Asked => {
    const progress = model.claims[claim]!.progress!;
    return { ...progress, claim, marks: Array.from({ length: progress.rows }, () => new Uint8Array(found.size)) };
  });
  const labels = new Labels(model, asked);
  const builder = new GraphBuilder(found.size, bytesMost - asked.reduce((sum, { rows }) => sum + rows * found.size, 0));
  const lookAt = (state: number): boolean => {
    if (!found.load(state)) return false;
    for (const one of asked) ask(model, one, state, watch);
    return true;
  };
  const tell = (target: number, operation: number, actor: number): void => { builder.add(target, labels.of(operation, actor)); };
  for (let state = 0; state < found.size && !builder.isFull; state++) {
    if (!lookAt(state)) continue;
    builder.begin(state);
    watch?.enter(-1, -1);
    found.expand(tell);
  }
  if (builder.isFull) return { failure: null, progress: { decided: [], steps: 0, undecided: "the graph of all steps has no room: give more --memory" } };
  seeRepeated(asked, found.size, lookAt);
  watch?.own?.();
  const graph = builder.end();
  const broken = asked.map((one) => brokenOn(graph, one, labels.ofClaim(one.claim), labels.count));
  const first = broken.findIndex((one) => one !== null);
  const decided = asked.map((one, i): Decided =>
    ({ claim: one.claim, ...judgedBy(graph, one), isBroken: broken[i] !== null }));
  const stateOf = (state: number): Int32Array => {
    found.load(state);
    return model.now.words.slice();
  };
  return {
    progress: { decided, steps: builder.steps },
    failure: first < 0 ? null : foundAgain(model, asked[first]!.claim, broken[first]!, (label) => labels.meaning(label), stateOf, watch),
  };
}

/** Notes what a claim says of the present state. */
function ask(model: Model, { claim, rows, isGood, waits, marks }: Asked, state: number, watch: Watch | undefined): void {
  watch?.enter(claim, -1);
  try {
    for (let row = 0; row < rows; row++) marks[row]![state] = (isGood(row) ? good : 0) | (waits(row) ? waiting : 0);
  } catch (thrown) {
    throw new ClaimThrew(model.claims[claim]!.name, caught(thrown));
  }
}

/** States that are asked a second time, spread over all. */
const askedAgain = 1024;

/** Sees to it that claims say the same of a state whenever they are asked. */
function seeRepeated(asked: readonly Asked[], size: number, lookAt: (state: number) => boolean): void {
  const stride = Math.ceil(size / askedAgain);
  for (let state = size - 1; state >= 0; state -= stride) {
    const before = asked.map(({ marks }) => marks.map((of) => of[state]));
    if (lookAt(state) && asked.some(({ marks }, i) => marks.some((of, row) => of[state] !== before[i]![row])))
      throw new Unrepeatable("a claim about progress says something else of a state when it is asked again");
  }
}

/** What breaks a claim, in numbers of states: a way, and where the claim waits for something, the loop at its end. */
export type BrokenProgress = { readonly row: number; readonly stem: readonly number[] } & Partial<Pick<Lasso, "loop">>;

function brokenOn(graph: StepGraph, { kind, marks }: Asked, fair: FairLabels, labels: number): BrokenProgress | null {
  const { isState, first } = graph;
  if (kind === "goesOn") {
    const stem = shortestWay(graph, (state) => first[state] === first[state + 1] && marks[0]![state] !== good);
    return stem === null ? null : { row: -1, stem };
  }
  let components: FairComponents | null = null;
  const backwards = kind === "canAlways" ? reversed(graph) : null;
  for (const [row, of] of marks.entries()) {
    if (backwards !== null) {
      const reaches = reaching(backwards, (state) => isState[state] === 1 && of[state] === good);
      const stem = shortestWay(graph, (state) => reaches[state] === 0);
      if (stem !== null) return { row, stem };
      continue;
    }
    const how: Waiting = { waits: (state) => (of[state]! & waiting) !== 0, isGood: (state) => (of[state]! & good) !== 0 };
    components ??= new FairComponents(graph, labels);
    if (components.find(waitingStates(graph, how), fair)) return { row, ...lassoInto(graph, how, components.componentOf, fair) };
  }
  return null;
}

/** How many states there are, and in how many of them, for each row, a claim has something to judge. */
function judgedBy({ isState }: StepGraph, { kind, marks }: Asked): Pick<Decided, "states" | "applied"> {
  const judges = kind === "leadsTo" ? waiting : 0;
  let [states, applied] = [0, 0];
  for (let state = 0; state < isState.length; state++) {
    if (isState[state] === 0) continue;
    states++;
    for (const of of marks) if (of[state] === judges) applied++;
  }
  return { states, applied };
}

/** What edges are called: the operations and rows to which some claim is fair, from 1 on; all others are 0. */
class Labels {
  readonly count: number;
  private readonly bases: Int32Array;
  private readonly byRow: Uint8Array;
  private readonly fair: ReadonlyMap<number, readonly FairOperation[]>;
  private readonly rowsOf: readonly number[];

  constructor({ specification, steppers, claims }: Model, asked: readonly Asked[]) {
    this.fair = new Map(asked.map(({ claim }) => [claim, fairOf(specification, claims[claim]!.invariant)]));
    this.bases = new Int32Array(steppers.length);
    this.byRow = new Uint8Array(steppers.length);
    this.rowsOf = steppers.map(({ operation: { by }, args }) => by === undefined ? 1 : args[0]!.values);
    let count = 1;
    for (const { operation, isByRow } of [...this.fair.values()].flat()) {
      if (this.bases[operation] !== 0) continue;
      this.bases[operation] = count;
      this.byRow[operation] = Number(isByRow);
      count += this.rowsOf[operation]!;
    }
    if (count > 1 << 16) throw new SpecificationFault("size out of bound",
      `claims are fair to ${count - 1} operations and acting rows; there may be ${(1 << 16) - 1}`);
    this.count = count;
  }

  of(operation: number, actor: number): number {
    const base = this.bases[operation]!;
    return base === 0 || this.byRow[operation] === 0 ? base : base + actor;
  }

  ofClaim(claim: number): FairLabels {
    const labelsOf = (strong: boolean): number[] => this.fair.get(claim)!.filter(({ isStrong }) => isStrong === strong)
      .flatMap(({ operation }) => Array.from({ length: this.rowsOf[operation]! }, (_, row) => this.bases[operation]! + row));
    return { weak: labelsOf(false), strong: labelsOf(true) };
  }

  /** The operation that a label stands for, and its acting row; null for one that stands for any other step. */
  meaning(label: number): { readonly operation: number; readonly actor: number | null } | null {
    if (label === 0) return null;
    const operation = this.bases.findIndex((base, o) => base > 0 && label >= base && label < base + this.rowsOf[o]!);
    return { operation, actor: this.byRow[operation] === 1 ? label - this.bases[operation]! : null };
  }
}
