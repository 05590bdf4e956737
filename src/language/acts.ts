/**
 * Who may act at all: a rule that a world says once for the rows of a table, as a scheduler's. It is the first check of each operation in
 * which such a row acts; what hardware and time do, nobody acts in.
 */
import { SpecificationFault, didYouMean } from "./fault.ts";
import type { CheckText } from "./operation.ts";
import type { Row, Tables, World } from "./world.ts";

/** By table, whether a row of it may act now. */
export type Acts<T extends Tables, F, Ruled extends string> =
  { readonly [K in Ruled]: (row: Row<T, K>, world: World<T>, facts: F) => boolean };

/** The sentence and the answer of the check that refuses a row whose turn it is not. */
export const turn = { unless: "it is its turn to act", answer: "not its turn" } as const;

/** What the rule adds to the outcomes of an operation in which a ruled row acts, and to its answers. */
export type TurnOf<By extends string, Ruled extends string, Part extends keyof typeof turn> =
  [By] extends [never] ? never : By extends Ruled ? (typeof turn)[Part] : never;

/** The checks that stand for a world's rules, by table. */
export function turnsOf(world: string, acts: Readonly<Record<string, unknown>>, tables: Tables): ReadonlyMap<string, CheckText<any>> {
  return new Map(Object.entries(acts).map(([table, rule]) => {
    const refuse = (code: "unknown name" | "not yes or no", why: string): never => {
      throw new SpecificationFault(code, `the world "${world}" says who acts of "${table}", ${why}`);
    };
    if (!Object.hasOwn(tables, table)) return refuse("unknown name", `which is not a table${didYouMean(table, Object.keys(tables))}`);
    if (typeof rule !== "function") return refuse("not yes or no", "which must be a function of a row that answers yes or no");
    const holds = (scene: any, world: unknown, facts: unknown): boolean => rule(scene[table], world, facts);
    return [table, { ...turn, isTurn: true, holds: holds as CheckText<any>["holds"] }];
  }));
}

/** A check as it is asked: the rule about who acts is given the world and the facts besides. */
export const askedCheck = ({ holds, isTurn }: CheckText<any>, scene: unknown, world: unknown, facts: unknown): boolean =>
  isTurn === true ? (holds as (...all: unknown[]) => boolean)(scene, world, facts) : holds(scene);
