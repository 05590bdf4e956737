/**
 * An inner init that has less than its components are configured to get: whoever comes first takes what there is.
 * One component has no route for its PD session and never starts.
 */
import { core, init, kib, mib, otherwise, start, to } from "../describe.ts";
import { instantiate } from "../instantiate.ts";

const poor = init("init -> poor", core, [
  start("first", { ram: 700 * kib, caps: 37, provides: ["Echo"], route: [otherwise("parent")] }),
  start("second", { ram: 700 * kib, caps: 60, route: [to("Echo", "first"), otherwise("parent")] }),
  start("third", { ram: 700 * kib, caps: 60, route: [otherwise("parent")] }),
], { ram: 64 * kib, caps: 4 });

export const scarce = instantiate(init("init", core, [
  start("poor", { ram: 1600 * kib, caps: 140, init: poor, route: [otherwise("parent")] }),
  start("outcast", { ram: mib, caps: 60, route: [to("PD"), otherwise("parent")] }),
]), "more configured than there is", { asleep: ["third", "outcast"], waiting: ["second"] });
