/**
 * A second, naive telling of where init sends a session, to disagree with: plain objects, no patterns, no tables, every
 * label of a small alphabet tried one by one. Written from Genode's `os/src/lib/sandbox/{child.cc,utils.h,route_model.h,
 * server.cc,config_model.h}` and `os/include/os/session_policy.h`; it shares no code with `spec/genode`.
 */

export interface Selectors { unscoped_label?: string; label_last?: string; label?: string; label_prefix?: string; label_suffix?: string }
export interface TwinTarget { to: "parent" | "any-child" | "child" | "local"; name?: string; label?: string; identity?: string; resource?: string }
export interface TwinRule { service: string | null; when: Selectors; targets: TwinTarget[] }
export interface TwinPolicy { when: Selectors; isDefault: boolean; child: string | null; label?: string }
export interface TwinStart { node: "start"; name: string; version: string; provides: string[]; rules: TwinRule[]; inner?: TwinInit }
export interface TwinAlias { node: "alias"; name: string; child: string }
export interface TwinInit { parentProvides: string[]; nodes: (TwinStart | TwinAlias)[]; forwards: Record<string, TwinPolicy[]> }

/** How the selectors of a rule are read: as the code does, or all of them as the book says. */
export type TwinReading = "code" | "book";

interface Room { init: TwinInit; path: string; outer?: { room: Room; start: TwinStart } }

/** All pairs "client server" between which some label opens a session, over all clients and services. */
export function sessionsOf(top: TwinInit, services: string[], labels: string[], reading: TwinReading): Set<string> {
  const found = new Set<string>();
  const walk = (room: Room): void => {
    for (const start of running(room.init)) {
      if (start.inner) walk({ init: start.inner, path: `${room.path} -> ${start.name}`, outer: { room, start } });
      else for (const service of services) for (const label of labels) {
        const server = up(room, start, service, `${start.name} -> ${label}`, reading);
        if (server !== undefined) found.add(`${room.path} -> ${start.name}|${server}`);
      }
    }
  };
  walk({ init: top, path: "init" });
  return found;
}

/** Paths of the components of which init cannot open all environment sessions. */
export function unstartable(top: TwinInit): Set<string> {
  const found = new Set<string>();
  const walk = (room: Room): void => {
    for (const start of running(room.init)) {
      const opens = (service: string, label: string): boolean => up(room, start, service, label, "code") !== undefined;
      const environment = ["PD", "CPU", "LOG"].every((service) => opens(service, start.name));
      if (!environment || !opens("ROM", start.inner ? "init" : start.name) || !opens("ROM", "ld.lib.so")) found.add(`${room.path} -> ${start.name}`);
      if (start.inner) walk({ init: start.inner, path: `${room.path} -> ${start.name}`, outer: { room, start } });
    }
  };
  walk({ init: top, path: "init" });
  return found;
}

/** Later nodes of one name and version replace earlier ones of the other kind; of one kind the later updates the earlier. */
function named(init: TwinInit): (TwinStart | TwinAlias)[] {
  const list: (TwinStart | TwinAlias)[] = [];
  for (const node of init.nodes) {
    const version = node.node === "start" ? node.version : "";
    const at = list.findIndex((one) => one.name === node.name && (one.node === "start" ? one.version : "") === version);
    if (at < 0) list.push(node);
    else list[at] = node;
  }
  return list;
}

const running = (init: TwinInit): TwinStart[] => named(init).filter((node) => node.node === "start");

function up(room: Room, start: TwinStart, service: string, label: string, reading: TwinReading): string | undefined {
  for (const rule of start.rules) {
    if (rule.service !== null && rule.service !== service) continue;
    if (!isSelected(rule.when, start.name, label, reading)) continue;
    for (const target of rule.targets) {
      const seen = shownTo(target, label);
      if (target.to === "parent" && room.init.parentProvides.includes(service)) {
        if (!room.outer) return `outside ${service}`;
        return up(room.outer.room, room.outer.start, service, `${room.outer.start.name} -> ${seen}`, reading);
      }
      const child = target.to === "child" ? byName(room.init, target.name!, service)
        : target.to === "any-child" ? anyChild(room.init, service) : undefined;
      if (child) return down(room, child, service, seen);
    }
    if (rule.service !== null) return undefined;
  }
  return undefined;
}

function down(room: Room, child: TwinStart, service: string, label: string): string | undefined {
  const path = `${room.path} -> ${child.name}`;
  if (!child.inner) return path;
  const policies = child.inner.forwards[service];
  if (!policies) return undefined;
  let best: TwinPolicy | undefined;
  for (const policy of policies) if (!policy.isDefault && isStronger(policy.when, best?.when, label)) best = policy;
  best ??= policies.find(({ isDefault }) => isDefault);
  if (!best || best.child === null) return undefined;
  const server = running(child.inner).find(({ name, provides }) => name === best.child && provides.includes(service));
  return server && down({ init: child.inner, path, outer: { room, start: child } }, server, service, best.label ?? label);
}

function byName(init: TwinInit, name: string, service: string): TwinStart | undefined {
  let real = name;
  for (const node of named(init)) if (node.node === "alias" && node.name === name) real = node.child;
  return running(init).filter((start) => start.name === real && start.provides.includes(service)).pop();
}

function anyChild(init: TwinInit, service: string): TwinStart | undefined {
  const offers = running(init).flatMap((start) => start.provides.filter((one) => one === service).map(() => start));
  return offers.length === 1 ? offers[0] : undefined;
}

function isSelected(when: Selectors, child: string, label: string, reading: TwinReading): boolean {
  const { unscoped_label: unscoped, label_last: last, label: exact, label_prefix: front, label_suffix: back } = when;
  const isUnscoped = (): boolean => unscoped === label;
  const isLast = (): boolean => last === lastOf(label);
  const isScoped = (): boolean => {
    if (!label.startsWith(`${child} -> `)) return false;
    const said = label.slice(child.length + 4);
    const alone = exact !== undefined && [unscoped, last, front, back].every((one) => one === undefined);
    return (!alone || said === exact) && isFit(when, said);
  };
  const needsScope = exact !== undefined || front !== undefined || back !== undefined;
  if (reading === "book")
    return (unscoped === undefined || isUnscoped()) && (last === undefined || isLast()) && (!needsScope || isScoped());
  if (unscoped !== undefined) return isUnscoped();
  if (last !== undefined) return isLast();
  return !needsScope || isScoped();
}

const isFit = ({ label, label_prefix: front, label_suffix: back }: Selectors, said: string): boolean =>
  (label === undefined || strip(said) === strip(label)) && (front === undefined || strip(said).startsWith(strip(front)))
    && (back === undefined || strip(said).endsWith(strip(back)));

/** `Node_label_score::stronger`, branch by branch. */
function isStronger(policy: Selectors, best: Selectors | undefined, label: string): boolean {
  const { label: exact, label_prefix: front, label_suffix: back } = policy;
  if (exact === undefined && front === undefined && back === undefined) return false;
  if (!isFit(policy, label)) return false;
  if (best === undefined) return true;
  if (exact !== undefined && best.label === undefined) return true;
  if (best.label !== undefined) return false;
  if (front !== undefined && best.label_prefix === undefined) return true;
  if (front === undefined && best.label_prefix !== undefined) return false;
  if (front !== undefined && strip(front).length !== strip(best.label_prefix!).length)
    return strip(front).length > strip(best.label_prefix!).length;
  if (back !== undefined && best.label_suffix === undefined) return true;
  if (back === undefined && best.label_suffix !== undefined) return false;
  return back !== undefined && strip(back).length > strip(best.label_suffix!).length;
}

function shownTo({ label: whole, identity, resource }: TwinTarget, label: string): string {
  if (whole !== undefined) return whole;
  const parts = label.split(" -> ");
  const last = resource ?? parts.pop()!;
  if (resource !== undefined) parts.pop();
  const front = identity ?? parts.join(" -> ");
  return front === "" ? last : `${front} -> ${last}`;
}

const lastOf = (label: string): string => label.split(" -> ").pop()!;

const strip = (text: string): string => text.replace(/^ */u, "").replace(/ *$/u, "");
