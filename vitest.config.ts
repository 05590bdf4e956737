import { defineConfig } from "vitest/config";

// Reading sentences takes longer the more scripts a process has: what reads many has a process for each of its files.
const readers = ["engine/**/*", "kernels/**/*", "laws", "properties/**/*", "sentences/**/*", "tidy"].map((name) => `test/${name}.test.ts`);

export default defineConfig({
  test: {
    globalSetup: "test/built.ts",
    // What is built is run as it is.
    server: { deps: { external: [/\/\.built\//] } },
    setupFiles: ["test/left-to-night.ts"],
    // What a test may cost is counted where it matters; the clock only ends what hangs, on a machine that is busy with other things, too.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    maxWorkers: 2,
    reporters: process.env["CI"] ? ["default", "github-actions"] : ["default"],
    projects: [
      { extends: true, test: { name: "apart", include: readers } },
      // Modules are loaded once for all other files of a process: no test changes what a module keeps.
      { extends: true, test: { name: "together", include: ["test/**/*.test.ts"], exclude: readers, isolate: false } },
    ],
  },
});
