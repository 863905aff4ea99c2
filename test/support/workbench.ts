import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, Frame, Locator, Page } from "playwright-core";
import type * as vscode from "vscode";
import { launchBrowser } from "./browser.ts";
import { type EditorInstall, setUpEditor } from "./editor-setup.ts";

const DRIVER = join(import.meta.dirname, "driver");

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

export interface WorkbenchOptions {
  /** Another package than the one under test, or none. */
  readonly vsix?: string | null;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The display language of extensions, as `zh-cn`; VS Code itself stays English without a pack of that language. */
  readonly language?: string;
  /** Whether the workspace is one that nobody has said to trust. */
  readonly untrusted?: boolean;
  /** Without the line into its extension host: while VS Code runs one it shows no dialog. */
  readonly undriven?: boolean;
  /** What its environment has beside that of the test. */
  readonly env?: NodeJS.ProcessEnv;
}

/** A running VS Code with the packaged extension in it, a page that shows it, and a line into its extension host. */
export class Workbench {
  private constructor(
    readonly page: Page,
    readonly server: ChildProcess,
    private readonly browser: Browser,
    private readonly data: string,
    private readonly driverPort: number,
  ) {}

  static async open({
    vsix = VSIX,
    settings,
    viewport,
    language,
    untrusted = false,
    undriven = false,
    env,
  }: WorkbenchOptions = {}): Promise<Workbench> {
    const install = setUpEditor();
    const { chromium } = install;
    const { data, server, port } = await serve(install, vsix, { ...QUIET_SETTINGS, ...settings }, env, untrusted);
    const browser = await launchBrowser(chromium);
    try {
      const page = await browser.newPage({ viewport: viewport ?? { width: 1280, height: 800 } });
      page.setDefaultTimeout(30_000);
      // What a language pack would set.
      if (language) await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)}`);
      const workspace = copyWorkspace(data);
      if (undriven) {
        await page.goto(workbenchUrl(port, workspace, {}));
        await page.getByRole("status").first().waitFor();
      }
      const driverPort = undriven ? 0 : await openPage(page, port, workspace);
      return new Workbench(page, server, browser, data, driverPort);
    } catch (error) {
      // What went on would keep the test from ending.
      await browser.close();
      end(server, data);
      throw error;
    }
  }

  /** Runs a function in the extension host. It is sent as text: it sees only `vscode`, its argument and `cells`. */
  async evaluate<A, R>(
    work: (api: typeof vscode, args: A, cells: Map<string, unknown>) => R | Promise<R>,
    args?: A,
  ): Promise<R> {
    const response = await fetch(`http://127.0.0.1:${this.driverPort}/`, {
      method: "POST",
      body: JSON.stringify({ source: work.toString(), args }),
    });
    const { result, error } = (await response.json()) as { result: R; error?: string };
    if (error) throw new Error(error);
    return result;
  }

  /** Asks the extension host until it gives something, at most for `timeout` ms. */
  async until<A, R>(
    what: string,
    work: (api: typeof vscode, args: A, cells: Map<string, unknown>) => R | Promise<R>,
    args?: A,
    timeout = 30_000,
  ): Promise<NonNullable<R>> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const result = await this.evaluate(work, args);
      if (result) return result;
      if (Date.now() > deadline) throw new Error(`Waited ${timeout} ms in vain for ${what}.`);
      await new Promise((again) => setTimeout(again, 50));
    }
  }

  /** Acts until a place is seen, at most five times: an editor that draws itself passes over clicks and keys. */
  async untilSeen(place: Locator, act: () => Promise<unknown>, timeout = 6000): Promise<void> {
    let cause: unknown;
    for (let i = 1; i <= 5; i++) {
      cause = await act().then(() => undefined, String);
      const isSeen = place.waitFor({ timeout }).then(() => true);
      if (await isSeen.catch(() => false)) return;
    }
    throw new Error(`Acted five times in vain for ${place}.`, { cause });
  }

  /** Acts until the extension host gives something, at most five times, for the same reason. */
  async untilGiven<A, R>(
    what: string,
    act: () => Promise<unknown>,
    work: (api: typeof vscode, args: A) => R | Promise<R>,
    args?: A,
  ): Promise<NonNullable<R>> {
    let cause: unknown;
    for (let i = 1; i <= 5; i++) {
      cause = await act().then(() => undefined, String);
      const given = await this.until(what, work, args, 6000).catch((error) => error as Error);
      if (!(given instanceof Error)) return given;
      cause ??= given;
    }
    throw new Error(`Acted five times in vain for ${what}.`, { cause });
  }

  /** Clicks a place until another is seen. One that is gone by then may have been clicked. */
  click(place: Locator, seen: Locator): Promise<void> {
    return this.untilSeen(seen, () => clicked(place));
  }

  /** Shows the list of messages until one says this, and clears it: a list that was opened empty may stay so. */
  async untilTold(text: string | RegExp): Promise<void> {
    const message = this.page.locator(".notification-list-item-message", { hasText: text }).first();
    await this.untilSeen(message, () => this.command("notifications.showList"));
    await this.command("notifications.clearAll");
  }

  /** Where the copy of the sample workspace lies. */
  get workspace(): string {
    return workspaceIn(this.data);
  }

  /** Runs a command by the keyboard, as a user does, until a place is seen. `title`: as the palette has it. */
  async byPalette(title: string, place: Locator): Promise<void> {
    const input = this.page.locator(".quick-input-widget input[type=text]");
    // An editor that is still starting has no palette, or not this command in it.
    await this.untilSeen(place, async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("F1");
      await input.fill(`>${title}`, { timeout: 4000 });
      await this.page.getByRole("option", { name: title }).first().waitFor({ timeout: 4000 });
      await this.page.keyboard.press("Enter");
    });
  }

  /** Types a path into the file dialog that is open or opens, and takes it. */
  async pickPath(path: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input[type=text]");
    // Once closed, the dialog keeps its text.
    const typed = async () => ((await input.isVisible()) ? input.inputValue({ timeout: 1000 }).catch(() => "") : "");
    // It begins in a folder; another input may still be closing.
    for (let i = 0; i < 200 && !(await typed()).startsWith("/"); i++) await this.page.waitForTimeout(50);
    // While it reads folders it types its own paths over ours, and passes over Enter until it has looked one up.
    for (let i = 0; i < 20 && (await typed()).startsWith("/"); i++) {
      await input.fill(path, { timeout: 1000 }).catch(() => {});
      await this.page.waitForTimeout(1000);
      if ((await typed()) === path) await input.press("Enter");
      await this.page.waitForTimeout(500);
    }
  }

  /** Where the package was unpacked. */
  get extensionFolder(): string {
    return extensionFolder(this.data);
  }

  command(id: string, ...args: unknown[]): Promise<void> {
    return this.evaluate(async (api, [command, rest]) => void (await api.commands.executeCommand(command, ...rest)), [
      id,
      args,
    ] as [string, unknown[]]);
  }

  openFile(path: string): Promise<void> {
    return this.evaluate(async (api, file) => {
      const folder = api.workspace.workspaceFolders![0]!.uri;
      await api.window.showTextDocument(api.Uri.joinPath(folder, file), { preview: false });
    }, path);
  }

  /** Shows the panel; gives the frame inside the frame in which VS Code has it. */
  openPanel(): Promise<Frame> {
    return this.openPage("tare.panel.focus", "tare-panel");
  }

  /** Folds the panel, so that the tree beside it has all the height. */
  async foldPanel(): Promise<void> {
    const head = this.page.getByRole("button", { name: "Prompt Cost Section" });
    await this.click(head, head.and(this.page.locator("[aria-expanded=false]")));
  }

  /** Shows a page of Tare's by a command; gives the frame that holds its element. No other page may be open. */
  async openPage(command: string, element: string): Promise<Frame> {
    await this.command(command);
    const inner = this.page.frameLocator("iframe.webview").locator("iframe#active-frame");
    await inner.waitFor();
    const frame = await (await inner.elementHandle())!.contentFrame();
    await frame!.locator(element).waitFor();
    return frame!;
  }

  /** What the hovers say over a place in the active editor: `at` UTF-16 units into where a text stands last. */
  hoverOver(text: string, at = 0): Promise<string> {
    return this.evaluate(
      async (api, [word, offset]) => {
        const { document } = api.window.activeTextEditor!;
        const position = document.positionAt(document.getText().lastIndexOf(word) + offset);
        const hovers = await api.commands.executeCommand<vscode.Hover[]>(
          "vscode.executeHoverProvider",
          document.uri,
          position,
        );
        return hovers
          .flatMap(({ contents }) => contents)
          .map((content) => (content as vscode.MarkdownString).value)
          .join("\n");
      },
      [text, at] as [string, number],
    );
  }

  /** Changes a user setting; without a value, back to its default. */
  set(key: string, value?: unknown): Promise<void> {
    return this.evaluate(
      async (api, [name, to]) => {
        await api.workspace.getConfiguration().update(name!, to ?? undefined, api.ConfigurationTarget.Global);
      },
      [key, value] as [string, unknown],
    );
  }

  /** Ids of the running engine processes of this editor. */
  enginePids(): number[] {
    return enginesOf(this.server);
  }

  async close(): Promise<void> {
    await this.browser.close();
    end(this.server, this.data);
  }
}

/** Clicks a place that need not come. */
export const clicked = (place: Locator): Promise<void> => place.click({ timeout: 6000 });

/** Ends a server with all that it started, and removes its data. */
export function end(server: ChildProcess, data: string): void {
  const family = descendants(server.pid!);
  server.kill();
  for (const { pid } of family) tryKill(pid);
  rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

const workspaceIn = (data: string) => join(data, "velora");

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

function extensionFolder(data: string): string {
  const all = join(data, "extensions");
  return join(all, readdirSync(all).find((name) => name.startsWith("tare.tare-"))!);
}

/** Opens the workbench with the driver in its extension host; resolves with the driver's port. */
async function openPage(page: Page, port: number, workspace: string): Promise<number> {
  const driver = new Promise<number>((found, failed) => {
    setTimeout(() => failed(new Error("The extension host did not start within 60 s.")), 60_000).unref();
    void page.exposeFunction("codeAutomationLog", (_type: string, args: unknown[]) => {
      const match = /driver on (\d+)/.exec(args.join(" "));
      if (match) found(Number(match[1]));
    });
  });
  await page.exposeFunction("codeAutomationExit", () => {});
  const paths = { extensionDevelopmentPath: DRIVER, extensionTestsPath: join(DRIVER, "driver.cjs") };
  // The driver tells when all is loaded; that has its own limit.
  await page.goto(workbenchUrl(port, workspace, paths), { waitUntil: "commit" });
  return driver;
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
function enginesOf(server: ChildProcess): number[] {
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
