import { atLeast, atMost, figure } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inGenode, inSddf, seed } from "./works.ts";

export const seedDriversDominate = claim({
  id: "seed-drivers-dominate",
  sentence: "What I/O costs is dominated by how drivers handle buffers, batches and interrupts, and not by context switches.",
  figures: ["GEN-ALLOC", "GEN-THROTTLE", "GEN-ROUTER", "sDDF"],
  grade: "primary",
  sources: [seed, inGenode("issue 5151; commit 5e5fe7291a; doc/release_notes/22-08.txt"), inSddf("data/*.csv")],
  numbers: {
    "cycles a packet: a component more, the path": { "at 100 Mb/s": ["1534", "22015", "0.08"], "at wire speed": ["351", "9569", "0.04"] },
    "cycles a packet at wire speed: four components, two": ["8239", "7529", "1.1"],
    "load of a driver in percent: before, after": { "a cache for allocations": ["66", "25", "2"], "fewer interrupts": ["80", "20", "2"] },
    "the router's packet path, times": "5",
  },
  findings: (numbers) => {
    const [four, two, most] = numbers["cycles a packet at wire speed: four components, two"];
    return [
      ...Object.entries(numbers["cycles a packet: a component more, the path"]).map(([when, [more, path, share]]) =>
        atMost(`one component more ${when}, ${more} of ${path} cycles a packet, as a share`, figure(more).div(figure(path)), share)),
      atMost(`four components over two, ${four} / ${two} cycles a packet at wire speed,`, figure(four).div(figure(two)), most),
      ...Object.entries(numbers["load of a driver in percent: before, after"]).map(([what, [before, after, times]]) =>
        atLeast(`${what}: the driver's load before over after, ${before} / ${after} percent,`, figure(before).div(figure(after)), times)),
      atLeast("the router's packet path without exceptions, with batches and fewer calls: after over before,", figure(numbers["the router's packet path, times"]), "2"),
    ];
  },
  remark: "At 100 Mb/s, where batches are small, going from two components to four costs 48 percent: crossings matter when nothing is batched. "
    + "The throttled rates are not representative, says their author.",
});
