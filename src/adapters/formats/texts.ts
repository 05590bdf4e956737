/** Files that describe no system: they are named so that it is clear why nothing was checked. */
import type { ForeignFormat } from "./kind.ts";

const text = (format: string, accepts: ForeignFormat["accepts"], advice?: string): ForeignFormat =>
  ({ format, isSystem: false, accepts, ...(advice === undefined ? {} : { advice }) });

const member = (name: string) => new RegExp(`^[[{][^]{0,4000}"${name}" ?:`);

/** The share of lines in percent that look so, of the first that there are. */
function share(code: string, line: RegExp): number {
  const lines = code.split("\n").slice(0, 100);
  return (lines.filter((one) => line.test(one)).length * 100) / lines.length;
}

const declaration = new RegExp("^(?:(?:package|fn|pub|mod|namespace|using|class|struct|def|int|void|static|const) |use [\\w:]+;"
  + "|from \\S+ import )", "m");

const assignment = /^[\w."-]+ ?= ?(?:["'[{\d+-]|true|false)/;

export const textFormats: readonly ForeignFormat[] = [
  text("binary file", ({ text: whole }) =>
    whole.slice(0, 8192).includes("\0") || ["\u007fELF", "%PDF-", "PK\u0003\u0004", "\u001f"].some((mark) => whole.startsWith(mark))),
  text("record of a counterexample", ({ code }) => member("record").test(code) && member("steps").test(code),
    "cordon replay runs it again"),
  text("worked case of timing", ({ code }) => member("analysis").test(code) && member("input").test(code), "cordon time answers it"),
  text("HTML page", ({ text: whole, xml }) => xml?.top === "html" || /^\s*<!doctype html/i.test(whole)),
  text("XML document of another kind", ({ xml }) => xml !== undefined),
  text("JSON document", ({ code }) => /^[[{]\s?(?:$|["{[\]}\d-]|true|false|null)/.test(code)),
  text("script", ({ code }) => code.startsWith("#!")),
  text("module of TypeScript or JavaScript", ({ code }) =>
    /^(?:import (?:type )?[\w*{"'][^;]{0,400}["'];?$|"use strict")/m.test(code)
      || /^export (?:const|default|function|type|interface|class|async|\{|\*)/m.test(code),
  "what it exports is checked with the option --with"),
  text("graph in DOT", ({ code }) => /^(?:strict )?(?:di)?graph\b[^{\n]{0,200}\{/m.test(code)),
  text("Markdown page", ({ text: whole }) => /^\ufeff?\s{0,100}(?:#{1,6} \S|\[?!\[)/.test(whole)
    || (/^(?:```|={3,}\r?$|-{3,}\r?$|#{2,6} \S)/m.test(whole.slice(0, 65_536)) && !/^\ufeff?\s{0,100}---/.test(whole))),
  text("TOML document", ({ code }) => /^\[+[\w."-]+\]+$/m.test(code) && share(code, assignment) > 0 || share(code, assignment) > 60),
  text("YAML document", ({ text: whole, code }) => /^\ufeff?\s{0,100}(?:---\s|%YAML)/.test(whole)
    || share(code, /^(?:- )?[\w."/-]+:(?: |$)|^- \S/) > 60),
  text("source file", ({ code }) => declaration.test(code) && /[;{}:]$/m.test(code)),
];
