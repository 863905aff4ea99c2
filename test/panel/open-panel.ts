import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import {
  createMessageConnection,
  type MessageConnection,
  type NotificationType,
  type NotificationType0,
} from "vscode-jsonrpc/node";
import { type WebviewPage, webviewPage } from "../../display/webview-page.ts";
import {
  type ContextMapState,
  contextMapReadyNotification,
  contextMapStateNotification,
} from "../../protocol/context-page.ts";
import { type LedgerState, ledgerReadyNotification, ledgerStateNotification } from "../../protocol/ledger-page.ts";
import { PortReader, PortWriter } from "../../protocol/message-port.ts";
import { type PanelState, readyNotification, stateNotification } from "../../protocol/panel.ts";
import { textsNotification } from "../../protocol/texts.ts";
import themes from "./themes.json" with { type: "json" };

export type Theme = keyof typeof themes;
export const THEMES = Object.keys(themes) as Theme[];

/** A page of Tare's in a browser, with this process as its host. */
export interface OpenPage<State> {
  readonly page: Page;
  readonly host: MessageConnection;
  /** What the browser complained of: script errors and breaches of the content-security policy. */
  readonly complaints: readonly string[];
  show(state: State): Promise<void>;
}

/** Resolves with the next message of a kind that a page sends. */
export function nextMessage<P>(
  { host }: Pick<OpenPage<never>, "host">,
  { method }: NotificationType<P> | NotificationType0,
): Promise<P> {
  return new Promise((resolve) => {
    const listening = host.onNotification(method, (params) => {
      listening.dispose();
      resolve(params as P);
    });
  });
}

export interface View {
  readonly theme: Theme;
  /** Width in pixels of the screen, and how much the user has zoomed in. */
  readonly width: number;
  readonly zoom?: number;
  /** Translations by the English texts; none where the editor speaks English. */
  readonly texts?: Readonly<Record<string, string>>;
}

export type OpenPanel = OpenPage<PanelState>;

export function openPanel(browser: Browser, state: PanelState, view: View): Promise<OpenPanel> {
  const messages = { ready: readyNotification, state: stateNotification };
  return openPage(browser, { element: "tare-panel", script: "panel.js", messages }, state, view);
}

/** The page of the ledger. */
export function openLedger(browser: Browser, state: LedgerState, view: View): Promise<OpenPage<LedgerState>> {
  const messages = { ready: ledgerReadyNotification, state: ledgerStateNotification };
  return openPage(browser, { element: "tare-ledger", script: "ledger.js", messages }, state, view);
}

/** The page of the map of an agent's context. */
export function openMap(browser: Browser, state: ContextMapState, view: View): Promise<OpenPage<ContextMapState>> {
  const messages = { ready: contextMapReadyNotification, state: contextMapStateNotification };
  return openPage(browser, { element: "tare-context-map", script: "context-map.js", messages }, state, view);
}

interface Built<State> extends Pick<WebviewPage, "element"> {
  readonly script: string;
  readonly messages: { readonly ready: NotificationType0; readonly state: NotificationType<State> };
}

/** Opens a built page as the editor does: its policy, a theme's variables and messages over `postMessage`. */
async function openPage<State>(
  browser: Browser,
  { element, script, messages }: Built<State>,
  state: State,
  { theme, width, zoom = 1, texts }: View,
): Promise<OpenPage<State>> {
  const page = await browser.newPage({ viewport: { width: width / zoom, height: 900 }, deviceScaleFactor: zoom });
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));

  const files: Record<string, { contentType: string; body: string }> = {
    "/": {
      contentType: "text/html",
      body: webviewPage({
        element,
        title: "Tare",
        scriptUri: "/script.js",
        nonce: "MTIzNDU2Nzg5MA==",
        language: "en",
      }),
    },
    "/script.js": { contentType: "text/javascript", body: readFileSync(`dist/webview/${script}`, "utf8") },
  };
  await page.route("**", (route) => {
    const file = files[new URL(route.request().url()).pathname];
    return file ? route.fulfill(file) : route.fulfill({ status: 404 });
  });

  let receive: (message: unknown) => void = () => {};
  await page.exposeFunction("postToHost", (message: unknown) => receive(message));
  const send = (message: unknown) => page.evaluate(`window.postMessage(${JSON.stringify(message)})`);
  const port = {
    post: (message: unknown) => void send(message),
    listen: (listener: typeof receive) => {
      receive = listener;
      return { dispose: () => {} };
    },
  };
  const host = createMessageConnection(new PortReader(port), new PortWriter(port));
  let shown = state;
  host.onNotification(messages.ready, () => {
    if (texts) void host.sendNotification(textsNotification, { texts });
    void host.sendNotification(messages.state.method, shown);
  });
  host.listen();

  await page.addInitScript(`
    window.acquireVsCodeApi = () => ({ postMessage: (message) => window.postToHost(message) });
    addEventListener("DOMContentLoaded", () => {
      const theme = ${JSON.stringify(themes[theme])};
      document.body.className = theme.body;
      const { style } = document.documentElement;
      for (const [name, value] of Object.entries(theme.variables)) style.setProperty(name, value);
      style.setProperty("background", theme.variables["--vscode-sideBar-background"]);
    });`);
  /** Waits until the page has drawn what was sent last: one that is busy takes its time. */
  const drawn = () =>
    page.evaluate(`(async () => {
      const { state } = ${JSON.stringify({ state: JSON.stringify(shown) })};
      const frame = () => new Promise(requestAnimationFrame);
      while (JSON.stringify(document.querySelector("${element}").state) !== state) await frame();
      // What follows the size of an element is drawn after it.
      for (let i = 0; i < 3; i++) await frame();
    })()`);
  await page.goto("http://panel.test/");
  await page.locator(`${element} main`).waitFor({ state: "attached" });
  await drawn();

  return {
    page,
    host,
    complaints,
    show: async (next) => {
      shown = next;
      await host.sendNotification(messages.state.method, next);
      await drawn();
    },
  };
}
