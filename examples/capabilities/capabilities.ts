/**
 * Capabilities that domains copy, hand on and revoke, in their smallest honest form: every capability but the first of
 * an object has a parent, and rights only shrink on the way down.
 * A model of our own for measuring, small enough that others can write the same one.
 */
import {
  type Row, factsOf, oneOf, refTo, rights, source, specification, table, world, yesOrNo,
} from "../../src/language/index.ts";

const tables = {
  domain: table({ about: "who holds capabilities", columns: {} }),
  object: table({ about: "what they are for", columns: { home: refTo("domain") } }),
  slot: table({ about: "a place for a capability; free without an object", columns: {
    domain: refTo("domain"), object: refTo("object"), rights: rights("grant", "write"), parent: refTo("slot"),
  } }),
};

interface Facts { readonly capabilitiesMost: number }

const caps = world({ name: "caps", facts: factsOf<Facts>(), tables });
type Tables = typeof tables;
type Slot = Row<Tables, "slot">;
type Slots = readonly Slot[];
const own = [source("this project", "examples/capabilities/capabilities.ts")];

const isFull = (slots: Slots, { capabilitiesMost }: Facts) => slots.filter(({ object }) => object !== null).length >= capabilitiesMost;
const lowest = (slots: Slots, domain: Row<Tables, "domain"> | null) =>
  slots.find((slot) => slot.object === null && slot.domain!.id === domain?.id) ?? null;

function free(slot: Slot) {
  slot.object = null;
  slot.parent = null;
  slot.rights.clear();
}

function fill(slot: Slot, from: Slot, grant: boolean, write: boolean) {
  slot.object = from.object;
  slot.parent = from;
  if (grant) slot.rights.add("grant");
  if (write) slot.rights.add("write");
}

/** Whether the way up from a slot leads through another; it is followed for no more steps than there are slots. */
function descendsFrom(slot: Slot, ancestor: Slot, slots: Slots) {
  let at = slot.parent;
  for (let steps = slots.length; at !== null && steps > 0; steps--, at = at.parent) if (at.id === ancestor.id) return true;
  return false;
}

const create = caps.operation({
  name: "Create", summary: "Make the first capability of an object again, in its home domain.", sources: own,
  asks: { object: oneOf("object") },
  look: ({ slot }, { object }, facts) => ({ slots: slot, full: isFull(slot, facts), target: lowest(slot, object.home) }),
  checks: [
    { unless: "no capability of the object is left", holds: ({ slots, object }) => slots.every((one) => one.object?.id !== object.id), answer: "exists" },
    { unless: "another capability may exist", holds: ({ full }) => !full, answer: "full" },
    { unless: "the home domain has a free slot", holds: ({ target }) => target !== null, answer: "no slot" },
  ],
  cases: [{ when: "the object gets its first capability", then: {
    "the slot names the object": ({ target, object }) => { target!.object = object; },
    "with every right": ({ target }) => { target!.rights.add("grant"); target!.rights.add("write"); },
  } }],
});

const mint = caps.operation({
  name: "Mint", summary: "Copy a capability within its domain, with some of its rights.", sources: own,
  asks: { slot: oneOf("slot"), grant: yesOrNo(), write: yesOrNo() },
  look: (world, { slot }, facts) => ({ full: isFull(world.slot, facts), target: lowest(world.slot, slot.domain) }),
  checks: [
    { unless: "the slot holds a capability", holds: ({ slot }) => slot.object !== null, answer: "no capability" },
    { unless: "the rights are among its own", answer: "no right",
      holds: ({ slot, grant, write }) => (!grant || slot.rights.has("grant")) && (!write || slot.rights.has("write")) },
    { unless: "another capability may exist", holds: ({ full }) => !full, answer: "full" },
    { unless: "the domain has a free slot", holds: ({ target }) => target !== null, answer: "no slot" },
  ],
  cases: [{ when: "the domain gets a copy",
    then: { "the copy descends from the capability": ({ target, slot, grant, write }) => fill(target!, slot, grant, write) } }],
});

const delegate = caps.operation({
  name: "Delegate", summary: "Hand a copy of a capability to another domain, with some of its rights.", sources: own,
  asks: { slot: oneOf("slot"), domain: oneOf("domain"), grant: yesOrNo(), write: yesOrNo() },
  look: (world, { domain }, facts) => ({ full: isFull(world.slot, facts), target: lowest(world.slot, domain) }),
  checks: [
    { unless: "the slot holds a capability", holds: ({ slot }) => slot.object !== null, answer: "no capability" },
    { unless: "it goes to another domain", holds: ({ slot, domain }) => slot.domain!.id !== domain.id, answer: "own domain" },
    { unless: "the capability may be handed on", holds: ({ slot }) => slot.rights.has("grant"), answer: "no right" },
    { unless: "the rights are among its own", answer: "no right",
      holds: ({ slot, write }) => !write || slot.rights.has("write") },
    { unless: "another capability may exist", holds: ({ full }) => !full, answer: "full" },
    { unless: "the other domain has a free slot", holds: ({ target }) => target !== null, answer: "no slot" },
  ],
  cases: [{ when: "the other domain gets a copy",
    then: { "the copy descends from the capability": ({ target, slot, grant, write }) => fill(target!, slot, grant, write) } }],
});

const revoke = caps.operation({
  name: "Revoke", summary: "Take back every capability that descends from one.", sources: own,
  asks: { slot: oneOf("slot") },
  look: (world, { slot }) => ({ heirs: world.slot.filter((one) => descendsFrom(one, slot, world.slot)) }),
  checks: [
    { unless: "the slot holds a capability", holds: ({ slot }) => slot.object !== null, answer: "no capability" },
    { unless: "a capability descends from it", holds: ({ heirs }) => heirs.length > 0, answer: "nothing to revoke" },
  ],
  cases: [{ when: "its descendants go", then: { "every slot of a descendant is free": ({ heirs }) => heirs.forEach(free) } }],
});

const remove = caps.operation({
  name: "Delete", summary: "Give up a capability; what descends from it now descends from its parent.", sources: own,
  asks: { slot: oneOf("slot") },
  look: (world, { slot }) => ({ children: world.slot.filter(({ parent }) => parent?.id === slot.id) }),
  checks: [{ unless: "the slot holds a capability", holds: ({ slot }) => slot.object !== null, answer: "no capability" }],
  cases: [{ when: "the capability goes", then: {
    "its children become its parent's": ({ children, slot }) => children.forEach((child) => { child.parent = slot.parent; }),
    "its slot is free": ({ slot }) => free(slot),
  } }],
});

const wellDerived = caps.invariant({
  name: "capabilities are well derived",
  claim: "A capability with a parent is for the parent's object, has no right that the parent lacks, and is not its own ancestor.",
  why: "Otherwise rights are amplified, or revocation misses a copy.", sources: own,
  each: "slot",
  holds: (slot, world) => slot.parent === null
    || slot.parent.object?.id === slot.object?.id && slot.rights.within(slot.parent.rights) && !descendsFrom(slot, slot, world.slot),
  seen: { "a capability has a grandparent": ({ slot }) => slot.some(({ parent }) => parent !== null && parent.parent !== null) },
});

const freeSlotsAreBare = caps.invariant({
  name: "free slots are bare",
  claim: "A free slot has no parent and no rights.",
  why: "What a free slot keeps, the next capability in it may inherit.", sources: own,
  each: "slot",
  holds: ({ object, parent, rights }) => object !== null || parent === null && rights.isEmpty,
  seen: { "every capability is gone": ({ slot }) => slot.every(({ object }) => object === null) },
});

export const revocationIsComplete = caps.invariant({
  name: "revocation is complete",
  claim: "After a revocation nothing descends from the capability.",
  why: "A copy that survives revocation is access that nobody can take back.", sources: own,
  permits: {
    "it is not a revocation": ({ step }) => revoke.of(step) === null,
    "nothing descends from the capability": ({ after, step }) => revoke.where(step, ({ slot }) =>
      after.slot.every(({ parent }) => parent?.id !== slot.id)),
  },
  seen: { "a revocation reached a grandchild": ({ step, before, after }) => revoke.where(step, ({ slot }) =>
    before.slot.some(({ parent, id }) => parent?.parent?.id === slot.id && after.slot[id]!.object === null)) },
});

export const derivedWhereParentExists = caps.invariant({
  name: "capabilities are well derived where their parent exists",
  claim: "A capability whose parent exists is for the parent's object, with no right that the parent lacks, and not its own ancestor.",
  why: "As the stronger claim, for a kernel that leaves orphans behind.", sources: own,
  each: "slot",
  holds: (slot, world) => slot.parent === null || slot.parent.object === null
    || slot.parent.object.id === slot.object?.id && slot.rights.within(slot.parent.rights) && !descendsFrom(slot, slot, world.slot),
});

export const capabilities = specification({
  name: "caps", about: "Capabilities that are copied, handed on and revoked.", tables: caps.tables,
  operations: [create, mint, delegate, revoke, remove],
  invariants: [wellDerived, freeSlotsAreBare, revocationIsComplete],
});

/** P domains with K slots each, O objects, at most C capabilities. */
export function capsSystem(domains: number, slots: number, objects: number, capabilitiesMost: number) {
  return caps.system({
    name: `${domains} domains of ${slots} slots, ${objects} objects, ${capabilitiesMost} capabilities at most`,
    about: "Each object begins with one capability in its home domain.",
    sizes: { domain: domains, object: objects, slot: domains * slots },
    facts: { capabilitiesMost },
    waived: unreachable(slots, objects, capabilitiesMost),
    boot: ({ domain, object, slot }) => {
      slot.forEach((one) => { one.domain = domain[Math.floor(one.id / slots)]!; });
      object.forEach((one) => {
        one.home = domain[one.id % domains]!;
        const first = slot[(one.id % domains) * slots + Math.floor(one.id / domains)]!;
        first.object = one;
        first.rights.add("grant");
        first.rights.add("write");
      });
    },
  });
}

/** The refusals that two domains of such a size never meet. */
function unreachable(slots: number, objects: number, capabilitiesMost: number): Readonly<Record<string, string>> {
  const alone = "there is no other object whose capabilities could stand in its way";
  const full = "a domain can be full only when no capability may exist any more, which is asked first";
  const handedOn = "the other domain and the giver's slot take all capabilities that may exist, which is asked first";
  return {
    ...(objects > 1 ? {} : { "Create / another capability may exist": alone, "Create / the home domain has a free slot": alone }),
    ...(capabilitiesMost > slots ? {} : { "Create / the home domain has a free slot": full, "Mint / the domain has a free slot": full }),
    ...(capabilitiesMost > slots + 1 ? {} : { "Delegate / the other domain has a free slot": handedOn }),
  };
}

/** The sizes that are measured, by name. */
export const capsSystems = {
  XS: capsSystem(2, 3, 2, 3), S: capsSystem(2, 3, 2, 4), M: capsSystem(2, 3, 1, 5), "M+": capsSystem(2, 3, 2, 5), L: capsSystem(2, 3, 2, 6),
};
