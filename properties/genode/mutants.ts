/**
 * Faults of Genode's component layer made by hand: plausible slips, and bugs that its real code has or had.
 * The suites must notice every one of them.
 */
import type { CraftedMutant, Operation } from "../../src/language/index.ts";
import { grantRam, moveRam } from "../../spec/genode/accounts.ts";
import { withCheck, withLook, withStep, withoutSteps } from "../altering.ts";

const crafted = (operation: string, name: string, change: (operation: Operation) => Operation): CraftedMutant =>
  ({ name, tier: "crafted", operation, change });

const historical = (operation: string, name: string, source: string, change: (operation: Operation) => Operation): CraftedMutant =>
  ({ name, tier: "historical", source, operation, change });

const sibling = "the service is a sibling's";

export const genodeMutants: readonly CraftedMutant[] = [
  historical("Lower a component's quota", "an init takes the surplus four times in place of once",
    "repos/os/src/lib/sandbox/child.cc, _apply_resource_downgrade, since commit e1cb988d03 (25.05)",
    (lower) => withStep(lower, "the component has something unused", "the RAM comes back to the init", ({ init, component, less }) => {
      const { account } = component;
      const most = Math.min(account.ram_limit - account.ram_used, account.ram_limit - account.ram_initial);
      grantRam(account, init.account, Math.min(4 * less.ram, most));
    })),
  historical("Pass a creation on", "a request that cannot be passed on keeps its id and its quota",
    "repos/base/src/lib/base/child.cc, Child::session, at ffb059da",
    (pass) => withoutSteps(pass, "no route leads further", "the session is denied")),
  historical("Allocate RAM", "a failed allocation stays charged",
    "repos/base/src/core/pd_session_component.cc, alloc_ram, at ffb059da",
    (allocate) => withoutSteps(allocate, "physical memory is exhausted", "the RAM charge is taken back", "the capability charge is taken back")),
  historical("Deliver a session capability", "the server is not woken up when the client vanished during the creation",
    "issue genodelabs/genode#5435",
    (deliver) => withoutSteps(deliver, "the client has vanished meanwhile", "the server finds the close request in its ROM")),

  crafted("Open a session", "the init keeps the cost of the meta data twice",
    (open) => withStep(open, sibling, "the init keeps the cost of the meta data and passes the rest on", ({ donation, to }) => {
      moveRam(donation.init, to.server.account, Math.max(0, donation.ram - 2 * donation.cost));
      to.server.account.caps_limit += donation.caps;
      donation.init.caps_limit -= donation.caps;
    })),
  crafted("Open a session", "the init pays for its component's session",
    (open) => withLook(open, ({ donation, init }) => ({ donation: { ...donation, payer: init.account } }))),
  crafted("Open a session", "a session can be paid with what the protection domain was opened with",
    (open) => withCheck(open, "the payer has the RAM", ({ donation }) => donation.ram <= donation.payer.ram_limit)),
  crafted("Open a session", "a component that has exited can still ask",
    (open) => withCheck(open, "the requester may open this session in its present state", ({ client, init, wish }) =>
      wish.environment ? client.state === "quota assigned" && init.state === "alive" : client.state === "alive")),
  crafted("Deliver a session capability", "a server can answer for a session that it asked for itself",
    (deliver) => withCheck(deliver, "the session is the server's", ({ component, session }) =>
      session.server?.id === component.id || session.client?.id === component.id)),
  crafted("Deliver a session capability", "a server can deliver a capability of somebody else",
    (deliver) => withCheck(deliver, "the server owns the object", ({ object }) => object.exists)),
  crafted("Collect a session", "the init keeps what a denied request had donated",
    (collect) => withStep(collect, "the session was denied", "the donation comes back, unless the server has spent it", ({ session }) => {
      const init = session.owner.parent.account;
      moveRam(session.kind === "child" ? session.server.account : init.reference ?? init, init, session.ram);
    })),
  crafted("Collect a session", "the init collects every session in the component's place",
    (collect) => withLook(collect, (_found, _world, { session }) => ({ collector: session.owner.parent }))),
  crafted("Upgrade a session", "an upgrade counts twice in the donation",
    (upgrade) => withStep(upgrade, "the service is elsewhere", "the session's donation grows", ({ session, donation }) => {
      session.ram += 2 * donation.ram;
      session.caps += donation.caps;
    })),
  crafted("Close a session", "closing does not return the cost of the meta data",
    (close) => withStep(close, "the session was never made", "the donation comes back, unless it has been spent", ({ session }) => {
      const init = session.owner.parent.account;
      moveRam(session.kind === "child" ? session.server.account : init.reference ?? init, session.client.account, session.ram);
    })),
  crafted("Close a session", "a session can be closed before it is made",
    (close) => withCheck(close, "the server has answered the create request", () => true)),
  crafted("Destroy a component", "what a destroyed component used is not returned",
    (destroy) => withStep(destroy, "nothing holds it any more", "all its RAM goes to the reference account", ({ account, heir }) => {
      moveRam(account, heir, account.ram_limit - account.ram_used + account.ram_initial);
      account.ram_limit = 0;
    })),
  crafted("Destroy a component", "the caps of a destroyed component are not returned",
    (destroy) => withStep(destroy, "nothing holds it any more", "all its caps go to the reference account", ({ account }) => {
      account.caps_limit = 0;
    })),
  crafted("Configure quota", "a new quota for one component is taken for all",
    (configure) => withStep(withLook({ ...configure, look: () => ({}) }, (_found, world) => ({ all: world.component })),
      "the configuration changes", "another RAM quota is configured", ({ all, ram }) => {
        for (const one of all) one.configured_ram = ram.value;
      })),
  crafted("Transfer quota", "siblings can transfer quota to each other",
    (transfer) => withCheck(transfer, "one account is the reference of the other", ({ from, to }) =>
      to.exists && (from.id === to.id || from.reference?.id === to.id || to.reference?.id === from.id
        || to.reference?.id === from.reference?.id))),
  crafted("Allocate RAM", "an allocation is charged without rounding to pages",
    (allocate) => withStep(allocate, "there is physical memory", "the RAM is charged", ({ account, size }) => { account.ram_used += size.value; })),
  crafted("Dissolve an RPC object", "an object that somebody else knows survives",
    (dissolve) => withStep(withLook(dissolve, (_found, world, { component, object }) => ({
      known: world.name.some((name: any) => name.object?.id === object.id && name.holder.id !== component.id),
    })), "the identity is destroyed", "the identity is gone", ({ object, known }) => { object.exists = known; })),
  crafted("Delegate a capability", "a capability can be passed along a session that is being closed",
    (delegate) => withCheck(delegate, "a session that is in use ties the two", ({ receiver }) => receiver !== null)),
  crafted("Delegate a capability", "whoever knows a session can pass capabilities to its server",
    (delegate) => withLook(delegate, (_found, world, { name, session }) => ({
      receiver: session.server,
      slot: world.name.find((one: any) => one.holder.id === session.server?.id && one.object?.id === name.object?.id)
        ?? world.name.find((one: any) => one.holder.id === session.server?.id && one.object === null) ?? null,
    }))),
  crafted("Delegate a capability", "a capability gets a second name at the receiver",
    (delegate) => withLook(delegate, ({ receiver, slot }, world) => ({
      slot: world.name.find((one: any) => one.holder.id === receiver?.id && one.object === null) ?? slot,
    }))),
  crafted("Invoke a capability", "an init can call its components",
    (invoke) => withCheck(invoke, "the callee is not below the caller", ({ callee, component }) => callee !== null && component !== null)),
  crafted("Evaluate the dependencies of a component", "a component is left alone although its session leads to another server",
    (evaluate) => withLook(evaluate, () => ({ moved: false }))),
  crafted("Start a component", "the cost of the environment is assigned as well",
    (start) => withLook(start, ({ given }) => ({ given: given === null ? null : { ...given, ram: given.assignedRam } }))),
  crafted("Raise a component's quota", "the whole configured quota is added in place of the difference",
    (raise) => withLook(raise, ({ more }, _world, { component }) =>
      ({ more: { ...more, ram: more.ram === 0 ? 0 : component.configured_ram } }))),
  crafted("Exit", "a component that exits keeps its sessions",
    (exit) => withoutSteps(exit, "the component is done", "all sessions that it has asked for are closed")),
  crafted("Pass a creation on", "the donation is passed on undiminished",
    (pass) => withLook(pass, ({ donation }) => ({ donation: { ...donation, ram: donation.ram + donation.cost } }))),
  crafted("Request resources", "a second resource request adds to the first",
    (request) => withStep(request, "the parent takes note", "the wanted RAM is noted", ({ component, ram }) => { component.asked_ram += ram.value; })),
];
