import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Frame } from "playwright-core";
import { inThemes, screenshot } from "../support/screen.ts";
import { untilEqual } from "../support/settled.ts";
import { clicked, Workbench } from "../support/workbench.ts";

let editor: Workbench;
let panel: Frame;

/** A PNG's beginning, of a screen's size. */
const picture = Buffer.alloc(64);
picture.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
picture.writeUInt32BE(1920, 16);
picture.writeUInt32BE(1080, 20);
const url = `data:image/png;base64,${picture.toString("base64")}`;

const CHAT = "prompts/screen.json";
const FILES = {
  [CHAT]: JSON.stringify(
    {
      model: "gpt-4o",
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Which button saves the file?" },
            { type: "image_url", image_url: { url } },
          ],
        },
      ],
    },
    null,
    2,
  ),
  "prompts/linked.prompt.md": "# Look\n\nWhich button saves the file?\n\n![the screen](screen.png)\n",
  "prompts/screen.png": picture.toString("latin1"),
};

before(async () => {
  editor = await Workbench.open();
  for (const [path, content] of Object.entries(FILES))
    await editor.evaluate(
      async (api, [name, text]) => {
        const uri = api.Uri.joinPath(api.workspace.workspaceFolders![0]!.uri, name!);
        await api.workspace.fs.writeFile(
          uri,
          Uint8Array.from(text!, (c) => c.charCodeAt(0)),
        );
      },
      [path, content],
    );
  panel = await editor.openPanel();
});
after(() => editor?.close());

test("the panel tells how a picture is sent for less, in light and dark, and leads to it", async () => {
  await editor.openFile(CHAT);
  await panel.getByRole("heading", { name: "Media for less" }).waitFor();
  const row = panel.getByRole("row", { name: /911 × 512/ });
  await untilEqual(() => row.getByRole("cell").allTextContents(), ["425", "$1.70 62%"]);
  const taken = async (theme: string) => {
    await row.scrollIntoViewIfNeeded();
    await screenshot(editor.page, `media-${theme}`);
  };
  await inThemes(editor, taken, ["light", "dark"]);
  await editor.untilGiven(
    "the picture selected",
    () => clicked(panel.getByRole("heading", { name: "image 1920 × 1080" }).getByRole("button")),
    (api) => {
      const { document, selection } = api.window.activeTextEditor!;
      return document.getText(selection).replace(/^"/, "").startsWith("data:image/png");
    },
  );
});

/** What the hover says of a place of the active editor, as Markdown. */
test("the hover tells it over the data of a picture and over a link to one", async () => {
  const overData = await editor.hoverOver("data:image", 1);
  assert.match(overData, /image 1920 × 1080: 1,105 tokens by OpenAI's rule/);
  assert.match(overData, /- 911 × 512: 425 tokens, saves 680 tokens \(62%\), \$1\.70 per 1,000 calls/);
  assert.match(overData, /Measured on open models: .+DUET-VLM/);
  await editor.openFile("prompts/linked.prompt.md");
  await panel.getByText("2,448 tokens by OpenAI's rule").waitFor();
  assert.match(await editor.hoverOver("![the screen]", 1), /image 1920 × 1080: 2,448 tokens by OpenAI's rule/);
});
