/** Dining philosophers (E. W. Dijkstra, 1965): each takes a fork from either side, and eats with both. */
import { type Specification, choice, refTo, source, specification, table, world } from "../../../src/language/index.ts";

const sources = [source("this project", "test/engine/progress/philosophers.ts")];
const claiming = { claim: "Something.", why: "For a test.", sources };

/**
 * Everybody takes the left fork first, or the last one the right one (`isOrdered`). A fork that is free is taken by who is quicker, so
 * that taking it must be strongly fair.
 */
export function philosophers(isOrdered: boolean, how: "weak" | "strong"): Specification {
  const { invariant, operation, tables } = world({ name: "philosophers", tables: {
    philosopher: table({ about: "one who thinks and eats", columns: { state: choice("thinks", "hungry", "has one", "eats") } }),
    fork: table({ about: "a fork between two", columns: { holder: refTo("philosopher") } }),
  } });
  const look = (world: any, { philosopher }: any) => {
    const { fork } = world;
    const [left, right] = [fork[philosopher.id], fork[(philosopher.id + 1) % fork.length]];
    const isOther = isOrdered && philosopher.id === fork.length - 1;
    return { first: isOther ? right : left, second: isOther ? left : right };
  };
  const hunger = operation({ name: "Get hungry", summary: "For a test.", sources, by: "philosopher",
    checks: [{ unless: "it thinks", holds: ({ philosopher }) => philosopher.state === "thinks", answer: "no" }],
    cases: [{ when: "it is hungry", then: { "it is hungry": ({ philosopher }) => { philosopher.state = "hungry"; } } }] });
  const take = (name: string, from: "hungry" | "has one", to: "has one" | "eats", which: "first" | "second") => operation({
    name, summary: "For a test.", sources, by: "philosopher", look,
    checks: [
      { unless: "it wants it", holds: ({ philosopher }) => philosopher.state === from, answer: "no" },
      { unless: "the fork lies there", holds: (scene: any) => scene[which].holder === null, answer: "later" },
    ],
    cases: [{ when: "it takes it", then: { "it holds it": (scene: any) => {
      scene[which].holder = scene.philosopher;
      scene.philosopher.state = to;
    } } }] });
  const [takeFirst, takeSecond] = [take("Take the first fork", "hungry", "has one", "first"), take("Take the second fork", "has one", "eats", "second")];
  const stop = operation({ name: "Stop eating", summary: "For a test.", sources, by: "philosopher", look,
    checks: [{ unless: "it eats", holds: ({ philosopher }) => philosopher.state === "eats", answer: "no" }],
    cases: [{ when: "it stops", then: { "both forks lie there": ({ philosopher, first, second }: any) => {
      first.holder = second.holder = null;
      philosopher.state = "thinks";
    } } }] });
  return specification({ name: "philosophers", about: "For a test.", tables, operations: [hunger, takeFirst, takeSecond, stop], invariants: [
    invariant({ ...claiming, name: "the table goes on", goesOn: true }),
    invariant({ ...claiming, name: "everybody can always eat", each: "philosopher", canAlways: ({ state }) => state === "eats" }),
    invariant({ ...claiming, name: "the hungry eat", each: "philosopher", from: ({ state }) => state === "hungry", leadsTo: ({ state }) => state === "eats",
      fair: how === "weak" ? { weak: [takeFirst, takeSecond, stop] } : { weak: [stop], strong: [takeFirst, takeSecond] } }),
    invariant({ ...claiming, name: "all can think", canAlways: ({ philosopher }) => philosopher.every(({ state }) => state === "thinks") }),
  ] });
}
