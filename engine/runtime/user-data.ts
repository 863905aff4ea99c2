import { homedir } from "node:os";
import { join } from "node:path";

/** The path of a file in the folder where Tare keeps the user's data. Not for the web. */
export function userDataFile(name: string): string {
  const { APPDATA, XDG_DATA_HOME } = process.env;
  if (process.platform === "win32" && APPDATA) return join(APPDATA, "tare", name);
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "tare", name);
  return join(XDG_DATA_HOME || join(homedir(), ".local", "share"), "tare", name);
}
