import { ConfigurationTarget, type Uri, workspace } from "vscode";

/** The settings under `tare.`, as the manifest declares them; their defaults live there. */
export interface Settings {
  readonly model: string;
  readonly effort: string;
  readonly promptFiles: readonly string[];
  readonly "heatMap.enabled": boolean;
  readonly sectionCosts: "codeLens" | "inlayHints" | "off";
  readonly budgets: Readonly<Record<string, number>>;
  readonly retention: number;
  readonly callsPerMonth: number;
}

/** The value of a setting for a resource. */
export function setting<K extends keyof Settings>(key: K, scope?: Uri): Settings[K] {
  return workspace.getConfiguration("tare", scope).get(key) as Settings[K];
}

/**
 * Writes a setting where the user keeps it for a resource: in its folder or the workspace if it is set there, else for
 * the user.
 */
export async function updateSetting<K extends keyof Settings>(key: K, value: Settings[K], scope?: Uri): Promise<void> {
  const configuration = workspace.getConfiguration("tare", scope);
  const { workspaceFolderValue, workspaceValue } = configuration.inspect(key) ?? {};
  const inWorkspace = workspaceValue === undefined ? ConfigurationTarget.Global : ConfigurationTarget.Workspace;
  await configuration.update(
    key,
    value,
    workspaceFolderValue === undefined ? inWorkspace : ConfigurationTarget.WorkspaceFolder,
  );
}
