/**
 * What there is to be listed and explained: specifications with their parts, suites, systems and finding codes.
 */
import { mutantsOf } from "../engine/index.ts";
import type { CodePage } from "../kernels/format.ts";
import { formats } from "../kernels/index.ts";
import type { Specification, Suite } from "../language/index.ts";
import { type Catalogue, openCatalogue } from "../running/catalogue.ts";
import { helped } from "./helped.ts";
import type { During } from "../running/load.ts";

export interface Inventory {
  readonly catalogue: Catalogue;
  readonly specifications: readonly Specification[];
  readonly suites: readonly Suite[];
  readonly codes: readonly CodePage[];
  readonly mutantCount: (specification: Specification) => number;
}

/** Everything, with what the user's files add. */
export async function inventoryWith(files: readonly string[]): Promise<Inventory> {
  // In a helper first, so that a file that never returns is stopped and named.
  if (files.length > 0) await helped((pool) => pool.helper().ask("suites", { with: files }));
  const unwatched: During = async (_, action) => action();
  const catalogue = await openCatalogue(files, unwatched);
  // Suites may run a part of a specification; the whole one comes first, and stands for all of its name.
  const all = [
    ...catalogue.kernels.filter(({ apart }) => apart !== true).flatMap(({ specification }) => specification ?? []),
    ...catalogue.suites.map(({ specification }) => specification),
  ];
  const specifications = all
    .filter(({ name }, i) => all.findIndex((one) => one.name === name) === i)
    .map(catalogue.extended);
  return {
    catalogue, specifications, suites: catalogue.suites, codes: catalogue.formats.flatMap(({ pages }) => pages),
    mutantCount: (specification) => mutantsOf(specification, catalogue.crafted(specification)).length,
  };
}

/** The codes that need no specification and no file of the user to be explained. */
export const codes = (): Inventory["codes"] => formats.flatMap(({ pages }) => pages);
