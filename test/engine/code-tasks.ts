/** What the workers of `code-teams.test.ts` search, by name, since specifications cannot be sent to them. */
import { capabilities, capsSystems } from "../../examples/capabilities/capabilities.ts";
import { seededBugs } from "../../examples/seeded-bugs.ts";
import { syncIpc, syncIpcSystem, syncIpcSystems } from "../../examples/sync-ipc/sync-ipc.ts";
import type { ExploreOptions } from "../../src/engine/index.ts";
import type { Invariant, Specification, System } from "../../src/language/index.ts";

export interface CodeTask {
  readonly specification: Specification;
  readonly system: System<any, any>;
  readonly options?: Partial<ExploreOptions>;
}

const claim = (holds: unknown): Invariant =>
  ({ name: "a claim", claim: "x", why: "x", sources: [], holds: holds as NonNullable<Invariant["holds"]> });
const withClaim = (holds: unknown): Specification => ({ ...syncIpc, invariants: [...syncIpc.invariants, claim(holds)] });

/** Lists that are longer than those of code may be: of some states the sentences have to say what is right. */
const longClaim = withClaim(({ client }: any) => {
  const all: number[] = [];
  if (client[0].state === "waiting") for (let i = 0; i < 300; i++) all.push(i);
  return all.length !== 7;
});
const longSteps: Specification = { ...syncIpc, operations: syncIpc.operations.map((one) => one.name !== "Call" ? one : { ...one,
  cases: one.cases.map((its) => ({ ...its, then: { ...its.then, "a list is made": ({ client, endpoint }: any) => {
    const all: number[] = [];
    if (client.id === 0) for (let i = 0; i < 300; i++) all.push(i);
    if (all.length === 7) endpoint.clients.shift();
  } } })) }) };

const small = syncIpcSystem(3, 2, 2, 1);
const smallIpc = { specification: syncIpc, system: small };

/** One that a step shows, and one that a state shows. */
const bugs = seededBugs.filter(({ name }) => ["M1.1", "M2.1"].some((one) => name.startsWith(one)));

export const codeTasks: Readonly<Record<string, CodeTask>> = {
  "all states": { specification: syncIpc, system: syncIpcSystems.XS },
  "a claim makes lists that are too long for code": { specification: longClaim, system: small },
  "a step makes lists that are too long for code": { specification: longSteps, system: small },
  "to a depth": { specification: capabilities, system: capsSystems.XS, options: { depthMost: 4 } },
  "as many states as there are": { ...smallIpc, options: { statesMost: 323 } },
  "one state less than there are": { ...smallIpc, options: { statesMost: 322 } },
  "a claim breaks in many states of a level": {
    specification: withClaim(({ client }: any) => client.some(({ state }: any) => state !== "waiting")), system: small },
  ...Object.fromEntries(bugs.map(({ name, specification, system }) => [name, { specification, system }])),
};
