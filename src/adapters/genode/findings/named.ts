/**
 * Components as users name them in options: by the name of the start node, or by a path such as `init -> drivers`.
 */
import { pathOf, type Context } from "./context.ts";
import { separator } from "../../../../spec/genode/label.ts";
import { nearest } from "./nearest.ts";

/** What a name means: the components, none when it is unknown or means several start nodes. */
export interface Named {
  readonly name: string;
  readonly members: readonly string[];
  /** Paths that the name could mean, or the names nearest to it. */
  readonly candidates: readonly string[];
}

export interface Names {
  readonly find: (name: string) => Named;
}

/** The names of a system; `components` are the paths of those that are no nested init. */
export function namesIn({ scopes }: Context, components: readonly string[]): Names {
  const paths = new Map<string, Set<string>>();
  const add = (name: string, path: string): void => {
    paths.set(name, (paths.get(name) ?? new Set()).add(path));
  };
  for (const scope of scopes) {
    for (const start of scope.init.starts) {
      add(start.name, pathOf(scope, start));
      add(pathOf(scope, start), pathOf(scope, start));
    }
  }
  const find = (name: string): Named => {
    const meant = [...paths.get(name) ?? []];
    const path = meant[0];
    if (path === undefined) return { name, members: [], candidates: nearest(name, paths.keys()) };
    if (meant.length > 1) return { name, members: [], candidates: meant };
    const members = components.filter((component) => component === path || component.startsWith(path + separator));
    return { name, members, candidates: [] };
  };
  return { find };
}
