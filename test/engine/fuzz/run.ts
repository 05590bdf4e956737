/**
 * `npm run fuzz -- --specs 2000 --seed 7 [--shape "list taken"]`: compares the engine with the plain interpreter on that many random specifications, prints what
 * was drawn and every difference with the smallest specification that shows it, and exits 1 when there is any.
 */
import { parseArgs } from "node:util";
import { Coverage } from "./coverage.ts";
import { compareSeed, differencesOf, shapeNames } from "./seeds.ts";
import { kindOf, shrunkText } from "./shrinking.ts";
import { startTeam } from "./team.ts";
import { printed } from "./text.ts";

const { values } = parseArgs({ options: { specs: { type: "string", default: "100" }, seed: { type: "string", default: "1" }, calls: { type: "string", default: "4000" }, shape: { type: "string" } } });
const [specs, first, calls] = [Number(values.specs), Number(values.seed), Number(values.calls)];
for (const [name, number] of Object.entries({ specs, seed: first, calls })) if (!Number.isSafeInteger(number) || number < 1) {
  console.error(`--${name} must be a whole number from 1 on`);
  process.exit(2);
}
const { shape } = values;
if (shape !== undefined && !shapeNames.includes(shape)) {
  console.error(`--shape must be one of: ${shapeNames.join(", ")}`);
  process.exit(2);
}
const coverage = new Coverage();
const team = startTeam();
let different = 0;
for (let seed = first; seed < first + specs; seed++) {
  const { text, result } = await compareSeed(seed, calls, team.search, shape);
  coverage.add(text, result);
  if (result.differences.length === 0) continue;
  different++;
  console.log(`seed ${seed} (${text.shape}):\n  ${result.differences.join("\n  ")}`);
  const small = await shrunkText(text, kindOf(result.differences[0]!), (one) => differencesOf(one, calls, team.search));
  console.log(`${printed(small)}\nagain: npm run fuzz -- --specs 1 --seed ${seed} --calls ${calls}${shape === undefined ? "" : ` --shape "${shape}"`}\n`);
}
await team.end();
console.log(coverage.toString());
console.log(`${specs} specifications from seed ${first} on, ${different} with differences`);
process.exitCode = different > 0 ? 1 : 0;
