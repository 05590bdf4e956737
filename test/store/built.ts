/**
 * The store as plain JavaScript in a folder of its own, so that a test can start many short-lived processes with it.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";

const compilerOptions: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2022,
  rewriteRelativeImportExtensions: true,
  verbatimModuleSyntax: true,
};

/** Builds it; answers the folder, in which `store/index.js` lies. */
export function buildStore(): string {
  const folder = mkdtempSync(join(tmpdir(), "cordon-store-"));
  mkdirSync(join(folder, "store"));
  for (const name of readdirSync("src/store")) {
    if (!name.endsWith(".ts")) continue;
    const { outputText } = ts.transpileModule(readFileSync(join("src/store", name), "utf8"), { compilerOptions });
    writeFileSync(join(folder, "store", name.replace(/\.ts$/, ".js")), outputText);
  }
  cpSync("schema", join(folder, "schema"), { recursive: true });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "cordon", version: "0.0.0", type: "module", exports: {} }),
  );
  return folder;
}
