/** Worked cases of blocking by locks. */
import type { Given } from "../timing/exact.ts";
import {
  type SectionTask, type SharingTask, ceilingBlocking, dpcpBlocking, fmlpBlocking, inheritanceBlocking, lockAssumptions, lockConventions,
  mpcpBlocking, msrpBlocking, stackResourceBlocking,
} from "../timing/locks/index.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import type { Adapters } from "./case.ts";

interface GivenTask {
  readonly name: string;
  readonly T: Given;
  readonly R: Given;
  readonly cluster: number;
  readonly priority: number;
  readonly requests: readonly { readonly res: number; readonly num: number; readonly len: Given }[];
}
interface GivenSharing {
  readonly tasks: readonly GivenTask[];
  readonly resourceLocation?: Readonly<Record<string, number>>;
  readonly lowerNumberIsHigherPriority: boolean;
}

export const locks: Adapters = {
  "lock.pcp": ({ tasks, priorities }: { tasks: readonly { name: string; sections: Record<string, Given> }[]; priorities: string }) => {
    const order = priorities.split(">");
    const sorted = order.map((name): SectionTask => {
      const task = tasks.find((one) => one.name === name);
      if (task === undefined) throw new TimingRefusal("unknown name", "priorities", `name "${name}", which is no task`);
      return { id: name, sections: task.sections };
    });
    return { B_pcp: ceilingBlocking(sorted), B_pip: inheritanceBlocking(sorted), conventions: lockConventions };
  },
  "lock.srp": ({ tasks }: { tasks: readonly { name: string; D: Given; sections: Record<string, Given> }[] }) => ({
    B_srp: stackResourceBlocking(tasks.map(({ name, D, sections }) => ({ id: name, deadline: D, sections }))), conventions: lockConventions,
  }),
  "lock.mpcp": (input: GivenSharing) => {
    const blocking = mpcpBlocking(sharers(input));
    return {
      waiting: blocking.map(({ waiting }) => waiting), lifted: blocking.map(({ lifted }) => lifted),
      blocking: blocking.map((one) => one.blocking), ...told,
    };
  },
  "lock.msrp": (input: GivenSharing) => {
    const blocking = msrpBlocking(sharers(input));
    return { spinning: blocking.map(({ spinning }) => spinning), arrival: blocking.map(({ arrival }) => arrival), ...told };
  },
  "lock.dpcp": (input: GivenSharing) => {
    const homes = Object.fromEntries(Object.entries(input.resourceLocation ?? {}).map(([name, cluster]) => [name, String(cluster)]));
    const blocking = dpcpBlocking(sharers(input), homes);
    return { localBlocking: blocking.map(({ local }) => local), remoteBlocking: blocking.map(({ remote }) => remote), ...told };
  },
  "lock.fmlp": (input: GivenSharing) => {
    const blocking = fmlpBlocking(sharers(input));
    return { blocking: blocking.map((one) => one.blocking), count: blocking.map(({ requests }) => requests), ...told };
  },
};

const told = { conventions: lockConventions, assumptions: lockAssumptions };

const sharers = ({ tasks, lowerNumberIsHigherPriority }: GivenSharing): SharingTask[] =>
  tasks.map(({ name, T, R, cluster, priority, requests }) => ({
    id: name, period: T, response: R, processor: String(cluster), priority: lowerNumberIsHigherPriority ? priority : -priority,
    requests: requests.map(({ res, num, len }) => ({ resource: `res${res}`, count: num, length: len })),
  }));
