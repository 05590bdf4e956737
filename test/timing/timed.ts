/**
 * A specification that keeps how long each operation of a caller took, with the claim that this tells nothing of others: so
 * whatever runs specifications looks for a channel in time, and shrinks it.
 */
import { type Invariant, type Operation, type Specification, type Step, count, source } from "../../src/language/index.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";

/** What the sentences of an operation see: its arguments and what it looks up, before it changes anything. */
export type Scene = Readonly<Record<string, unknown>>;

export interface Timing {
  /** The table whose rows call, and notice how long that takes. */
  readonly observers: string;
  /** Whole ticks of an outcome, from what the operation finds: a figure of a profile, and so much for each row of a queue. */
  readonly ticks: (operation: string, outcome: string, scene: Scene) => number;
  /** The most that `ticks` answers. */
  readonly most: number;
  /** Steps that an observer must not learn of; unless said those in which another row of its table acts. */
  readonly hidden?: (observer: { readonly id: number }, step: Step) => boolean;
}

/** The column that is added to observers. */
const took = "took";

/**
 * The specification with a column `took` and a claim over two runs. A refused call changes nothing, so that its time is not
 * kept; the time of an operation is counted before its first step. Steps in which no observer acts are in both runs.
 * Errors: TimingRefusal for a table of observers that is not there, and one that has such a column.
 */
export function timed(specification: Specification, timing: Timing): Specification {
  const { observers, most } = timing;
  const table = specification.tables[observers];
  if (table === undefined) throw new TimingRefusal("unknown name", "observers",
    `is "${observers}", and ${specification.name} has no such table (known: ${Object.keys(specification.tables).join(", ")})`);
  if (took in table.columns) throw new TimingRefusal("duplicate name", "observers", `is "${observers}", which has a column "${took}" already`);
  return {
    ...specification,
    about: `${specification.about} The time of each operation is kept.`,
    tables: { ...specification.tables, [observers]: { ...table, columns: { ...table.columns, [took]: count({ max: most }) } } },
    operations: specification.operations.map((operation) => operation.by === observers ? counting(operation, timing) : operation),
    invariants: [...specification.invariants, timesAreAlike(timing)],
  };
}

function counting(operation: Operation, { observers, ticks }: Timing): Operation {
  return { ...operation, cases: operation.cases.map((one) => ({ ...one, then: {
    "its time is counted": (scene: Scene) => {
      (scene[observers] as Record<typeof took, number>).took = ticks(operation.name, one.when, scene);
    },
    ...one.then,
  } })) };
}

const timesAreAlike = ({ observers, hidden }: Timing): Invariant => ({
  name: "times are alike",
  claim: "How long an operation takes does not depend on what others have done before.",
  why: "Those who can time their own calls would learn what others do, and a deadline would depend on who has none.",
  sources: [source("seL4/seL4#1740", "the same time for the higher priority whatever lower ones do")],
  each: observers,
  unseen: {
    hidden: hidden ?? ((observer: { readonly id: number }, { args }: Step) => {
      const acting = args[observers] as { readonly id: number } | undefined;
      return acting !== undefined && acting.id !== observer.id;
    }),
    view: (observer: Record<typeof took, number>) => [observer.took],
    hears: () => false,
  },
});
