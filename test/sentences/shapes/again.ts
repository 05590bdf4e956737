/** Hands on what `elsewhere.ts` exports, under other names and all at once. */
export { double as twice, later as laterStill } from "./elsewhere.ts";
export * from "./elsewhere.ts";
export * as inner from "./elsewhere.ts";
