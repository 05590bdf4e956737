/**
 * What a mutant that survives does otherwise than the right text, so that the claim can be named that is missing. In the traces that the
 * mutant generates, each of its steps is taken by the right text as well, from the same state and with the same choices; of a trace the
 * first difference counts, since all later ones may follow from it.
 */
import type { CampaignOptions } from "../traces/campaign.ts";
import { Changes } from "../world/changes.ts";
import { guarded } from "../stepping/guard.ts";
import { type Model, restart } from "../model.ts";
import { Random } from "../traces/random.ts";
import { CallGenerator } from "../traces/strategies.ts";
import { chooseFrom } from "../traces/trace.ts";

/** What differed in some of the traces. */
export interface Unnoticed {
  /** Traces that were compared. */
  readonly compared: number;
  /** As `table.column`. */
  readonly columns: readonly string[];
  /** Whether the caller was told something else. */
  readonly answer: boolean;
  /** Whether a step ended in another check or case. */
  readonly outcome: boolean;
}

/** Compares a mutant with the right text, which it was recompiled from or which boots otherwise, in these traces. */
export function unnoticed(right: Model, mutant: Model, options: CampaignOptions, traces: readonly number[]): Unnoticed {
  const comparison = new Comparison(right, mutant, options);
  comparison.compareBoots();
  guarded(() => { for (const trace of traces) comparison.compare(trace); });
  const { columns, answer, outcome } = comparison;
  const named = right.now.layout.schema.columns.filter(({ index }) => columns.has(index)).map(({ table, name }) => `${table}.${name}`);
  return { compared: traces.length, columns: named, answer, outcome };
}

class Comparison {
  private readonly right: Model;
  private readonly mutant: Model;
  private readonly options: CampaignOptions;
  private readonly changes: Changes;
  /** The columns that differed, by their places in the schema. */
  readonly columns = new Set<number>();
  answer = false;
  outcome = false;

  constructor(right: Model, mutant: Model, options: CampaignOptions) {
    this.right = right;
    this.mutant = mutant;
    this.options = options;
    this.changes = new Changes(right.now.layout);
  }

  /** Where the mutant boots otherwise, its operations are those of the right text. */
  compareBoots(): void {
    const { right, mutant, changes } = this;
    if (right.initial !== mutant.initial) this.noteColumns(changes, right.initial, mutant.initial);
  }

  private noteColumns(changes: Changes, words: Int32Array, others: Int32Array): void {
    changes.compare(words, others);
    for (let i = 0; i < changes.count; i++) this.columns.add(changes.columns[i]!);
  }

  /** Generates a trace up to the first difference. */
  compare(trace: number): void {
    const { mutant, options: { seed, steps, strategy, watch } } = this;
    const random = new Random(seed, trace);
    const chooser = new CallGenerator(mutant, random, strategy, watch);
    restart(mutant);
    for (let n = 0; n < steps && chooser.next(); n++) {
      const { operation, args } = chooser;
      const stepper = mutant.steppers[operation]!;
      const before = mutant.now.words.slice();
      const choices: number[] = [];
      const outcome = stepper.run(args, (among) => {
        const chosen = random.below(among);
        choices.push(chosen);
        return chosen;
      });
      if (this.differs(operation, args, choices, before, outcome)) return;
      if (outcome >= stepper.refusals) chooser.moved();
    }
  }

  /** Whether the right text comes to something else; where it does not, both are in the same state. */
  private differs(operation: number, args: readonly number[], choices: readonly number[], before: Int32Array, outcome: number): boolean {
    const { right, mutant, changes } = this;
    const [rightly, wrongly] = [right.steppers[operation]!, mutant.steppers[operation]!];
    if (rightly.operation === wrongly.operation) return false;
    const { words } = right.now;
    const after = words.slice();
    words.set(before);
    const expected = rightly.run(args, chooseFrom(choices));
    this.noteColumns(changes, words, after);
    const answer = rightly.answers[expected] !== wrongly.answers[outcome];
    const other = rightly.outcomes[expected] !== wrongly.outcomes[outcome];
    this.answer ||= answer;
    this.outcome ||= other;
    return answer || other || changes.count > 0;
  }
}
