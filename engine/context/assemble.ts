import * as l10n from "@vscode/l10n";
import { formatCount } from "../../display/format.ts";
import { type ContextProblem, MOST_READ } from "../../protocol/context.ts";
import type { Agent, Draft, LoadedFile, Rule, Scene } from "./agent.ts";
import { followImports, type Loaded } from "./follow-imports.ts";
import { frontMatterOf } from "./front-matter.ts";
import { problemOf } from "./refused.ts";
import { serversOf } from "./servers.ts";

/** All that an agent loads by itself, with what it imports, rule by rule of its table. */
export async function assemble(agent: Agent, scene: Scene): Promise<Draft[]> {
  const loaded: Loaded = new Map();
  const drafts: Draft[] = [];
  for (const rule of agent.rules) drafts.push(...(await ofRule(rule, agent, scene, loaded)));
  return [...drafts, ...(await serversOf(agent, scene))];
}

async function ofRule(rule: Rule, agent: Agent, scene: Scene, loaded: Loaded): Promise<Draft[]> {
  const paths = [...new Set(await rule.find(scene.workspace))];
  const drafts: Draft[] = [];
  for (const path of paths) {
    await scene.turn();
    const file = await load(path, scene);
    if ("problem" in file) drafts.push({ path, loads: "always", problems: [file.problem] });
    else
      for (const draft of rule.load(file, scene))
        drafts.push(await once(withSize(draft, file), file, rule, agent, scene, loaded));
  }
  return [...((await rule.limit?.(drafts, scene)) ?? drafts)];
}

/** Says where only the beginning of a file was read. */
function withSize(draft: Draft, { size }: LoadedFile): Draft {
  if (size <= MOST_READ || draft.problems?.length) return draft;
  const message = l10n.t("{0} MiB: only the first {1} are counted.", formatCount(size / 2 ** 20), MOST_READ / 2 ** 20);
  return { ...draft, problems: [{ code: "too-large", message }] };
}

/** A draft with its imports; what an earlier file has imported is not loaded again. */
async function once(
  draft: Draft,
  file: LoadedFile,
  rule: Rule,
  agent: Agent,
  scene: Scene,
  loaded: Loaded,
): Promise<Draft> {
  if (!rule.follows || draft.text === "") return draft;
  const key = file.real ?? file.path;
  const by = loaded.get(key);
  if (by !== undefined) {
    const message = l10n.t(
      "Loaded already by {0}; counted once. Nothing documents that {1} drops the second copy.",
      by,
      agent.name,
    );
    return { ...draft, text: "", problems: [...(draft.problems ?? []), { code: "loaded-twice", message }] };
  }
  loaded.set(key, file.path);
  const following = { agent, scene, loaded, loads: draft.loads };
  return { ...draft, imports: await followImports(file.text, [file.path], following) };
}

async function load(path: string, { workspace }: Scene): Promise<LoadedFile | { readonly problem: ContextProblem }> {
  const read = await workspace.read(path);
  if ("refused" in read) return { problem: problemOf(read.refused) };
  return { path, ...read, head: frontMatterOf(read.text) };
}
