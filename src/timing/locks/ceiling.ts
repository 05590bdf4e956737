/**
 * Blocking on one processor: by the priority ceiling and the stack resource policy once, by priority inheritance once for each
 * lower task or once for each resource. Sources: Sha, Rajkumar and Lehoczky, "Priority inheritance protocols", IEEE Trans.
 * Computers 39 (1990); Baker, "Stack-based scheduling of realtime processes", Real-Time Systems 3 (1991).
 */
import type { Assumption } from "../evidence.ts";
import { type Exact, type Given, largest, smallest, sum, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { notNegative, positive } from "../task.ts";

/** A task and the resources that it uses: the longest critical section for each. */
export interface SectionTask {
  readonly id: string;
  readonly sections: Readonly<Record<string, Given>>;
}

/** A bound for each task, by its name. */
export type Blocking = Readonly<Record<string, Exact>>;

/**
 * Priority ceiling, immediate or not: the longest single section of a lower task on a resource that the task or a higher one uses.
 * Tasks in order of priority, the highest first. Nested sections count with the outermost.
 */
export function ceilingBlocking(tasks: readonly SectionTask[]): Blocking {
  return bounded(readSections(tasks), (blockers) =>
    largest([zero, ...blockers.flatMap(({ sections }) => sections.map(({ length }) => length))]));
}

/** The stack resource policy under EDF: preemption levels are relative deadlines, and tasks of one deadline do not block each other. */
export function stackResourceBlocking(tasks: readonly (SectionTask & { readonly deadline: Given })[]): Blocking {
  const read = readSections(tasks).map((task, i) => ({ ...task, level: positive(tasks[i]!.deadline, `tasks[${i}].deadline`) }));
  const blocks = (task: typeof read[number]): Exact => {
    const above = read.filter(({ level }) => level.lte(task.level));
    const used = new Set(above.flatMap(({ sections }) => sections.map(({ resource }) => resource)));
    return largest([zero, ...read.filter(({ level }) => level.gt(task.level)).flatMap(({ sections }) =>
      sections.filter(({ resource }) => used.has(resource)).map(({ length }) => length))]);
  };
  return Object.fromEntries(read.map((task) => [task.id, blocks(task)]));
}

/** What inheritance rests on, beside sections that do not nest. */
export const inheritanceAssumptions: readonly Assumption[] = [
  { says: "a lock that is given up goes to whoever runs next, and is not handed to who waits", checked: "taken as given" },
];

/**
 * Priority inheritance without nesting: each lower task blocks once, and each resource does; the lesser of both sums.
 * Deadlocks are impossible, since sections do not nest. A lock that is given up goes back to whoever runs next: where it is handed to
 * the first who waits, a task can find it taken again, and once for each resource is too little.
 */
export function inheritanceBlocking(tasks: readonly SectionTask[]): Blocking {
  return bounded(readSections(tasks), (blockers) => {
    const byTask = blockers.map(({ sections }) => largest(sections.map(({ length }) => length)));
    const byResource = new Map<string, Exact>();
    for (const { sections } of blockers) for (const { resource, length } of sections)
      if (length.gt(byResource.get(resource) ?? zero)) byResource.set(resource, length);
    return smallest([sum(byTask), sum([...byResource.values()])]);
  });
}

interface Sections {
  readonly id: string;
  readonly sections: readonly { readonly resource: string; readonly length: Exact }[];
}

/** A bound for each task from the lower ones, with those of their sections alone that can block it. */
function bounded(tasks: readonly Sections[], bound: (blockers: readonly Sections[]) => Exact): Blocking {
  const used = new Set<string>();
  return Object.fromEntries(tasks.map(({ id, sections }, i) => {
    for (const { resource } of sections) used.add(resource);
    const blockers = tasks.slice(i + 1).map((lower) =>
      ({ ...lower, sections: lower.sections.filter(({ resource }) => used.has(resource)) }));
    return [id, bound(blockers.filter((lower) => lower.sections.length > 0))];
  }));
}

/** Most tasks, and most sections of all of them together: each is compared with every other. */
const tasksMost = 1_000;
const sectionsMost = 5_000;

function readSections(tasks: readonly SectionTask[]): readonly Sections[] {
  const list: unknown = tasks;
  if (!Array.isArray(list)) throw new TimingRefusal("missing", "tasks", "must be a list of tasks");
  if (tasks.length > tasksMost) throw new TimingRefusal("too large", "tasks", `has ${tasks.length} tasks; at most ${tasksMost} are taken`);
  const ids = new Set<string>();
  let count = 0;
  return tasks.map((task, i) => {
    if (typeof task !== "object" || task === null) throw new TimingRefusal("missing", `tasks[${i}]`, "must be a task: an object with id and sections");
    const { id, sections } = task;
    if (typeof id !== "string" || id === "") throw new TimingRefusal("missing", `tasks[${i}].id`, "must be a name");
    if (ids.has(id)) throw new TimingRefusal("duplicate name", `tasks[${i}].id`, `is "${id}", which another task has: names must differ`);
    ids.add(id);
    if (typeof sections !== "object" || sections === null) throw new TimingRefusal("missing", `tasks[${i}].sections`, "must be an object: a length for each resource");
    count += Object.keys(sections).length;
    if (count > sectionsMost) throw new TimingRefusal("too large", `tasks[${i}].sections`, `are more than ${sectionsMost} with those before them; at most so many are taken`);
    return {
      id, sections: Object.entries(sections).map(([resource, length]) =>
        ({ resource, length: notNegative(length, `tasks[${i}].sections.${resource}`) })),
    };
  });
}
