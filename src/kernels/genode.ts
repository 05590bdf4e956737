/** Genode's component layer. */
import { callConventions as chains } from "../../model/genode/call-conventions.ts";
import { genodeCosts as costs } from "../../model/genode/costs.ts";
import { formatName } from "../../model/genode/description.ts";
import { describedSystem } from "../../model/genode/described-system.ts";
import { genodeMutants as mutants } from "../../properties/genode/mutants.ts";
import promises from "../../properties/genode/promises.json" with { type: "json" };
import { suites } from "../../properties/genode/suites/index.ts";
import survivors from "../../properties/genode/survivors.json" with { type: "json" };
import { genode as specification } from "../../spec/genode/index.ts";
import { type Kernel, kernel } from "./kernel.ts";

export const genode = kernel({
  name: specification.name, specification, suites, mutants, survivors: survivors as Kernel["survivors"] & object, promises,
  describedIn: [formatName], describedSystem, chains, costs,
});
