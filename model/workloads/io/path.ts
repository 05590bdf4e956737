/**
 * An I/O path as an engineer draws it: a link, a ring of descriptors, interrupts that are held back to come in batches, and
 * components that hand batches of packets to each other, on cores of their own or on shared ones. Copies cost what they cost;
 * a path without them is one of zero copy. Times are in one unit of the caller's choice, and data is counted in packets.
 */
import { type Exact, type Given, one, ratio } from "../../../src/timing/exact.ts";
import { TimingRefusal } from "../../../src/timing/refusal.ts";
import { notNegative, positive } from "../../../src/timing/task.ts";

export interface Path {
  /** A packet's time on the link. */
  readonly link: Given;
  /** Room for packets that the driver has not fetched yet, and what happens to a packet that finds none. */
  readonly ring?: { readonly slots: number; readonly full: "hold back" | "drop" };
  /** Least time between two interrupts, each of which fetches a batch; without it a packet is fetched as it comes. */
  readonly interrupts?: { readonly apart: Given };
  /** Most packets that are handed on at a time. */
  readonly batch: number;
  readonly components: readonly Component[];
  /** Limits on what is under way: windows of a protocol, pools of buffers. */
  readonly windows?: readonly Window[];
}

/** What a component takes for a packet, for copying one, and for each batch: system calls, a switch, a doorbell. */
export interface Component {
  readonly name: string;
  readonly core: string;
  readonly perPacket: Given;
  readonly perBatch: Given;
  /** Nothing where packets are passed by reference. */
  readonly perCopy?: Given;
}

/** Room for so many packets, each kept from its start on the link until it has left, and for so long at least. */
export interface Window {
  readonly name: string;
  readonly packets: Given;
  readonly held: Given;
}

/** A path that was checked. */
export interface ReadPath {
  readonly link: Exact;
  readonly ring: NonNullable<Path["ring"]> | null;
  /** 0 where interrupts come at once. */
  readonly apart: Exact;
  /** Most packets that an interrupt can fetch. */
  readonly fetched: number;
  readonly batch: number;
  readonly components: readonly { readonly name: string; readonly core: string; readonly perPacket: Exact; readonly perBatch: Exact }[];
  readonly windows: readonly { readonly name: string; readonly packets: Exact; readonly held: Exact }[];
}

/** Most components of a path. */
const componentsMost = 1000;

/** Refuses times below 0, a link of no speed, counts that are not whole, and names that are missing, unknown or used twice. */
export function readPath({ link, ring, interrupts, batch, components, windows = [] }: Path): ReadPath {
  if (components.length > componentsMost) throw new TimingRefusal("too large", "components", `has ${components.length} entries; at most ${componentsMost} are taken`);
  if (ring !== undefined && windows.length > 0 && ring.full === "drop") throw new TimingRefusal("precondition", "windows",
    "cannot go with a ring that drops: what is lost would be sent again, by a rule that is not modelled; let the ring hold back");
  if (ring !== undefined && ring.full !== "drop" && ring.full !== "hold back") throw new TimingRefusal("unknown name", "ring.full",
    `is ${JSON.stringify(ring.full)}; a full ring can "drop" packets, or "hold back" the link`);
  const apart = interrupts === undefined ? ratio(0) : positive(interrupts.apart, "interrupts.apart");
  return {
    link: positive(link, "link"), ring: ring === undefined ? null : { ...ring, slots: count(ring.slots, "ring.slots") }, apart,
    batch: count(batch, "batch"), fetched: Math.min(batch, ring?.slots ?? batch),
    components: named(components, "components").map(({ name, core, perPacket, perBatch, perCopy }, i) => ({
      name, core: text(core, `components[${i}].core`), perBatch: notNegative(perBatch, `components[${i}].perBatch`),
      perPacket: notNegative(perPacket, `components[${i}].perPacket`).add(notNegative(perCopy ?? 0, `components[${i}].perCopy`)),
    })),
    windows: named(windows, "windows").map(({ name, packets, held }, i) => {
      const room = positive(packets, `windows[${i}].packets`);
      if (room.lt(one)) throw new TimingRefusal("out of range", `windows[${i}].packets`, `is ${room.toFraction()}: not one packet fits`);
      return { name, packets: room, held: notNegative(held, `windows[${i}].held`) };
    }),
  };
}

/** The same path with every packet passed by reference. */
export const withoutCopies = (path: Path): Path =>
  ({ ...path, components: path.components.map(({ name, core, perPacket, perBatch }) => ({ name, core, perPacket, perBatch })) });

/** A whole number of at least 1. */
export function count(given: number, field: string): number {
  if (given === undefined) throw new TimingRefusal("missing", field, "is missing; give a whole number of at least 1");
  if (Number.isSafeInteger(given) && given >= 1) return given;
  throw new TimingRefusal("out of range", field, `is ${typeof given === "number" ? given : JSON.stringify(given)}; it must be a whole number of at least 1`);
}

function text(given: string, field: string): string {
  if (typeof given !== "string" || given === "") throw new TimingRefusal("missing", field, "must be a name, as a text");
  return given;
}

function named<Named extends { readonly name: string }>(list: readonly Named[], field: string): readonly Named[] {
  const names = list.map(({ name }, i) => text(name, `${field}[${i}].name`));
  const again = names.findIndex((name, i) => names.indexOf(name) < i);
  if (again >= 0) throw new TimingRefusal("duplicate name", `${field}[${again}].name`, `is "${names[again]!}", which another one has`);
  return list;
}
