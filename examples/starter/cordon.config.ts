/** What the nightly run takes in place of `cordon.json`: `cordon check my-kernel --config cordon.config.ts`. */
import { defineConfig } from "cordon";
import myKernel from "./kernel.ts";

export default defineConfig({ kernels: [myKernel], budget: "nightly", junit: "reports/junit.xml", sarif: "reports/cordon.sarif" });
