import { ConfigurationTarget, commands, l10n, type Uri, window, workspace } from "vscode";
import { Failure } from "../../protocol/failure.ts";
import { unlinked } from "../editor/markdown.ts";
import { SETTING_SCHEMAS, type Settings } from "./declared-settings.ts";
import { complies, type SettingSchema } from "./setting-schema.ts";

/** What was read of the settings, until one may have changed: the editor copies many of its own for each answer. */
const known = new Map<string, unknown>();
// From before any feature listens, so that none of them hears of a change and reads what was.
workspace.onDidChangeConfiguration(() => known.clear());
workspace.onDidChangeWorkspaceFolders(() => known.clear());

function remembered<T>(what: string, read: () => T): T {
  if (!known.has(what)) known.set(what, read());
  return known.get(what) as T;
}

/**
 * The value of a setting for a resource; a value that the manifest does not allow is reported, and the default is used.
 */
export function setting<K extends keyof Settings>(key: K, scope?: Uri): Settings[K] {
  return remembered(`${key} for ${scope}`, () => read(key, scope));
}

function read<K extends keyof Settings>(key: K, scope: Uri | undefined): Settings[K] {
  const configuration = workspace.getConfiguration("tare", scope);
  const value = plain(configuration.get<Settings[K]>(key)!);
  const schema = SETTING_SCHEMAS[key];
  if (complies(value, schema)) return value;
  void tellOnce(key, value, schema);
  return configuration.inspect<Settings[K]>(key)!.defaultValue!;
}

/** The editor gives objects as proxies, which cannot cross to another process. */
function plain<T>(value: T): T {
  return typeof value === "object" ? JSON.parse(JSON.stringify(value)) : value;
}

/** The value of a setting that was set by the user; undefined where there is only the default. */
export function givenSetting<K extends keyof Settings>(key: K, scope?: Uri): Settings[K] | undefined {
  return remembered(`whether ${key} for ${scope}`, () => isGiven(key, scope)) ? setting(key, scope) : undefined;
}

function isGiven(key: keyof Settings, scope: Uri | undefined): boolean {
  const { globalValue, workspaceValue, workspaceFolderValue } =
    workspace.getConfiguration("tare", scope).inspect(key) ?? {};
  return [globalValue, workspaceValue, workspaceFolderValue].some((value) => value !== undefined);
}

const told = new Set<string>();

/** Reports, once for each reason, why the engine refuses the value of a setting. */
export function tellUnfit(key: keyof Settings, value: unknown, why: string): void {
  void tell(key, value, why);
}

function tellOnce(key: string, value: unknown, { minimum, maximum }: SettingSchema): Promise<void> {
  return tell(key, value, ...(minimum === undefined ? [] : [boundsInWords(minimum, maximum)]));
}

async function tell(key: string, value: unknown, ...why: readonly string[]): Promise<void> {
  const message = [
    l10n.t("The setting {0} cannot be {1}.", `tare.${key}`, JSON.stringify(value)),
    ...why,
    l10n.t("Using the default until it is fixed."),
  ].join(" ");
  if (told.has(message)) return;
  told.add(message);
  const choice = await window.showWarningMessage(unlinked(message), l10n.t("Open Settings"));
  if (choice) await commands.executeCommand("workbench.action.openSettings", `tare.${key}`);
}

function boundsInWords(minimum: number, maximum: number | undefined): string {
  return maximum === undefined
    ? l10n.t("It must be at least {0}.", minimum)
    : l10n.t("It must be at least {0} and at most {1}.", minimum, maximum);
}

/**
 * Writes a setting where the user keeps it for a resource: in its folder or the workspace if it is set there, else for
 * the user. Rejects with a `Failure` ("bad-input") where the settings cannot be written.
 */
export async function updateSetting<K extends keyof Settings>(key: K, value: Settings[K], scope?: Uri): Promise<void> {
  const { workspaceFolderValue, workspaceValue } = workspace.getConfiguration("tare", scope).inspect(key) ?? {};
  const inWorkspace = workspaceValue === undefined ? ConfigurationTarget.Global : ConfigurationTarget.Workspace;
  await write(
    key,
    value,
    workspaceFolderValue === undefined ? inWorkspace : ConfigurationTarget.WorkspaceFolder,
    scope,
  );
}

/** Writes a setting for this workspace; where none is open, for the user. Rejects as `updateSetting` does. */
export function updateWorkspaceSetting<K extends keyof Settings>(key: K, value: Settings[K]): Promise<void> {
  return write(key, value, workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
}

async function write<K extends keyof Settings>(
  key: K,
  value: Settings[K],
  target: ConfigurationTarget,
  scope?: Uri,
): Promise<void> {
  try {
    await workspace.getConfiguration("tare", scope).update(key, value, target);
  } catch (cause) {
    // A settings file that is no JSON, or has unsaved changes: VS Code says in words what to do.
    throw new Failure("bad-input", (cause as Error).message, { cause });
  }
}
