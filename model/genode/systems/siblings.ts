/**
 * The smallest system in which everything of the session protocol can happen: one server and two clients under one init.
 * It is small so that traces come back to the same few sessions again and again, and the server runs short of quota.
 */
import { core, init, kib, mib, otherwise, start, to } from "../describe.ts";
import { instantiate } from "../instantiate.ts";

export const siblings = instantiate(init("init", core, [
  start("server", { ram: 254 * kib, caps: 38, provides: ["Echo"], route: [otherwise("parent")] }),
  start("client", { ram: 400 * kib, caps: 40, configured: true, route: [to("Echo", "server"), otherwise("parent")] }),
  start("rival", { ram: mib, caps: 60, route: [to("Echo", "server"), otherwise("parent")] }),
]), "a server and two clients", { asleep: [], waiting: [] });
