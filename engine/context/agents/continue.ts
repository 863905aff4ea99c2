import * as l10n from "@vscode/l10n";
import { type Agent, builtIns, type Draft, type LoadedFile, type Scene } from "../agent.ts";
import { all, atRoot, first, nested, ofUser, sorted } from "../find.ts";
import { besideIt, bodyOf, fileName, listLine, whenMatching, whole } from "../load.ts";

/**
 * Continue, as docs.continue.dev and continuedev/continue@d0a3c0b tell: rules by `alwaysApply`, `globs` and `description`, in
 * the order of their paths; `rules.md` of a folder for what lies below it; the first of AGENTS.md, AGENT.md and CLAUDE.md.
 */
export const continueDev: Agent = {
  id: "continue",
  name: "Continue",
  userPlaces: ["~/.continue"],
  rules: [
    { find: first(atRoot("AGENTS.md"), atRoot("AGENT.md"), atRoot("CLAUDE.md")), load: whole("always") },
    {
      find: sorted(all(atRoot(".continue/rules/**/*.md"), ofUser("~/.continue/rules/**/*.md"))),
      load: rule,
    },
    { find: all(atRoot("rules.md"), nested("rules.md")), load: folderRule },
    {
      find: all(atRoot(".continue/prompts/**/*.{md,prompt}"), ofUser("~/.continue/prompts/**/*.{md,prompt}")),
      load: whole("on-demand", bodyOf),
    },
  ],
  notes: () => [builtIns("Continue"), l10n.t("Rules of Continue's hub and of its config.yaml are not looked at.")],
};

function rule(file: LoadedFile, scene: Scene): readonly Draft[] {
  const { path, head } = file;
  const text = bodyOf(file);
  const isAlways = head.flag("alwaysApply");
  const globs = head.list("globs");
  const description = head.text("description");
  if (isAlways) return [{ path, loads: "always", text }];
  if (globs.length > 0) return [whenMatching(file, scene, globs, text)];
  if (isAlways === undefined) return [{ path, loads: "always", text }];
  const name = head.text("name") ?? fileName(path);
  const onDemand: Draft = { path, name, loads: "on-demand", text };
  return description === undefined
    ? [onDemand]
    : [{ path, name, loads: "listed", text: listLine(name, description) }, onDemand];
}

/** One at the root holds for all. */
function folderRule(file: LoadedFile): readonly Draft[] {
  const { path } = file;
  if (/(?:^|\/)\.continue\//.test(path)) return [];
  const text = bodyOf(file);
  if (path === "rules.md") return [{ path, loads: "always", text }];
  return [{ path, loads: "matching", text, when: besideIt(path) }];
}
