/**
 * What happens to a session's quota: who pays, who holds the donation, and how it comes back.
 * Source: Genode `repos/base/src/lib/base/child.cc` (session, close, revert_quota_and_destroy) at ffb059da.
 */
import type { World } from "../../src/language/index.ts";
import { bookCaps, bookRam, canPayCaps, canPayRam, moveCaps, moveRam } from "./accounts.ts";
import type { Facts, Wish } from "./facts.ts";
import type { Destination } from "./routes.ts";
import type { Account, Component, Name, RpcObject, Session, Tables } from "./world.ts";

/** A donation on its way: who pays which RAM and caps, through which init, which keeps `cost` bytes of meta data. */
export interface Donation {
  readonly payer: Account;
  readonly init: Account;
  readonly ram: number;
  readonly caps: number;
  readonly cost: number;
}

/** The donation for a wish: what is asked, paid by the component; for its environment what it costs, paid by the init. */
export const donationFor = (
  { environment, ...cost }: Wish, client: Component, init: Component, ram: number, caps: number, { sessionCost }: Facts,
): Donation => ({
  payer: environment ? init.account! : client.account!, init: init.account!, cost: sessionCost,
  ram: environment ? cost.ram : ram, caps: environment ? cost.caps : caps,
});

/** Moves a whole donation to the init. */
export const payToInit = ({ payer, init, ram, caps }: Donation) => {
  moveRam(payer, init, ram);
  moveCaps(payer, init, caps);
};

/** Moves what the init does not keep to whoever will hold it. */
export const passOn = ({ init, ram, caps, cost }: Donation, holder: Account) => {
  moveRam(init, holder, ram - cost);
  moveCaps(init, holder, caps);
};

/** An unused id of the component that wishes; none for an environment session that it already has. */
export const freeId = (world: World<Tables>, wish: Wish): Session | null => {
  const own = world.session.filter((session) => session.owner!.id === wish.client);
  if (wish.environment && own.some((session) => session.phase !== "unused" && session.wish === wish.number)) return null;
  return own.find((session) => session.phase === "unused") ?? null;
};

/** Enters a requested session under its id. */
export const enter = (session: Session, wish: Wish, to: Destination, { ram, caps, cost }: Donation) => {
  session.take("request");
  session.client = session.owner;
  session.server = to.server;
  session.kind = to.to === "nowhere" ? "local" : to.to;
  session.environment = wish.environment;
  session.wish = wish.number;
  session.ram = ram - cost;
  session.caps = caps;
};

/** Hands the session's capability to the client. */
export const handOut = (session: Session) => {
  session.take("hand out");
  session.handed_out += 1;
};

/** A component's own name for an object, or an unused name that can be given to it; null when there is neither. */
export const nameFor = (world: World<Tables>, holder: Component, object: RpcObject | null): Name | null => {
  const own = world.name.filter((name) => name.holder!.id === holder.id);
  return own.find((name) => name.object !== null && name.object.id === object?.id)
    ?? own.find((name) => name.object === null) ?? null;
};

/** The init that mediates the session: the parent of the component whose id it is. */
export const initOf = (session: Session) => session.owner!.parent!;

/** The account that holds the donation: the server's, the platform's, or the init's own. */
export const holderOf = (session: Session): Account => {
  const init = initOf(session);
  if (session.kind === "child") return session.server!.account!;
  return session.kind === "parent" && init.parent === null ? init.account!.reference! : init.account!;
};

/** The account that gets the donation back: the parent's for environment sessions and vanished clients. */
export const payerOf = (session: Session): Account =>
  session.environment || session.client === null ? initOf(session).account! : session.client.account!;

/** Whether the holder can give the donation back, and the init the cost of the meta data, unless it is the one who gets it. */
export const canRefund = (session: Session, sessionCost: number) => {
  const holder = holderOf(session);
  const init = initOf(session).account!;
  const kept = payerOf(session).id === init.id ? 0 : sessionCost;
  return holder.exists && canPayCaps(holder, session.caps)
    && (holder.id === init.id ? canPayRam(init, session.ram + kept) : canPayRam(holder, session.ram) && canPayRam(init, kept));
};

/** Gives the donated RAM back, together with the cost of the session's meta data that the init had kept. */
export const refundRam = (session: Session, sessionCost: number) => {
  const init = initOf(session).account!;
  moveRam(holderOf(session), init, session.ram);
  moveRam(init, payerOf(session), session.ram + sessionCost);
};

/** Gives the donated capabilities back. */
export const refundCaps = (session: Session) => moveCaps(holderOf(session), payerOf(session), session.caps);

/** Forgets everything about a session that has ended, so that its id can be used again. */
export const forget = (session: Session) => {
  session.take("forget");
  blank(session);
};

/** Ends a session at once and forgets everything about it. */
export const vanish = (session: Session) => {
  session.take("vanish");
  blank(session);
};

const blank = (session: Session) => {
  const { owner, downstream } = session;
  if (downstream !== null) downstream.upstream = null;
  session.clear();
  session.owner = owner;
};

/** Gives the donation back, or books it as lost where whoever holds it has spent it. */
export const settle = (session: Session, sessionCost: number) => {
  if (canRefund(session, sessionCost)) {
    refundRam(session, sessionCost);
    refundCaps(session);
  } else lose(session, sessionCost);
};

/** Books a donation as lost: it stays where it is, and its payer does not get it back. */
export const lose = (session: Session, sessionCost: number) => {
  bookRam(payerOf(session), -session.ram - sessionCost);
  bookRam(initOf(session).account!, sessionCost);
  bookRam(holderOf(session), session.ram);
  bookCaps(payerOf(session), -session.caps);
  bookCaps(holderOf(session), session.caps);
};

/** Asks whoever serves a living session to close it. */
export const askToClose = (session: Session) => {
  if (session.phase === "living.close requested") return;
  session.take("request close");
  if (session.kind === "child") session.take("offer close");
};

/** What becomes of a session whose client is no more: it is closed for nobody, and the init gets the donation. */
export const loseClient = (session: Session, sessionCost: number) => {
  const payer = payerOf(session);
  const init = initOf(session).account!;
  bookRam(payer, -session.ram - sessionCost);
  bookRam(init, session.ram + sessionCost);
  bookCaps(payer, -session.caps);
  bookCaps(init, session.caps);
  session.client = null;
  if (session.within("failed")) {
    settle(session, sessionCost);
    forget(session);
  } else if (session.within("living") && session.kind === "local") {
    settle(session, sessionCost);
    vanish(session);
  } else if (session.within("living")) askToClose(session);
};

/** What becomes of a session whose server is no more: it is forgotten, and the donation stays where it is. */
export const loseServer = (session: Session, sessionCost: number) => {
  const below = session.downstream;
  lose(session, sessionCost);
  if (session.can("vanish")) vanish(session);
  else forget(session);
  if (below === null) return;
  if (below.phase === "create requested") below.take("deny");
  else if (below.within("living")) askToClose(below);
};

/** Whether the first component stands below the second, at any depth. */
export const isBelow = (component: Component, above: Component) => {
  for (let next = component.parent; next !== null; next = next.parent) if (next.id === above.id) return true;
  return false;
};

/** Whether a component can act: it is alive, has not exited, and does not wait for an answer to an RPC. */
export const runs = (component: Component) =>
  component.state === "alive" && !component.exited && component.blocked_on === null;
