import * as l10n from "@vscode/l10n";
import type { CancellationToken, MessageConnection } from "vscode-jsonrpc";
import { askMcpServer, onDisk } from "#platform";
import type { AgentId, Files, Listing } from "../../protocol/context.ts";
import {
  askMcpServerRequest,
  contextHistoryRequest,
  listFilesRequest,
  readTextRequest,
  readToolsRequest,
  type ShownContext,
  serverLaunchRequest,
  shownContextRequest,
  type WorkspaceContext,
  type WorkspaceInput,
  weighContextRequest,
} from "../../protocol/engine.ts";
import { Failure } from "../../protocol/failure.ts";
import { listedTools } from "../context/listed-tools.ts";
import { serverLaunch } from "../context/server-launch.ts";
import { contextHistory } from "../context-history.ts";
import { weighContext } from "../weigh-context.ts";
import type { Channel } from "./channel.ts";

/** Commits that are looked at for changes of what agents load, and changes that are enough. */
const MOST_COMMITS = 100;
const MOST_CHANGES = 10;

/** Serves what is asked about workspaces, and about the MCP servers that agents start there. */
export function serveContexts(channel: Channel): void {
  const { connection } = channel;
  /** The file list of the workspace that was weighed last. */
  let known: { readonly workspace: string; readonly listing: Promise<Listing> } | undefined;
  async function weigh(
    { workspace, unsaved, sameFiles, ...input }: WorkspaceInput,
    token: CancellationToken,
  ): Promise<WorkspaceContext> {
    const disk = onDisk(workspace);
    const files = disk?.files ?? hostFiles(connection, workspace);
    if (!sameFiles || known?.workspace !== workspace) known = { workspace, listing: files.list("") };
    const { listing } = known;
    const list = (folder: string) => (folder === "" ? listing : files.list(folder));
    const { signal } = channel.progress(token);
    const report = await weighContext(withUnsaved({ ...files, list }, new Map(Object.entries(unsaved))), input, signal);
    return { ...report, ...(disk && { home: disk.home }) };
  }
  connection.onRequest(weighContextRequest, (input, token) => channel.answer(() => weigh(input, token)));
  connection.onRequest(shownContextRequest, ({ shown, ...input }, token) =>
    channel.answer(async () => inShort(await weigh(input, token), shown)),
  );
  connection.onRequest(contextHistoryRequest, ({ workspace, ...input }, token) =>
    channel.answer(async () => {
      const history = await onDisk(workspace)?.history(MOST_COMMITS);
      const { signal } = channel.progress(token);
      return history ? contextHistory(history, { ...input, user: false }, MOST_CHANGES, signal) : [];
    }),
  );
  connection.onRequest(readToolsRequest, ({ server, text, file }) =>
    channel.answer(() => listedTools(server, text, file)),
  );
  connection.onRequest(serverLaunchRequest, ({ workspace, agent, server }) =>
    channel.answer(() => {
      const disk = onDisk(workspace);
      if (!disk) throw new Failure("bad-input", l10n.t("{0}: a server can be started on a machine only.", server));
      return serverLaunch(disk.files, agent, server, disk.around);
    }),
  );
  connection.onRequest(askMcpServerRequest, ({ server, launch }, token) =>
    channel.answer(() => askMcpServer(server, launch, channel.progress(token).signal)),
  );
}

/** With one agent whole: the wanted one, else the one that loads the most with every turn. */
function inShort({ agents, home }: WorkspaceContext, wanted: AgentId | undefined): ShownContext {
  const shown =
    agents.find(({ agent }) => agent === wanted) ?? agents.toSorted((a, b) => b.standing.tokens - a.standing.tokens)[0];
  return {
    agents: agents.map(({ agent, name, standing }) => ({ agent, name, standing })),
    ...(shown && { shown }),
    ...(home !== undefined && { home }),
  };
}

/** The files of a workspace that only the host can read. */
function hostFiles(connection: MessageConnection, workspace: string): Files {
  return {
    list: (folder) => connection.sendRequest(listFilesRequest, { workspace, folder }),
    read: (path) => connection.sendRequest(readTextRequest, { workspace, path }),
  };
}

/** Files, with the unsaved texts of those that are open in an editor. */
function withUnsaved({ list, read }: Files, unsaved: ReadonlyMap<string, string>): Files {
  return {
    list,
    read: async (path) => {
      const text = unsaved.get(path);
      return text === undefined ? read(path) : { text, size: new TextEncoder().encode(text).length };
    },
  };
}
