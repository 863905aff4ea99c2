import * as l10n from "@vscode/l10n";
import { formatShare } from "../../../display/format.ts";
import type { Draft, Scene } from "../agent.ts";
import { frontMatterOf } from "../front-matter.ts";
import type { DraftProposal } from "./draft-proposal.ts";

/** A description of fewer UTF-16 units is no burden, whatever it triggers. */
const LEAST_LENGTH = 150;
/** What a description may be of the text that it triggers. */
const MOST_OF_TEXT = 1 / 3;

/** Descriptions that every turn sends and that are long for the skills, commands and subagents that they trigger. */
export async function longDescriptions(drafts: readonly Draft[], { workspace }: Scene): Promise<DraftProposal[]> {
  const triggered = new Map(drafts.flatMap(({ loads, path, text }) => (loads === "on-demand" ? [[path, text]] : [])));
  const found: DraftProposal[] = [];
  for (const { loads, path, name = path } of drafts) {
    const body = triggered.get(path);
    const text = loads === "listed" && body ? await workspace.textOf(path) : undefined;
    const description = text && frontMatterOf(text).text("description");
    if (!text || !body || !description) continue;
    const most = Math.max(LEAST_LENGTH, body.length * MOST_OF_TEXT);
    if (description.length <= most) continue;
    const start = text.indexOf(description.slice(0, 20));
    found.push({
      kind: "long-description",
      path,
      ...(start >= 0 && { span: { start, end: text.indexOf("\n", start) } }),
      message: l10n.t(
        "The description of {0}, sent with every turn, is long: {1} of the text that it triggers.",
        name,
        formatShare(description.length / body.length),
      ),
      text: description.slice(most),
    });
  }
  return found;
}
