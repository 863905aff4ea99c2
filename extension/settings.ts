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

/** Writes a setting where the user keeps it: in the workspace if it is set there, else for the user. */
export async function updateSetting<K extends keyof Settings>(key: K, value: Settings[K]): Promise<void> {
  const configuration = workspace.getConfiguration("tare");
  const inWorkspace = configuration.inspect(key)?.workspaceValue !== undefined;
  await configuration.update(key, value, inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
}
