/** Genode's component layer. */
import { genodeMutants } from "../../properties/genode/mutants.ts";
import { suites } from "../../properties/genode/suites/index.ts";
import survivors from "../../properties/genode/survivors.json" with { type: "json" };
import { genode as specification } from "../../spec/genode/index.ts";
import { type Survivor, kernel } from "./kernel.ts";

export const genode = kernel({
  name: specification.name, specification, suites, mutants: genodeMutants, survivors: survivors as Readonly<Record<string, Survivor>>,
});
