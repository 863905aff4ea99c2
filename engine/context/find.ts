import type { Find } from "./agent.ts";

/** Files that globs match from the workspace's own folder on: glob by glob, each sorted. */
export function atRoot(...globs: readonly string[]): Find {
  return async (workspace) => globs.flatMap((glob) => workspace.find(glob));
}

/** Files that globs match from each folder on from the workspace's own down to the one in which the agent starts. */
export function onTheWay(...globs: readonly string[]): Find {
  return async (workspace) => workspace.way.flatMap((folder) => globs.flatMap((glob) => workspace.find(glob, folder)));
}

/** Of each folder on the way the first that is there and not empty. */
export function firstOnTheWay(...names: readonly string[]): Find {
  return async (workspace) => {
    const found: string[] = [];
    for (const folder of workspace.way)
      for (const name of names) {
        const [path] = workspace.find(name, folder);
        const file = path === undefined ? undefined : await workspace.read(path);
        if (!file || ("text" in file && file.text.trim() === "")) continue;
        found.push(path!);
        break;
      }
    return found;
  };
}

/** Files that globs match from any other folder on. */
export function nested(...globs: readonly string[]): Find {
  return async (workspace) => workspace.findNested(globs);
}

/** The user's own files that globs match; each begins with `~/`. */
export function ofUser(...globs: readonly string[]): Find {
  return async (workspace) => (await Promise.all(globs.map((glob) => workspace.findUser(glob)))).flat();
}

export function all(...finds: readonly Find[]): Find {
  return async (workspace) => (await Promise.all(finds.map((find) => find(workspace)))).flat();
}

/** What the first of them finds that finds anything. */
export function first(...finds: readonly Find[]): Find {
  return async (workspace) => {
    for (const find of finds) {
      const [path] = await find(workspace);
      if (path !== undefined) return [path];
    }
    return [];
  };
}

/** Files in the order of their paths, whichever glob matches them. */
export function sorted(find: Find): Find {
  return async (workspace) => [...new Set(await find(workspace))].sort();
}
