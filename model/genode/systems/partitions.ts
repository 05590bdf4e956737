/**
 * Two partitions under one init: in each a server and its client, and no route from one to the other. Whatever happens in
 * one must be invisible in the other.
 */
import { core, init, mib, otherwise, start, to } from "../describe.ts";
import { instantiate } from "../instantiate.ts";

export const partitions = instantiate(init("init", core, [
  start("red-server", { ram: mib, caps: 60, provides: ["Red"], route: [otherwise("parent")] }),
  start("red-client", { ram: mib, caps: 60, route: [to("Red", "red-server"), to("LOG", "parent"), to("ROM", "parent"), to("PD", "parent"), to("CPU", "parent")] }),
  start("blue-server", { ram: mib, caps: 60, provides: ["Blue"], route: [otherwise("parent")] }),
  start("blue-client", { ram: mib, caps: 60, route: [to("Blue", "blue-server"), to("LOG", "parent"), to("ROM", "parent"), to("PD", "parent"), to("CPU", "parent")] }),
]), "two partitions", { asleep: [], waiting: [], names: 12 });
