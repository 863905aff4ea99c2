import * as l10n from "@vscode/l10n";
import { LRUCache } from "lru-cache";
import { STANDING } from "../../../protocol/context.ts";
import type { Span } from "../../../protocol/span.ts";
import { type Saying, saidAgain, sayingsOf } from "../../compress/across-prompts.ts";
import { languageOf } from "../../lexicon/language.ts";
import { type Prompt, parsePrompt } from "../../prompt/parse.ts";
import type { Draft, Scene } from "../agent.ts";
import { changingIn, placeOf } from "../changing.ts";
import { type Demand, demandsOf } from "../claims/claims.ts";
import { contradictionsIn } from "../claims/contradictions.ts";
import { reworded } from "../claims/reworded.ts";
import { deadLinks } from "./dead-links.ts";
import type { DraftProposal } from "./draft-proposal.ts";
import { longDescriptions } from "./long-descriptions.ts";
import { sectionsOfOneFolder } from "./one-folder.ts";

/**
 * What could go from all that an agent loads, or should be mended: what a file says that one before it says, or that
 * contradicts it, sections of what is always loaded that are about one folder, skills of one name, descriptions that are
 * long for what they trigger, what changes in what every turn sends, links that lead nowhere. O(text log text).
 */
export async function proposalsFor(drafts: readonly Draft[], scene: Scene): Promise<DraftProposal[]> {
  const files = await textsOf(drafts, scene);
  const always = files.filter(({ loads }) => loads === "always");
  return [
    ...saidTwice(files),
    ...contradictions(files),
    ...always.flatMap((file) => movable(file, scene)),
    ...sameNames(drafts),
    ...(await longDescriptions(drafts, scene)),
    ...(await changes(drafts, scene)),
    ...files.flatMap(({ path, prompt: { text } }) =>
      deadLinks(text, path, scene.workspace).map(
        ({ target, ...span }): DraftProposal => ({
          kind: "dead-link",
          path,
          span,
          message: l10n.t("The link to {0} leads nowhere.", target),
          text: "",
        }),
      ),
    ),
  ];
}

/** A text of instructions, read. */
interface Read {
  readonly prompt: Prompt;
  readonly sayings: readonly Saying[];
  readonly demands: readonly Demand[];
}

function flat(drafts: readonly Draft[]): Draft[] {
  return drafts.flatMap((one) => [one, ...flat(one.imports ?? [])]);
}

interface LoadedText extends Read {
  readonly path: string;
  readonly loads: Draft["loads"];
}

/** UTF-16 units of a file that are looked at: comparing them takes some seconds. */
const MOST_COMPARED = 2 ** 17;

/** UTF-16 units of the texts that are remembered: from one look to the next few of them change. */
const known = new LRUCache<string, Read>({ maxSize: 2 ** 19, sizeCalculation: (_, key) => key.length });

function readOnce(text: string, path: string): Read {
  const key = `${path}\n${text}`;
  const found = known.get(key);
  if (found) return found;
  const prompt = parsePrompt(text, { path });
  const sayings = sayingsOf(prompt);
  const read = { prompt, sayings, demands: demandsOf(sayings, languageOf(text) ?? "en") };
  known.set(key, read);
  return read;
}

/** The files of instructions with their whole texts, each once: what is always loaded, then what comes when files match. */
async function textsOf(drafts: readonly Draft[], { workspace, turn }: Scene): Promise<LoadedText[]> {
  const found = new Map<string, LoadedText>();
  for (const loads of ["always", "matching"] as const)
    for (const draft of flat(drafts)) {
      if (draft.loads !== loads || !draft.text || found.has(draft.path)) continue;
      await turn();
      const text = (await workspace.textOf(draft.path))?.slice(0, MOST_COMPARED);
      if (text !== undefined) found.set(draft.path, { path: draft.path, loads, ...readOnce(text, draft.path) });
    }
  return [...found.values()];
}

function saidTwice(files: readonly LoadedText[]): DraftProposal[] {
  const again = saidAgain(files.map(({ sayings }) => sayings));
  const found = new Set(again.map(({ saying }) => saying));
  const otherwise = reworded(files.map(({ demands }) => demands)).filter(({ saying }) => !found.has(saying));
  return [...again, ...otherwise].map(({ prompt, saying, earlier }) => {
    const [file, other] = [files[prompt]!, files[earlier.prompt]!];
    const span = { start: saying.start, end: saying.end };
    const said = { start: earlier.saying.start, end: earlier.saying.end };
    return {
      kind: "said-twice",
      path: file.path,
      span,
      other: { path: other.path, span: said },
      ...(other.loads === "always" && { isSpare: true }),
      message: l10n.t(
        "Line {0} says what {1} says in line {2}.",
        lineOf(file.prompt.text, span),
        other.path,
        lineOf(other.prompt.text, said),
      ),
      text: file.prompt.text.slice(span.start, span.end),
    };
  });
}

/** Of files that come together: what is for one folder or for some files may well say otherwise than another such. */
function contradictions(files: readonly LoadedText[]): DraftProposal[] {
  return contradictionsIn(files.map(({ demands }) => demands)).flatMap(({ prompt, saying, earlier }) => {
    const [file, other] = [files[prompt]!, files[earlier.prompt]!];
    if (file.loads !== "always" || other.loads !== "always") return [];
    const span = { start: saying.start, end: saying.end };
    const said = { start: earlier.saying.start, end: earlier.saying.end };
    return [
      {
        kind: "contradiction",
        path: file.path,
        span,
        other: { path: other.path, span: said },
        message: l10n.t(
          "Line {0} contradicts line {1} of {2}.",
          lineOf(file.prompt.text, span),
          lineOf(other.prompt.text, said),
          other.path,
        ),
        text: "",
      },
    ];
  });
}

function movable({ path, prompt }: LoadedText, { workspace }: Scene): DraftProposal[] {
  return sectionsOfOneFolder(prompt, workspace).map(({ folder, title, start, end }) => ({
    kind: "one-folder",
    path,
    span: { start, end },
    glob: `${folder}**`,
    message: l10n.t(
      "The section “{0}” is about {1} only: as a rule for {1}** it loads where it is needed.",
      title,
      folder,
    ),
    text: prompt.text.slice(start, end),
  }));
}

/** What ends the prefix that a cache holds: all that every turn sends behind it is sent anew once it has changed. */
async function changes(drafts: readonly Draft[], { workspace }: Scene): Promise<DraftProposal[]> {
  const standing = flat(drafts).filter(({ loads, text }) => STANDING.includes(loads) && text);
  const found: DraftProposal[] = [];
  for (const [i, draft] of standing.entries())
    for (const changing of changingIn(draft)) {
      const span = placeOf(changing, await workspace.textOf(draft.path));
      found.push({
        kind: "unstable",
        path: draft.path,
        ...(span && { span }),
        message: changing.message,
        text: "",
        behind: [draft.text!.slice(changing.at), ...standing.slice(i + 1).map(({ text }) => text!)],
      });
    }
  return found;
}

/** Of skills of one name the agent calls one. */
function sameNames(drafts: readonly Draft[]): DraftProposal[] {
  const first = new Map<string, string>();
  return drafts.flatMap(({ loads, name, path, text }) => {
    if (loads !== "listed" || name === undefined || !path.endsWith("SKILL.md")) return [];
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, path);
      return [];
    }
    const message = l10n.t("The skill {0} is installed twice: {1} has that name, too.", name, other);
    return [{ kind: "installed-twice", path, other: { path: other }, message, text: text ?? "" }];
  });
}

function lineOf(text: string, { start }: Span): number {
  return text.slice(0, start).split("\n").length;
}
