/** Two runs: every observer of a trace is compared, and what never parted is WEAK. */
import { count, flag, refTo, specification, suite, table, world } from "../../../src/language/index.ts";
import type { EngineCase, Expected } from "./asking.ts";
import { acting, claiming } from "./world.ts";

const tables = {
  party: table({ about: "a party", columns: { has: count({ max: 2 }), clock: count({ max: 9 }), gone: flag() } }),
  page: table({ about: "a page", columns: { owner: refTo("party") } }),
};
const parties = world({ name: "parties", tables });
interface Shape { readonly pooled?: boolean; readonly exits?: boolean; readonly turns?: boolean; readonly size?: number; readonly traces?: number; readonly unseen?: object; readonly pages?: number }

const others = ({ id }: any, step: any): boolean => step.args.party !== undefined && step.args.party.id !== id;
const own = ({ id }: any, step: any): boolean => step.args.party?.id === id;
const view = (party: any, { page }: any) => [party.has, party.clock, ...page.filter((one: any) => one.owner === party).map((one: any) => one.id)];

/** Parties that take pages: of a pool or each of its share; that may leave, and whose device may go in turns. */
function partySuite(name: string, { pooled = false, exits = false, turns = false, size = 2, pages = 4, traces = 60, unseen = {} }: Shape) {
  const free = (page: any, party: any) => page.filter((one: any) => one.owner === null && (pooled || one.id % size === party.id));
  const operations = [
    acting("Take", { "the first becomes its own": ({ left, party }) => { left[0].owner = party; party.has++; } }, { by: "party",
      look: ({ page }: any, { party }: any) => ({ left: free(page, party) }),
      checks: [{ unless: "a page is left", holds: ({ left, party }) => left.length > 0 && party.has < 2, answer: "no page" }] }),
    acting("Give", { "the page is free": ({ held, party }) => { held[0].owner = null; party.has--; } }, { by: "party",
      look: ({ page }: any, { party }: any) => ({ held: page.filter((one: any) => one.owner === party) }),
      checks: [{ unless: "it has a page", holds: ({ held }) => held.length > 0, answer: "none" }] }),
    acting("Tick", { "the clocks go on": ({ all }) => { for (const one of all) if (one.clock < 9 && (!turns || all.some((other: any) => other.has > 1))) one.clock++; } },
      { by: undefined as never, look: ({ party }: any) => ({ all: party }) }),
    ...(!exits ? [] : [acting("Leave", { "it is gone": ({ party }) => { party.gone = true; } }, { by: "party", checks: [{ unless: "it is there", holds: ({ party }) => !party.gone, answer: "gone" }] }),
      acting("Meet", {}, { by: "party", look: ({ party: all }: any) => ({ all }), checks: [{ unless: "all are there", holds: ({ all }) => all.every((one: any) => !one.gone), answer: "alone" }],
        cases: [{ when: "they meet", then: {}, because: "meeting changes nothing" }] })]),
  ];
  const budget = { traces, steps: 20 };
  return suite({ name, claim: "For a test.", budget: { quick: budget, nightly: budget },
    specification: specification({ name, about: "For a test.", tables, operations,
      invariants: [claiming("parties are apart", { each: "party", unseen: { hidden: others, hears: own, view, ...unseen } as never })] }),
    system: parties.system({ name, about: "For a test.", sizes: { party: size, page: pages }, facts: {}, boot: () => {} } as never) });
}

const apart = partySuite("apart", {});
const leak: Expected = ["FAIL", /"parties are apart" is broken/];
const never: Expected = ["WEAK", /never (?:applied|evaluated)|parted/];

/** A hundred observers, the last of which sees what it must not. */
const diluted = (leaks: boolean) => {
  const rows = table({ about: "an observer", columns: { sees: count({ max: 30 }) } });
  const crowd = world({ name: "crowd", tables: { observer: rows } });
  const budget = { traces: 60, steps: 3 };
  return suite({ name: "crowd", claim: "For a test.", budget: { quick: budget, nightly: budget },
    specification: specification({ name: "crowd", about: "For a test.", tables: crowd.tables, operations: [
      acting("Act", { "the last one sees it": ({ observer, last }) => { if (leaks || observer === last) last.sees = Math.min(30, last.sees + 1); else observer.sees = Math.min(30, observer.sees + 1); } },
        { by: "observer", look: ({ observer }: any) => ({ last: observer.at(-1) }) })],
      invariants: [claiming("observers are apart", { each: "observer", unseen: { hidden: ({ id }: any, { args }: any) => args.observer.id !== id, hears: () => false, view: ({ sees }: any) => [sees] } as never })] }),
    system: crowd.system({ name: "crowd", about: "For a test.", sizes: { observer: 100 }, facts: {}, boot: () => {} }) });
};

export const twoRunCases: readonly EngineCase[] = [
  { name: "pages of one pool", said: { check: leak }, healthy: apart, suite: partySuite("pool", { pooled: true, pages: 3 }) },
  { name: "a clock that goes on while somebody is busy", said: { check: leak }, healthy: apart, suite: partySuite("turns", { turns: true }) },
  { name: "an answer that tells who has left", said: { check: leak }, healthy: apart, suite: partySuite("exits", { exits: true }) },
  { name: "one observer of a hundred", said: { check: ["FAIL", /"observers are apart" is broken/] }, healthy: diluted(false), suite: diluted(true) },
  { name: "a view of which one part is no number at all", said: { check: ["FAIL", /parties are apart/] }, healthy: apart, suite: partySuite("no number", { pooled: true, pages: 3, unseen: { view: (party: any, all: any) => [NaN, ...view(party, all)] } }) },
  { name: "nothing is hidden", said: { check: never }, healthy: apart, suite: partySuite("nothing hidden", { pooled: true, unseen: { hidden: () => false } }) },
  { name: "a view that never changes", said: { check: never }, healthy: apart, suite: partySuite("blind", { pooled: true, unseen: { view: () => [], hears: () => false } }) },
  { name: "`hidden` that answers a promise", said: { check: ["FAIL", /not yes or no/] }, healthy: apart, suite: partySuite("promise", { pooled: true, unseen: { hidden: async () => false } }) },
  { name: "`hears` that answers a word", said: { check: ["FAIL", /not yes or no/] }, healthy: apart, suite: partySuite("word", { pooled: true, pages: 1, unseen: { hears: () => "no", view: () => [] } }) },
  { name: "a view that writes", said: { check: ["FAIL", /not only read/] }, healthy: apart, suite: partySuite("writes", { pooled: true, unseen: { view: (party: any) => { party.has = 0; return [0]; } } }) },
];
