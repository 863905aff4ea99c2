import { rmSync } from "node:fs";
import { copyWorkspace, serve, VSIX } from "./code-server.ts";
import { setUpEditor } from "./editor-setup.ts";

// Starts a real VS Code with the packaged extension and a sample workspace, until it is interrupted.
const settings = {
  "workbench.startupEditor": "none",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "chat.disableAIFeatures": true,
};
const { data, server, port } = await serve(setUpEditor(), VSIX, settings);
const workspace = copyWorkspace(data);
console.log(`VS Code with Tare: http://localhost:${port}/?folder=${encodeURIComponent(workspace)}`);
console.log("To begin: Ctrl+Shift+P, “Tare: Open Walkthrough”. Ctrl+C here ends it.");
process.once("SIGINT", () => {
  server.once("exit", () => rmSync(data, { recursive: true, force: true }));
  server.kill();
});
