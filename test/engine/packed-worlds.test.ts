/** The packed world against plain objects: the same random writes, the same reads, equal digests for equal content only. */
import fc from "fast-check";
import { setup } from "xstate";
import { describe, expect, test } from "vitest";
import { Changes } from "../../src/engine/world/changes.ts";
import { type Model, compile, digestOf, restart } from "../../src/engine/index.ts";
import {
  choice, count, eventsNamed, flag, inLifecycle, cyclic, queueOf, refTo, rights, setOf, signed, specification, table, world,
} from "../../src/language/index.ts";
import { tries } from "../nightly.ts";

const machine = setup({ types: eventsNamed("start", "stop") }).createMachine({
  id: "job", initial: "off", states: { off: { on: { start: "on" } }, on: { initial: "slow", on: { stop: "off" }, states: { slow: { on: { start: "fast" } }, fast: {} } } },
});

const tables = {
  job: table({ about: "a row with every kind of column", columns: {
    flag: flag(), small: count({ max: 200 }), medium: count({ max: 60_000 }), large: count({ max: 2 ** 31 - 1 }), huge: count({ max: 2 ** 53 - 1 }),
    credit: signed({ from: -3, to: 200 }), far: signed({ from: -40_000, to: 70_000 }), phase: cyclic({ modulo: 7 }), clock: cyclic({ modulo: 2 ** 30 }),
    choice: choice("red", "green", "blue"), next: refTo("job"), device: refTo("device"), queue: queueOf("job", 3), all: queueOf("device"),
    set: setOf("job"), rights: rights("read", "write", "grant"), others: rights("grant", "read", "write"), state: inLifecycle(machine),
  } }),
  device: table({ about: "a table that may be large", most: 1000, columns: { users: queueOf("job", 300), members: setOf("device"), owner: refTo("device") } }),
};
const { tables: declared, system } = world({ name: "everything", tables });
const [jobs, devices] = [9, 5];
const model = () => writable(compile(specification({ name: "x", about: "x", tables: declared, operations: [], invariants: [] }),
  system({ name: "s", about: "s", sizes: { job: jobs, device: devices }, facts: {}, boot: () => {} })));
/** Outside of steps only this test writes. */
const writable = (made: Model): Model => {
  made.now.gate.isOpen = true;
  return made;
};

type Plain = Record<string, any>;
const plainJob = (): Plain => ({ flag: false, small: 0, medium: 0, large: 0, huge: 0, credit: 0, far: 0, phase: 0, clock: 0, choice: "red", next: null, device: null,
  queue: [], all: [], set: new Set(), rights: new Set(), others: new Set(), state: "off" });
const plainDevice = (): Plain => ({ users: [], members: new Set(), owner: null });
const plainWorld = (): Plain => ({ job: Array.from({ length: jobs }, plainJob), device: Array.from({ length: devices }, plainDevice) });

type Write = (packed: any, plain: Plain) => void;
const job = fc.nat(jobs - 1);
const device = fc.nat(devices - 1);
const assign = (row: number, name: string, value: unknown): Write => (packed, plain) => { packed.job[row][name] = plain.job[row][name] = value; };
const goRound = (row: number, name: string, value: number, modulo: number): Write => (packed, plain) => {
  packed.job[row][name] = value;
  plain.job[row][name] = Number(((BigInt(value) % BigInt(modulo)) + BigInt(modulo)) % BigInt(modulo));
};
const refer = (table: string, row: number, name: string, target: string, to: number | null): Write => (packed, plain) => {
  packed[table][row][name] = to === null ? null : packed[target][to];
  plain[table][row][name] = to;
};
const queue = (table: string, row: number, name: string, target: string, to: number, capacity: number, kind: number): Write => (packed, plain) => {
  const [real, list] = [packed[table][row][name], plain[table][row][name] as number[]];
  if (kind <= 3) { if (list.length < capacity) { real.push(packed[target][to]); list.push(to); } }
  else if (kind === 4) { if (list.length > 0) expect(real.shift().id).toBe(list.shift()); }
  else if (kind === 5) { real.remove(packed[target][to]); plain[table][row][name] = list.filter((id) => id !== to); }
  else { real.clear(); list.length = 0; }
};
const member = (table: string, row: number, name: string, value: (packed: any) => unknown, key: unknown, kind: number): Write => (packed, plain) => {
  const [real, set] = [packed[table][row][name], plain[table][row][name] as Set<unknown>];
  if (kind <= 2) { real.add(value(packed)); set.add(key); }
  else if (kind <= 4) { real.delete(value(packed)); set.delete(key); }
  else { real.clear(); set.clear(); }
};
const word = fc.constantFrom("read", "write", "grant");

const write: fc.Arbitrary<Write> = fc.oneof(
  fc.tuple(job, fc.boolean()).map(([row, value]) => assign(row, "flag", value)),
  fc.tuple(job, fc.nat(200)).map(([row, value]) => assign(row, "small", value)),
  fc.tuple(job, fc.nat(60_000)).map(([row, value]) => assign(row, "medium", value)),
  fc.tuple(job, fc.nat(2 ** 31 - 1)).map(([row, value]) => assign(row, "large", value)),
  fc.tuple(job, fc.maxSafeNat()).map(([row, value]) => assign(row, "huge", value)),
  fc.tuple(job, fc.integer({ min: -3, max: 200 })).map(([row, value]) => assign(row, "credit", value)),
  fc.tuple(job, fc.integer({ min: -40_000, max: 70_000 })).map(([row, value]) => assign(row, "far", value)),
  fc.tuple(job, fc.integer({ min: -50, max: 50 })).map(([row, value]) => goRound(row, "phase", value, 7)),
  fc.tuple(job, fc.maxSafeInteger()).map(([row, value]) => goRound(row, "clock", value, 2 ** 30)),
  fc.tuple(job, fc.constantFrom("red", "green", "blue")).map(([row, value]) => assign(row, "choice", value)),
  fc.tuple(job, fc.option(job)).map(([row, to]) => refer("job", row, "next", "job", to)),
  fc.tuple(job, fc.option(device)).map(([row, to]) => refer("job", row, "device", "device", to)),
  fc.tuple(device, fc.option(device)).map(([row, to]) => refer("device", row, "owner", "device", to)),
  fc.tuple(job, job, fc.nat(6)).map(([row, to, kind]) => queue("job", row, "queue", "job", to, 3, kind)),
  fc.tuple(job, device, fc.nat(6)).map(([row, to, kind]) => queue("job", row, "all", "device", to, devices, kind)),
  fc.tuple(device, job, fc.nat(6)).map(([row, to, kind]) => queue("device", row, "users", "job", to, 300, kind)),
  fc.tuple(job, job, fc.nat(5)).map(([row, to, kind]) => member("job", row, "set", (packed) => packed.job[to], to, kind)),
  fc.tuple(device, device, fc.nat(5)).map(([row, to, kind]) => member("device", row, "members", (packed) => packed.device[to], to, kind)),
  fc.tuple(job, word, fc.nat(5)).map(([row, right, kind]) => member("job", row, "rights", () => right, right, kind)),
  fc.tuple(job, job).map(([row, from]): Write => (packed, plain) => {
    packed.job[row].others.become(packed.job[from].rights);
    plain.job[row].others = new Set(plain.job[from].rights);
  }),
  fc.tuple(job, fc.constantFrom("start", "stop")).map(([row, event]): Write => (packed, plain) => {
    const next: Record<string, string> = { "off start": "on.slow", "on.slow start": "on.fast", "on.slow stop": "off", "on.fast stop": "off" };
    const to = next[`${plain.job[row].state} ${event}`];
    expect(packed.job[row].can(event)).toBe(to !== undefined);
    if (to !== undefined) { packed.job[row].take(event); plain.job[row].state = to; }
  }),
  job.map((row): Write => (packed, plain) => { packed.job[row].clear(); plain.job[row] = plainJob(); }),
);

/** Everything that can be read of the packed world, in the shape of the plain one. */
function read(packed: any): Plain {
  const list = (queue: any) => Array.from({ length: queue.length }, (_, i) => queue.at(i).id as number);
  const set = (rows: any, all: any) => new Set(rows.filter((row: any) => all.has(row)).map((row: any) => row.id));
  const words = (all: any) => new Set(["read", "write", "grant"].filter((right) => all.has(right)));
  return {
    job: packed.job.map((row: any) => ({ flag: row.flag, small: row.small, medium: row.medium, large: row.large, huge: row.huge,
      credit: row.credit, far: row.far, phase: row.phase, clock: row.clock, choice: row.choice,
      next: row.next?.id ?? null, device: row.device?.id ?? null, queue: list(row.queue), all: list(row.all), set: set(packed.job, row.set),
      rights: words(row.rights), others: words(row.others), state: row.state })),
    device: packed.device.map((row: any) => ({ users: list(row.users), members: set(packed.device, row.members), owner: row.owner?.id ?? null })),
  };
}

const keyOf = (plain: Plain) => JSON.stringify(plain, (_, value: unknown) => value instanceof Set ? [...value].sort((a, b) => String(a) < String(b) ? -1 : 1) : value);

describe("the packed world", () => {
  test("reads as plain objects would after the same writes, and digests tell contents apart", () => {
    const digests = new Map<string, string>();
    const contents = new Map<string, string>();
    fc.assert(fc.property(fc.array(write, { maxLength: 40 }), (writes) => {
      const { now } = model();
      const plain = plainWorld();
      for (const one of writes) one(now.world, plain);
      expect(read(now.world)).toEqual(plain);
      const [content, digest] = [keyOf(plain), digestOf(now.words)];
      expect(digests.get(content) ?? digest).toBe(digest);
      expect(contents.get(digest) ?? content).toBe(content);
      digests.set(content, digest);
      contents.set(digest, content);
    }), { numRuns: tries(300) });
  });

  test("what collections say of themselves", () => {
    fc.assert(fc.property(fc.array(write, { maxLength: 60 }), (writes) => {
      const { now } = model();
      const plain = plainWorld();
      for (const one of writes) one(now.world, plain);
      (now.world as any).job.forEach((row: any, id: number) => {
        const own = plain.job[id];
        expect([row.queue.isEmpty, row.queue.isFull, row.queue.first?.id, row.queue.at(-1), row.queue.at(3)])
          .toEqual([own.queue.length === 0, own.queue.length === 3, own.queue[0], null, null]);
        expect([row.set.size, row.set.isEmpty]).toEqual([own.set.size, own.set.size === 0]);
        expect([row.rights.isEmpty, row.rights.within(row.others)]).toEqual([own.rights.size === 0, [...own.rights].every((right) => own.others.has(right))]);
        expect([row.within("on"), row.within("on.slow"), row.within("off")]).toEqual([own.state.startsWith("on"), own.state === "on.slow", own.state === "off"]);
        for (const other of (now.world as any).job)
          expect([row.queue.has(other), row.queue.count(other)]).toEqual([own.queue.includes(other.id), own.queue.filter((to: number) => to === other.id).length]);
      });
    }), { numRuns: tries(100) });
  });

  test("a snapshot restores everything", () => {
    fc.assert(fc.property(fc.array(write, { maxLength: 20 }), fc.array(write, { minLength: 1, maxLength: 20 }), (before, after) => {
      const { now } = model();
      const plain = plainWorld();
      for (const one of before) one(now.world, plain);
      const [snapshot, content] = [now.words.slice(), keyOf(read(now.world))];
      for (const one of after) one(now.world, plain);
      now.words.set(snapshot);
      expect(keyOf(read(now.world))).toBe(content);
    }), { numRuns: tries(100) });
  });

  test("every single bit that flips changes the digest", () => {
    const { now } = model();
    const seen = new Set([digestOf(now.words)]);
    for (let bit = 0; bit < now.words.length * 32; bit++) {
      now.words[bit >> 5]! ^= 1 << (bit & 31);
      seen.add(digestOf(now.words));
      now.words[bit >> 5]! ^= 1 << (bit & 31);
    }
    expect(seen.size).toBe(now.words.length * 32 + 1);
  });

  test("whatever bit of a cell differs, its column and row are told as changed, and no other", () => {
    const { now } = model();
    const changes = new Changes(now.layout);
    const { columns } = now.layout.schema;
    const { job, device } = now.world as any;
    const before = now.words.slice();
    const told = (write: () => unknown): string[] => {
      write();
      changes.compare(before, now.words);
      now.words.set(before);
      return Array.from({ length: changes.count }, (_, i) => `${columns[changes.columns[i]!]!.table} ${changes.rows[i]!} ${columns[changes.columns[i]!]!.name}`);
    };
    for (let id = 0; id < jobs; id++) {
      for (const [name, most] of [["small", 200], ["medium", 60_000], ["large", 2 ** 31 - 1], ["huge", 2 ** 53 - 1]] as const)
        for (let value = 1; value <= most; value *= 2) expect(told(() => { job[id][name] = value; }), `${name} ${value}`).toEqual([`job ${id} ${name}`]);
      expect(told(() => { job[id].flag = true; })).toEqual([`job ${id} flag`]);
      expect(told(() => { job[id].choice = "blue"; })).toEqual([`job ${id} choice`]);
      expect(told(() => { job[id].next = job[8]; })).toEqual([`job ${id} next`]);
      expect(told(() => { job[id].take("start"); })).toEqual([`job ${id} state`]);
      for (let other = 0; other < jobs; other++) expect(told(() => { job[id].set.add(job[other]); })).toEqual([`job ${id} set`]);
      for (const right of ["read", "write", "grant"]) expect(told(() => { job[id].rights.add(right); })).toEqual([`job ${id} rights`]);
      expect(new Set(told(() => { job[id].queue.push(job[1]); job[id].queue.push(job[2]); job[id].queue.push(job[3]); }))).toEqual(new Set([`job ${id} queue`]));
    }
    expect(told(() => { job[0].flag = true; job[8].huge = 2 ** 52; device[4].owner = device[3]; }).sort()).toEqual(["device 4 owner", "job 0 flag", "job 8 huge"]);
    expect(told(() => {})).toEqual([]);
  });

  test("restart brings the boot state back", () => {
    const one = model();
    const digest = digestOf(one.now.words);
    (one.now.world as any).job[3].small = 7;
    expect(digestOf(one.now.words)).not.toBe(digest);
    restart(one);
    expect(digestOf(one.now.words)).toBe(digest);
  });
});
