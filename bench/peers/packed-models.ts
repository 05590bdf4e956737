/** The two models of `examples`, packed by hand for `packed-js.ts`. */
import type { PackedModel } from "./packed-js.ts";

/**
 * Queues are words of eight names with the head lowest: 0 is nobody, then come the clients, then the servers. Last comes a word
 * of who is sending, waiting and receiving; the reply slots, four bits each, stand above these where they fit, else in a word of their own.
 */
export function packedSyncIpc(clients: number, servers: number, endpoints: number, slots: number): PackedModel {
  const rights = servers * slots;
  if (clients > 8 || servers > 7 || slots > 7 || rights > 8) throw new RangeError("at most 8 clients, 7 servers and 8 reply slots fit");
  const waitingFrom = clients;
  const receivingFrom = 2 * clients;
  const statusBits = 2 * clients + servers;
  const isJoint = statusBits + 4 * rights <= 32;
  const words = endpoints + (isJoint ? 1 : 2);
  const clientMask = (1 << clients) - 1;
  const serverMask = (1 << servers) - 1;
  const slotsMask = (2 ** (4 * slots) - 1) | 0;

  const heldIn = (states: Int32Array, at: number) => isJoint ? states[at + endpoints]! >>> statusBits : states[at + endpoints + 1]!;

  /** Writes a successor that differs in one queue, the status and the slots, and answers where it ends. */
  function write(
    states: Int32Array, at: number, out: Int32Array, to: number, endpoint: number, queue: number, status: number, held: number,
  ): number {
    for (let word = 0; word < endpoints; word++) out[to + word] = states[at + word]!;
    out[to + endpoint] = queue;
    out[to + endpoints] = isJoint ? status | held << statusBits : status;
    if (!isJoint) out[to + endpoints + 1] = held;
    return to + words;
  }

  /** The same without a thread in the queue where it stands. */
  function leave(states: Int32Array, at: number, out: Int32Array, to: number, name: number, status: number, held: number): number {
    let endpoint = 0;
    let queue = removed(states[at]!, name);
    while (queue === states[at + endpoint] && ++endpoint < endpoints) queue = removed(states[at + endpoint]!, name);
    return write(states, at, out, to, endpoint, queue, status, held);
  }

  function expand(states: Int32Array, at: number, out: Int32Array, to: number): number {
    const status = isJoint ? states[at + endpoints]! & ((1 << statusBits) - 1) : states[at + endpoints]!;
    const held = heldIn(states, at);

    for (let client = 0; client < clients; client++) {
      const name = client + 1;
      const sends = 1 << client;
      const waits = 1 << waitingFrom + client;
      if ((status & sends) !== 0) to = leave(states, at, out, to, name, status & ~sends, held);
      else if ((status & waits) !== 0) to = write(states, at, out, to, 0, states[at]!, status & ~waits, cleared(held, name));
      else for (let endpoint = 0; endpoint < endpoints; endpoint++) {
        const queue = states[at + endpoint]!;
        const server = (queue & 15) - clients - 1;
        const woken = (status | waits) & ~(1 << receivingFrom + server);
        if (server < 0) to = write(states, at, out, to, endpoint, appended(queue, name), status | sends, held);
        else to = write(states, at, out, to, endpoint, queue >>> 4, woken, filled(held, server, name));
      }
    }
    for (let server = 0; server < servers; server++) {
      const name = clients + 1 + server;
      const receives = 1 << receivingFrom + server;
      const own = held >>> 4 * slots * server & slotsMask;
      if ((status & receives) !== 0) {
        to = leave(states, at, out, to, name, status & ~receives, held);
        continue;
      }
      if (lowestFree(own) < slots) for (let endpoint = 0; endpoint < endpoints; endpoint++) {
        const queue = states[at + endpoint]!;
        const client = (queue & 15) - 1;
        const taken = status & ~(1 << client) | 1 << waitingFrom + client;
        if (client < 0 || client >= clients) to = write(states, at, out, to, endpoint, appended(queue, name), status | receives, held);
        else to = write(states, at, out, to, endpoint, queue >>> 4, taken, filled(held, server, client + 1));
      }
      for (let slot = 0; slot < slots; slot++) {
        const client = (own >>> 4 * slot & 15) - 1;
        if (client < 0) continue;
        if ((status >>> waitingFrom + client & 1) === 0) throw new Error("a client is answered that does not wait");
        const without = held & ~(15 << 4 * (server * slots + slot));
        to = write(states, at, out, to, 0, states[at]!, status & ~(1 << waitingFrom + client), without);
      }
    }
    return to;
  }

  function filled(held: number, server: number, name: number): number {
    const slot = lowestFree(held >>> 4 * slots * server & slotsMask);
    return held | name << 4 * (server * slots + slot);
  }

  function holds(states: Int32Array, at: number): boolean {
    const status = states[at + endpoints]!;
    let queued = 0;
    for (let endpoint = 0; endpoint < endpoints; endpoint++) {
      let own = 0;
      for (let queue = states[at + endpoint]!; queue !== 0; queue >>>= 4) {
        const bit = 1 << (queue & 15) - 1;
        if (((queued | own) & bit) !== 0) return false;
        own |= bit;
      }
      if ((own & clientMask) !== 0 && own >>> clients !== 0) return false;
      queued |= own;
    }
    let awaited = 0;
    for (let held = heldIn(states, at); held !== 0; held >>>= 4) {
      if ((held & 15) === 0) continue;
      const bit = 1 << (held & 15) - 1;
      if ((awaited & bit) !== 0) return false;
      awaited |= bit;
    }
    return (queued & clientMask) === (status & clientMask) && (status & status >>> waitingFrom & clientMask) === 0
      && awaited === (status >>> waitingFrom & clientMask) && queued >>> clients === (status >>> receivingFrom & serverMask);
  }

  const successorsMost = (clients + servers) * endpoints + rights;
  return { words, successorsMost, initial: Array.from({ length: words }, () => 0), expand, holds };
}

const lowestFree = (names: number): number => {
  let slot = 0;
  while ((names >>> 4 * slot & 15) !== 0) slot++;
  return slot;
};

const appended = (queue: number, name: number): number => queue | name << (35 - Math.clz32(queue) & ~3);

function removed(queue: number, name: number): number {
  for (let shift = 0; shift < 32; shift += 4) if ((queue >>> shift & 15) === name)
    return queue & ((1 << shift) - 1) | queue >>> shift >>> 4 << shift;
  return queue;
}

function cleared(held: number, name: number): number {
  for (let shift = 0; shift < 32; shift += 4) if ((held >>> shift & 15) === name) held &= ~(15 << shift);
  return held;
}

/** A slot is a byte, four of them a word: its object from 1 on in two bits, its rights in two, its parent from 1 on in four. */
export function packedCaps(domains: number, slotsEach: number, objects: number, capabilitiesMost: number): PackedModel {
  const slots = domains * slotsEach;
  if (objects > 3 || slots > 15) throw new RangeError("at most 3 objects and 15 slots fit");
  const words = slots + 3 >> 2;
  const initial = new Int32Array(words);
  for (let object = 0; object < objects; object++)
    put(initial, 0, object % domains * slotsEach + Math.floor(object / domains), object + 1 | 3 << 2);

  const slot = new Int32Array(slots);
  const children = new Int32Array(slots);
  const lowest = new Int32Array(domains);

  function copy(states: Int32Array, at: number, out: Int32Array, to: number): void {
    for (let word = 0; word < words; word++) out[to + word] = states[at + word]!;
  }

  function expand(states: Int32Array, at: number, out: Int32Array, to: number): number {
    let used = 0;
    let known = 0;
    children.fill(0);
    lowest.fill(-1);
    for (let i = slots - 1; i >= 0; i--) {
      const cap = states[at + (i >> 2)]! >>> 8 * (i & 3) & 255;
      slot[i] = cap;
      if (cap === 0) { lowest[i / slotsEach | 0] = i; continue; }
      used++;
      known |= 1 << (cap & 3);
      if (cap >>> 4 !== 0) children[(cap >>> 4) - 1]! |= 1 << i;
    }

    if (used < capabilitiesMost) {
      for (let object = 0; object < objects; object++)
        if ((known >>> object + 1 & 1) === 0 && lowest[object % domains]! >= 0) {
          copy(states, at, out, to);
          put(out, to, lowest[object % domains]!, object + 1 | 3 << 2);
          to += words;
        }
      for (let i = 0; i < slots; i++) {
        const cap = slot[i]!;
        if (cap === 0) continue;
        const own = i / slotsEach | 0;
        for (let domain = 0; domain < domains; domain++)
          if (lowest[domain]! >= 0 && (domain === own || (cap & 4) !== 0))
            for (let rights = 0; rights < 4; rights++)
              if ((rights & ~(cap >>> 2)) === 0) {
                copy(states, at, out, to);
                put(out, to, lowest[domain]!, cap & 3 | rights << 2 | i + 1 << 4);
                to += words;
              }
      }
    }
    for (let i = 0; i < slots; i++) {
      const cap = slot[i]!;
      if (cap === 0) continue;
      if (children[i] !== 0) {
        copy(states, at, out, to);
        for (let more = children[i]!, gone = 0; more !== 0;) {
          const heir = 31 - Math.clz32(more);
          gone |= 1 << heir;
          more = (more | children[heir]!) & ~gone;
          put(out, to, heir, 0);
        }
        for (let j = 0; j < slots; j++)
          if ((out[to + (j >> 2)]! >>> 8 * (j & 3) + 4 & 15) === i + 1) throw new Error("a descendant outlives revocation");
        to += words;
      }
      copy(states, at, out, to);
      for (let more = children[i]!; more !== 0; more &= more - 1) {
        const child = 31 - Math.clz32(more & -more);
        put(out, to, child, slot[child]! & 15 | cap & ~15);
      }
      put(out, to, i, 0);
      to += words;
    }
    return to;
  }

  function holds(states: Int32Array, at: number): boolean {
    for (let i = 0; i < slots; i++) {
      const cap = states[at + (i >> 2)]! >>> 8 * (i & 3) & 255;
      if ((cap & 3) === 0 && cap !== 0) return false;
      let up = (cap >>> 4) - 1;
      if (up < 0) continue;
      const parent = states[at + (up >> 2)]! >>> 8 * (up & 3) & 255;
      if ((parent & 3) !== (cap & 3) || (cap >>> 2 & 3 & ~(parent >>> 2)) !== 0) return false;
      for (let steps = slots; up >= 0 && steps > 0; steps--) {
        if (up === i) return false;
        up = (states[at + (up >> 2)]! >>> 8 * (up & 3) + 4 & 15) - 1;
      }
    }
    return true;
  }

  return { words, successorsMost: objects + slots * (4 * domains + 2), initial: [...initial], expand, holds };
}

/** Puts a capability into a slot of the state at `states[at]`. */
function put(states: Int32Array, at: number, slot: number, cap: number): void {
  const word = at + (slot >> 2);
  const shift = 8 * (slot & 3);
  states[word] = states[word]! & ~(255 << shift) | cap << shift;
}
