import { launchBrowser } from "../support/browser.ts";
import { copyWorkspace, end, QUIET_SETTINGS, serve, workbenchUrl } from "../support/code-server.ts";
import { setUpEditor } from "../support/editor-setup.ts";
import { buildHostTests } from "./build.ts";

// Runs the tests of the extension host in code-server, which reports to the page that shows it.
const install = setUpEditor();
const { chromium } = install;
const tests = await buildHostTests();
const { data, server, port } = await serve(install, null, QUIET_SETTINGS);
const browser = await launchBrowser(chromium);
try {
  const page = await browser.newPage();
  await page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
    // As errors come only complaints of VS Code: its native parts are not there.
    if (type === "info") console.log(...args);
  });
  const exitCode = new Promise<number>((exit) => void page.exposeFunction("codeAutomationExit", exit));
  await page.goto(workbenchUrl(port, copyWorkspace(data), { ...tests }));
  process.exitCode = await exitCode;
} finally {
  await browser.close();
  end(server, data);
}
