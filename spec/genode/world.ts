/**
 * What exists in a Genode system, as far as components can observe it: components under their inits, accounts of RAM
 * and capabilities in core, sessions between components, and the capabilities that they hold.
 *
 * Sources: Genode Foundations, "Architecture" and "Under the hood"; the sandbox library at ffb059da (26.04).
 */
import {
  type Row, choice, count, factsOf, flag, inLifecycle, refTo, source, table, world,
} from "../../src/language/index.ts";
import { componentMachine } from "./component.machine.ts";
import type { Facts } from "./facts.ts";
import { requestMachine } from "./request.machine.ts";
import { sessionMachine } from "./session.machine.ts";

/** Bytes of RAM; the bound is the memory that a 50-bit machine can have. */
const bytes = () => count({ max: 1_125_899_906_842_623 });

/** Numbers of capabilities; the bound lies above the platform totals of all kernels. */
const caps = () => count({ max: 2_147_483_647 });

const tables = {
  component: table({
    about: "a component with the place that its init keeps for it; the first row is the topmost init",
    columns: {
      state: inLifecycle(componentMachine),
      parent: refTo("component"),
      account: refTo("account"),
      configured: flag(),
      exited: flag(),
      configured_ram: bytes(),
      configured_caps: caps(),
      assigned_ram: bytes(),
      assigned_caps: caps(),
      asked_ram: bytes(),
      asked_caps: caps(),
      blocked_on: refTo("component"),
    },
  }),
  account: table({
    about: "an account of a protection domain in core; the first row is the platform's, which has everything else",
    columns: {
      exists: flag(),
      reference: refTo("account"),
      ram_limit: bytes(), ram_used: bytes(), ram_initial: bytes(),
      caps_limit: caps(), caps_used: caps(), caps_initial: caps(),
      // Not in the kernel: what came and went by assignment and transfer, so that claims can tell it from donations.
      ram_granted: bytes(), ram_given: bytes(), caps_granted: caps(), caps_given: caps(),
    },
  }),
  session: table({
    about: "a session, or a place for one among the ids of its owner",
    most: 20_000,
    columns: {
      phase: inLifecycle(sessionMachine),
      request: inLifecycle(requestMachine),
      owner: refTo("component"),
      client: refTo("component"),
      server: refTo("component"),
      kind: choice("local", "parent", "child"),
      environment: flag(),
      wish: count({ max: 65_535 }),
      upstream: refTo("session"),
      downstream: refTo("session"),
      ram: bytes(), caps: caps(),
      upgrade_ram: bytes(), upgrade_caps: caps(),
      object: refTo("object"),
      handed_out: count({ max: 3 }),
    },
  }),
  object: table({
    about: "the identity of an RPC object in the kernel, or a place for one among those of its owner",
    most: 20_000,
    columns: { owner: refTo("component"), exists: flag() },
  }),
  name: table({
    about: "a name in the capability space of its holder; without an object it is unused",
    most: 20_000,
    columns: { holder: refTo("component"), object: refTo("object") },
  }),
  dataspace: table({
    about: "RAM that a component has allocated, or a place for it",
    most: 20_000,
    columns: { owner: refTo("component"), size: bytes() },
  }),
};

export const genode = world({ name: "genode", facts: factsOf<Facts>(), tables, answers: [
  "ok", "OK", "PENDING", "DONE", "restart", "stuck", "not now", "incomplete", "no effect", "unknown id", "ignored", "quota lost", "DENIED",
  "INSUFFICIENT_RAM", "INSUFFICIENT_CAPS", "OUT_OF_RAM", "OUT_OF_CAPS", "INVALID", "EXCEEDED", "yield request",
  "invalid capability", "invalid capability received", "same capability", "no channel", "IPC error", "not called",
] });

export const { operation, invariant, system, mutant, told } = genode;

export type Tables = typeof tables;
export type Component = Row<Tables, "component">;
export type Account = Row<Tables, "account">;
export type Session = Row<Tables, "session">;
export type RpcObject = Row<Tables, "object">;
export type Name = Row<Tables, "name">;

/** A place in Genode's sources at the commit that this specification was written from. */
export const code = (path: string, symbol?: string) =>
  source("genodelabs/genode ffb059da (26.04)", path, symbol);

/** A chapter of the Genode Foundations book. */
export const book = (chapter: string) => source("Genode Foundations (nfeske/genode-manual bdd2b7b5)", chapter);
