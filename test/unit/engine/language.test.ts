import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { config } from "@vscode/l10n";
import { type AuditedCall, audit } from "../../../engine/audit/audit.ts";
import { compress } from "../../../engine/compress.ts";
import { DEFAULT_MODEL, findModel } from "../../../engine/cost/catalogue.ts";
import { inspect } from "../../../engine/inspect.ts";
import { workspaceFiles } from "../../../engine/runtime/workspace-files.ts";
import { weighContext } from "../../../engine/weigh-context.ts";
import { latin, strangeTexts } from "../../panel/language.ts";
import { fixtures } from "../../support/fixtures.ts";
import { projectPath } from "../../support/tare.ts";
import { weighed } from "../../support/weighed.ts";

before(() => config({ contents: strangeTexts() }));
after(() => config({ contents: {} }));

/** The fields of results that say something in sentences or names of the engine's own. */
const SAID = /^(?:reason|title|message|why|notes|rule|by)$/;
/** Names of makers, of agents and of notations, and ids that are fields of JSON. */
const NAMES = new Set(["Tare", "OpenAI", "JSON", "exact", "estimated"]);

/** The English words that a result says and that stand in none of the `texts` that it is about. */
function english(result: unknown, ...texts: readonly string[]): string[] {
  const given = new Set(texts.flatMap(latin));
  const found: string[] = [];
  const look = (value: unknown, isSaid: boolean): void => {
    if (typeof value === "string") {
      if (isSaid) found.push(...latin(value).filter((word) => !given.has(word) && !NAMES.has(word)));
    } else if (Array.isArray(value)) for (const one of value) look(one, isSaid);
    else for (const [key, one] of Object.entries(value ?? {})) look(one, SAID.test(key));
  };
  look(result, false);
  return found;
}

test("whatever the engine says of a prompt and of its removals is in the texts that it is given", async () => {
  for (const { name, text } of fixtures) {
    for (const strength of ["normal", "light"] as const) {
      const all = await weighed(text, { path: name, strength });
      const { protections: _, warnings, ...inspection } = inspect(all);
      assert.deepEqual(english([inspection, warnings], text, name), [], name);
      const { text: __, ...compression } = compress(all, { keep: 0.2 });
      assert.deepEqual(english(compression, text), [], name);
    }
  }
});

test("so is what it says of an agent's context and of a call log", async () => {
  for (const agent of readdirSync(projectPath("test/fixtures/context"))) {
    const root = projectPath(`test/fixtures/context/${agent}`);
    const report = await weighContext(workspaceFiles(`${root}/workspace`, `${root}/home`), {
      user: true,
      proposals: true,
    });
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = files.map((file) => readFileSync(`${file.parentPath}/${file.name}`, "utf8"));
    const names = [
      ...files.map((file) => `${file.parentPath}/${file.name}`),
      JSON.stringify(report.agents.map((one) => one.name)),
    ];
    assert.deepEqual(english(report, ...texts, ...names), [], agent);
  }
  const call = {
    log: 0,
    line: 1,
    model: "gpt-5",
    modelId: "gpt-5",
    effort: "high",
    reasoning: 700,
    doubt: "total",
  } satisfies AuditedCall;
  const found = audit([call, call, { ...call, limit: 1, budget: 1, visible: 900, recounted: 1 }]);
  assert.ok(found.flatMap(({ findings }) => findings).length > 3);
  assert.deepEqual(english(found), []);
});

test("the ids of a removal and of a warning, and the model, are the same in every language", async () => {
  const text = "Please note that the answer is JSON.\n\nPlease answer in JSON.\n```\n";
  const strange = await weighed(text);
  config({ contents: {} });
  const plain = await weighed(text);
  config({ contents: strangeTexts() });
  const ids = (prompt: typeof plain) => {
    const { removed } = compress(prompt);
    return [
      removed.map(({ start, end, loss }) => [start, end, loss]),
      inspect(prompt).warnings.map(({ code }) => code),
    ];
  };
  assert.deepEqual(ids(strange), ids(plain));
  assert.equal(strange.model.id, findModel(DEFAULT_MODEL).id);
});
