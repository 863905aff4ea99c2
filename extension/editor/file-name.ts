import type { Uri } from "vscode";

/** The file's name alone, for people. */
export function fileName({ path }: Uri): string {
  return path.split("/").at(-1)!;
}
