import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/built.ts",
    // What is built is run as it is.
    server: { deps: { external: [/\/\.built\//] } },
    setupFiles: ["test/left-to-night.ts"],
    // What a test may cost is counted where it matters; the clock only ends what hangs, on a machine that is busy with other things, too.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    maxWorkers: 2,
    // Modules are loaded once for all files of a process: no test changes what a module keeps.
    isolate: false,
    reporters: process.env["CI"] ? ["default", "github-actions"] : ["default"],
  },
});
