/** Every fault of a specification is found at load or at its first step, says where, and names what was probably meant. */
import { describe, expect, test } from "vitest";
import { type CampaignOptions, compile, mutantsOf, refuseMisspelt, runCampaign, soundness } from "../../src/engine/index.ts";
import {
  type FaultCode, type Invariant, type Operation, type Tables, SpecificationFault, choice, count, didYouMean, flag, inLifecycle,
  queueOf, refTo, rights, table,
} from "../../src/language/index.ts";
import { claiming, doing, lampMachine, saying, small, tick, twoLamps } from "./small-world.ts";

const options: CampaignOptions = { seed: 1, traces: 60, steps: 12 };

/** The fault that compiling gives, or else the first campaign. */
function faultOf(operations: readonly Operation[], invariants: readonly Invariant[] = [], system: any = twoLamps): { code: string; message: string } {
  try {
    const { failure } = runCampaign(compile(saying(operations, invariants), system), options);
    expect(failure?.violation.claim).toBe(soundness);
    return { code: failure!.violation.outcome, message: failure!.violation.why };
  } catch (error) {
    if (!(error instanceof SpecificationFault)) throw error;
    return error;
  }
}

const withTables = (tables: Tables) => () => compile({ ...saying([]), tables }, { ...twoLamps, sizes: {} } as any);
const row = (columns: Record<string, any>): Tables => ({ lamp: table({ about: "x", columns }) });

const inOperations: Record<string, [FaultCode, Operation, ...string[]]> = {
  "no case applies": ["no case applies", doing(() => {}, { cases: [{ when: "never", holds: () => false, then: {}, because: "x" }] } as any), "Act"],
  "two cases apply": ["two cases apply", doing(() => {}, { cases: [{ when: "one", then: {}, because: "x" }, { when: "two", then: {}, because: "x" }] }), '"one" and "two"'],
  "an event that the state lacks": ["no such event", doing((lamp) => lamp.take("switch off")), "lamp.state of row", 'state "off"', 'no event "switch off"', '"it does it"'],
  "a misspelt event": ["no such event", doing((lamp) => lamp.take("swich on")), 'did you mean "switch on"?'],
  "a misspelt event in a question": ["no such event", doing((lamp) => lamp.can("swich on")), 'did you mean "switch on"?'],
  "a lifecycle that is assigned": ["no such event", doing((lamp) => { lamp.state = "lit"; }), "lamp.state is a lifecycle"],
  "a count below zero": ["count out of bound", doing(() => {}, { by: "clock", cases: [{ when: "it acts", then: { "back": ({ clock }: any) => { clock.now--; } } }] }), "clock.now", "become -1", "0 to 100"],
  "a count beyond its bound": ["count out of bound", doing(() => {}, { by: "clock", cases: [{ when: "it acts", then: { "far": ({ clock }: any) => { clock.now += 60; } } }] }), "become 120"],
  "a fraction": ["count out of bound", doing(() => {}, { by: "clock", cases: [{ when: "it acts", then: { "half": ({ clock }: any) => { clock.now = 0.5; } } }] }), "0.5"],
  "something else in a reference": ["missing row", doing((lamp) => { lamp.next = 1; }), "lamp.next", 'a row of "lamp"'],
  "a row of another table": ["missing row", doing((lamp, { clock }) => { lamp.next = clock; }, { asks: { clock: { ask: "row", table: "clock" } } }), "lamp.next was given something else"],
  "undefined in a queue": ["missing row", doing((lamp) => lamp.queue.push(undefined)), "lamp.queue was given undefined"],
  "undefined in a set": ["missing row", doing((lamp) => lamp.group.add(undefined)), "lamp.group"],
  "null is read": ["missing row", doing((lamp) => { lamp.next.bright = true; }), "Act", '"it does it"'],
  "a misspelt column that is read": ["unknown name", doing((lamp) => lamp.colur === "red"), 'a row of "lamp" has no column "colur"', 'did you mean "colour"?'],
  "a misspelt column that is written": ["unknown name", doing((lamp) => { lamp.brigt = true; }), 'did you mean "bright"?'],
  "a misspelt table": ["unknown name", doing(() => {}, { look: (all: any) => ({ one: all.lmap[0] }) }), 'no table "lmap"', 'did you mean "lamp"?', '"look"'],
  "a misspelt state": ["unknown name", doing((lamp) => lamp.within("brokn")), 'did you mean "broken"?'],
  "a misspelt choice": ["not a choice", doing((lamp) => { lamp.colour = "gren"; }), "lamp.colour", 'did you mean "green"?'],
  "a misspelt right": ["not a choice", doing((lamp) => lamp.rights.add("trun")), "lamp.rights", 'did you mean "turn"?'],
  "no flag": ["not a choice", doing((lamp) => { lamp.bright = 1; }), "lamp.bright"],
  "a full queue": ["queue full", doing((lamp) => lamp.queue.push(lamp)), "lamp.queue has room for 2"],
  "an empty queue": ["queue empty", doing((lamp) => lamp.queue.shift()), "lamp.queue is empty"],
  "two outcomes of one name": ["duplicate sentence", doing(() => {}, { checks: [{ unless: "it acts", holds: () => true, answer: "x" }] }), 'Act has two outcomes called "it acts"'],
  "an argument from no table": ["unknown name", doing(() => {}, { asks: { other: { ask: "row", table: "lanp" } } }), 'did you mean "lamp"?'],
  "an acting row of no table": ["unknown name", doing(() => {}, { by: "clok" }), 'did you mean "clock"?'],
  "a list that the facts lack": ["unknown name", doing(() => {}, { asks: { one: { ask: "among", list: "colors" } } }), 'did you mean "colours"?'],
  "no cases": ["no case applies", doing(() => {}, { cases: [] }), "Act has no cases"],
  "an empty case without a reason": ["unknown name", doing(() => {}, { cases: [{ when: "it acts", then: {} }] }), '"because"'],
  "an error that a sentence throws": ["sentence threw", doing(() => { throw new RangeError("too far"); }), "too far", '"it does it"'],
  "a bound of an argument": ["size out of bound", doing(() => {}, { asks: { n: { ask: "upTo", max: -1 } } }), '"n" up to -1'],
  "a check that writes": ["not only read", doing(() => {}, { checks: [{ unless: "x", holds: ({ lamp }: any) => { lamp.bright = !lamp.bright; return true; }, answer: "x" }] }), "Act"],
};

describe("in operations", () => {
  for (const [name, [code, operation, ...parts]] of Object.entries(inOperations)) test(name, () => {
    const fault = faultOf([operation], [claiming({ holds: () => true })]);
    for (const part of parts) expect(fault.message).toContain(part);
    // A fault inside a look that is first met by a search is reported with its code in the text.
    expect(`${fault.code} ${fault.message}`).toContain(code);
  });

  test("two operations of one name", () => {
    expect(() => compile(saying([tick, tick]), twoLamps)).toThrowError('duplicate sentence: two operations are called "Tick"');
  });
});

const inInvariants: Record<string, [Partial<Invariant>, ...string[]]> = {
  "no kind": [{}, "exactly one of"],
  "two kinds": [{ holds: () => true, permits: {} }, "it has 2"],
  "a misspelt table": [{ each: "lmap", holds: () => true }, 'speaks of "lmap"', 'did you mean "lamp"?'],
  "a misspelt table of changes": [{ changes: "lmap", permits: {} }, 'did you mean "lamp"?'],
  "a misspelt table of observers": [{ each: "lmap", unseen: {} as any }, 'did you mean "lamp"?'],
  "a misspelt column to watch": [{ changes: "lamp", columns: ["colur"], permits: {} }, 'watches "lamp.colur"', 'did you mean "colour"?'],
  "a misspelt column": [{ each: "lamp", holds: (lamp: any) => lamp.brigt }, 'did you mean "bright"?', '(in the invariant "a claim")'],
  "a misspelt table in the world": [{ holds: ({ clok }: any) => clok.length > 0 }, 'did you mean "clock"?', '"a claim"'],
  "one that writes": [{ each: "clock", holds: (clock: any) => { clock.now = 50; return true; } }, "not only read", '"a claim"'],
  "one that reorders the rows": [{ holds: ({ lamp }: any) => lamp.reverse().length === 2 }, "not only read", "reverse() would change a list of rows", '"a claim"'],
};

describe("in invariants", () => {
  for (const [name, [invariant, ...parts]] of Object.entries(inInvariants)) test(name, () => {
    const { message } = faultOf([tick], [claiming(invariant)]);
    for (const part of parts) expect(message).toContain(part);
  });
});

describe("in tables, systems and names", () => {
  test.each<[string, () => unknown, string]>([
    ["a reference to what every object has", withTables(row({ next: refTo("constructor") })), 'unknown name: lamp.next refers to "constructor", which is not a table'],
    ["a reference to no table", withTables(row({ next: refTo("lanp") })), 'unknown name: lamp.next refers to "lanp", which is not a table — did you mean "lamp"?'],
    ["a name that every row has", withTables(row({ take: flag() })), 'unknown name: the column "lamp.take"'],
    ["a name of the machinery", withTables(row({ $1: flag() })), 'unknown name: the column "lamp.$1"'],
    ["a bound beyond exact numbers", withTables(row({ n: count({ max: 2 ** 53 }) })), "count out of bound: the bound of lamp.n"],
    ["too many words", withTables(row({ c: choice(...Array.from({ length: 251 }, (_, i) => `w${i}`)) })), "size out of bound: lamp.c has 251 words"],
    ["no words", withTables(row({ c: choice() })), "size out of bound: lamp.c has 0 words"],
    ["one word twice", withTables(row({ c: rights("a", "a") })), 'duplicate sentence: lamp.c has the word "a" twice'],
    ["a capacity of half a row", withTables(row({ q: queueOf("lamp", 0.5) })), "size out of bound: the capacity of lamp.q"],
    ["too many rows", withTables({ lamp: table({ about: "x", most: 70_000, columns: {} }) }), 'size out of bound: the table "lamp"'],
    ["two lifecycles that share an event", withTables(row({ a: inLifecycle(lampMachine), b: inLifecycle(lampMachine) })), "lifecycle refused: two lifecycles"],
    ["a size for no table", () => compile(saying([]), { ...twoLamps, sizes: { lmap: 1 } } as any), 'unknown name: the system gives a size to "lmap", which is not a table — did you mean "lamp"?'],
    ["a size beyond the table's", () => compile(saying([]), { ...twoLamps, sizes: { lamp: 251 } } as any), 'size out of bound: the system wants 251 rows of "lamp"'],
    ["names for no table", () => compile(saying([]), { ...twoLamps, names: { lmap: [] } } as any), 'unknown name: the system "two lamps" names rows of "lmap"'],
    ["a boot that misspells", () => compile(saying([]), { ...twoLamps, boot: ({ lamp }: any) => { lamp[0].colur = "red"; } }), 'did you mean "colour"? (in the boot of the system "two lamps")'],
    ["a boot that reaches too far", () => compile(saying([]), { ...twoLamps, boot: ({ lamp }: any) => { lamp[9].bright = true; } }), "missing row: Cannot set properties of undefined"],
    ["guards that name no mutant", () => refuseMisspelt(saying([doing(() => {})], [claiming({ holds: () => true, guards: ["Act / drop stp / it acts / it does it"] })]), twoLamps, []),
      'is guarded by "Act / drop stp / it acts / it does it", which is not a mutant — did you mean "Act / drop step / it acts / it does it"?'],
    ["waived that names no outcome", () => refuseMisspelt(saying([tick]), { ...twoLamps, waived: { "Tick / the clock advance": "x" } }, []),
      'waives "Tick / the clock advance", which is neither an outcome nor a claim nor a seen — did you mean "Tick / the clock advances"?'],
    ["a crafted mutant of no operation", () => mutantsOf(saying([tick]), [{ name: "x", tier: "crafted", operation: "Tik", change: (o) => o }]),
      'unknown name: the mutant "x" changes "Tik", which is not an operation — did you mean "Tick"?'],
  ])("%s", (_, act, message) => {
    expect(act).toThrowError(SpecificationFault);
    expect(act).toThrowError(message);
  });

  test("guards and waived that are right are taken", () => {
    const spec = saying([doing(() => {})], [claiming({ holds: () => true, guards: ["Act / drop step / it acts / it does it", "by hand"], seen: { "a lamp": () => true } })]);
    refuseMisspelt(spec, { ...twoLamps, waived: { "Act / it acts": "x", "a claim / a lamp": "x" } }, ["by hand"]);
  });
});

test("the nearest name is found, and none where none is near", () => {
  expect(didYouMean("recieve", ["send", "receive", "reply"])).toBe(' — did you mean "receive"?');
  expect(didYouMean("entirely different", ["send", "receive"])).toBe("");
});

test("rows are ordinary objects, but for whoever copies them or writes them out", () => {
  const { now } = compile(saying([]), twoLamps);
  expect(() => JSON.stringify(now.world["clock"]![0])).toThrow(/a row of "clock" cannot be copied/);
  expect(now.world["clock"]![0]!.id).toBe(0);
  expect(Object.prototype.toString.call(now.world["clock"]![0])).toBe("[object Object]");
  expect(small.name).toBe("small");
});
