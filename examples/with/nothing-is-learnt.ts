/** Two partitions that take frames of one pool: how many frames are free tells one of them what the other does. */
import { count, refTo, source, specification, suite, table, world } from "cordon";

const sources = [source("an example", "examples/with/nothing-is-learnt.ts")];

const pool = world({
  name: "a pool",
  tables: {
    partition: table({ about: "a partition", columns: { clock: count({ max: 20 }) } }),
    frame: table({ about: "a frame", columns: { owner: refTo("partition") } }),
  },
});

const take = pool.operation({
  name: "Take a frame", summary: "A partition takes the first free frame.", sources, by: "partition",
  look: ({ frame }) => ({ free: frame.filter(({ owner }) => owner === null) }),
  checks: [{ unless: "a frame is free", holds: ({ free }) => free.length > 0, answer: "no memory" }],
  cases: [{ when: "it gets the frame", then: { "the partition owns it": ({ partition, free }) => { free[0]!.owner = partition; } } }],
});

const tick = pool.operation({
  name: "Tick", summary: "Time passes for everybody.", sources, checks: [],
  look: ({ partition }) => ({ all: partition }),
  cases: [{ when: "time passes", then: { "the clocks go on": ({ all }) => { for (const one of all) if (one.clock < 20) one.clock++; } } }],
});

const apart = pool.invariant({
  name: "partitions are apart", claim: "A partition does not learn of what others do.", why: "What it learns is a channel.", sources,
  each: "partition",
  unseen: {
    hidden: ({ id }, { args }) => args["partition"] !== undefined && args["partition"].id !== id,
    hears: ({ id }, { args }) => args["partition"]?.id === id,
    view: (partition, { frame }) => ({
      clock: partition.clock,
      frames: frame.filter(({ owner }) => owner === partition).map(({ id }) => id),
    }),
  },
});

export const aPool = suite({
  name: "a-pool", claim: "Partitions do not learn of each other.",
  system: pool.system({ name: "two partitions", about: "Two partitions and four frames.", sizes: { partition: 2, frame: 4 }, facts: {}, boot: () => {} }),
  specification: specification({ name: "a pool", about: "Partitions that share frames.", tables: pool.tables, operations: [take, tick], invariants: [apart] }),
  budget: { quick: { traces: 200, steps: 20 }, nightly: { traces: 2_000, steps: 40 } },
});
