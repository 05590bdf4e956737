/** Worked cases of blocking by locks. */
import type { Given } from "../timing/exact.ts";
import {
  type SectionTask, type SharingTask, ceilingBlocking, dpcpBlocking, fmlpBlocking, inheritanceAssumptions, inheritanceBlocking,
  lockAssumptions, lockConventions, mpcpBlocking, msrpBlocking, stackResourceBlocking,
} from "../timing/locks/index.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import type { AllAnalyses as Analyses } from "./case.ts";
import { type Numbering, inOrder, lowerIsHigher } from "./tasks-undeclared.ts";

interface GivenTask {
  readonly name?: string;
  readonly T: Given;
  readonly R: Given;
  readonly cluster: number | string;
  readonly priority?: number;
  readonly requests: readonly { readonly res: number | string; readonly num?: number; readonly len: Given }[];
}
interface GivenSharing extends Numbering {
  readonly tasks: readonly GivenTask[];
  readonly resourceLocation?: Readonly<Record<string, number | string>>;
}
interface GivenSections {
  readonly name?: string;
  readonly D?: Given;
  readonly sections: Readonly<Record<string, Given>>;
}

export const locks: Analyses = {
  "lock.pcp": ({ tasks, priorities }: { tasks: readonly GivenSections[]; priorities?: string }) => {
    const named = tasks.map(sectionsOf);
    const sorted = priorities == null ? named : inOrder(named, priorities, "priorities");
    return {
      B_pcp: ceilingBlocking(sorted), B_pip: inheritanceBlocking(sorted), conventions: lockConventions,
      assumptions: inheritanceAssumptions,
    };
  },
  "lock.srp": ({ tasks }: { tasks: readonly GivenSections[] }) => ({
    B_srp: stackResourceBlocking(tasks.map((task, i) => ({ ...sectionsOf(task, i), deadline: task.D! }))), conventions: lockConventions,
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
    const homes = Object.fromEntries(Object.entries(input.resourceLocation ?? {})
      .map(([name, cluster]) => [resourceOf(name), String(cluster)]));
    const blocking = dpcpBlocking(sharers(input), homes);
    return { localBlocking: blocking.map(({ local }) => local), remoteBlocking: blocking.map(({ remote }) => remote), ...told };
  },
  "lock.fmlp": (input: GivenSharing) => {
    const blocking = fmlpBlocking(sharers(input));
    return { blocking: blocking.map((one) => one.blocking), count: blocking.map(({ requests }) => requests), ...told };
  },
};

const told = { conventions: lockConventions, assumptions: lockAssumptions };

const sectionsOf = ({ name, sections }: GivenSections, i: number): SectionTask => ({ id: name ?? `t${i + 1}`, sections });

/** A resource by its number, alone or as in "res0", or by another name. */
const resourceOf = (res: number | string): string => /^\d+$/.test(String(res)) ? `res${res}` : String(res);

function sharers(input: GivenSharing): SharingTask[] {
  const number = lowerIsHigher(input);
  return input.tasks.map(({ name, T, R, cluster, priority, requests }, i) => {
    const place = (value: unknown, field: string): string => {
      if (typeof value === "number" || typeof value === "string") return String(value);
      throw new TimingRefusal("missing", `tasks[${i}].${field}`, "must be a number or a name");
    };
    return {
      id: name ?? `t${i + 1}`, period: T, response: R ?? T, processor: place(cluster, "cluster"),
      ...(priority == null ? {} : { priority: number(priority) }),
      requests: requests.map(({ res, num = 1, len }, r) =>
        ({ resource: resourceOf(place(res, `requests[${r}].res`)), count: num, length: len })),
    };
  });
}
