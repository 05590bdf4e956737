/** What is to happen when: the only module that sees the library for priority queues. */
import FlatQueue from "flatqueue";

export class EventQueue {
  private readonly queue = new FlatQueue<number>();
  private readonly due: number[] = [];
  private readonly last: number;
  private readonly behind: number;

  /** Of what is due at one instant `last` is taken after all events below `behind`. */
  constructor(last: number, behind: number) {
    [this.last, this.behind] = [last, behind];
  }

  /** `event` is a number of the caller's. */
  at(time: number, event: number): void {
    this.queue.push(event, time);
  }

  /** When the next event is due; infinite where there is none. */
  next(): number {
    return this.queue.length > 0 ? this.queue.peekValue()! : Infinity;
  }

  /** Takes what is due at `time`, lower numbers first but for `last`: the queue itself promises no order among equals. */
  take(time: number): readonly number[] {
    const { queue, due } = this;
    due.length = 0;
    while (queue.length > 0 && queue.peekValue() === time) due.push(queue.pop()!);
    const place = (event: number): number => event === this.last ? this.behind - 0.5 : event;
    if (due.length > 1) due.sort((a, b) => place(a) - place(b));
    return due;
  }
}
