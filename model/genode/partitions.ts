/**
 * Partitions: components that can come to talk to each other, because a rule of one leads to another, or because they stand
 * in one subsystem. What does not share a partition must not learn of each other.
 */
import type { Wish } from "../../spec/genode/facts.ts";
import type { ListedComponent } from "./components.ts";

/** The partition of each component by its number; -1 for the topmost init. */
export function partitionsOf(components: readonly ListedComponent[], wishes: readonly Wish[]): number[] {
  const partition = components.map(({ number }) => number);
  const unite = (a: number, b: number) => {
    const [kept, gone] = [partition[a]!, partition[b]!];
    if (kept !== gone) partition.forEach((one, number) => { if (one === gone) partition[number] = kept; });
  };
  for (const { number, parent } of components) if (parent !== undefined && parent.number > 0) unite(number, parent.number);
  for (const { client, ways } of wishes) for (const { servers } of ways) for (const server of servers) unite(client, server);
  return partition.map((one, number) => number === 0 ? -1 : one);
}
