/**
 * An init inside an init. What the inner client asks of its parent goes on to a sibling of the inner init, to the
 * platform, to a place inside the outer init, or nowhere: every way in which a request can be passed on.
 */
import { core, init, kib, labelled, mib, otherwise, start, to } from "../describe.ts";
import { instantiate } from "../instantiate.ts";

const inner = init("init -> inner", [...core, "Echo", "Dead_end"], [
  start("client", {
    ram: mib, caps: 60,
    route: [to("Echo", "parent"), to("Dead_end", "parent"), labelled(to("ROM", "parent"), "config"), otherwise("parent")],
  }),
], { ram: 0, caps: 0 });

export const nested = instantiate(init("init", core, [
  start("server", { ram: 300 * kib, caps: 60, provides: ["Echo"], route: [otherwise("parent")] }),
  start("inner", { ram: 1275 * kib, caps: 120, init: inner, route: [to("Echo", "server"), otherwise("parent")] }),
]), "an init inside an init", { asleep: [], waiting: [], ids: 7 });
