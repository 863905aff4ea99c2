import type { Span } from "../../../protocol/span.ts";
import { withoutCode } from "../mentions.ts";
import { folderOf, isOutside, resolved } from "../paths.ts";
import type { Workspace } from "../workspace.ts";

const LINK = /\]\(<?([^()\s<>#?]+)[^()\s<>]*>?(?:\s+"[^"\n]*")?\)/dg;
/** What leads elsewhere than to a file: an address, a place in a template. */
const NO_FILE = /^(?:[a-z][a-z0-9+.-]*:|\/\/|[{$%~]|mailto)|[{}*$]/i;

/** `start` and `end`: of the target alone. */
export interface DeadLink extends Span {
  readonly target: string;
}

/** The Markdown links of a file of the workspace that lead to no file and no folder of it. O(text). */
export function deadLinks(text: string, path: string, workspace: Workspace): DeadLink[] {
  if (path.startsWith("~/")) return [];
  return [...withoutCode(text).matchAll(LINK)].flatMap(({ 1: target, indices }) => {
    if (NO_FILE.test(target!)) return [];
    const name = decoded(target!);
    const place = name.startsWith("/") ? resolved("", name.slice(1)) : resolved(folderOf(path), name);
    const isDead = !isOutside(place) && !place.includes("node_modules") && !workspace.has(place);
    const [start, end] = indices![1]!;
    return isDead ? [{ target: target!, start, end }] : [];
  });
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
