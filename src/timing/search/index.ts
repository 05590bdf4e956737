/** Adversarial search for worst cases. */
export { type SearchOptions, searchWorstCase, type Witness } from "./search.ts";
