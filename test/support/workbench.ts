import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { Browser, Frame, Locator, Page } from "playwright-core";
import type * as vscode from "vscode";
import { launchBrowser } from "./browser.ts";
import {
  copyWorkspace,
  end,
  enginesOf,
  extensionFolder,
  QUIET_SETTINGS,
  serve,
  VSIX,
  workbenchUrl,
  workspaceIn,
} from "./code-server.ts";
import { setUpEditor } from "./editor-setup.ts";

const DRIVER = join(import.meta.dirname, "driver");

/** Milliseconds after which what is waited for has failed to come, on a machine of any speed. */
const PATIENCE = 60_000;

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
      page.setDefaultTimeout(PATIENCE);
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
    timeout = PATIENCE,
  ): Promise<NonNullable<R>> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const result = await this.evaluate(work, args);
      if (result) return result;
      if (Date.now() > deadline) throw new Error(`Waited ${timeout} ms in vain for ${what}.`);
      await new Promise((again) => setTimeout(again, 50));
    }
  }

  /** Acts until something comes, at most five times: an editor that draws itself passes over clicks and keys. */
  private async again<T>(what: string, act: () => Promise<unknown>, come: () => Promise<T>): Promise<T> {
    let cause: unknown;
    for (let i = 1; i <= 5; i++) {
      cause = await act().then(() => undefined, String);
      const came = await come().then(
        (value) => ({ value }),
        (error) => {
          cause ??= error;
        },
      );
      if (came) return came.value;
    }
    throw new Error(`Acted five times in vain for ${what}.`, { cause });
  }

  /** Acts until a place is seen. */
  untilSeen(place: Locator, act: () => Promise<unknown>, timeout = 6000): Promise<void> {
    return this.again(String(place), act, () => place.waitFor({ timeout }));
  }

  /** Acts until the extension host gives something. */
  untilGiven<A, R>(
    what: string,
    act: () => Promise<unknown>,
    work: (api: typeof vscode, args: A) => R | Promise<R>,
    args?: A,
  ): Promise<NonNullable<R>> {
    return this.again(what, act, () => this.until(what, work, args, 6000));
  }

  /** Clicks a place until another is seen. One that is gone by then may have been clicked. */
  click(place: Locator, seen: Locator): Promise<void> {
    return this.untilSeen(seen, () => clicked(place));
  }

  /** Shows the list of messages until one says this, and clears it: a list that was opened empty may stay so. */
  async untilTold(text: string | RegExp): Promise<void> {
    const message = this.page.locator(".notification-list-item-message", { hasText: text }).first();
    await this.untilSeen(message, () => this.command("notifications.showList"), 12_000);
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

  /** Opens the file dialog, types a path into it, and takes it. */
  async pickPath(open: () => Promise<unknown>, path: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input[type=text]");
    // Once closed, the dialog keeps its text.
    const typed = async () => ((await input.isVisible()) ? input.inputValue({ timeout: 1000 }).catch(() => "") : "");
    // It begins in a folder; another input may still be closing.
    await this.again("the file dialog", open, async () => {
      for (let i = 0; !(await typed()).startsWith("/"); i++) {
        if (i === 120) throw new Error("The input is no path.");
        await this.page.waitForTimeout(50);
      }
    });
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

  /** Begins a command that waits for its user, such as for a choice in a list. */
  begin(id: string): Promise<void> {
    return this.evaluate((api, command) => void api.commands.executeCommand(command), id);
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
    const where = (isOpen: boolean) => head.and(this.page.locator(`[aria-expanded=${isOpen}]`));
    await this.click(where(true), where(false));
  }

  /** Shows a page of Tare's by a command; gives the frame that holds its element. No other page may be open. */
  openPage(command: string, element: string): Promise<Frame> {
    const inner = this.page.frameLocator("iframe.webview").locator("iframe#active-frame");
    return this.again(
      element,
      () => this.command(command),
      // A page may begin in an empty frame, whose place its own frame takes.
      async () => {
        const frame = await (await inner.elementHandle({ timeout: 6000 }))!.contentFrame();
        await frame!.locator(element).waitFor({ timeout: 6000 });
        return frame!;
      },
    );
  }

  /** What the hovers say over a place in the active editor: `at` UTF-16 units into where a text stands last. */
  hoverOver(text: string, at = 0): Promise<string> {
    return this.until(
      `a hover over “${text}”`,
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

/** Opens the workbench with the driver in its extension host; resolves with the driver's port. */
async function openPage(page: Page, port: number, workspace: string): Promise<number> {
  const driver = new Promise<number>((found, failed) => {
    setTimeout(() => failed(new Error("The extension host did not start within 2 minutes.")), 2 * PATIENCE).unref();
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
