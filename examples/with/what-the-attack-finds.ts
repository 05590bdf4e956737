/** Buffers that are handed on without being cleared: an attack that a suite is there to find, beside what must hold all the same. */
import { flag, oneOf, refTo, source, specification, suite, table, world } from "cordon";

const sources = [source("an example", "examples/with/what-the-attack-finds.ts")];

const pool = world({
  name: "a pool of buffers",
  tables: {
    domain: table({ about: "a domain, which knows the secret or does not", columns: { knows: flag() } }),
    buffer: table({ about: "a buffer of the pool", columns: { owner: refTo("domain"), holdsIt: flag() } }),
  },
});

const take = pool.operation({
  name: "Take", summary: "A domain takes a free buffer.", sources, by: "domain", asks: { buffer: oneOf("buffer") },
  checks: [{ unless: "the buffer is free", holds: ({ buffer }) => buffer.owner === null, answer: "not free" }],
  cases: [{ when: "it is free", then: { "the buffer is the domain's": ({ domain, buffer }) => { buffer.owner = domain; } } }],
});

const write = pool.operation({
  name: "Write", summary: "An owner writes what it knows.", sources, by: "domain", asks: { buffer: oneOf("buffer") },
  checks: [{ unless: "the domain owns the buffer", holds: ({ domain, buffer }) => buffer.owner === domain, answer: "not yours" }],
  cases: [{ when: "it writes", then: { "the buffer holds what the domain knows": ({ domain, buffer }) => { buffer.holdsIt = domain.knows; } } }],
});

const read = pool.operation({
  name: "Read", summary: "An owner reads what the buffer holds.", sources, by: "domain", asks: { buffer: oneOf("buffer") },
  checks: [{ unless: "the domain owns the buffer", holds: ({ domain, buffer }) => buffer.owner === domain, answer: "not yours" }],
  cases: [
    { when: "the buffer holds the secret", holds: ({ buffer }) => buffer.holdsIt, then: { "the domain knows it": ({ domain }) => { domain.knows = true; } } },
    { when: "the buffer holds nothing", holds: ({ buffer }) => !buffer.holdsIt, then: {}, because: "there is nothing to learn" },
  ],
});

const giveBack = pool.operation({
  name: "Give back", summary: "An owner gives a buffer back, as it is.", sources, by: "domain", asks: { buffer: oneOf("buffer") },
  checks: [{ unless: "the domain owns the buffer", holds: ({ domain, buffer }) => buffer.owner === domain, answer: "not yours" }],
  cases: [{ when: "it gives it back", then: { "the buffer is free": ({ buffer }) => { buffer.owner = null; } } }],
});

const apart = pool.invariant({
  name: "the secret stays at home", claim: "Nobody but the first domain knows the secret.", why: "That is what domains are for.", sources,
  each: "domain",
  holds: (domain) => domain.id === 0 || !domain.knows,
});

const byItsOwner = pool.invariant({
  name: "a buffer is its owner's", claim: "A buffer changes when it is taken, or by its owner's hand.", why: "A buffer is memory.", sources,
  changes: "buffer",
  permits: {
    "it was free, and is taken": ({ was, step }) => was.owner === null && take.accepted(step),
    "its owner writes": ({ was, step }) => was.owner !== null && write.of(step)?.domain.id === was.owner.id,
    "its owner gives it back": ({ was, step }) => was.owner !== null && giveBack.of(step)?.domain.id === was.owner.id,
  },
});

const twoDomains = pool.system({
  name: "two domains and a buffer", about: "The first domain knows a secret, the second one wants it.",
  sizes: { domain: 2, buffer: 1 }, facts: {},
  boot: ({ domain }) => { domain[0]!.knows = true; },
  names: { domain: ["vault", "spy"] },
});

export const theAttackIsFound = suite({
  name: "the-attack-is-found", claim: "The secret leaks through a buffer that is not cleared, and buffers belong to their owners all the same.",
  system: twoDomains, breaks: { "the secret stays at home": 5 },
  specification: specification({
    name: "a pool of buffers", about: "Buffers that domains take in turn.", tables: pool.tables,
    operations: [take, write, read, giveBack], invariants: [apart, byItsOwner],
  }),
  budget: { quick: { traces: 200, steps: 30 }, nightly: { traces: 2_000, steps: 60 } },
});
