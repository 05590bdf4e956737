/**
 * Where a search with symmetry took something on trust, a search of every state without symmetry decides, if it comes to its end
 * within a budget of states: what it finds holds whatever the declarations say.
 */
import type { Exploration } from "../engine/index.ts";
import type { Search } from "./workers/protocol.ts";
import type { Searched } from "./workers/search.ts";

/** States that the second search looks at, at most: seconds, and tens of megabytes. */
const statesMost = 1 << 20;

/** The search that the verdict rests on, and a remark that says what the second one confirmed or found. */
export async function withoutSymmetry(
  first: Searched, search: (most: Pick<Search, "statesMost">) => Promise<Searched>,
): Promise<{ readonly searched: Searched; readonly confirmed: readonly string[] }> {
  const { untried: _, ...sum } = first.sum;
  if (first.stopped !== undefined || !sum.exhaustive || sum.disagreement !== undefined) return { searched: first, confirmed: [] };
  const second = await search({ statesMost });
  const all = second.sum;
  if (all.failure !== null || all.disagreement !== undefined)
    return { searched: second, confirmed: ["the search with symmetry missed this: rows that are declared interchangeable are told apart"] };
  if (second.stopped !== undefined || !all.exhaustive) return { searched: first, confirmed: [] };
  if (reached(sum) !== reached(all)) return { searched: { sum: { ...sum, disagreement: "rows that are declared interchangeable are told apart: "
    + "the search without symmetry reached other outcomes, another depth, or saw something else" } }, confirmed: [] };
  return { searched: { sum }, confirmed: [`symmetry was confirmed: without it a search of all ${all.states} states says the same`] };
}

/** What symmetry must not change, as a text: which outcomes and which `seen` sentences were reached, and how deep the search is. */
function reached({ outcomes, seen, depth }: Exploration): string {
  const signs = (counts: readonly (readonly number[])[]): string => counts.map((some) => some.map((n) => n > 0 ? 1 : 0).join("")).join();
  return [signs(outcomes), signs(seen), depth].join(";");
}
