/**
 * `cordon explain`: the page of anything that has a name, or of a record.
 */
import { existsSync, statSync } from "node:fs";
import {
  claimPage, counterexampleLines, inColour, invariantPage, operationPage, plain, prose, routinePage, specificationPage, subjectText,
  suitePage, visibleIn,
} from "../render/index.ts";
import { withArticle } from "../adapters/formats/index.ts";
import { routinesIn } from "../language/index.ts";
import { slug } from "../store/index.ts";
import { codes, inventoryWith } from "./inventory.ts";
import type { Io } from "./io.ts";
import { recordAt } from "./json-file.ts";
import { ownReader, problemLine, readDescription } from "./reading.ts";
import type { CodePage } from "../kernels/format.ts";
import { Refusal, unknown } from "../running/refusal.ts";

interface Page {
  readonly id: string;
  readonly text: () => string;
}

/** Explains; answers the exit code. */
export async function explain(id: string, files: readonly string[], io: Io): Promise<number> {
  const paint = io.colour ? inColour : plain;
  if (existsSync(id) && statSync(id).isFile()) {
    await refuseDescription(id);
    io.out(recordPage(id, paint));
    return 0;
  }
  // Codes come first: they need no specification to be loaded.
  const known: Page[] = codes().map(codePage);
  let found = known.filter((page) => isNamed(page, id));
  if (found.length === 0) {
    known.push(...await claimPages(), ...await specifiedPages(files));
    found = known.filter((page) => isNamed(page, id));
  }
  if (found.length === 0)
    throw unknown(
      "nothing",
      id,
      known.flatMap((page) => [page.id, lastPart(page.id)]),
      "(cordon list shows all names)",
    );
  io.out(found.map((page) => prose(page.text(), paint)).join("\n"));
  return 0;
}

const codePage = ({ code, title, page }: CodePage): Page => ({ id: code, text: () => `# ${code}: ${title}\n\n${page}` });

/** Names may be written in any case, with hyphens for blanks, and with `specification / ` in front. */
function isNamed(page: Page, id: string): boolean {
  const wanted = slug(id);
  return page.id === id || slug(page.id) === wanted || slug(lastPart(page.id)) === wanted;
}

const lastPart = (id: string): string => id.split(" / ").at(-1)!;

async function claimPages(): Promise<Page[]> {
  const { claims, judged } = await import("../../model/published/index.ts");
  return claims.map((claim) => ({ id: claim.id, text: () => claimPage(judged(claim)) }));
}

async function specifiedPages(files: readonly string[]): Promise<Page[]> {
  const { specifications, suites, codes: all } = await inventoryWith(files);
  return [
    ...all.slice(codes().length).map(codePage),
    ...specifications.flatMap((specification): Page[] => [
      { id: specification.name, text: () => specificationPage(specification) },
      ...specification.operations.map((one) => ({
        id: `${specification.name} / ${one.name}`,
        text: () => operationPage(one, specification.name),
      })),
      ...routinesIn(specification.operations).map((one) => ({
        id: `${specification.name} / ${one.name}`,
        text: () => routinePage(one, specification),
      })),
      ...specification.invariants.map((one) => ({
        id: `${specification.name} / ${one.name}`,
        text: () => invariantPage(one, specification.name),
      })),
    ]),
    ...suites.map((suite) => ({ id: suite.name, text: () => suitePage(suite) })),
  ];
}

/** Throws a Refusal that names the format of a file that is no JSON, as records are. */
async function refuseDescription(path: string): Promise<void> {
  const { text, problems, other, summary } = await readDescription(path, ownReader, null);
  if (/^\ufeff?\s*[[{]/.test(text)) return;
  const [problem] = problems;
  if (problem !== undefined) throw new Refusal(`only records are explained, and this is none: ${problemLine(problem)}`);
  throw new Refusal(`${path} is ${withArticle(other ?? `${summary.format} configuration`)}, and only records are explained: cordon show prints what it says, `
    + "and cordon check what is wrong with it");
}

function recordPage(path: string, paint: typeof plain): string {
  const { claim, steps, loop, because, on, specification, seed, trace, strategy, foundAfter, cordon } = visibleIn(recordAt(path, "is not a record"));
  return `${[
    `${paint("bold", `A record of Cordon ${cordon}`)} on ${subjectText(on)}, specification ${specification.name}`,
    strategy === "exhaustive" ? `found by exploring, after ${foundAfter} steps`
      : `found in trace ${trace} of seed ${seed} by the strategy "${strategy}", after ${foundAfter} steps${foundAfter === steps.length ? "" : ", and made shorter"}`,
    ...counterexampleLines(
      { record: path, claim, length: steps.length, trace: steps.map(({ sentence }) => sentence), because,
        ...(loop === undefined ? {} : { loop: loop.map(({ sentence }) => sentence) }) },
      paint,
    ),
  ].join("\n")}\n`;
}
