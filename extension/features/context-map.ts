import {
  CancellationTokenSource,
  commands,
  Disposable,
  l10n,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import { contextMap } from "../../display/context-map.ts";
import type { AgentId } from "../../protocol/context.ts";
import {
  type ContextMapState,
  contextMapReadyNotification,
  contextMapStateNotification,
  openPlaceNotification,
} from "../../protocol/context-page.ts";
import { asFailure } from "../../protocol/failure.ts";
import { fillWebview } from "../editor/fill-webview.ts";
import { pageCommand } from "../editor/page-command.ts";
import type { Services } from "../services.ts";
import { mayLoad } from "../state/contexts.ts";

/** The page of the map: what the shown agent loads as areas, now and without what could go. */
export function contextMapPage(services: Services): Disposable {
  return pageCommand("tare.showContextMap", () => openMap(services));
}

function openMap({ context, contexts }: Services): WebviewPanel {
  const title = l10n.t("Context Map");
  const page = window.createWebviewPanel("tare.contextMap", title, ViewColumn.Active);
  let asked = new CancellationTokenSource();
  let shown: AgentId | undefined;

  /** Shows what is known, then what the files are now, with what could go. */
  async function look(): Promise<void> {
    asked.cancel();
    asked = new CancellationTokenSource();
    const { token } = asked;
    const known = contexts.agent;
    shown = known?.agent;
    post({ isReading: true, ...(known && { map: contextMap(known) }) });
    const told = await contexts.withProposals(token).then(
      (agent) => (agent ? { map: contextMap(agent) } : {}),
      (error: unknown) => ({ failure: asFailure(error).message }),
    );
    if (!token.isCancellationRequested) post({ isReading: false, ...told });
  }

  function post(state: ContextMapState): void {
    void connection.sendNotification(contextMapStateNotification, state);
  }

  const connection = fillWebview(page.webview, context.extensionUri, {
    element: "tare-context-map",
    title,
    // A page that was hidden starts anew.
    ready: contextMapReadyNotification,
    onReady: () => (contexts.weighed ? void look() : post({ isReading: true })),
    listen: (listening) =>
      listening.onNotification(
        openPlaceNotification,
        ({ path, span }) => void commands.executeCommand("tare.openContextEntry", path, span),
      ),
  });
  // As the files are saved, or for another agent: to compare them all at every pause in typing would keep the engine from
  // the prompt.
  const follow = () => {
    if (page.visible && (contexts.isSaved || contexts.agent?.agent !== shown)) void look();
  };
  const changes = Disposable.from(
    contexts.onDidChange(follow),
    workspace.onDidSaveTextDocument(({ uri }) => {
      if (mayLoad(uri)) follow();
    }),
  );
  contexts.watch(page, true);
  page.onDidChangeViewState(() => contexts.watch(page, page.visible));
  page.onDidDispose(() => {
    contexts.watch(page, false);
    asked.cancel();
    Disposable.from(connection, changes).dispose();
  });
  return page;
}
