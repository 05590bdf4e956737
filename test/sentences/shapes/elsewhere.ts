/** What the closures of `closures.ts` import: constants, functions, and bindings that are assigned later. */
export const most = 7;
export let later = 1;
export function setLater(value: number): void { later = value; }
export let once = 5;
export function double(n: number): number { return n * 2; }
export default function halve(n: number): number { return n / 2; }
const hidden = 11;
let moved = 2;
export const move = (): void => { moved++; };
export { hidden as shown, moved as moving };
export function replaced(n: number): number { return n + 1; }
// oxlint-disable-next-line no-func-assign -- what a reader must notice
export const replace = (): void => { (replaced as unknown) = (n: number): number => n + 2; };
