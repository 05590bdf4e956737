/** Suites of capabilities: the model itself, and each seeded bug as a suite that must fail. */
import { type Suite, suite } from "../../src/language/index.ts";
import { measuredBudget, suiteOfBug } from "../seeding.ts";
import { capabilities, capsSystems } from "./capabilities.ts";
import { capabilitiesBugs } from "./seeded-bugs.ts";

export const capabilitiesSuites: readonly Suite[] = [
  suite({
    name: "bench:caps", claim: "Rights only shrink on the way down, and revocation reaches every copy.",
    specification: capabilities, system: capsSystems.S, systems: capsSystems, budget: measuredBudget,
  }),
  ...capabilitiesBugs.map((bug) => suiteOfBug(bug, capsSystems)),
];
