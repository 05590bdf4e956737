import { source } from "../../src/language/index.ts";
import { unquantified } from "./claim.ts";
import { seed } from "./works.ts";

export const seedNova = unquantified({
  id: "seed-nova",
  sentence: "NOVA outperforms virtualization on top of monolithic kernels.",
  figures: ["NOVA-ABS"],
  grade: "abstract",
  sources: [seed, source("Steinberg, Kauer, NOVA: A Microhypervisor-Based Secure Virtualization Architecture, EuroSys 2010", "abstract")],
  remark: "The abstract says so of contemporary full virtualization, without a number; the paper's figures were not found.",
});
