/**
 * What is left to the night: tests that take seconds of processor time each. `npm test` passes them over, and says so; `npm run nightly`
 * runs them all. Most have a shorter one of their kind by day. None by day have a bench that is stopped, faults within claims that a
 * guard notices, and a kernel that is added to a copy of the tree.
 */
import { type RunnerTestSuite, type RunnerTask, beforeEach } from "vitest";
import { byNight } from "./nightly.ts";

/** By file, the names of tests. */
const left: Readonly<Record<string, readonly string[]>> = {
  "test/cli/determinism.test.ts": [
    "is the same each time, whatever the number of workers",
    "follows its schema",
  ],
  "test/cli/explore.test.ts": [
    "has the numbers of other tools, whatever the number of workers",
    "says so, and with the same claims and outcomes",
    "counts states once that differ only by symmetry, where that is asked for",
    "lets a search without symmetry decide where not all orders were tried",
    "M1.2 cancel leaks the last slot has its shortest counterexample",
    "M1.3 all slots full has its shortest counterexample",
    "M1.4 needle has its shortest counterexample",
    "is a record like any other",
    "many workers say the same, and nothing of themselves",
    "where text may not become code, the sentences say the same",
    "for memory is UNKNOWN and says how far it came",
    "when something was never seen",
    "and loops is named, with 1 at work",
    "and loops is named, with 2 at work",
    "and throws is named, with 2 at work",
  ],
  "test/cli/extras.test.ts": [
    "adds to a system description, with the words of its kernel",
    "leaves other kernels as they are",
  ],
  "test/cli/init.test.ts": [
    "passes, and its guards kill",
  ],
  "test/cli/mutants.test.ts": [
    "survivors stand together when one claim could notice them",
    "the output says what was chosen, and where survivors stand",
    "what a boot alone calls is mutated in the suites where no sentence calls it",
    "tries what it names, as it is tried among all",
    "what was tried is told, as it is told without a stop",
    "a guard notices that its claim is weaker, whatever else is tried",
  ],
  "test/cli/systems.test.ts": [
    "reaches everything in each of its sizes, or says why not",
  ],
  "test/cli/watchdog.test.ts": [
    "seen.ts --traces",
    "look.ts --traces",
    "step.ts --traces",
    "reason.ts --traces",
    "view.ts --traces",
    "a boot, and what a suite declares",
    "list --with load.ts",
    "a file that waits for what never comes",
  ],
  "test/engine/reach.test.ts": [
    "some of genode-isolation",
  ],
  "test/kernels/guests.test.ts": [
    "its systems are run by name, its mutants and survivors count, its codes have pages",
    "as one of ours it touches its own folders, its manifest and its line",
  ],
};

beforeEach(({ task, skip }) => {
  const own = left[task.file.name] ?? [];
  const gone = own.filter((name) => !namesIn(task.file).includes(name));
  if (gone.length > 0) throw new Error(`test/left-to-night.ts names what is no test of ${task.file.name}: ${gone.join("; ")}`);
  if (byNight(false, own.includes(task.name))) skip("left to the night");
});

const namesIn = (one: RunnerTestSuite | RunnerTask): string[] => "tasks" in one ? one.tasks.flatMap(namesIn) : [one.name];
