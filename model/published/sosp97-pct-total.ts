import { agree } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSosp97 } from "./works.ts";

export const sosp97PctTotal = claim({
  id: "sosp97-pct-total",
  sentence: "A protected control transfer takes 38 cycles on the Alpha, the total of its steps, where IPC takes 45.",
  figures: ["SOSP97-T6"],
  grade: "primary",
  sources: [inSosp97("Table 6, p. 13")],
  numbers: { ipc: { sum: "45", total: "45" }, transfer: { sum: "37", total: "38" } },
  findings: ({ ipc, transfer }) => [
    agree("the sum of the steps of IPC and its printed total", ipc.sum, ipc.total),
    agree("the sum of the steps of the transfer and its printed total", transfer.sum, transfer.total),
  ],
  remark: "The steps were extracted from the text of the document, and added up there; look at the printed page before relying on one of them.",
});
