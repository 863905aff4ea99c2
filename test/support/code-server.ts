import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { EditorInstall } from "./editor-setup.ts";

/** Settings that keep a fresh VS Code from showing welcome pages and tips. */
export const QUIET_SETTINGS = {
  "chat.disableAIFeatures": true,
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  // Without a title bar, which would only say that the window is one of a test.
  "window.menuBarVisibility": "compact",
  "window.commandCenter": false,
  "workbench.layoutControl.enabled": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "files.simpleDialog.enable": true,
  "files.autoSave": "off",
  "window.dialogStyle": "custom",
  "security.workspace.trust.startupPrompt": "never",
  "editor.minimap.enabled": false,
  "git.openRepositoryInParentFolders": "never",
};

/** The package under test, as `npm run package` leaves it. */
export const VSIX = join(import.meta.dirname, "../../tare-linux-x64.vsix");
/** The package that runs on any machine, with its engine in WebAssembly. */
export const UNIVERSAL = join(import.meta.dirname, "../../tare-universal.vsix");

/** Ends a server with all that it started, and removes its data. */
export function end(server: ChildProcess, data: string): void {
  const family = descendants(server.pid!);
  server.kill();
  for (const { pid } of family) tryKill(pid);
  rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Where the copy of the sample workspace lies. */
export const workspaceIn = (data: string) => join(data, "velora");

/** A copy of the sample workspace in a folder, so that a test may edit it. */
export function copyWorkspace(folder: string): string {
  const workspace = workspaceIn(folder);
  cpSync(join(import.meta.dirname, "../fixtures/workspace"), workspace, { recursive: true });
  return workspace;
}

/** Installs the package into a fresh code-server and starts it on a free port of this machine. */
export async function serve(
  { node, server: entry }: EditorInstall,
  vsix: string | null,
  settings: Readonly<Record<string, unknown>>,
  env: NodeJS.ProcessEnv = {},
  untrusted = false,
): Promise<{ data: string; server: ChildProcess; port: number }> {
  const data = mkdtempSync(join(tmpdir(), "tare-editor-"));
  mkdirSync(join(data, "User"), { recursive: true });
  writeFileSync(join(data, "User/settings.json"), JSON.stringify(settings));
  if (vsix) installPackage({ node, server: entry }, vsix, data);
  const server = spawn(
    node,
    [
      entry,
      ...folders(data),
      ...["--auth", "none", "--bind-addr", "127.0.0.1:0", "--disable-telemetry", "--disable-update-check"],
      ...(untrusted ? [] : ["--disable-workspace-trust"]),
      ...["--disable-getting-started-override", "--ignore-last-opened"],
      ...["--vscode-option", "enable-smoke-test-driver"],
    ],
    { env: { ...serverEnv(), ...env }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const port = await new Promise<number>((found, failed) => {
    let output = "";
    const read = (chunk: Buffer) => {
      output += chunk;
      const match = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output);
      if (match) found(Number(match[1]));
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.once("exit", (code) => failed(new Error(`code-server ended with ${code}:\n${output}`)));
  });
  return { data, server, port };
}

/** Installs a package as an editor does whose data lie in `data`. Returns the folder that it was unpacked to. */
export function installPackage(
  { node, server }: Pick<EditorInstall, "node" | "server">,
  vsix: string,
  data: string,
): string {
  const args = [server, ...folders(data), "--install-extension", resolve(vsix)];
  execFileSync(node, args, { env: serverEnv(), stdio: "pipe" });
  const folder = extensionFolder(data);
  // A build to try in the place of the packaged one, since packing takes longer than building.
  const build = process.env.TARE_DIST;
  if (build) cpSync(build, join(folder, "dist"), { recursive: true });
  return folder;
}

const serverEnv = () => ({ ...process.env, VSCODE_IPC_HOOK_CLI: "" });

/** The options that keep all of an editor's data in one folder. */
function folders(data: string): string[] {
  const [extensions, config] = [join(data, "extensions"), join(data, "config.yaml")];
  return ["--user-data-dir", data, "--extensions-dir", extensions, "--config", config];
}

/** Where the package was unpacked whose editor keeps its data in a folder. */
export function extensionFolder(data: string): string {
  const all = join(data, "extensions");
  return join(all, readdirSync(all).find((name) => name.startsWith("tare.tare-"))!);
}

/** The address of the workbench with an extension under development; `paths` are folders and files of this machine. */
export function workbenchUrl(
  port: number,
  workspace: string,
  paths: Readonly<Record<string, string>>,
  options: Readonly<Record<string, string>> = {},
): string {
  // VS Code compares the authority with the one that the page was asked for.
  const authority = `localhost:${port}`;
  const payload = [
    ...Object.entries(paths).map(([name, path]) => [name, `vscode-remote://${authority}${path}`]),
    ...Object.entries({ skipWelcome: "true", skipReleaseNotes: "true", ...options }),
  ];
  const query = `folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  return `http://${authority}/?${query}`;
}

/** Ids of the engine processes that run under a server. */
export function enginesOf(server: ChildProcess): number[] {
  const engines = descendants(server.pid!).filter(({ command }) => command.includes("dist/engine.js"));
  return engines.map(({ pid }) => pid);
}

interface Process {
  readonly pid: number;
  readonly command: string;
}

function descendants(root: number): Process[] {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).trim().split("\n");
  const processes = rows.map((row) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [];
    return { pid: Number(pid), parent: Number(parent), command: command ?? "" };
  });
  const family = new Set([root]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  }
  return processes.filter(({ pid }) => pid !== root && family.has(pid));
}

function tryKill(pid: number): void {
  try {
    process.kill(pid);
  } catch {
    // It ended with its parent.
  }
}
