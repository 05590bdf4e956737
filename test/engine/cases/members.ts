/** Rows, queues, sets and rights are read by the names that they have: what is misspelt, copied or taken from elsewhere is a fault. */
import { type Invariant, count, flag, oneOf, queueOf, rights, setOf, specification, suite, table, world } from "../../../src/language/index.ts";
import type { EngineCase, Expected } from "./asking.ts";
import { acting, claiming } from "./world.ts";

const tables = {
  gate: table({ about: "a gate", columns: { tally: count({ max: 5 }), stuck: flag(), line: queueOf("lamp"), lamps: setOf("lamp"), may: rights("open", "shut") } }),
  lamp: table({ about: "a lamp", columns: { lit: flag() } }),
};
const gates = world({ name: "gates with members", tables });

/** A gate that gets stuck at three, and lamps that it gathers. */
const pass = acting("Pass", { "the gate counts": ({ gate }) => { gate.tally++; gate.stuck = gate.tally > 2; } },
  { checks: [{ unless: "the day is not over", holds: ({ gate }) => gate.tally < 5, answer: "closed" }] });
const gather = acting("Gather", { "the gate has the lamp": ({ gate, lamp }) => { gate.lamps.add(lamp); gate.line.push(lamp); gate.may.add("open"); } },
  { asks: { lamp: oneOf("lamp") }, checks: [{ unless: "the gate has it not", holds: ({ gate, lamp }) => !gate.lamps.has(lamp), answer: "has it" }] });

const memberSuite = (name: string, holds: (gate: any, world: any) => unknown) => claimSuite(name, { each: "gate", holds: holds as never });

function claimSuite(name: string, claim: Partial<Invariant>) {
  const budget = { traces: 60, steps: 20 };
  return suite({ name, claim: "For a test.", budget: { quick: budget, nightly: budget },
    specification: specification({ name, about: "For a test.", tables, operations: [pass, gather],
      invariants: [claiming("members", claim)] }),
    system: gates.system({ name, about: "For a test.", sizes: { gate: 1, lamp: 2 }, facts: {}, boot: () => {} }) });
}

const healthy = memberSuite("members", (gate, { lamp }) => gate.tally <= 5 && gate.line.has(lamp[1]) === gate.lamps.has(lamp[1])
  && gate.line.length === gate.lamps.size && gate.may.isEmpty === gate.lamps.isEmpty && gate.may.within(gate.may));
const copied: Expected = ["FAIL", /unknown name: a row of "gate" cannot be copied/];
const unknown: Expected = ["FAIL", /unknown name: .* has no member/];
const other: Expected = ["FAIL", /missing row: .* in place of a row of "lamp"/];
const both = (expected: Expected) => ({ check: expected, explore: expected });
const one = (name: string, expected: Expected, holds: (gate: any, world: any) => unknown): EngineCase =>
  ({ name, said: both(expected), healthy, suite: memberSuite(name, holds) });

export const memberCases: readonly EngineCase[] = [
  one("a copy of a row", copied, (gate) => !{ ...gate }.stuck),
  one("a row that is assigned to another object", copied, (gate) => !Object.assign({ stuck: false }, gate).stuck),
  one("what is left of a row", copied, ({ tally, ...rest }) => tally < 6 && !rest.stuck),
  one("the entries of a row", copied, (gate) => !Object.entries(gate).some(([name, value]) => name === "stuck" && value === true)),
  one("the names of a row, one by one", copied, (gate) => { for (const name in gate) if (name === "stuck" && gate[name]) return false; return gate.tally < 6; }),
  one("a row as a text", copied, (gate) => !JSON.stringify(gate).includes("\"stuck\":true")),
  one("a copy of a set", ["FAIL", /unknown name: a set cannot be copied/], (gate) => ({ ...gate.lamps }).size !== 2),
  one("a member of a queue that is misspelt", unknown, (gate) => !gate.line.isEmtpy),
  one("a member of a set that is one of lists", unknown, (gate) => gate.lamps.length !== 2),
  one("a member of rights that is misspelt", unknown, (gate) => !gate.may.isEmty),
  one("a set that is asked for a number", other, (gate, { lamp }) => !gate.lamps.has(lamp[1].id)),
  one("a set that is asked for a row of another table", other, (gate) => gate.tally > 9 || !gate.lamps.has(gate)),
  one("a queue that is asked for a number", other, (gate, { lamp }) => !gate.line.has(lamp[1].id)),
  { name: "a part of a step that is misspelt", said: both(["FAIL", /a step has no part "outcom"/]), healthy,
    suite: claimSuite("misspelt step", { permits: { "it is not closed": ({ step, after }: any) => after.gate.length > 0 && step.outcom !== "the day is not over" } }) },
  { name: "a side of a step that is misspelt", said: both(["FAIL", /a moment has no part "afer"/]), healthy,
    suite: claimSuite("misspelt side", { permits: { "the gate is free": ({ afer }: any) => !afer?.gate[0].stuck } }) },
  one("a queue in which rows of another table are counted", other, (gate) => gate.line.count(gate) === 0),
];
