/**
 * Where Genode's documentation (`doc/hid.txt`), its offline tool (`tool/hid`) and its runtime (`base/hid.cc`) read the
 * same text differently; of XML, its standard, xmllint and `util/xml_node.h`. Each entry says what each of them makes of it, what is
 * read here, and what to write instead.
 */
import type { Place } from "../../language/report.ts";
import { shown, type Findings } from "./codes.ts";

/** What three readers make of one form, and what to write instead. */
interface Ambiguity {
  readonly what: string;
  readonly documentation: string;
  readonly offline: string;
  readonly runtime: string;
  /** What the tree has. */
  readonly here: string;
  readonly instead: string;
}

/** The forms that are read differently. */
export type AmbiguityKind = keyof typeof ambiguities;

export const ambiguities = {
  "duplicate attribute": {
    what: "the attribute is given twice",
    documentation: "an error", offline: "an error", runtime: "the first value counts",
    here: "the first value", instead: "remove one of them",
  },
  "second top-level node": {
    what: "a second top-level node begins",
    documentation: "an error", offline: "rejected, or taken as a sub node", runtime: "the line is ignored",
    here: "ignored, the nodes after it belong to the first top-level node",
    instead: "remove the line, or move it behind the end mark",
  },
  "odd indentation": {
    what: "the node is indented by an odd number of columns",
    documentation: "allowed", offline: "dropped without a word, with its sub nodes", runtime: "accepted",
    here: "accepted", instead: "indent it by a multiple of two spaces",
  },
  "spaces after the bar": {
    what: 'the node does not follow "| " directly',
    documentation: "allowed", offline: "dropped without a word, with its sub nodes", runtime: "accepted",
    here: "accepted", instead: "leave exactly one space between | and the node",
  },
  "beside a node of its parent's line": {
    what: "the node stands beside one that shares a line with the node around both, and is not indented far enough to the left of it",
    documentation: "both belong to the node around them", offline: "the same", runtime: "a sub node of the one before it",
    here: "both belong to the node around them", instead: "begin a line with the first of them",
  },
  "attribute after sub node": {
    what: "the attribute stands after a sub node of its node",
    documentation: "belongs to the node with the smaller column", offline: "may belong to a deeper node",
    runtime: "belongs to the sub node before it, or is ignored",
    here: "belongs to the node with the smaller column", instead: "move it before the first sub node",
  },
  "attribute at column zero": {
    what: "the attribute stands at the very start of the line",
    documentation: "an attribute of the top-level node", offline: "an attribute of the top-level node",
    runtime: "taken for a second top-level node by some versions",
    here: "an attribute of the top-level node", instead: "indent it",
  },
  "attribute without bar": {
    what: "the attribute follows the node type without a | before it",
    documentation: "an error", offline: "an error", runtime: "accepted as an attribute",
    here: "an attribute", instead: "write | before the attribute",
  },
  "attribute without space": {
    what: "no space separates the value from the colon",
    documentation: "an error", offline: "an error", runtime: "the value is what follows the next space",
    here: "the text after the colon is the value", instead: "write a space after the colon",
  },
  "bar without spaces": {
    what: "a | without a space on both sides",
    documentation: "an error, a value cannot contain |", offline: "an error", runtime: "accepted as a delimiter",
    here: "a delimiter", instead: "write a space on both sides, or move the text to quoted content",
  },
  "characters after node type": {
    what: "the node type is followed by other characters than a space",
    documentation: "an error", offline: "the rest becomes a name, or the line is rejected",
    runtime: "the rest up to the next space is ignored",
    here: "ignored up to the next space", instead: "use only a-z, 0-9, _ and - in a node type",
  },
  "no node type": {
    what: "no node type follows directly",
    documentation: "an error", offline: "rejected or dropped", runtime: "a node of type \"invalid\"",
    here: "ignored with all its sub nodes",
    instead: "write one space and then a node type that starts with a lower-case letter",
  },
  "stray text": {
    what: "the text is neither a node nor an attribute nor a comment nor quoted",
    documentation: "an error", offline: "an error", runtime: "ignored",
    here: "ignored", instead: "write a comment (.) or quoted text (:), or remove it",
  },
  "text beside sub nodes": {
    what: "quoted text and sub nodes stand in the same node",
    documentation: "not allowed", offline: "keeps both, or drops the nodes after the text",
    runtime: "the text is ignored, or goes to another node",
    here: "the text is ignored", instead: "move the text to a sub node of its own",
  },
  "text after sub node": {
    what: "the quoted text stands after a sub node of its node",
    documentation: "not allowed", offline: "belongs to the node with the smaller column",
    runtime: "belongs to the sub node before it, or is ignored",
    here: "belongs to the node with the smaller column", instead: "indent it below the node that it is for",
  },
  "tab behind a bar": {
    what: "a tab stands behind a | in a comment or in quoted text",
    documentation: "allowed", offline: "allowed", runtime: "the whole input is refused",
    here: "part of the text", instead: "write spaces",
  },
  "text after the end mark": {
    what: "the line of the end mark has other text",
    documentation: "an error", offline: "an error", runtime: "accepted as end mark",
    here: "accepted as end mark", instead: "leave the - alone on its line",
  },
  "top node not at column zero": {
    what: "the top-level node is indented",
    documentation: "it starts its line", offline: "taken for another column", runtime: "accepted",
    here: "accepted", instead: "start the line with the node type",
  },
  "byte order mark": {
    what: "a byte order mark stands before the first character",
    documentation: "not foreseen", offline: "an error, or skipped", runtime: "the whole input is refused",
    here: "skipped", instead: "save the file without it",
  },
  "reference in a value": {
    what: "the value has a reference or a white space that is no blank",
    documentation: "the character that is meant, a blank for each white space", offline: "the same", runtime: "the value as it is written, letter by letter",
    here: "the character that is meant", instead: "write the character itself, which is allowed but for <, & and the quote",
  },
  "single quotes": {
    what: "the value stands in single quotes",
    documentation: "allowed", offline: "accepted", runtime: "no tag, so that its end tag ends the element around it",
    here: "a value", instead: "write double quotes",
  },
  "name beyond ASCII": {
    what: "the name has other characters than letters of ASCII, digits, _, :, - and .",
    documentation: "allowed", offline: "accepted", runtime: "no tag, so that its end tag ends the element around it",
    here: "a name", instead: "choose another name",
  },
  "markup in text": {
    what: "the text has a quotation mark without a second one, or a tag in CDATA",
    documentation: "text", offline: "text", runtime: "a string up to the next quotation mark, or tags",
    here: "text", instead: "write it as an attribute's value, or leave it out",
  },
} as const satisfies Readonly<Record<string, Ambiguity>>;

/** Reports that a text is read differently; `text` is the part of the input that it concerns. */
export function addAmbiguity(findings: Findings, kind: AmbiguityKind, at: Place, text: string): void {
  const { what, documentation, offline, runtime, here, instead }: Ambiguity = ambiguities[kind];
  findings.doubt(at, () => `in ${shown(text)}, ${what}`);
  findings.add("GN001", "warning", at, () =>
    `In ${shown(text)}, ${what}. Documentation: ${documentation}; offline tool: ${offline}; runtime: ${runtime}. `
    + `Read here: ${here}. To be clear to all, ${instead}.`);
}
