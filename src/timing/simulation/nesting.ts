/** The order in which servers are entered from within each other; where it has a cycle, jobs could wait for each other for ever. */
import type { TickStep } from "./programs.ts";

/** Servers in a cycle of "entered while in", or null. */
export function serverCycle(programs: readonly (readonly TickStep[])[], servers: number): number[] | null {
  const inner: Set<number>[] = Array.from({ length: servers }, () => new Set());
  for (const { kept, enter } of programs.flat()) enter.forEach((server, i) => {
    for (const outer of [...kept, ...enter.slice(0, i)]) inner[outer]!.add(server);
  });
  // Servers with nothing inside are taken away until no more can be; what is left has a cycle.
  const left = new Set(inner.keys());
  const bare = (): number[] => [...left].filter((server) => ![...inner[server]!].some((one) => left.has(one)));
  for (let gone = bare(); gone.length > 0; gone = bare()) gone.forEach((server) => left.delete(server));
  if (left.size === 0) return null;
  const path: number[] = [];
  let at = [...left][0]!;
  while (!path.includes(at)) {
    path.push(at);
    at = [...inner[at]!].find((server) => left.has(server))!;
  }
  return path.slice(path.indexOf(at));
}
