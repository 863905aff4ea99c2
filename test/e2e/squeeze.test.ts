import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertInOrder } from "../support/in-order.ts";
import { inThemes, screenshot, untilShown } from "../support/screen.ts";
import { Workbench } from "../support/workbench.ts";

const GUIDE = `# Guide

You are the guide of a small museum. Please answer every visitor in their own language.

Our founders, two sisters from Lyon, opened the house together. This means that it was a school. Children love the old classroom.

## Rules

- Never promise a guided tour on a Monday.
- It is very important to note that photographs are allowed, but flash is not.
- In order to book a tour, ask for the name and the number of visitors.
- Please be kind.

## Answer

Answer in at most 80 words. If a visitor asks for a refund, send them to the desk.
`;
let editor: Workbench;

before(async () => {
  editor = await Workbench.open();
  await editor.command("workbench.action.closeSidebar");
  await editor.evaluate(async (api, content) => {
    const uri = api.Uri.joinPath(api.workspace.workspaceFolders![0]!.uri, "guide.prompt.md");
    await api.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  }, GUIDE);
  await editor.openFile("guide.prompt.md");
  await untilShown(editor.page, "marks", ({ struck }) => struck.length > 0);
});
after(() => editor?.close());

const input = () => editor.page.locator(".quick-input-widget input");

/** Squeezes the prompt as a user does, until its preview stands: one that opens late takes the focus of the next box. */
async function squeeze(target: string): Promise<void> {
  let squeezed: Promise<void> | undefined;
  await editor.untilSeen(input(), async () => {
    squeezed = editor.command("tare.setRetention");
  });
  await input().fill(target);
  await input().press("Enter");
  await squeezed;
}

/** The text of the preview, once it passes the test. */
const preview = (has: string, lacks: string) =>
  editor.until(
    `a preview with “${has}” and without “${lacks}”`,
    (api, [some, none]) => {
      const shown = api.workspace.textDocuments.find(({ uri }) => uri.scheme === "tare-compressed")?.getText() ?? "";
      return shown.includes(some!) && !shown.includes(none!) ? shown : "";
    },
    [has, lacks],
  );

const text = () =>
  editor.evaluate((api) =>
    api.workspace.textDocuments
      .find(({ uri }) => uri.scheme === "file" && uri.path.endsWith("guide.prompt.md"))!
      .getText(),
  );

test("the box of the target tells what is lost before one decides", async () => {
  await editor.untilSeen(input(), () => editor.begin("tare.setRetention"));
  const told = editor.page.locator(".quick-input-message");
  await input().fill("95%");
  await told.filter({ hasText: "Removes filler. Next: sentences that only explain." }).waitFor();
  await input().fill("60");
  await told.filter({ hasText: /Below \d+%, rules would have to go: \d of 9 at 60%/ }).waitFor();
  await screenshot(editor.page, "squeeze-light");
  await input().fill("all of it");
  await told.filter({ hasText: "Enter a share from 1% to 100%" }).waitFor();
  await editor.page.keyboard.press("Escape");
});

test("squeeze takes what asks for nothing and no rule; without a target the prompt is only trimmed again", async () => {
  await squeeze("90");
  const shorter = await preview("opened the house", "was a school");
  for (const rule of ["Never promise", "ask for the name", "at most 80 words", "Children love"])
    assert.ok(shorter.includes(rule), rule);
  await squeeze("40");
  const limited = await preview("opened the house", "was a school");
  for (const rule of ["Never promise", "ask for the name", "at most 80 words", "send them to the desk"])
    assert.ok(limited.includes(rule), rule);
  await editor.untilTold(/rules would have to go: \d of 9/);
  await squeeze("112 tokens");
  await preview("Children love", "was a school");
  await squeeze("");
  await preview("was a school", "Please");
});

test("any subset of the rows of the review leaves a correct text", async () => {
  await squeeze("85");
  await preview("opened the house", "was a school");
  await editor.begin("tare.applyCompression");
  const review = editor.page.locator(".bulk-edit-panel");
  await review.waitFor();
  const rows = review.locator(".monaco-list-row");
  await rows.filter({ hasText: "only explains" }).first().waitFor();
  await screenshot(editor.page, "review-light");
  const checked = await editor.page.evaluate<boolean[]>(
    `[...document.querySelectorAll(".bulk-edit-panel [role=checkbox], .bulk-edit-panel input[type=checkbox]")].map((box) => box.checked ?? box.getAttribute("aria-checked") === "true")`,
  );
  assert.ok(checked.includes(false) && checked.includes(true), "filler is checked, the rest is not");
  const switched = (words: string, to: boolean) => {
    const row = rows.filter({ hasText: words }).last();
    return editor.click(row.getByRole("checkbox", { checked: !to }), row.getByRole("checkbox", { checked: to }));
  };
  await switched("This means that it was a school", true);
  // Rows below the edge are drawn once they are scrolled to.
  await review.locator(".monaco-list").press("End");
  await switched("In order", false);
  const applied = editor.page.locator(".statusbar-item", {
    hasText: /^Tare: the prompt is [\d.]+% shorter\. Undo restores it\.$/,
  });
  await editor.click(editor.page.getByRole("button", { name: "Apply", exact: true }), applied);
  await review.waitFor({ state: "hidden" });
  const taken = await text();
  assertInOrder(taken.toLowerCase(), GUIDE.toLowerCase());
  assert.ok(
    taken.includes("opened the house together. Children love the old classroom."),
    "what was checked went alone",
  );
  assert.ok(taken.includes("- In order to book a tour"), "what was unchecked stays");
  assert.match(taken, /^- Photographs are allowed, but flash is not\.$/m);
  assert.doesNotMatch(taken, / {2}|[a-z][A-Z]/);
  await editor.openFile("guide.prompt.md");
  await editor.command("workbench.action.files.revert");
});

test("the panel opened beside a preview is about what is previewed, in every theme", async () => {
  await editor.command("workbench.action.closeAllEditors");
  await editor.openFile("guide.prompt.md");
  await squeeze("90");
  await preview("opened the house", "was a school");
  const panel = await editor.openPanel();
  await panel.getByRole("heading", { name: "guide.prompt.md" }).waitFor();
  await panel.getByRole("heading", { name: "Squeeze" }).waitFor();
  const slider = panel.getByRole("slider", { name: "Share of the prose to keep" });
  assert.match(
    (await slider.getAttribute("aria-valuetext"))!,
    /^90% of the prose\. Removes filler, sentences that only explain\./,
  );
  await panel.getByRole("region", { name: "Legend" }).waitFor();
  await inThemes(editor, (theme) => screenshot(editor.page, `preview-panel-${theme}`));
  await panel.getByRole("button", { name: "Trim Only" }).click();
  await preview("was a school", "Please");
  await panel.getByRole("heading", { name: "Trim", exact: true }).waitFor();
});
