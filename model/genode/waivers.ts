/** Which outcomes and sightings a configuration cannot reach, and why. */
import type { Facts } from "../../spec/genode/facts.ts";

export function waivers(_facts: Facts): Record<string, string> {
  return {};
}
