/** The moon. */
import { kernel } from "cordon";
import { describedSystem } from "../../model/moon/systems.ts";
import { anybodyWakes, systems, threads } from "../../properties/moon/suite.ts";
import { moon as specification } from "../../spec/moon/index.ts";

export const moon = kernel({
  name: specification.name, specification, suites: [threads], systems, mutants: [anybodyWakes],
  survivors: { "Forget / drop step / the thread forgets / nothing is counted": { verdict: "equivalent", why: "Nobody asks how often." } },
  describedIn: ["moon"], describedSystem,
  chains: {
    priority: { says: "a request runs at the priority of who asks", checked: "assumed: as the moon manual says" },
    serving: { says: "whoever is asked asks all others that it may", checked: "assumed" },
    across: () => ({ carriesPriority: true, says: "keep their priority", as: "the moon does" }),
  },
  costs: { "Wake / the other runs again": ["ipc call"], "Block / the thread runs": [], "Block / it waits": [] },
});
