/**
 * Promise: what a recorder has answered survives a loss of power after any call that it makes of the disk, and in the middle of any write;
 * nor does a loss of power while an earlier one is being recovered from lose or tear anything.
 */
import { describe, expect, test } from "vitest";
import { type FailureRecord, Recorder, parseRecord, recover, writeWhole } from "../../src/store/index.ts";
import { sampleRecord } from "./samples.ts";
import { type Leaves, SimulatedDisk, leavesBytesOnly, leavesNamesOnly, leavesNothing } from "./simulated-disk.ts";

const out = "/home/user/.cordon";
const shortened = (record: FailureRecord, steps: number): FailureRecord => ({ ...record, steps: record.steps.slice(0, steps) });

/** What was answered before the power went off. */
interface Answered {
  /** Claims of the counterexamples that were found and not dropped. */
  readonly found: string[];
  /** Paths and claims of the records that were written. */
  readonly written: (readonly [string, string])[];
}

/** A run that finds three counterexamples, drops one, and writes the records of one and then of another. */
function record(simulated: SimulatedDisk): Answered {
  const recorder = new Recorder(out, simulated.disk);
  const answered: Answered = { found: [], written: [] };
  const [one, two, three] = [1, 2, 3].map((number) => sampleRecord(number, 6)) as [FailureRecord, FailureRecord, FailureRecord];
  const ids = [one, two, three].map((failure) => {
    const id = recorder.found(failure);
    if (!simulated.isOff) answered.found.push(failure.claim);
    return id;
  });
  answered.found.splice(1, 1);
  recorder.dropped(ids[1]!, "another one is kept");
  recorder.shorter(ids[0]!, shortened(one, 4));
  recorder.shorter(ids[0]!, shortened(one, 2));
  for (const [id, failure] of [[ids[0]!, shortened(one, 2)], [ids[2]!, three]] as const) {
    const path = recorder.written(id, failure);
    if (path !== undefined && !simulated.isOff) answered.written.push([path, failure.claim]);
  }
  return answered;
}

const recordsOn = (simulated: SimulatedDisk): FailureRecord[] => simulated.list(`${out}/records`)
  .filter((name) => !name.startsWith(".")).map((name) => parseRecord(simulated.read(`${out}/records/${name}`)!));

/** Holds a disk that was recovered on: every record is whole, every claim has one, and nothing is left over. */
function holds(simulated: SimulatedDisk, { found }: Answered, when: string): void {
  const claims = recordsOn(simulated).map(({ claim }) => claim);
  expect(found.filter((claim) => !claims.includes(claim)), when).toEqual([]);
  expect(simulated.list(`${out}/records`).filter((name) => name.endsWith(".tmp")), when).toEqual([]);
  expect(recover(out, simulated.disk), when).toEqual([]);
}

/** Leaves each name or not, and of each write some part, by a seed. */
function leavesSome(seed: number): Leaves {
  let state = seed;
  const next = () => { state = Math.imul(state, 1_664_525) + 1_013_904_223 | 0; return (state >>> 8) / 2 ** 24; };
  return { name: () => next() < 0.5, bytes: (written) => Math.floor(next() * (written + 1)) };
}

const home = () => {
  const simulated = new SimulatedDisk();
  const { disk } = simulated;
  for (const path of ["/home", "/home/user"]) disk.mkdirSync(path);
  return simulated.rebooted({ name: () => true, bytes: (written) => written });
};
const counted = home();
record(counted);
const ways: readonly (readonly [string, Leaves])[] = [
  ["nothing", leavesNothing], ["names without bytes", leavesNamesOnly], ["bytes without names", leavesBytesOnly],
  ...Array.from({ length: 3 }, (_, seed) => [`some of both (${seed})`, leavesSome(seed * 7919 + 1)] as const),
];

describe("a loss of power", () => {
  for (const [left, leaves] of ways) test(`that leaves ${left} of what was not synced loses nothing that was answered`, () => {
    for (let call = 0; call <= counted.calls; call++) for (const part of [0.3, 1]) {
      const simulated = home().cutAfter(call, part);
      const answered = record(simulated);
      const when = `power off after call ${call}, with ${part} of it`;
      if (call === counted.calls) expect(answered, when).toEqual({ found: ["claim 1", "claim 3"], written: [
        [expect.stringContaining("claim-1"), "claim 1"], [expect.stringContaining("claim-3"), "claim 3"]] });
      const after = simulated.rebooted(leaves);
      for (const [path, claim] of answered.written) expect(parseRecord(after.read(path)!).claim, when).toBe(claim);
      const said = recover(out, after.disk);
      expect(said.join(), when).not.toContain("could not");
      for (const [, claim] of answered.written) expect(said.join(), when).not.toContain(claim.replace(" ", "-"));
      holds(after, answered, when);
    }
  });

  test("while an earlier one is recovered from loses nothing either", () => {
    const interrupted = home().cutAfter(Math.floor(counted.calls * 0.6), 0.5);
    const answered = record(interrupted);
    expect(answered.found).toEqual(["claim 1", "claim 3"]);
    const calls = (() => { const once = interrupted.rebooted(leavesNothing); recover(out, once.disk); return once.calls; })();
    for (const [left, leaves] of ways) for (let call = 0; call <= calls; call++) {
      const again = interrupted.rebooted(leavesNothing).cutAfter(call, 0.5);
      recover(out, again.disk);
      const after = again.rebooted(leaves);
      recover(out, after.disk);
      holds(after, answered, `recovery cut after call ${call}, which leaves ${left}`);
    }
  });

  test("leaves the old report or the new one", () => {
    const before = home();
    writeWhole("/home/user/report.xml", "old", before.disk);
    const calls = (() => { const once = before.rebooted(leavesNothing); writeWhole("/home/user/report.xml", "new", once.disk); return once.calls; })();
    for (const [left, leaves] of ways) for (let call = 0; call <= calls; call++) {
      const cut = before.rebooted(leavesNothing).cutAfter(call, 0.5);
      try {
        writeWhole("/home/user/report.xml", "new", cut.disk);
      } catch {
        expect(call, "it throws only while it is not done").toBeLessThan(calls);
      }
      const text = cut.rebooted(leaves).read("/home/user/report.xml");
      expect(call === calls ? ["new"] : ["old", "new"], `cut after call ${call}, which leaves ${left}`).toContain(text);
    }
  });
});
