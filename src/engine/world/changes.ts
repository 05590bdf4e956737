/** What a step changed: the cells that differ between two states of one layout, by column and row. */
import { type Layout, widths } from "../../sentences/layout.ts";

export class Changes {
  /** Distinguishes the steps that were compared. */
  step = 0;
  count = 0;
  readonly columns: Uint16Array;
  readonly rows: Uint16Array;
  /** By byte of the state: the column and the row that it belongs to. */
  private readonly columnAt: Uint16Array;
  private readonly rowAt: Uint16Array;
  /** Words that belong to rows. */
  private readonly ends: number;

  constructor(layout: Layout) {
    this.columns = new Uint16Array(layout.bytes);
    this.rows = new Uint16Array(layout.bytes);
    this.columnAt = new Uint16Array(layout.bytes);
    this.rowAt = new Uint16Array(layout.bytes);
    const { schema, first, stride, cells } = layout;
    this.ends = layout.columnBytes / 4;
    for (const width of widths) for (const { index, table, width: own } of schema.columns) {
      if (own !== width) continue;
      const size = layout.sizes[schema.tableNames.indexOf(table)]!;
      for (let id = 0; id < size; id++) {
        const from = (first[index]! + id * stride[index]!) * width;
        this.columnAt.fill(index, from, from + cells[index]! * width);
        this.rowAt.fill(id, from, from + cells[index]! * width);
      }
    }
  }

  /** Finds the differences, each column of each row once for every run of cells. */
  compare(before: Int32Array, now: Int32Array): void {
    this.step++;
    this.count = 0;
    for (let w = 0; w < this.ends; w++) {
      const differing = before[w]! ^ now[w]!;
      if (differing === 0) continue;
      for (let byte = 0; byte < 4; byte++) if (((differing >>> (8 * byte)) & 0xff) !== 0) this.add(4 * w + byte);
    }
  }

  private add(byte: number): void {
    const [column, row, latest] = [this.columnAt[byte]!, this.rowAt[byte]!, this.count - 1];
    if (latest >= 0 && this.columns[latest] === column && this.rows[latest] === row) return;
    this.columns[this.count] = column;
    this.rows[this.count++] = row;
  }
}
