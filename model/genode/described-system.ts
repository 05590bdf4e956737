/** The system of a description in the format of init's configurations. */
import type { Description } from "../../src/language/index.ts";
import type { InitConfig } from "../../spec/genode/config.ts";
import { expectedOf } from "./expected.ts";
import { instantiate } from "./instantiate.ts";

/** The system, with what it must show. */
export function describedSystem({ content }: Description) {
  const system = instantiate(content as InitConfig);
  return { system, requires: expectedOf(system.facts) };
}
