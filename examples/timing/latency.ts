/** How late tasks can be by formula, and how late the search for a worst case has seen them. */
import { responseTimes, search } from "cordon/timing";

const tasks = [
  { id: "interrupt", wcet: 26, period: 250 },
  { id: "control", wcet: 272, period: 1000, jitter: 40, deadline: 500 },
  { id: "logger", wcet: "1001/2", period: 4000 },
];
const { tasks: found, conventions } = responseTimes(tasks, { policy: "fixed-priority" });
for (const { id, bound, explanation } of found) {
  const { observedMax } = search.searchWorstCase({ policy: "fixed priority", tasks }, { task: id, bound });
  const parts = explanation().map(({ what, task, time }) => `${what}${task === null ? "" : ` of ${task}`} ${time.toFraction()}`);
  console.log(`${id}: ${bound?.toFraction() ?? "no bound"} from ${conventions.from}, seen ${observedMax.toFraction()}: ${parts.join(", ")}`);
}
