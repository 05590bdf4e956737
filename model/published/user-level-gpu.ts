import { source } from "../../src/language/index.ts";
import { atMost, figure } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inGenode, seed } from "./works.ts";

export const seedUserLevelGpu = claim({
  id: "seed-user-level-gpu",
  sentence: "The drivers of graphics processors live in user space, on Android as on Genode.",
  figures: ["GPU-1", "GPU-2"],
  grade: "memory",
  sources: [seed, inGenode("doc/release_notes/17-08.txt"), source("Android's graphics drivers", "from memory")],
  numbers: { multiplexer: "4200", mesa: "78000" },
  findings: ({ multiplexer, mesa }) =>
    [atMost("Genode's shared multiplexer over what each client has of Mesa, in lines of code,", figure(multiplexer).div(figure(mesa)), "0.1")],
  remark: "Half true, from memory: on Android the libraries of OpenGL and Vulkan are in user space, while memory, submission and reset stay in "
    + "the kernel. The line counts of Genode are primary.",
});
