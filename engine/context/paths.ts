/*
 * Paths of a workspace: with slashes, relative to its own folder, or below the user's home and then with `~/` before
 * them. What leads above either begins with `..`, as `outside` says.
 */

/** The folder of a path, with its slash; "" for the workspace's own. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** What a path written in a file of this folder means. */
export function resolved(folder: string, written: string): string {
  if (/^(?:~\/|\/|[A-Za-z]:)/.test(written)) return normal(written);
  return normal(folder + written);
}

/** Whether a path leads out of the workspace and of the user's home. */
export function isOutside(path: string): boolean {
  return /^(?:\/|[A-Za-z]:|~?\/?\.\.(?:\/|$))/.test(path);
}

/** A path without the steps that lead nowhere. */
export function normal(path: string): string {
  const steps: string[] = [];
  for (const step of path.split(/[\\/]/)) {
    const isHome = steps.length === 1 && steps[0] === "~";
    if (step === ".." && steps.length > 0 && steps.at(-1) !== ".." && !isHome) steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return (path.startsWith("/") ? "/" : "") + steps.join("/");
}

/** The folders from the workspace's own down to one, each with its slash. */
export function foldersDownTo(folder: string): string[] {
  const steps = folder.split("/").filter((step) => step !== "");
  return ["", ...steps.map((_, i) => `${steps.slice(0, i + 1).join("/")}/`)];
}
