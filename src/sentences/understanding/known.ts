/** What is known of variables on the way to a place of a text. */
import type { Local } from "../form.ts";

/** What is known of variables on the way here. What was learned since a mark can be forgotten again. */
export class Known<V> {
  private readonly values = new Map<Local, V>();
  private readonly earlier: { readonly local: Local; readonly value: V | undefined }[] = [];

  get(one: Local): V | undefined {
    return this.values.get(one);
  }

  set(one: Local, value: V): void {
    this.earlier.push({ local: one, value: this.values.get(one) });
    this.values.set(one, value);
  }

  delete(one: Local): void {
    const value = this.values.get(one);
    if (value === undefined) return;
    this.earlier.push({ local: one, value });
    this.values.delete(one);
  }

  get mark(): number {
    return this.earlier.length;
  }

  /** Whether nothing is known. */
  get isEmpty(): boolean {
    return this.values.size === 0;
  }

  backTo(mark: number): void {
    while (this.earlier.length > mark) {
      const { local: one, value } = this.earlier.pop()!;
      if (value === undefined) this.values.delete(one);
      else this.values.set(one, value);
    }
  }
}
