/**
 * Where a search with symmetry took something on trust, a search of every state without symmetry decides, if it comes to its end
 * within a budget of states: what it finds holds whatever the declarations say.
 */
import type { Exploration } from "../engine/index.ts";
import type { Searched } from "../running/search.ts";

/** States that the second search looks at, at most: seconds, and tens of megabytes. */
const statesMost = 1 << 20;

/**
 * The search that the verdict rests on, and a remark that says what the second one confirmed or found. `search` looks at so many states
 * at most, without symmetry.
 */
export async function withoutSymmetry(
  first: Searched, search: (statesMost: number) => Promise<Searched>,
): Promise<{ readonly searched: Searched; readonly confirmed: readonly string[] }> {
  const { untried: _, ...sum } = first.sum;
  if (first.stopped !== undefined || !sum.exhaustive || sum.disagreement !== undefined) return { searched: first, confirmed: [] };
  const second = await search(statesMost);
  const all = second.sum;
  if (all.failure !== null)
    return { searched: second, confirmed: ["the search with symmetry missed this: rows that are declared interchangeable are told apart"] };
  if (all.disagreement !== undefined || second.stopped !== undefined)
    return { searched: second, confirmed: ["this came of a search without symmetry, since not all orders of interchangeable rows were tried"] };
  if (!all.exhaustive) return { searched: first, confirmed: [] };
  if (reached(sum) !== reached(all)) return { searched: { ...first, sum: { ...sum, disagreement: "rows that are declared interchangeable are told apart: "
    + "the search without symmetry reached other outcomes, another depth, or saw something else" } }, confirmed: [] };
  return { searched: { ...first, sum }, confirmed: [`symmetry was confirmed: without it a search of all ${all.states} states says the same`] };
}

/** What symmetry must not change, as a text: which outcomes and which `seen` sentences were reached, and how deep the search is. */
function reached({ outcomes, seen, depth }: Exploration): string {
  const signs = (counts: readonly (readonly number[])[]): string => counts.map((some) => some.map((n) => n > 0 ? 1 : 0).join("")).join();
  return [signs(outcomes), signs(seen), depth].join(";");
}
