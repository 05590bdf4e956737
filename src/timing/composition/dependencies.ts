/** Which tasks have to be analysed together, since the windows of each shape what disturbs the others. */

/**
 * The tasks in groups, such that each group depends on itself and on groups before it alone; in a group of several each
 * depends on each other one, over some others perhaps. Within a group the order of the list is kept. (Strongly connected components:
 * Tarjan, SIAM Journal on Computing 1(2), 1972; with a stack of its own, since graphs may be deep.)
 */
export function groupsOf<Task>(tasks: readonly Task[], dependsOn: (task: Task) => readonly Task[]): Task[][] {
  const place = new Map(tasks.map((task, i) => [task, i]));
  const seen = new Map<Task, Visit<Task>>();
  const [open, groups]: [Task[], Task[][]] = [[], []];
  const enter = (task: Task): Visit<Task> => {
    const visit = { task, left: [...dependsOn(task)], number: seen.size, lowest: seen.size, isOpen: true };
    seen.set(task, visit);
    open.push(task);
    return visit;
  };
  for (const task of tasks) if (!seen.has(task)) {
    const path = [enter(task)];
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const next = visit.left.pop();
      const known = next && seen.get(next);
      if (known?.isOpen) visit.lowest = Math.min(visit.lowest, known.number);
      if (next !== undefined && known === undefined) path.push(enter(next));
      if (next !== undefined) continue;
      path.pop();
      const caller = path.at(-1);
      if (caller !== undefined) caller.lowest = Math.min(caller.lowest, visit.lowest);
      if (visit.lowest === visit.number) groups.push(closed(visit.task));
    }
  }
  return groups;

  function closed(first: Task): Task[] {
    const group = open.splice(open.indexOf(first));
    for (const one of group) seen.get(one)!.isOpen = false;
    return group.sort((a, b) => place.get(a)! - place.get(b)!);
  }
}

interface Visit<Task> {
  readonly task: Task;
  /** What it depends on and has not been looked at. */
  readonly left: Task[];
  readonly number: number;
  /** The earliest open task that is known to be reached from it. */
  lowest: number;
  isOpen: boolean;
}
