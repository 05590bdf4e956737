/**
 * What is left to the night: tests that take seconds of processor time each. `npm test` passes them over, and says so; `npm run nightly`
 * runs them all. Most have a shorter one of their kind by day. None by day have a bench that is stopped, faults within claims that a
 * guard notices, and a kernel that is added to a copy of the tree.
 */
import { type RunnerTestSuite, type RunnerTask, beforeEach } from "vitest";
import { byNight } from "./nightly.ts";

/** By file, the names of tests. */
const left: Readonly<Record<string, readonly string[]>> = {
  "test/adapters/genode/findings.test.ts": [
    "list the gravest findings by place and say how many there are",
    "with many components are checked in seconds",
    "with many late defaults are checked in seconds",
  ],
  "test/cli/configuration.test.ts": [
    "names paths as seen from its file, and its files are there beside those of the command line",
    "demands are for system descriptions, and no obstacle where a suite is checked",
  ],
  "test/cli/determinism.test.ts": [
    "is the same each time, whatever the number of workers",
    "follows its schema",
    "is the same by code and by the sentences alone, but for what it says of that",
    "is the same in another process, time zone and language, and where text may not become code",
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
    "an estimate, which is not a verdict",
    "counts them once by itself where nothing can tell the rows apart and there are many orders of them, and says what can",
    "graphs of a small system",
    "an operation that loops is named",
    "a file that the disk refuses",
    "a system description is a system, too",
    "one suite goes by the name of its specification",
    "M2.2 delete orphans has its shortest counterexample",
    "a claim that depends on more than the state is no counterexample",
    "M2.1 revoke misses grandchildren has its shortest counterexample",
    "for depth is UNKNOWN and says how far it came",
  ],
  "test/cli/extras.test.ts": [
    "adds to a system description, with the words of its kernel",
    "leaves other kernels as they are",
    "asks with their keys, and is understood",
    "a suite at fault hides nothing of another, in either order",
    "what the static stage finds counts all the same",
    "is checked and explored as what it is",
    "may be JavaScript in a folder of CommonJS",
    "may give what another file gives, which counts once",
    "repeated.ts",
  ],
  "test/cli/files.test.ts": [
    "in which nothing is known is SKIPPED itself",
  ],
  "test/cli/init.test.ts": [
    "passes, and its guards kill",
    "shows a broken claim, and what its trace takes on a profile of the user's own",
  ],
  "test/cli/kept-at-load.test.ts": [
    "what an asynchronous sentence does later does not end the search",
  ],
  "test/cli/mutants.test.ts": [
    "survivors stand together when one claim could notice them",
    "the output says what was chosen, and where survivors stand",
    "what a boot alone calls is mutated in the suites where no sentence calls it",
    "tries what it names, as it is tried among all",
    "what was tried is told, as it is told without a stop",
    "a guard notices that its claim is weaker, whatever else is tried",
    "--within says how many of each text are tried, and --only tries what it names",
    "what neither the right text nor a mutant notices is told",
    "of nothing is refused, with what is near",
    "a mutant that does not return is no matter",
    "it says that this is not all",
    "nothing is told of mutants before the first",
    "proves nothing by swaps of which none counts",
  ],
  "test/cli/output.test.ts": [
    "an interrupted run is finished by the next",
    "that the disk refuses do not hide a failure",
    "--quiet leaves the verdicts",
  ],
  "test/cli/replay.test.ts": [
    "whose steps make no sense any more says which",
    "of a system holds its whole text, and needs the file no more",
    "on a specification that is right by now breaks nothing",
  ],
  "test/cli/static-stage.test.ts": [
    "beside traces that are UNKNOWN",
  ],
  "test/cli/streams.test.ts": [
    "is told in full by explore, --quiet or not",
    "a reader that has gone had what it wanted",
    "stderr changes nothing",
    "stdout turns PASS into an error, told in one line",
  ],
  "test/cli/systems.test.ts": [
    "reaches everything in each of its sizes, or says why not",
    "stands in the record, so that replay finds it",
  ],
  "test/cli/timing.test.ts": [
    "fails where a given deadline is missed, and not where none was given",
    "needs a profile, draws nothing, and reads no other options",
  ],
  "test/cli/unused-reasons.test.ts": [
    "a suite that shares its specification with measured ones only says it itself",
    "the report of suites that were checked together has it, and so has its verdict",
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
    "a sentence",
    "loop.ts --plain",
    "operation.ts --traces",
    "check --with getter.ts",
    "check --with load.ts",
    "what ends its thread is named",
    "explore --with load.ts",
    "what prints does not get into the document",
    "explore --with getter.ts",
  ],
  "test/engine/cases/cases.test.ts": [
    "a claim that washes the state for the next one: explore, by two workers",
  ],
  "test/engine/compiled-exploring.test.ts": [
    "finds in sync-ipc what the sentences find",
    "tells of every state",
  ],
  "test/engine/compiled-search.test.ts": [
    "sync-ipc",
  ],
  "test/engine/discovery.test.ts": [
    "with many equal ones",
    "with a long tail",
  ],
  "test/engine/exploring.test.ts": [
    "3 workers, symmetry false: the same counts",
    "a packed state is the state, whatever a random trace made of it",
    "a graph has every state and every call",
    "M1.2 cancel leaks the last slot: a trace of the same length",
    "2 workers, symmetry true: the same counts",
    "caps XS, as other tools have them",
    "'M1.2 cancel leaks the last slot': found in 6 steps, with and without symmetry",
    "a sample of what cannot keeps to what it knows",
  ],
  "test/engine/interchangeable.test.ts": [
    "by every wrong declaration that a search refuses",
    "the greatest",
    "that there is one",
  ],
  "test/engine/minimal.test.ts": [
    "the pool is shared: five steps over two runs, where removing steps leaves one that only makes another thread run",
  ],
  "test/engine/mutants.test.ts": [
    "comes to what it comes to when all is compiled for it: 'two partitions'",
  ],
  "test/engine/plain-forms.test.ts": [
    "rows that are told apart: what breaks a rule is told in the same words",
  ],
  "test/engine/reach.test.ts": [
    "some of genode-isolation",
    "all of 'capabilities'",
    "some of genode-quota",
    "all of 'synchronous IPC'",
  ],
  "test/engine/shrinking.test.ts": [
    "'M1.3 all slots full': 8 steps",
  ],
  "test/engine/symmetry.test.ts": [
    "20 clients: 1417 orbits",
  ],
  "test/kernels/guests.test.ts": [
    "its systems are run by name, its mutants and survivors count, its codes have pages",
    "as one of ours it touches its own folders, its manifest and its line",
    "its descriptions are shown and timed",
  ],
  "test/sentences/differential.test.ts": [
    "every operation of Genode ended well in one of them, and every claim over states or steps was asked",
    "'genode-isolation'",
    "'genode-life'",
    "'genode-passing-on'",
  ],
  "test/sentences/nasty.test.ts": [
    "steps, looks, checks and cases that are easily misunderstood",
    "claims say by their form what they say",
    "flow",
  ],
  "test/store/power.test.ts": [
    "while an earlier one is recovered from loses nothing either",
    "that leaves some of both (1) of what was not synced loses nothing that was answered",
    "that leaves some of both (2) of what was not synced loses nothing that was answered",
  ],
  "test/store/recorder.test.ts": [
    "with ENOSPC once at any of its calls, it says so and nothing is torn",
    "with EROFS once at any of its calls, it says so and nothing is torn",
    "with EROFS at any of its calls, it says so and nothing is torn",
  ],
  "test/timing/search.test.ts": [
    "a witness is legal, and shows the same when it is replayed, twice",
  ],
  "test/timing/supply-policies.test.ts": [
    "refuses too large: tasks",
  ],
  "test/timing/supply.test.ts": [
    "is refused: too large: tasks",
  ],
};

beforeEach(({ task, skip }) => {
  const own = left[task.file.name] ?? [];
  const gone = own.filter((name) => !namesIn(task.file).includes(name));
  if (gone.length > 0) throw new Error(`test/left-to-night.ts names what is no test of ${task.file.name}: ${gone.join("; ")}`);
  if (byNight(false, own.includes(task.name))) skip("left to the night");
});

const namesIn = (one: RunnerTestSuite | RunnerTask): string[] => "tasks" in one ? one.tasks.flatMap(namesIn) : [one.name];
