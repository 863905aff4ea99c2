import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { copyWorkspace } from "../support/code-server.ts";
import { buildHostTests } from "./build.ts";

// Runs the tests of the extension host in a desktop VS Code, which it downloads.
const folder = mkdtempSync(join(tmpdir(), "tare-host-"));
try {
  process.exitCode = await runTests({
    ...(await buildHostTests()),
    launchArgs: [copyWorkspace(folder), "--disable-extensions", "--disable-workspace-trust"],
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
