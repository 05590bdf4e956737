/**
 * Searches every state that a system can reach, breadth first: each is loaded, its claims are checked, and every call is
 * taken with every answer to its open choices. The one search loop: `cordon explore` runs it, alone or in several workers,
 * and shrinking certifies with it that no trace is shorter.
 *
 * The loop only notices that something is wrong; `path-reconstruction.ts` then finds the steps and says what it is.
 */
import { SpecificationFault } from "../../language/fault.ts";
import { callsOf } from "./call-enumeration.ts";
import { CompiledExplorer } from "./exploring-code.ts";
import type { Watch } from "../claims/checking.ts";
import type { Exploration, ExploreOptions } from "./exploration.ts";
import { guarded, unguarded } from "../stepping/guard.ts";
import { type Chosen, symmetryFor } from "../symmetry/interchangeable.ts";
import { type Model, restart } from "../model.ts";
import { packingOf } from "./packing.ts";
import { progressAmong } from "../progress/found-graph.ts";
import { Parcels } from "./successor-exchange.ts";
import { seeListsUnchanged } from "../world/rows.ts";
import { type Found, Unrepeatable, retrace } from "./path-reconstruction.ts";
import { type SearchNeeds, plan } from "./search-plan.ts";
import { SecondOpinion, whyDiffers } from "./second-opinion.ts";
import { StateJudge } from "./state-judge.ts";
import { Orders, ordersMost, ordersProved } from "../symmetry/symmetry-test.ts";
import { Abandoned, Member } from "./search-workers.ts";
import { type Transitions, transitionsOf } from "./transitions.ts";
import { VisitedStates } from "./visited.ts";

/** States that a worker expands between two meetings. */
const statesPerRound = 4096;

/** What a member says at a meeting: bits, and two counts. */
const [hasMore, hasRest, foundState, foundStep, hasNoMemory, hasEnough] = [1, 2, 4, 8, 16, 32];
const [flagsPlace, sizePlace, freshPlace] = [0, 1, 2];

/** Searches; every member of a team calls it and gets its own share. */
export function explore(model: Model, options: ExploreOptions): Exploration {
  return guarded(() => new Explorer(model, options).run());
}

/** Calls within which most searches are over that somebody waits for; making code would take longer than these. */
const fewCalls = 30_000;

/** Searches by the sentences, without symmetry, for a few calls; where these were not enough, another search has to begin anew. */
export function exploreBriefly(model: Model, options: ExploreOptions): Exploration {
  const found = explore(model, { ...options, symmetry: false, callsMost: fewCalls });
  const { unproved } = found.exhaustive ? guarded(() => symmetryFor(model, options.symmetry, options.watch)) : { unproved: [] };
  return unproved.length === 0 ? found : { ...found, unproved };
}

/**
 * Searches with the code of the sentences; every member of a team calls it and gets its own share. Null where some sentence is not
 * understood, and where what is wanted is a search with symmetry, which the sentences do themselves.
 */
export function exploreByCode(model: Model, options: ExploreOptions): Exploration | null {
  return guarded(() => {
    const { symmetry, unproved } = symmetryFor(model, options.symmetry, options.watch);
    if (symmetry !== null) return null;
    const found = CompiledExplorer.of(model, options)?.run() ?? null;
    return found === null || unproved.length === 0 ? found : { ...found, unproved };
  });
}

/** What a team must know to search a model by code, for the worker with a number to begin with; null where it cannot, or uses symmetry. */
export function needsOfCode(model: Model, worker: number, symmetry: ExploreOptions["symmetry"], watch?: Watch): SearchNeeds | null {
  return guarded(() => symmetryFor(model, symmetry, watch).symmetry !== null ? null : plan(model, worker, watch));
}

class Explorer {
  private readonly model: Model;
  private readonly options: ExploreOptions;
  private readonly packing;
  private readonly member: Member | null;
  private readonly visited: VisitedStates;
  private readonly parcels: Parcels;
  private readonly transitions: Transitions;
  private readonly chosen: Chosen;
  /** Null where one violation is looked for: what is found is then taken again anyway. */
  private readonly opinion: SecondOpinion | null;
  private readonly orders: Orders | null;
  private readonly expansionsMost: number;
  private readonly stepsMost: number;
  private readonly statesMost: number;
  private readonly judge: StateJudge;
  /** By depth: states found, as the own set has them. */
  private readonly levels: number[] = [];
  private next = 0;
  private depth = 0;
  private expanded = 0;
  /** Steps that led to a state. */
  private taken = 0;
  private current = -1;
  /** The first state that breaks a claim, and the first from which a step does, by number; -1 for none. */
  private brokenState = -1;
  private brokenStep = -1;
  /** What all members said at the latest meeting. */
  private said = 0;
  private total = 0;

  constructor(model: Model, options: ExploreOptions) {
    const { team, watch, bytesMost, statesMost, callsMost = Infinity, stepsMost = Infinity } = options;
    this.model = model;
    this.options = options;
    this.stepsMost = stepsMost;
    this.packing = packingOf(model.now.layout);
    this.member = team === undefined ? null : new Member(team, watch);
    // A limit is shared out, so that the members together keep to it.
    const size = team?.size ?? 1;
    this.statesMost = statesMost === undefined ? Infinity : Math.ceil(statesMost / size);
    this.visited = new VisitedStates(this.packing.size, Math.floor(bytesMost / size), this.statesMost, team?.arenas[team.number]);
    this.parcels = new Parcels(this.packing, this.visited, this.member);
    this.transitions = transitionsOf(model);
    const { symmetry, isProved } = this.chosen = symmetryFor(model, options.symmetry, watch);
    const normal = this.normal.bind(this);
    const opinion = this.opinion = options.wanted === undefined ? new SecondOpinion(model, this.transitions, normal) : null;
    const orders = options.ordersMost ?? (isProved ? ordersProved : ordersMost);
    this.orders = symmetry === null ? null : new Orders(model, symmetry, Math.ceil(orders / size));
    this.transitions.begin(() => {
      this.taken++;
      const words = normal(model.now.words);
      opinion?.found(words);
      this.parcels.put(words, this.current);
    }, options.wanted !== undefined, watch);
    this.expansionsMost = callsMost / Math.max(1, callsOf(model));
    this.judge = new StateJudge(model, options);
    model.waits?.clear();
  }

  run(): Exploration {
    let stopped: Exploration["stopped"];
    try {
      stopped = this.search();
    } catch (error) {
      if (!(error instanceof Abandoned)) throw error;
      stopped = "abandoned";
    }
    seeListsUnchanged(this.model.now);
    try {
      const failure = stopped === "abandoned" ? null : this.failure();
      const isWhole = stopped === null && failure === null;
      return { ...this.result(stopped, failure), ...(isWhole ? progressAmong(this.model, this.packing, this.visited, this.options) : {}) };
    } catch (error) {
      if (!(error instanceof Unrepeatable)) throw error;
      if (this.chosen.symmetry !== null && !this.chosen.isProved) throw new SpecificationFault("told apart",
        `rows that are declared interchangeable are told apart: ${error.message}`);
      return { ...this.result(stopped, null), disagreement: `${error.message}${whyDiffers}` };
    }
  }

  /** The state that stands for all that differ from it in the order of interchangeable rows only. */
  private normal(words: Int32Array): Int32Array {
    return this.chosen.symmetry?.canonical(words) ?? words;
  }

  /** Goes level by level; answers why it ended before everything was looked at. */
  private search(): Exploration["stopped"] {
    const { depthMost = Infinity, progress } = this.options;
    const { visited, parcels } = this;
    restart(this.model);
    if ((this.member?.number ?? 0) === 0) parcels.put(this.normal(this.model.now.words), -1);
    this.exchange();
    for (;; this.depth++) {
      const end = visited.size;
      this.levels.push(end - this.next);
      do {
        const until = Math.min(end, this.next + statesPerRound, this.next + Math.floor(this.expansionsMost - this.expanded) + 1);
        while (this.next < until && this.brokenState < 0 && this.taken <= this.stepsMost) this.visit(this.next++, this.depth < depthMost);
        this.exchange(this.next < end && this.brokenState < 0 ? hasMore : 0);
        if (progress !== undefined) unguarded(() => { progress(this.total, this.depth); });
        const why = this.spent();
        if (why !== null) return why;
      } while ((this.said & hasMore) !== 0);
      if ((this.said & (foundState | foundStep)) !== 0) return null;
      if (this.depth >= depthMost) return "depth";
      if (this.everybodys(visited.size - end) === 0) return null;
    }
  }

  /** Checks the claims over a state and, unless it is the last that is looked at, takes every call from it. */
  private visit(state: number, isExpanded: boolean): void {
    const { model: { now, before }, visited, member } = this;
    this.packing.unpack(visited.cells, state * visited.stride, now.words);
    this.current = member === null ? state : state * member.size + member.number;
    this.options.visited?.(now.words);
    this.opinion?.begin(now.words);
    const claim = this.judge.brokenClaim();
    if (claim !== null) {
      if (!this.judge.isWanted(claim)) return;
      this.orders?.try();
      this.brokenState = this.current;
      return;
    }
    if (!isExpanded || this.brokenStep >= 0) return;
    this.orders?.try();
    before.words.set(now.words);
    this.expanded++;
    this.transitions.takeAll();
    if (!this.transitions.suspect) this.opinion?.end(before.words.slice(), this.judge.seen);
    else if (this.judge.isWantedStep()) this.brokenStep = this.current;
  }

  /** Brings what was found to its owners and tells all members how far this one is. */
  private exchange(more = 0): void {
    const { member, parcels, visited } = this;
    parcels.settle();
    if (member === null) {
      [this.said, this.total] = [more | this.findings(), visited.size];
      return;
    }
    do {
      const rest = parcels.post();
      member.say(flagsPlace, more | (rest ? hasRest : 0) | this.findings());
      member.say(sizePlace, visited.size);
      member.meet();
      [this.said, this.total] = [0, 0];
      for (let one = 0; one < member.size; one++) {
        this.said |= member.heard(one, flagsPlace);
        this.total += member.heard(one, sizePlace);
      }
      parcels.collect();
      member.meet();
    } while ((this.said & hasRest) !== 0);
  }

  /** What this member has come upon. */
  private findings(): number {
    const full = !this.parcels.isFull ? 0 : this.visited.size >= this.statesMost ? hasEnough : hasNoMemory;
    return full | (this.brokenState >= 0 ? foundState : 0) | (this.brokenStep >= 0 ? foundStep : 0);
  }

  /** The sum of what every member has. */
  private everybodys(count: number): number {
    const { member } = this;
    if (member === null) return count;
    member.say(freshPlace, count);
    member.meet();
    let sum = 0;
    for (let one = 0; one < member.size; one++) sum += member.heard(one, freshPlace);
    return sum;
  }

  /** Why the search must end here, or null. */
  private spent(): Exploration["stopped"] {
    if ((this.said & hasEnough) !== 0) return "states";
    if ((this.said & hasNoMemory) !== 0) return "memory";
    return this.expanded > this.expansionsMost || this.taken > this.stepsMost ? "calls" : null;
  }

  /** The violation that this member found, with its steps, unless another found a shorter one. */
  private failure(): Found | null {
    const isState = (this.said & foundState) !== 0;
    const state = isState ? this.brokenState : this.brokenStep;
    if (state < 0) return null;
    const { model, packing, options: { wanted, watch } } = this;
    return retrace(model, (words, out) => packing.pack(this.normal(words), out, 0), this.wayTo(state), isState ? null : { wanted }, watch);
  }

  /** The packed states on the way from the initial state to a state. */
  private wayTo(state: number): Int32Array[] {
    const { visited: { stride }, packing: { size }, options: { team } } = this;
    const arenas = team === undefined ? [this.visited.cells] : team.arenas.map((arena) => new Int32Array(arena, 0, arena.byteLength >> 2));
    const way: Int32Array[] = [];
    for (let at = state; at >= 0;) {
      const from = Math.floor(at / arenas.length) * stride;
      const cells = arenas[at % arenas.length]!;
      way.push(cells.slice(from, from + size));
      at = cells[from + size]!;
    }
    return way.reverse();
  }

  /** What speaks against the search, or what it took on trust. */
  private doubts(): Pick<Exploration, "disagreement" | "untried" | "unproved"> {
    const { opinion, orders, chosen: { isProved, unproved } } = this;
    return {
      ...(opinion === null || opinion.disagreement === null ? {} : { disagreement: opinion.disagreement }),
      ...(orders === null || isProved || orders.untried === 0 ? {} : { untried: orders.untried }),
      ...(unproved.length === 0 ? {} : { unproved }),
    };
  }

  private result(stopped: Exploration["stopped"], failure: Found | null): Exploration {
    const { model, visited, transitions, judge: { seen, states, waiting } } = this;
    const { claims, seenInStates, seenInSteps, waits } = model;
    const sightings = claims.map((claim) => claim.seen.map(() => 0));
    seenInStates.forEach(({ claim, place }, s) => { sightings[claim]![place] = seen[s]!; });
    seenInSteps.forEach(({ claim, place }, s) => { sightings[claim]![place] = transitions.seen[s]!; });
    const frontier = visited.size - this.expanded;
    return {
      states: visited.size, transitions: transitions.steps, depth: this.depth, levels: this.levels, frontier, stopped, failure,
      exhaustive: stopped === null && failure === null && (this.said & (foundState | foundStep)) === 0,
      bytes: visited.bytes, bytesPerState: visited.bytes / Math.max(1, visited.size), symmetric: this.chosen.symmetry !== null,
      outcomes: transitions.counts.map((counts) => [...counts]), reasons: transitions.reasons,
      checked: claims.map(({ state, twoRuns, progress }) =>
        state !== undefined ? states : (twoRuns ?? progress) !== undefined ? 0 : transitions.calls),
      seen: sightings, waiting, longest: waits === null ? claims.map(() => 0) : [...waits.longest], ...this.doubts(),
    };
  }
}
