/**
 * A system as a file describes it, in words that every kernel and format shares: who there is, who may ask whom for what, and what
 * each has. A format makes it of a text; kernels, `show` and `time` take it from there.
 */
import type { Place } from "./report.ts";

export interface Description {
  /** The name of the format. */
  readonly format: string;
  readonly components: readonly Component[];
  /** The connection of a component to whoever serves this, where the file decides that without naming it; null where nobody does. */
  readonly ask?: (component: Component, service: string) => Connection | null;
  /** What the format itself has read, for kernels that know the format. */
  readonly content: unknown;
}

/** Whoever may ask, and be asked; not one that only connects others. */
export interface Component {
  /** Its path, such as `drivers -> ahci`. */
  readonly name: string;
  /** Whom it may ask for what, as the file names it. */
  readonly connections: readonly Connection[];
  /** How much it is given, by the format's own words; what the file does not say is absent. */
  readonly quotas: Readonly<Record<string, number>>;
  /** Among all components of the description; lower is higher. */
  readonly priority: number;
  /** Where its first thread runs; those of one processor have the same name. */
  readonly processor: string;
  /** Whether it may ask for more than the file names. */
  readonly isOpen: boolean;
  readonly at: Place;
}

export interface Connection {
  readonly service: string;
  readonly server: Component;
  /** What opens it. */
  readonly at: Place;
}

/** A description as people read it: groups of components, outermost first. */
export interface Outline {
  readonly groups: readonly OutlineGroup[];
}

export interface OutlineGroup {
  readonly name: string;
  /** What there is to say of the group in a few words, beginning with how many components it has. */
  readonly about: readonly string[];
  /** Lines before its components. */
  readonly before: readonly string[];
  /** Its components with what they have; columns in which nobody says anything are left out. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Where requests go: for each component, or for those that say nothing themselves. */
  readonly routes: readonly OutlineRoutes[];
  /** Lines after all that. */
  readonly after: readonly string[];
}

export interface OutlineRoutes {
  readonly of: string;
  /** Whether they are for all that say nothing themselves. */
  readonly isDefault: boolean;
  /** Which requests, and where they go. */
  readonly rules: readonly (readonly [requests: string, to: string])[];
}
