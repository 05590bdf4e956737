/**
 * The machine: it goes from instant to instant at which something happens. At each, what ends is ended first, then what is
 * due arrives, then processors are given to the most urgent. Intervals are half-open, so work that ends at an instant does
 * not compete with work that arrives at it. The same system and scenario make the same run.
 */
import { Budgets } from "./budgets.ts";
import { EventQueue } from "./event-queue.ts";
import { refuseLong } from "./limits.ts";
import type { Model } from "./model.ts";
import { Processors } from "./processors.ts";
import type { TickScenario } from "./scenario.ts";
import { Sharing } from "./sharing.ts";
import { blocked, done, type Observer, ready, running, State, suspended, throttled } from "./state.ts";
import { Turns } from "./turns.ts";

export class Machine {
  /** Releases, ends of stretches, turns and budgets, preemptions, waits and wake-ups so far. */
  events = 0;

  private now = 0;
  private readonly model: Model;
  private readonly observer: Observer;
  private readonly state: State;
  private readonly turns: Turns;
  private readonly sharing: Sharing;
  private readonly budgets: Budgets;
  private readonly processors: Processors;
  private readonly due: EventQueue;

  constructor(model: Model, scenario: TickScenario, observer: Observer = {}) {
    [this.model, this.observer] = [model, observer];
    this.state = new State(model, scenario);
    // Who goes last among equals comes last, too.
    this.due = new EventQueue(scenario.last, model.tasks.length);
    [this.turns, this.sharing] = [new Turns(model, this.state, scenario.last), new Sharing(model, this.state)];
    [this.budgets, this.processors] = [new Budgets(model), new Processors(model, this.state)];
  }

  /** Goes on until every job is done. */
  run(): void {
    const { due, processors, processors: { until, changed }, model: { tasks }, state } = this;
    for (let t = 0; t < tasks.length; t++) if (state.jobs[t]! > 0) due.at(state.releaseOf(t, 0), t);
    for (;;) {
      const next = Math.min(due.next(), processors.next());
      if (next === Infinity) return;
      this.now = next;
      for (let p = 0; p < until.length; p++) if (until[p] === next) this.expire(p);
      if (due.next() === next) for (const event of due.take(next)) this.happen(event);
      while (changed.length > 0) this.serve(changed.pop()!);
      refuseLong(this.events, next);
    }
  }

  /** Events are tasks to be released, then tasks to be woken, then accounts that are refilled. */
  private happen(event: number): void {
    const tasks = this.model.tasks.length;
    this.events++;
    if (event < tasks) this.release(event);
    else if (event < 2 * tasks) this.wake(event - tasks);
    else for (const owner of this.budgets.owners[event - 2 * tasks]!) this.refresh(owner);
  }

  private release(t: number): void {
    const { state } = this;
    do state.released[t]!++;
    while (state.released[t]! < state.jobs[t]! && state.releaseOf(t, state.released[t]!) === this.now);
    if (state.released[t]! < state.jobs[t]!) this.due.at(state.releaseOf(t, state.released[t]!), t);
    this.enable(t);
  }

  private wake(t: number): void {
    this.budgets.activate(t, this.now);
    this.newTurn(t);
    this.endStep(t);
  }

  /** Has a task serve its next job, if it is idle and the job may start. */
  private enable(t: number): void {
    const { state, model } = this;
    const jobs = state.mayServe(t);
    if (model.before[t]!.length > 0) while (state.enabled[t]!.length < jobs) state.enabled[t]!.push(this.now);
    if (state.stage[t] !== done || state.job[t]! >= jobs) return;
    this.budgets.activate(t, this.now);
    this.activate(t, false);
  }

  /** Begins a job. One that follows another of its task at once goes on with the task's turn. */
  private activate(t: number, follows: boolean): void {
    const { state, model: { turns, preemption } } = this;
    state.left[t] = state.executionOf(t, state.job[t]!);
    state.step[t] = 0;
    if (!follows || turns[t] === Infinity || preemption === "none" || state.turn[t]! <= 0) this.newTurn(t);
    this.beginStep(t);
    const entry = this.sharing.entryOf(t);
    if (entry >= 0 && this.enters(t, entry)) this.settle(t, 1);
  }

  private newTurn(t: number): void {
    const behind = this.turns.begin(t, this.now);
    if (behind >= 0) this.processors.put(behind);
  }

  private beginStep(t: number): void {
    const { state, model } = this;
    const { length, away } = model.programs[t]![state.step[t]!]!;
    state.entered[t] = 0;
    if (away) {
      this.setAside(t, suspended);
      this.due.at(this.now + length, model.tasks.length + t);
      this.budgets.deactivate(t);
      return;
    }
    state.stepLeft[t] = Math.min(length, state.left[t]!);
    if (state.stage[t] !== running) this.setStage(t, ready, -1);
    this.settle(t);
  }

  /** A job has come to where it begins a stretch, or has entered what it asked for: perhaps on another processor. */
  private settle(t: number, entered: 0 | 1 = 0): void {
    const { state, model } = this;
    state.entered[t]! += entered;
    const place = model.programs[t]![state.step[t]!]!.places[state.entered[t]!]!;
    state.base[t] = state.baseOf(t);
    if (place !== state.place[t]) {
      this.setAside(t, ready);
      state.place[t] = place;
    }
    this.refresh(t);
  }

  private endStep(t: number): void {
    const { state, model } = this;
    const steps = model.programs[t]!;
    if (model.preemption !== "none") state.whole[t] = 0;
    if (state.step[t]! + 1 >= steps.length || state.left[t] === 0) return this.finish(t);
    for (const server of steps[state.step[t]!++]!.leave) this.leave(t, server);
    this.beginStep(t);
  }

  private finish(t: number): void {
    const { state, sharing, observer, model, now } = this;
    const job = state.job[t]!;
    const kept = sharing.keptBy(t);
    for (const { server } of [...sharing.held[t]!].reverse()) if (server !== kept) this.leave(t, server);
    this.setAside(t, done);
    observer.finish?.(t, job, state.arrivalOf(t, job), state.releaseOf(t, job), now);
    state.job[t] = job + 1;
    if (job + 1 < state.mayServe(t)) this.activate(t, true);
    else this.budgets.deactivate(t);
    for (const next of model.after[t]!) this.enable(next);
  }

  private leave(t: number, server: number): void {
    for (const next of this.sharing.leave(t, server, this.now)) {
      const spinsOn = this.state.on[next]!;
      if (spinsOn < 0) this.setStage(next, ready, -1);
      if (this.sharing.holder[server] === next) this.settle(next, 1);
      else this.refresh(next);
      if (spinsOn >= 0) this.processors.restart(spinsOn, this.now);
    }
    this.refresh(t);
  }

  /** What ends at this instant on a processor: a stretch, a turn, or a budget. */
  private expire(p: number): void {
    const { state, processors: { runs } } = this;
    const t = runs[p]!;
    const payer = state.payer[t]!;
    this.events++;
    this.charge(p, payer);
    if (state.stepLeft[t] === 0) this.endStep(t);
    if (runs[p] === t && state.turn[t]! <= 0 && state.whole[t] === 0) {
      this.newTurn(t);
      this.setAside(t, ready);
      this.refresh(t);
    }
    this.spent(payer);
    if (runs[p] === t) this.processors.restart(p, this.now);
  }

  /** Accounts for what a processor has done. */
  private charge(p: number, payer: number): void {
    const { state, now, processors: { runs, since } } = this;
    const t = runs[p]!;
    const used = now - since[p]!;
    if (used === 0) return;
    since[p] = now;
    state.left[t]! -= used;
    state.stepLeft[t]! -= used;
    state.turn[t]! -= used;
    this.budgets.spend(payer, used);
  }

  private spent(payer: number): void {
    if (payer >= 0) for (const owner of this.budgets.owners[payer]!) if (this.state.stage[owner] !== done) this.refresh(owner);
  }

  /** Looks up how urgent a task is, and who pays for it, and so on for who is lent by it. */
  private refresh(t: number): void {
    const { state, sharing, budgets, processors, now, model } = this;
    const [account, payer, p] = [model.accountOf[t]!, state.payer[t]!, state.on[t]!];
    const hasBudget = budgets.pays(account, now) > 0;
    if (!hasBudget) {
      const again = budgets.wake(account, now);
      if (again > now) this.due.at(again, 2 * model.tasks.length + account);
    }
    const isChanged = sharing.update(t, this.turns.goesLast(t), hasBudget);
    if (p >= 0 && state.payer[t] !== payer) {
      this.charge(p, payer);
      processors.restart(p, now);
      this.spent(payer);
    }
    const [stage, canRun] = [state.stage[t]!, state.key[t]! < Infinity];
    if (stage === blocked && isChanged) this.refresh(sharing.holder[sharing.waitsFor[t]!]!);
    else if (stage === running && !canRun) this.setAside(t, throttled);
    else if (stage === running && isChanged) processors.change(t);
    else if (stage === ready && !canRun) this.setAside(t, throttled);
    else if (stage === ready || (stage === throttled && canRun)) {
      if (stage === throttled) this.setStage(t, ready, -1);
      processors.put(t);
    }
  }

  /** Gives the processors of a queue to the most urgent. */
  private serve(queue: number): void {
    const { processors, now } = this;
    const [from, to] = processors.span(queue);
    for (;;) {
      const top = processors.top(queue);
      const p = top < 0 ? -1 : processors.placeFor(top, queue);
      if (p >= 0 && processors.runs[p] !== -1) this.preempt(p);
      else if (p >= 0) {
        processors.assign(p, top, now);
        this.setStage(top, running, p);
      } else {
        let isSettled = true;
        for (let each = from; each < to; each++) if (processors.fresh[each] === 1) isSettled = this.start(each) && isSettled;
        if (isSettled) return;
      }
    }
  }

  private preempt(p: number): void {
    const t = this.processors.runs[p]!;
    const payer = this.state.payer[t]!;
    this.events++;
    this.charge(p, payer);
    this.setAside(t, ready);
    this.refresh(t);
    this.spent(payer);
  }

  /** Starts what a processor was given; answers whether it goes on. */
  private start(p: number): boolean {
    const { state, now, model, processors, budgets } = this;
    const t = processors.runs[p]!;
    const { enter, whole } = model.programs[t]![state.step[t]!]!;
    processors.fresh[p] = 0;
    const asked = state.base[t];
    while (state.on[t] === p && state.stepLeft[t]! > 0 && state.entered[t]! < enter.length) {
      const server = enter[state.entered[t]!]!;
      if (!this.enters(t, server)) return model.servers[server]!.spins;
      this.settle(t, 1);
    }
    if (state.on[t] !== p || state.base[t] !== asked) {
      if (state.on[t] === p) processors.restart(p, now);
      return false;
    }
    if (state.stepLeft[t] === 0) {
      this.endStep(t);
      return false;
    }
    state.whole[t] = whole || model.preemption === "none" ? 1 : 0;
    budgets.begin(state.payer[t]!, now);
    const turn = state.whole[t] === 1 ? Infinity : state.turn[t]!;
    processors.until[p] = now + Math.min(state.stepLeft[t]!, turn, budgets.pays(state.payer[t]!, now));
    return true;
  }

  /** Lets a task into a server, or has it wait. */
  private enters(t: number, server: number): boolean {
    if (this.sharing.enter(t, server, this.now)) return true;
    this.events++;
    if (this.model.servers[server]!.spins) this.state.whole[t] = 1;
    else this.setAside(t, blocked);
    this.refresh(this.sharing.holder[server]!);
    return false;
  }

  /** Takes a task off its processor or out of its queue, into another stage. */
  private setAside(t: number, stage: number): void {
    this.processors.remove(t);
    this.setStage(t, stage, -1);
  }

  private setStage(t: number, stage: number, processor: number): void {
    this.state.stage[t] = stage;
    this.observer.stage?.(t, stage, this.now, this.state.job[t]!, processor);
  }
}
