/**
 * Capability spaces with room for two, and almost no caps: what happens when names and capabilities run out.
 */
import { core, init, mib, otherwise, start, to } from "../describe.ts";
import { instantiate } from "../instantiate.ts";

export const crowded = instantiate(init("init", core, [
  start("server", { ram: mib, caps: 37, provides: ["Echo"], route: [otherwise("parent")] }),
  start("client", { ram: mib, caps: 37, route: [to("Echo", "server"), otherwise("parent")] }),
]), "capability spaces with room for two", { asleep: [], waiting: [], names: 2 });
