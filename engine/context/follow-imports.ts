import * as l10n from "@vscode/l10n";
import type { ContextProblem, FileRead, Loads } from "../../protocol/context.ts";
import type { Agent, Draft, ImportRule, Scene } from "./agent.ts";
import { type Mention, mentionsIn } from "./mentions.ts";
import { folderOf, isOutside, resolved } from "./paths.ts";
import { problemOf } from "./refused.ts";

/** Only what is written like one is missed where it is no file: `@mention` and `@scope/package` are none. */
const LIKE_A_FILE = /^(?:~\/|\.{0,2}\/)|\.(?:md|mdc|mdx|txt|json|ya?ml|toml)$/i;

/** Files that one file may name. */
const MOST_NAMED = 1000;

/** Files that are loaded so far, and what loads each: one that comes by two ways is counted once. */
export type Loaded = Map<string, string>;

/** Whose imports are followed, how what is found comes to the model, and what is loaded so far. */
export interface Following {
  readonly agent: Agent;
  readonly scene: Scene;
  readonly loaded: Loaded;
  readonly loads: Loads;
}

/**
 * What a file imports, and what these import, in the order of its text. Each file is read once; one that is not followed
 * has a problem and no text. `chain`: the files from the first one down to this one.
 */
export async function followImports(text: string, chain: readonly string[], following: Following): Promise<Draft[]> {
  const rule = following.agent.imports;
  if (!rule) return [];
  const found: Draft[] = [];
  for (const mention of onceEach(mentionsIn(rule.sees(text)))) {
    const draft = await imported(mention, rule, chain, following);
    if (draft) found.push(draft);
  }
  return found;
}

/** A text may name a file again and again, and a hostile one any number of files. */
function onceEach(mentions: readonly Mention[]): Mention[] {
  const first = new Map(mentions.toReversed().map((mention) => [mention.path, mention]));
  return [...first.values()].sort((a, b) => a.start - b.start).slice(0, MOST_NAMED);
}

async function imported(
  { path: written, start, end }: Mention,
  rule: ImportRule,
  chain: readonly string[],
  following: Following,
): Promise<Draft | undefined> {
  const { agent, scene, loaded, loads } = following;
  const from = chain.at(-1)!;
  const path = resolved(folderOf(from), written);
  const isNamed = LIKE_A_FILE.test(written);
  const not = (problem: ContextProblem): Draft => ({ path, loads, at: { start, end }, problems: [problem] });
  const file: FileRead = isWithin(path, agent) ? await scene.workspace.read(path) : { refused: "outside" };
  if ("refused" in file) return isNamed ? not(problemOf(file.refused)) : undefined;
  if (chain.includes(path))
    return not({
      code: "cycle",
      message: l10n.t("These files import each other in a circle: {0}.", [...chain, path].join(" → ")),
    });
  if (chain.length > rule.deepest) {
    const message = l10n.t(
      "{0} follows at most {1} imports in a row; this file is further down.",
      agent.name,
      rule.deepest,
    );
    return not({ code: "too-deep", message });
  }
  const key = file.real ?? path;
  const by = loaded.get(key);
  if (by !== undefined)
    return not({ code: "loaded-twice", message: l10n.t("Loaded already by {0}; counted once.", by) });
  loaded.set(key, from);
  const imports = await followImports(file.text, [...chain, path], following);
  return { path, loads, at: { start, end }, text: rule.sends(file.text), imports };
}

function isWithin(path: string, { userPlaces }: Agent): boolean {
  if (isOutside(path)) return false;
  return !path.startsWith("~/") || userPlaces.some((place) => path === place || path.startsWith(`${place}/`));
}
