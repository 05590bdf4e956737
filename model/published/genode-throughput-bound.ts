import { type Exact, ratio } from "../../src/timing/exact.ts";
import { limitsOf, longestRoundTrip, pathOver } from "../workloads/io/limits.ts";
import { atLeast, atMost, figure, rounds } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inGenode } from "./works.ts";

export const genodeThroughputBound = claim({
  id: "genode-throughput-bound",
  sentence: "Throughput is bounded by the link, by window over round trip, and by packets an interrupt; what the releases changed is what limited.",
  figures: ["GEN-NET-4", "GEN-NET-5", "GEN-RPI", "GEN-THROTTLE"],
  grade: "primary",
  sources: [inGenode("commit 4bffa249fd"), inGenode("doc/release_notes/13-05.txt and 14-11.txt"), inGenode("commit 5e5fe7291a")],
  numbers: {
    segment: "1460", "segments of the window: before, after": ["32", "96"], "Mbit/s reached on a link of 100": "90", "a round trip in ms, for example": "8",
    "interrupts a second, one in each microframe of so many microseconds": ["8000", "125"],
    "Mbit/s with interrupts so many microseconds apart, and packets that each must fetch": [["650", "1400", "76"], ["763", "166", "11"]],
  },
  findings: (numbers) => {
    const [before, after] = numbers["segments of the window: before, after"];
    const [reached, trip] = [numbers["Mbit/s reached on a link of 100"], numbers["a round trip in ms, for example"]];
    const [interrupts, microframe] = numbers["interrupts a second, one in each microframe of so many microseconds"];
    const bytes = (segments: string): Exact => figure(segments).mul(figure(numbers.segment));
    const longest = (segments: string): Exact => longestRoundTrip(bytes(segments), figure(reached).mul(1_000_000)).mul(1000);
    /** Which limit is the lowest with a window of so many segments. */
    const bottleneck = (segments: string): string => limitsOf(pathOver(
      { bitsPerSecond: 100_000_000, payload: numbers.segment, overhead: 78 },
      { windows: [{ name: "TCP", bytes: bytes(segments), roundTrip: figure(trip).div(1000) }] }))[0].name;
    return [
      atMost(`with ${before} segments, the longest round trip in ms for ${reached} Mbit/s`, longest(before), trip),
      atLeast(`with ${after} segments, the longest round trip in ms for ${reached} Mbit/s`, longest(after), trip),
      { says: `with a round trip of ${trip} ms, ${before} segments limit, and ${after} leave it to the link`, found: `${bottleneck(before)}, ${bottleneck(after)}`,
        holds: bottleneck(before) === "window TCP" && bottleneck(after) === "link" },
      rounds(`one interrupt each USB microframe of ${microframe} microseconds, a second,`, ratio(1_000_000).div(figure(microframe)), interrupts),
      ...numbers["Mbit/s with interrupts so many microseconds apart, and packets that each must fetch"].map(([megabits, apart, packets]) =>
        rounds(`for ${megabits} Mbit/s with interrupts ${apart} microseconds apart, packets of 1500 bytes that each must fetch,`,
          figure(megabits).mul(figure(apart)).div(1500 * 8), packets)),
    ];
  },
  remark: "No round trip was published; the one of 8 ms is an example. The throttled rates are not representative, says their author.",
});
