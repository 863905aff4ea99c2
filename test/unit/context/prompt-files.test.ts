import assert from "node:assert/strict";
import { test } from "node:test";
import picomatch from "picomatch";
import { roleBy } from "../../../engine/prompt/reading/role.ts";
import { workspaceFiles } from "../../../engine/runtime/workspace-files.ts";
import { weighContext } from "../../../engine/weigh-context.ts";
import { AGENTS } from "../../../protocol/context.ts";
import { PROMPT_FILES } from "../../../protocol/formats.ts";
import { projectPath } from "../../support/tare.ts";

/** What VS Code itself knows as a prompt (its extension prompt-basics). */
const OF_VS_CODE = ["**/{SKILL,copilot-instructions}.md", "**/*.{prompt,instructions,agent,chatmode}.md"];
OF_VS_CODE.push("**/.claude/rules/**/*.md", "**/{.github,.claude}/agents/*.md");

/** Files of the workspaces below that an agent reads because a setting or an import names them, not by their name. */
const NAMED = ["CONTEXT.md", "CONVENTIONS.md", "docs/**", ".codex/config.toml"];
/** Continue reads a rules.md of any folder; too many other files are called so to take each for a prompt. */
const TOO_COMMON = ["**/rules.md"];

test("what an agent loads by its name is a prompt in the editor too, and instructions where it is always sent", async () => {
  const isPrompt = picomatch([...PROMPT_FILES, ...OF_VS_CODE], { dot: true });
  const isLeft = picomatch([...NAMED, ...TOO_COMMON], { dot: true });
  let files = 0;
  for (const agent of AGENTS) {
    const folder = projectPath(`test/fixtures/context/${agent}`);
    const workspace = workspaceFiles(`${folder}/workspace`, `${folder}/home`);
    const [context] = (await weighContext(workspace, { agents: [agent], user: false, model: "gpt-5.5" })).agents;
    for (const { path, loads, problems } of context!.entries) {
      const isDead = problems.some(({ code }) => code === "dead");
      if (isDead || isLeft(path)) continue;
      files++;
      assert.ok(isPrompt(path), `${agent}: ${path}`);
      if (loads === "always" || loads === "matching") assert.equal(roleBy(path), "system", `${agent}: ${path}`);
    }
  }
  assert.ok(files > 30);
});
