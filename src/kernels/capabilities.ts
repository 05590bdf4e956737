/** Capabilities in their smallest form: a model to measure by. */
import { capabilities as specification } from "../../examples/capabilities/capabilities.ts";
import { capabilitiesSuites as suites } from "../../examples/capabilities/suites.ts";
import { kernel } from "./kernel.ts";

export const capabilities = kernel({ name: specification.name, specification, suites, apart: true });
