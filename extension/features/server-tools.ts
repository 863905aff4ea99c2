import {
  CancellationTokenSource,
  commands,
  type Disposable,
  l10n,
  ProgressLocation,
  type QuickPickItem,
  type WorkspaceFolder,
  window,
  workspace,
} from "vscode";
import { commandInWords } from "../../display/context-words.ts";
import type { AgentContext, ContextEntry, ServerLaunch } from "../../protocol/context.ts";
import { askMcpServerRequest, readToolsRequest, serverLaunchRequest } from "../../protocol/engine.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";

interface Way extends QuickPickItem {
  readonly go: () => Promise<void>;
}

/**
 * Lets the user say what tools an MCP server has: by its saved answer to `tools/list`, or by starting it once. A server
 * is started only when the user asks for it, has seen the command and trusts the workspace.
 */
export function serverTools({ contexts, engine, log }: Services): Disposable {
  async function give(row?: { readonly entry: ContextEntry }): Promise<void> {
    const agent = await contexts.shown(new CancellationTokenSource().token);
    const { folder } = contexts;
    if (!agent || !folder) return;
    const server = row?.entry.name ?? (await chooseServer(agent));
    if (server === undefined) return;
    const ways = [
      { label: l10n.t("Choose a File…"), go: () => fromFile(server, folder) },
      ...(mayStart(folder)
        ? [{ label: l10n.t("Start the Server Once…"), go: () => fromServer(server, agent, folder) }]
        : []),
      ...(contexts.tools.some((known) => known.server === server)
        ? [{ label: l10n.t("Forget Its Tools"), go: () => contexts.forgetTools(server) }]
        : []),
    ];
    const way = await window.showQuickPick<Way>(ways, {
      title: l10n.t("The tools of {0}", server),
      placeHolder: mayStart(folder)
        ? l10n.t("A saved answer to tools/list, or the server's own")
        : l10n.t("A saved answer to tools/list; servers are started only in a trusted workspace on this machine"),
    });
    await way?.go();
  }

  async function fromFile(server: string, { uri }: WorkspaceFolder): Promise<void> {
    const [file] =
      (await window.showOpenDialog({
        title: l10n.t("The tools of {0}", server),
        defaultUri: uri,
        filters: { JSON: ["json"] },
      })) ?? [];
    if (!file) return;
    const text = new TextDecoder().decode(await workspace.fs.readFile(file));
    const name = workspace.asRelativePath(file);
    await contexts.learnTools(await engine.request(readToolsRequest, { server, text, file: name }));
  }

  async function fromServer(server: string, { agent }: AgentContext, { uri }: WorkspaceFolder): Promise<void> {
    const launch = await engine.request(serverLaunchRequest, { workspace: uri.toString(), agent, server });
    if (!(await agrees(server, launch))) return;
    const title = l10n.t("Tare asks {0} for its tools.", server);
    const tools = await window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      (_progress, token) => engine.request(askMcpServerRequest, { server, launch }, token),
    );
    await contexts.learnTools(tools);
  }

  return commands.registerCommand("tare.giveServerTools", (row?: { readonly entry: ContextEntry }) =>
    orTell(log, () => give(row)),
  );
}

/** Lets the user choose one of the servers that an agent's files name. */
async function chooseServer({ entries }: AgentContext): Promise<string | undefined> {
  const servers = entries.filter(({ loads }) => loads === "tools");
  const names = new Set(servers.flatMap(({ name }) => name ?? []));
  return window.showQuickPick([...names], {
    title: l10n.t("Give a Server's Tools"),
    placeHolder:
      names.size > 0 ? l10n.t("Select the MCP server") : l10n.t("The files of the shown agent name no MCP server."),
  });
}

function mayStart({ uri }: WorkspaceFolder): boolean {
  return workspace.isTrusted && uri.scheme === "file";
}

/** Shows the command, and asks whether to run it. */
async function agrees(server: string, launch: ServerLaunch): Promise<boolean> {
  const start = l10n.t("Start It Once");
  const names = Object.keys(launch.env);
  const detail = [
    commandInWords(launch),
    l10n.t("In the folder {0}", launch.folder),
    ...(names.length > 0 ? [l10n.t("With these variables: {0}", names.join(", "))] : []),
    l10n.t("It is asked for its tools and stopped, at the latest after a minute. None of its tools is called."),
  ];
  const question = l10n.t("Start the MCP server {0}?", server);
  return (await window.showWarningMessage(question, { modal: true, detail: detail.join("\n\n") }, start)) === start;
}
