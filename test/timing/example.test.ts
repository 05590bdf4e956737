/** The example of the package's functions runs as a user's program does, on what `npm run build` has made. */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

test("examples/timing/latency.ts tells bounds that the search reaches", () => {
  const said = execFileSync(process.execPath, ["--import", "tsx", "examples/timing/latency.ts"], { encoding: "utf8" });
  expect(said.trimEnd().split("\n")).toEqual([
    "interrupt: 26 from arrival, seen 26: own jobs of interrupt 26",
    "control: 364 from arrival, seen 364: own jobs of control 272, interference of interrupt 52, before the window of control 40",
    "logger: 1753/2 from arrival, seen 1753/2: own jobs of logger 1001/2, interference of interrupt 104, interference of control 272",
  ]);
});
