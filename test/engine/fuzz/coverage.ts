/** What random specifications were made of, so that a generator that forgets something is noticed. */
import type { Compared } from "./comparing.ts";
import type { SpecText } from "./text.ts";

export class Coverage {
  /** By kind of part, then by part: how many were drawn. */
  readonly counts: Record<"shapes" | "columns" | "asks" | "claims" | "parts" | "compared", Record<string, number>> =
    { shapes: {}, columns: {}, asks: {}, claims: {}, parts: {}, compared: {} };

  private count(kind: keyof Coverage["counts"], name: string, times = 1): void {
    this.counts[kind][name] = (this.counts[kind][name] ?? 0) + times;
  }

  add({ shape, tables, acts, operations, invariants }: SpecText, { states, isBroken, orbits, pairs, campaigns, decided, lassos }: Compared): void {
    this.count("shapes", shape);
    if (acts !== undefined) this.count("parts", "rule about who acts");
    for (const { size, columns, interchangeable, within } of tables) {
      for (const { kind, max = 0, constant } of columns) {
        this.count("columns", kind === "count" ? `count up to ${max}` : kind);
        if (constant === true) this.count("columns", "constant");
      }
      if (size === 0) this.count("parts", "table without rows");
      if (interchangeable === true) this.count("parts", "interchangeable table");
      if (within !== undefined) this.count("parts", "table within another");
    }
    for (const { by, asks, look, checks, cases } of operations) {
      for (const { ask } of asks) this.count("asks", ask);
      if (by !== undefined) this.count("asks", "by");
      if (look !== null) this.count("parts", look.includes(": null") ? "look that is null first" : "look");
      this.count("parts", "check", checks.length);
      this.count("parts", "case with a condition", cases.filter(({ text }) => text !== null).length);
      this.count("parts", "case without one", cases.filter(({ text }) => text === null).length);
      this.count("parts", "step with a choice", cases.flatMap(({ then }) => then).filter(({ text }) => text.includes("choose(")).length);
    }
    for (const { kind, seen } of invariants) {
      this.count("claims", kind);
      if (kind === "within") this.count("claims", isBroken ? "within, broken" : "within, held");
      this.count("claims", "seen", seen.length);
    }
    this.count("compared", "states", states);
    this.count("compared", "violations", isBroken ? 1 : 0);
    this.count("compared", "orbits", orbits);
    this.count("compared", "campaigns", campaigns);
    this.count("compared", "pairs of runs", pairs);
    this.count("compared", "claims about progress", decided);
    this.count("compared", "claims about progress that are broken", lassos);
  }

  toString(): string {
    return Object.entries(this.counts).map(([kind, some]) =>
      `${kind}: ${Object.entries(some).sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true })).map(([name, times]) => `${name} ${times}`).join(", ")}`).join("\n");
  }
}
