/**
 * Which sentences read anything of what they are asked about. One that does not gives the same answer to everything, so that
 * what it answers says nothing: `() => true` holds in every state. Up to its first read a sentence knows nothing but the
 * facts, the sizes of the tables and the numbers of rows, hence what it does until then is the same in every state.
 */
import type { Claim } from "./claims.ts";
import { guarded } from "../stepping/guard.ts";
import type { Model } from "../model.ts";
import type { StepView } from "./moments.ts";
import { noted } from "../stepping/noting.ts";
import type { RowView } from "../world/rows.ts";

/** By claim: what reads something. */
export interface Reads {
  /** For claims over states 1 or 0, for those over rows the rows of which something is read. */
  readonly judged: readonly number[];
  readonly reasons: readonly (readonly boolean[])[];
  readonly seen: readonly (readonly boolean[])[];
}

const known = new WeakMap<Model, Reads>();

/** What the sentences of a model's claims read. Its state is not touched. */
export function readsOf(model: Model): Reads {
  let reads = known.get(model);
  if (reads === undefined) known.set(model, reads = guarded(() => found(model)));
  return reads;
}

/** That everything reads something. */
export function readsAll({ claims, now }: Model): Reads {
  return {
    judged: claims.map(({ invariant: { each } }) => each === undefined ? 1 : now.world[each]!.length),
    reasons: claims.map(({ reasons }) => reasons.map(() => true)), seen: claims.map(({ seen }) => seen.map(() => true)),
  };
}

function found(model: Model): Reads {
  const probe = new Probe(model);
  return {
    judged: model.claims.map((claim) => probe.judged(claim)),
    reasons: model.claims.map(({ invariant: { permits = {} } }) => Object.values(permits).map((reason) => probe.step(reason))),
    seen: model.claims.map(({ seen, seenInSteps }) => seen.map(({ holds }) => seenInSteps ? probe.step(holds) : probe.state(holds))),
  };
}

const read = new Error("something was read");

/** Asks sentences about a world of which every read is noted, and ends the sentence. */
class Probe {
  private hasRead = false;
  private readonly model: Model;
  private readonly world: Readonly<Record<string, readonly RowView[]>>;
  private readonly moment: Record<keyof StepView | "was" | "is", unknown>;

  constructor(model: Model) {
    const { facts } = model.system;
    this.model = model;
    this.world = Object.fromEntries(Object.entries(model.now.world).map(([table, rows]) => [table, rows.map(({ id }) => this.row(id))]));
    this.moment = { before: this.world, after: this.world, facts, step: this.unread(), was: this.unread(), is: this.unread() };
  }

  judged({ invariant: { each, holds } }: Claim): number {
    if (holds === undefined) return 0;
    const { facts } = this.model.system;
    const rows = each === undefined ? [] : this.world[each]!;
    return each === undefined ? Number(this.asks(() => holds(this.world, facts)))
      : rows.filter((row) => this.asks(() => holds(row, this.world, facts))).length;
  }

  state = (sentence: (world: any, facts: any) => unknown): boolean =>
    this.asks(() => sentence(this.world, this.model.system.facts));
  step = (sentence: (moment: any, facts: any) => unknown): boolean =>
    this.asks(() => sentence({ ...this.moment }, this.model.system.facts));

  private asks(sentence: () => unknown): boolean {
    this.hasRead = false;
    try {
      const answer = sentence();
      if (answer instanceof Promise) answer.catch(() => {});
    } catch {
      // Most sentences end here, at what they read first; what else is thrown is told where the sentence is asked in earnest.
    } finally {
      noted.fault = null;
    }
    return this.hasRead;
  }

  /** A row of which only the number can be had. */
  private row(id: number): RowView {
    return new Proxy({ id }, { ...this.traps(), get: (_, name) => name === "id" ? id : this.note() }) as RowView;
  }

  private unread(): object {
    return new Proxy({}, this.traps());
  }

  private note = (): never => {
    this.hasRead = true;
    throw read;
  };

  private traps(): ProxyHandler<object> {
    const { note } = this;
    return { get: note, set: note, has: note, ownKeys: note, getOwnPropertyDescriptor: note, deleteProperty: note, defineProperty: note };
  }
}
