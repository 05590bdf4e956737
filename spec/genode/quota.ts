/**
 * RAM and capability quota at the start of a system: what a component's environment costs, and how an init shares
 * what it has among its children in document order.
 * Sources: Genode `repos/base/include/base/child.h` (env_ram_quota, env_cap_quota), `repos/os/src/lib/sandbox/child.h`
 * and `library.cc`, at ffb059da (26.04); all sizes for 64-bit machines.
 */
import type { InitConfig, Start } from "./config.ts";

/** What one environment session donates to its server: RAM in bytes, and capabilities. */
export interface SessionCost {
  readonly session: string;
  readonly ram: number;
  readonly caps: number;
}

/** The sessions that every component needs before its first instruction. */
export const environmentSessions: readonly SessionCost[] = [
  { session: "PD", ram: 192 * 1024, caps: 13 },
  { session: "CPU", ram: 36 * 1024, caps: 6 },
  { session: "LOG", ram: 8 * 1024, caps: 2 },
  { session: "ROM of the binary", ram: 6 * 1024, caps: 3 },
  { session: "ROM of the linker", ram: 6 * 1024, caps: 3 },
];

/** RAM in bytes that the environment takes out of what the configuration assigns. */
export const environmentRam = environmentSessions.reduce((sum, { ram }) => sum + ram, 0);

/** Capabilities that the environment takes: the sessions' own and the parent capability. */
export const environmentCaps = environmentSessions.reduce((sum, { caps }) => sum + caps, 1);

/** Capabilities that init takes besides: session objects 1, start node 1, config ROM 2, session_requests ROM 2. */
export const initCaps = 6;

/** Capabilities that never reach the child. */
export const withheldCaps = environmentCaps + initCaps;

/** The fewest capabilities that leave a child any: the book's rule of thumb. */
export const capsMin = withheldCaps + 1;

/** RAM in bytes and capabilities that an init keeps for itself when its configuration does not say. */
export const preservedRam = 40 * 8 * 1024;
export const preservedCaps = 20;

/** What a child can use of the RAM in bytes that was assigned to it. */
export const effectiveRam = (assigned: number): number => Math.max(0, assigned - environmentRam);

/** What a child can use of the capabilities that were assigned to it. */
export const effectiveCaps = (assigned: number): number => Math.max(0, assigned - withheldCaps);

/** RAM in bytes and capabilities. */
export interface Quota {
  readonly ram: number;
  readonly caps: number;
}

/** What a start node asks for and what is left for it when its turn comes. */
export interface Assignment {
  readonly start: Start;
  readonly asked: Quota;
  readonly granted: Quota;
}

/** What an init that was itself assigned `own` has for its children: its environment and its reserve go off. */
export const shareable = (init: InitConfig, own: Quota): Quota => ({
  ram: Math.max(0, effectiveRam(own.ram) - (init.preserveRam ?? preservedRam)),
  caps: Math.max(0, effectiveCaps(own.caps) - (init.preserveCaps ?? preservedCaps)),
});

/**
 * The first assignment of quota: children are served in document order, and each gets what it asks for or all that
 * is left. Asking for more than there is, is legal; those that come later pay for it.
 */
export const initialAssignment = (init: InitConfig, available: Quota): readonly Assignment[] => {
  let { ram, caps } = available;
  return init.starts.map((start) => {
    const asked = { ram: start.ram ?? 0, caps: start.caps ?? 0 };
    const granted = { ram: Math.min(asked.ram, ram), caps: Math.min(asked.caps, caps) };
    ram -= granted.ram;
    caps -= granted.caps;
    return { start, asked, granted };
  });
};
