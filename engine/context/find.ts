import type { Find } from "./agent.ts";
import type { Workspace } from "./workspace.ts";

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
        if (path === undefined || (await isEmpty(path, workspace))) continue;
        found.push(path);
        break;
      }
    return found;
  };
}

async function isEmpty(path: string, workspace: Workspace): Promise<boolean> {
  const file = await workspace.read(path);
  return "text" in file && file.text.trim() === "";
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

/** What is found and not empty. */
export function filled(find: Find): Find {
  return async (workspace) => {
    const found = await find(workspace);
    const empty = await Promise.all(found.map((path) => isEmpty(path, workspace)));
    return found.filter((_, i) => !empty[i]);
  };
}

/** Files in the order of their paths, whichever glob matches them. */
export function sorted(find: Find): Find {
  return async (workspace) => [...new Set(await find(workspace))].sort();
}
