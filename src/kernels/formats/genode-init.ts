/** Configurations of Genode's init, in HID and XML. */
import { descriptionOf, formatName } from "../../../model/genode/description.ts";
import { beginsAsGenode } from "../../adapters/genode/files.ts";
import { findAll, findingPages } from "../../adapters/genode/findings/index.ts";
import { type Problem, findingTitles, inputBytesMax, problemTitles, readSystem, treeToJson } from "../../adapters/genode/index.ts";
import { outlineOf } from "../../adapters/genode/outline.ts";
import { type CodePage, type Problem as ToldProblem, type Reading, format } from "../format.ts";

export const genodeInit = format({
  name: formatName,
  reads: "Genode's init configurations, in HID and XML, and depot runtimes that contain one",
  files: ".hid or .xml files",
  // Nobody but Genode writes HID.
  endings: { own: [".hid"], shared: [".xml", ".config"] },
  bytesMost: inputBytesMax,
  accepts: beginsAsGenode,
  read,
  pages: pages(),
  demands: ["isolate", "trust"],
});

function read(input: string | Uint8Array, file: string): Reading {
  const { summary, findings, problems, system, other, tree } = readSystem(input, file);
  return {
    summary, findings, problems: problems.map(told),
    ...(tree === undefined ? {} : { tree: () => treeToJson(tree) }),
    ...(other === undefined ? {} : { other }),
    ...(system === undefined ? {} : { described: {
      findings: (demands) => findAll(system, demands), outline: () => outlineOf(system), description: () => descriptionOf(system),
    } }),
    ...(system === undefined || other === undefined ? {} : {
      partly: `Only the config in this ${other} was checked, as that of an init: what else it says (what it requires, its content, RAM and caps) was not.`,
    }),
  };
}

/** Empty files and those of others are no fault of anybody. */
const told = (problem: Problem): ToldProblem => ({
  ...problem, severity: ["GE003", "GE004"].includes(problem.code) ? "note" : "error",
  isOfAnyText: ["GE001", "GE004"].includes(problem.code),
});

function pages(): readonly CodePage[] {
  const paged = new Set(findingPages.map(({ code }) => code));
  const bare = Object.entries({ ...findingTitles, ...problemTitles }).filter(([code]) => !paged.has(code));
  return [...findingPages.map(({ code, title, page }) => ({ code, title, page })), ...bare.map(([code, title]) => ({
    code, title, page: "A file with this problem cannot be read at all; the message says where it is and what to do.",
  }))];
}
