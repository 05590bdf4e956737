/**
 * Says when a world may be written: while the steps of a case run, and while a system boots. `look`, checks, claims and all
 * else that is asked only reads, and a write there is a fault at the moment it happens. Open choices are answered here too,
 * by one function for every run of a step, so that what a step is given to choose by is the same thing everywhere.
 */
import type { Choose } from "../../language/operation.ts";
import { writesConstant } from "../../language/columns.ts";
import { choicesMost } from "../../sentences/form.ts";
import { raise } from "../stepping/noting.ts";

export class Gate {
  isOpen = true;
  /** While a system boots, constant columns may be written, too. */
  isBooting = false;
  /** Answers the choices of the steps that run. */
  answer: Choose = () => 0;

  /** What steps are given. */
  readonly choose: Choose = (n) => {
    if (!this.isOpen) raise("not only read", "choose is called where no step runs");
    if (!Number.isInteger(n) || n < 1 || n > choicesMost) raise("size out of bound",
      `choose is given ${typeof n === "object" ? "something else" : String(n)}; it takes a whole number from 1 to ${choicesMost}`);
    return this.answer(n);
  };

  /** Refuses a write to `where` unless the gate is open. */
  pass(where: string): void {
    if (!this.isOpen) this.refuse(where);
  }

  /** Refuses a write to `where`, a constant column, unless the system boots. */
  passConstant(where: string): void {
    if (!this.isBooting) raise("not only read", writesConstant(where));
  }

  refuse(where: string): never {
    return raise("not only read", `${where} is written where no step runs`);
  }
}
