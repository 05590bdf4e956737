/**
 * Writes the statements of a sentence while it is understood: the statements at hand, new variables, what is known of yes and
 * no on the way here, and the shapes of variables that are assigned more than once.
 */
import type { AnyNode } from "acorn";
import { type Expr, type Label, type Local, type Stmt, type Type, constant, isSimple, isTruth, local, not } from "../form.ts";
import type { Schema } from "../layout.ts";
import type { Reader } from "../read.ts";
import { Known } from "./known.ts";
import type { Frame } from "./names.ts";
import type { Shape } from "./shapes.ts";
import type { Value } from "./values.ts";

/** A sentence says something for which there is no form; the message says what, and where in its text. */
export class NotUnderstood extends Error {}

/** The shape of a variable was too narrow: the sentence is begun anew with a wider one. */
export class Widened extends Error {}

/** What is known of the system in which a sentence runs. */
export interface Setting {
  readonly schema: Schema;
  /** Rows by table. */
  readonly sizes: readonly number[];
  readonly reader: Reader;
  /** By column: whether some step writes it; the others are as booting left them. */
  readonly isWritten: (column: number) => boolean;
  /** What a cell holds after booting, of a column that nothing writes. */
  readonly initially: (column: number, row: number) => number;
  /** Told of each part of an object that the sentence takes for a constant: it must stay as it is. */
  readonly relied: (object: object, name: PropertyKey, value: unknown) => void;
}

/** Expressions hold functions, functions statements, and statements expressions: the writer hands the first of these along. */
type UnderstandExpression = (writer: Writer, frame: Frame, node: AnyNode) => Value;

export class Writer {
  readonly setting: Setting;
  private readonly understandExpression: UnderstandExpression;
  /** Whether the sentence is a step, which may write. */
  mayWrite = false;
  statements: Stmt[] = [];
  /** Whether what follows cannot be reached. */
  isDead = false;
  /** The way of calls and loops to what is understood now, which tells variables of the same text apart. */
  path = "";
  /** The way at the beginning of the sentence that is understood. */
  root = "";
  private roots = 0;
  depth = 0;
  /** What is known of yes and no. No variable is in it that is assigned again. */
  private known = new Known<boolean>();
  /** Of variables that are assigned again, by their first number: the copy of what they hold now. */
  copies = new Known<Value>();
  /** The variables that were given values so far, in that order, and the labels that were left. */
  private assigned: Local[] = [];
  private readonly left = new Set<Label>();
  private readonly shapes = new Map<string, Shape>();
  locals = 0;
  private labels = 0;
  /** What was changed so far that may have been there before: variables by their numbers, and -1 for all else. */
  private changed: number[] = [];
  /** How many things had to hold so far. */
  musts = 0;
  /** Calls that must have their list made before they go through it, and lists that get more elements than they began with. */
  private readonly early = new Set<string>();
  private readonly grown = new Set<string>();

  constructor(setting: Setting, expression: UnderstandExpression) {
    this.setting = setting;
    this.understandExpression = expression;
  }

  /** What an expression of the text stands for. */
  expression(frame: Frame, node: AnyNode): Value {
    return this.understandExpression(this, frame, node);
  }

  /** Begins with another sentence. */
  begin(): void {
    this.root = this.path = `${++this.roots}:`;
  }

  newLocal(type: Type, truth = false): Local {
    return { id: this.locals++, type, isTruth: truth };
  }

  newLabel(): Label {
    return { id: this.labels++ };
  }

  emit(statement: Stmt): void {
    if (this.isDead) return;
    if (statement.do === "must") this.musts++;
    else if ("column" in statement || statement.do === "choose") this.changes();
    this.statements.push(statement);
    switch (statement.do) {
      case "set":
        this.copies.delete(statement.local);
        this.assigned.push(statement.local);
        return;
      case "leave":
        this.left.add(statement.label);
        this.isDead = true;
        return;
      case "again":
        this.isDead = true;
        return;
      default:
    }
  }

  /** Notes a change of something: of a variable, or of what anybody may have seen before. */
  changes(variable?: Local): void {
    this.changed.push(variable?.id ?? -1);
  }

  /** Whether something changes meanwhile that was there before. */
  changesMeanwhile(run: () => void): boolean {
    const [first, from] = [this.locals, this.changed.length];
    run();
    return this.changed.slice(from).some((id) => id < first);
  }

  /** Whether a call must have its list made before it goes through it. */
  isMadeEarly(key: string): boolean {
    return this.early.has(key);
  }

  /** Begins the sentence anew, with the list of this call made before. */
  makeEarly(key: string): never {
    this.early.add(key);
    throw new Widened();
  }

  /** Whether a list gets more elements than it began with. */
  isGrown(key: string): boolean {
    return this.grown.has(key);
  }

  /** Begins the sentence anew, with room in this list. */
  grow(key: string): never {
    this.grown.add(key);
    throw new Widened();
  }

  /** The value in a variable, so that it can be used more than once and stays as it is. */
  hold(value: Expr): Expr {
    if (isSimple(value)) return value;
    const held = this.newLocal(value.type, isTruth(value));
    this.emit({ do: "set", local: held, value });
    return local(held);
  }

  /** A copy of a value that later assignments to its variable do not reach. */
  copy(value: Expr): Expr {
    if (value.op === "constant") return value;
    const held = this.newLocal(value.type, isTruth(value));
    this.emit({ do: "set", local: held, value });
    return local(held);
  }

  /** Says what must hold here; what follows may rely on it. */
  must(hold: Expr, why: string): void {
    const known = this.settled(hold);
    if (known === true) return;
    if (known === false) {
      this.emit({ do: "must", hold: constant(0), why });
      this.isDead = true;
      return;
    }
    this.emit({ do: "must", hold, why });
    this.learn(hold, true);
  }

  /** What is known of a condition on the way here. */
  settled(condition: Expr): boolean | null {
    if (condition.op === "constant") return condition.value !== 0;
    if (condition.op === "local") return this.known.get(condition.local) ?? null;
    if (condition.op === "unary" && condition.name === "not") {
      const of = this.settled(condition.of);
      return of === null ? null : !of;
    }
    if (condition.op === "binary" && (condition.name === "and" || condition.name === "or") && isTruth(condition)) {
      const [a, b] = [this.settled(condition.left), this.settled(condition.right)];
      const decides = condition.name === "or";
      if (a === decides || b === decides) return decides;
      return a !== null && b !== null ? !decides : null;
    }
    return null;
  }

  /** Takes a condition as known from here on. */
  learn(condition: Expr, value: boolean): void {
    if (condition.op === "local" && condition.local.isTruth) this.known.set(condition.local, value);
    else if (condition.op === "unary" && condition.name === "not") this.learn(condition.of, !value);
    else if (condition.op === "binary" && isTruth(condition) && condition.name === (value ? "and" : "or")) {
      this.learn(condition.left, value);
      this.learn(condition.right, value);
    }
  }

  /** The statements that are written meanwhile, with what is known put back afterwards, and whether their end is reached. */
  apart(write: () => void): { readonly statements: Stmt[]; readonly ends: boolean } {
    const { statements: outer, known, copies, isDead } = this;
    const [knownBefore, copiesBefore, assignedBefore] = [known.mark, copies.mark, this.assigned.length];
    const statements: Stmt[] = this.statements = [];
    let ends = false;
    try {
      write();
      ends = !this.isDead;
    } finally {
      [this.statements, this.isDead] = [outer, isDead];
      known.backTo(knownBefore);
      copies.backTo(copiesBefore);
      this.forget(assignedBefore);
    }
    return { statements, ends };
  }

  /** Whatever was assigned since then is another value now. */
  private forget(since: number): void {
    const { copies, assigned } = this;
    if (copies.isEmpty) return;
    for (let i = since; i < assigned.length; i++) copies.delete(assigned[i]!);
  }

  /** Goes one way or the other. */
  branch(when: Expr, then: () => void, otherwise: () => void = () => {}): void {
    const known = this.settled(when);
    if (known !== null) {
      (known ? then : otherwise)();
      return;
    }
    const one = this.apart(() => { this.learn(when, true); then(); });
    const other = this.apart(() => { this.learn(when, false); otherwise(); });
    if (one.statements.length > 0 || other.statements.length > 0) {
      if (one.statements.length > 0) this.emit({ do: "if", when, then: one.statements, otherwise: other.statements });
      else this.emit({ do: "if", when: not(when), then: other.statements, otherwise: [] });
    }
    if (!one.ends && !other.ends) this.isDead = true;
    else if (!one.ends) this.learn(when, false);
    else if (!other.ends) this.learn(when, true);
  }

  /** A block that can be left by its label, or begun anew. */
  block(write: (label: Label) => void): void {
    const label = this.newLabel();
    const { copies, assigned: { length: assignedBefore } } = this;
    // Another round may find other values in the variables that the block assigns.
    this.copies = new Known();
    const { statements, ends } = this.apart(() => write(label));
    this.copies = copies;
    this.forget(assignedBefore);
    if (statements.length === 0) return;
    this.emit({ do: "block", label, body: statements });
    if (!ends && !this.left.has(label)) this.isDead = true;
  }

  /** The shape that a variable has so far, by its key; null when nothing was assigned. */
  shapeOf(key: string): Shape | null {
    return this.shapes.get(key) ?? null;
  }

  /** Takes a shape as known before anything of that key is assigned. */
  learnShape(key: string, shape: Shape): void {
    this.shapes.set(key, shape);
  }

  /** Begins the sentence anew, with the shapes that are known. */
  restart(): void {
    this.statements = [];
    this.isDead = false;
    this.known = new Known();
    this.copies = new Known();
    this.assigned = [];
    this.left.clear();
    this.path = "";
    this.depth = 0;
    this.changed = [];
    this.roots = 0;
  }
}
