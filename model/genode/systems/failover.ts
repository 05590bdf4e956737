/**
 * Two servers for one service: when the first is gone, its clients' routes lead to the second; a client that takes any
 * server is stuck while there are two. One log goes to a sibling, so that the environment itself can lose its route.
 */
import { core, init, mib, otherwise, start, to } from "../describe.ts";
import { instantiate } from "../instantiate.ts";

export const failover = instantiate(init("init", core, [
  start("first", { ram: mib, caps: 60, provides: ["Echo"], route: [otherwise("parent")] }),
  start("logger", { ram: mib, caps: 60, provides: ["LOG"], route: [otherwise("parent")] }),
  start("client", { ram: mib, caps: 60, route: [to("LOG", "logger", "parent"), to("Echo", "first", "second"), otherwise("parent")] }),
  start("picky", { ram: mib, caps: 60, route: [to("Echo", "any-child"), otherwise("parent")] }),
  start("starting", { ram: mib, caps: 60, route: [to("LOG", "logger", "parent"), otherwise("parent")] }),
  start("second", { ram: mib, caps: 60, provides: ["Echo"], route: [otherwise("parent")] }),
]), "two servers for one service", { asleep: ["second"], waiting: ["starting"] });
