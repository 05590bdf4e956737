/** Clients of one driver that share its receive buffers: each may hold as many as its queue is long. */

/** Every way in which clients can come to hold buffers, one count for each: all that taking and giving back one at a time reaches. */
export function reachableShares(buffers: number, limits: readonly number[]): number[][] {
  const seen = new Map<string, number[]>();
  const ahead = [limits.map(() => 0)];
  for (let held = ahead.pop(); held !== undefined; held = ahead.pop()) {
    if (seen.has(held.join())) continue;
    seen.set(held.join(), held);
    const free = buffers - held.reduce((all, one) => all + one, 0);
    for (const [client, limit] of limits.entries()) {
      if (free > 0 && held[client]! < limit) ahead.push(held.with(client, held[client]! + 1));
      if (held[client]! > 0) ahead.push(held.with(client, held[client]! - 1));
    }
  }
  return [...seen.values()];
}
