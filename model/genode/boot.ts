/** The state in which a trace begins, reached by the specification's own arithmetic. */
import type { World } from "../../src/language/index.ts";
import { canPayCaps, canPayRam, grantCaps, grantRam, openCaps, openRam } from "../../spec/genode/accounts.ts";
import { assignable, pdSession } from "../../spec/genode/assignment.ts";
import type { Facts, Wish } from "../../spec/genode/facts.ts";
import { destinationOf } from "../../spec/genode/routes.ts";
import { enter, freeId, handOut, nameFor, passOn, payToInit } from "../../spec/genode/sessions.ts";
import type { Component, Session, Tables } from "../../spec/genode/world.ts";

type GenodeWorld = World<Tables>;

/** Core keeps this for itself at boot: bytes and caps. Source: Genode `repos/base/src/core/main.cc` at ffb059da. */
export const coreRam = 224 * 1024;
export const coreCaps = 1000;

/** Brings the topmost init up, with everything that core does not keep. */
export function bootTopmost({ component, account }: GenodeWorld, facts: Facts): void {
  const top = component[0]!;
  account[0]!.exists = true;
  account[0]!.ram_limit = coreRam;
  account[0]!.ram_granted = coreRam;
  account[0]!.caps_limit = coreCaps;
  account[0]!.caps_granted = coreCaps;
  const own = top.account!;
  own.exists = true;
  own.reference = account[0]!;
  own.ram_limit = facts.totalRam - coreRam;
  own.ram_granted = own.ram_limit;
  own.caps_limit = facts.totalCaps - coreCaps;
  own.caps_granted = own.caps_limit;
  top.take("assign quota");
  top.take("come alive");
}

/**
 * Brings a component up as far as its init can: its environment, and with `executing` its first instructions too.
 * Where its environment is incomplete it stays without them.
 */
export function bootComponent(world: GenodeWorld, component: Component, facts: Facts, executing: boolean): void {
  const init = component.parent!;
  if (init.state !== "alive" || !facts.pdRouted[component.id]!) return;
  const { ram, caps, assignedRam, assignedCaps } = assignable(component, init, facts);
  const from = init.account!;
  const own = component.account!;
  if (from.ram_limit < pdSession.ram + ram || from.caps_limit < pdSession.caps + caps) return;
  own.exists = true;
  own.reference = from;
  openRam(from, own, pdSession.ram);
  openCaps(from, own, pdSession.caps);
  grantRam(from, own, ram);
  grantCaps(from, own, caps);
  component.assigned_ram = assignedRam;
  component.assigned_caps = assignedCaps;
  component.take("assign quota");
  const environment = facts.wishes.filter((wish) => wish.client === component.id && wish.environment);
  const complete = environment.map((wish) => openNow(world, wish, facts, wish.ram, wish.caps) !== null || !wish.required);
  if (!executing || !complete.every((there) => there)) return;
  component.take("come alive");
  makeObject(world, component);
  const wanted = facts.wishes.find((wish) =>
    wish.client === component.id && !wish.environment && wish.onBehalfOf < 0 && wish.ways.length > 0);
  if (wanted !== undefined) openNow(world, wanted, facts, firstDonation.ram, firstDonation.caps);
}

/** What a component donates for the session with which it begins. */
const firstDonation = { ram: 16 * 1024, caps: 3 };

/** Gives a component one RPC object, with which it can answer its clients. */
function makeObject(world: GenodeWorld, component: Component): void {
  const object = world.object.find(({ owner }) => owner!.id === component.id);
  const name = object === undefined ? null : nameFor(world, component, object);
  if (object === undefined || name === null || component.account!.caps_limit === component.account!.caps_used) return;
  object.exists = true;
  name.object = object;
  component.account!.caps_used += 1;
}

/** Opens a session with all hops above it and every answer given; null where that cannot be. */
function openNow(world: GenodeWorld, wish: Wish, facts: Facts, ram: number, caps: number): Session | null {
  const client = world.component[wish.client]!;
  const init = client.parent!;
  const to = destinationOf(world, wish);
  const session = freeId(world, wish);
  const payer = wish.environment ? init.account! : client.account!;
  if (to.to === "nowhere" || session === null || ram < facts.sessionCost
    || !canPayRam(payer, ram) || !canPayCaps(payer, caps)) return null;
  // A sibling must be alive to answer.
  if (to.server !== null && to.server.state !== "alive") return null;
  const nested = to.to === "parent" && init.parent !== null;
  const donation = { payer, init: init.account!, ram, caps, cost: facts.sessionCost };
  payToInit(donation);
  if (to.server !== null) passOn(donation, to.server.account!);
  if (to.to === "parent" && !nested) passOn(donation, init.account!.reference!);
  enter(session, wish, to, donation);
  if (nested) {
    const above = openNow(world, facts.wishes[facts.passedOnAs[wish.number]!]!, facts, ram - facts.sessionCost, caps);
    session.upstream = above;
    if (above !== null) above.downstream = session;
    // Without an answer from above the request stays where it is.
    else return null;
  }
  if (to.server !== null) session.object = world.object.find(({ owner, exists }) => exists && owner!.id === to.server!.id) ?? null;
  session.take("become available");
  handOut(session);
  const name = session.object === null || wish.environment ? null : nameFor(world, client, session.object);
  if (name !== null) name.object = session.object;
  return session;
}
