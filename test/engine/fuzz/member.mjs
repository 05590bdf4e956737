/** One thread of searches in a team: the sources need their compiler in a new thread first. */
import { parentPort } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { compile, explore } = await import("../../../src/engine/index.ts");
const { built } = await import("./text.ts");

parentPort.on("message", ({ team, text, depthMost }) => {
  try {
    const { specification, system } = built(text);
    parentPort.postMessage({ found: explore(compile(specification, system), { bytesMost: 1 << 22, symmetry: false, depthMost, team }) });
  } catch (error) {
    parentPort.postMessage({ error: String(error) });
  }
});
