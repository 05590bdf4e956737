/** GN001: reported by the readers of HID and XML; this is its page. */
import type { FindingPage } from "./kind.ts";
import { page } from "./page.ts";

export const syntaxAmbiguous: FindingPage = {
  code: "GN001",
  severities: ["warning"],
  title: "Genode's documentation, offline tool and runtime read this differently",
  page: page({
    means: `HID has three readers: the documented grammar, the offline tool, and the parser of the running system. This
      line is read differently by them; the message says how, and how it was read here.`,
    matters: `The offline tool drops some of these nodes without a word, so that a file can pass its check and mean
      something else.`,
    wrong: `
+ start timer
   + provides | + service Timer`,
    right: `
+ start timer
  + provides | + service Timer`,
    source: "Genode doc/hid.txt, tool/hid, base/src/lib/base/hid.cc at ffb059da (26.04).",
  }),
};
