import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { createMessageConnection, type MessageConnection } from "vscode-jsonrpc/node";
import { panelPage } from "../../display/panel-page.ts";
import { PortReader, PortWriter } from "../../protocol/message-port.ts";
import { type PanelState, readyNotification, stateNotification, textsNotification } from "../../protocol/panel.ts";
import themes from "./themes.json" with { type: "json" };

export type Theme = keyof typeof themes;
export const THEMES = Object.keys(themes) as Theme[];

/** The panel in a page, with this process as its host. */
export interface OpenPanel {
  readonly page: Page;
  readonly host: MessageConnection;
  /** What the browser complained of: script errors and breaches of the content-security policy. */
  readonly complaints: readonly string[];
  show(state: PanelState): Promise<void>;
}

export interface View {
  readonly theme: Theme;
  /** Width in pixels of the screen, and how much the user has zoomed in. */
  readonly width: number;
  readonly zoom?: number;
  /** Translations by the English texts; none where the editor speaks English. */
  readonly texts?: Readonly<Record<string, string>>;
}

/**
 * Opens the built panel as the editor does: its page, its policy, a theme's variables and messages over `postMessage`.
 */
export async function openPanel(
  browser: Browser,
  state: PanelState,
  { theme, width, zoom = 1, texts }: View,
): Promise<OpenPanel> {
  const page = await browser.newPage({ viewport: { width: width / zoom, height: 900 }, deviceScaleFactor: zoom });
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));

  const files: Record<string, { contentType: string; body: string }> = {
    "/": {
      contentType: "text/html",
      body: panelPage({ scriptUri: "/panel.js", nonce: "MTIzNDU2Nzg5MA==", language: "en" }),
    },
    "/panel.js": { contentType: "text/javascript", body: readFileSync("dist/webview/panel.js", "utf8") },
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
  host.onNotification(readyNotification, () => {
    if (texts) void host.sendNotification(textsNotification, { texts });
    void host.sendNotification(stateNotification, shown);
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
  await page.goto("http://panel.test/");
  await page.locator("[aria-live]").waitFor({ state: "attached" });

  return {
    page,
    host,
    complaints,
    show: async (next) => {
      shown = next;
      await host.sendNotification(stateNotification, next);
      await page.waitForTimeout(50);
    },
  };
}
