import { partitions } from "../../../model/genode/systems/partitions.ts";
import { genodeSuite } from "../suite.ts";

export const genodeIsolation = genodeSuite({
  concern: "isolation",
  claim: "What happens in one partition is invisible in another to which no route leads.",
  system: partitions,
  traces: 1000,
  sees: ["partitions do not learn of each other"],
  elsewhere: {},
});
