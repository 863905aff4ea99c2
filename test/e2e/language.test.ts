import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { untilShown } from "../support/screen.ts";
import { Workbench } from "../support/workbench.ts";

const PROMPT = ".github/prompts/support.prompt.md";
let editor: Workbench;

before(async () => {
  editor = await Workbench.open({ language: "zh-cn" });
});
after(() => editor?.close());

test("in an editor in Chinese the panel and the status bar are Chinese", async () => {
  const panel = await editor.openPanel();
  await panel.getByRole("button", { name: "打开示例提示词" }).waitFor();
  assert.equal(await panel.evaluate("document.documentElement.lang"), "zh-cn");
  await editor.openFile(PROMPT);
  await panel.getByText("发送的 token").waitFor();
  // Put into words by display/, in the panel and in the extension.
  await panel
    .getByText(/^典型调用：[\d,]+ 个思考 token/)
    .first()
    .waitFor();
  await editor.page.locator(".statusbar-item", { hasText: /思考 ~[\d,]+/ }).waitFor();
});

test("why a word stays and why words would go is said in Chinese, by the engine, too", async () => {
  await editor.openFile(PROMPT);
  const { struck } = await untilShown(editor.page, "strikes", (marks) => marks.struck.length > 0);
  assert.match(await editor.hoverOver("get_order"), /受保护：行内代码/);
  const [longest] = [...struck].sort((a, b) => b.length - a.length);
  assert.match(await editor.hoverOver(longest!.replaceAll("\u00a0", " ")), /精简会删除此处：\p{Script=Han}/u);
});
