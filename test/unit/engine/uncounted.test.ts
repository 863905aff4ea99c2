import assert from "node:assert/strict";
import { test } from "node:test";
import { count } from "../../../engine/count.ts";
import { inspect } from "../../../engine/inspect.ts";
import { weigh } from "../../../engine/weigh.ts";
import { evenSalience } from "../../support/even.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const { write } = temporaryFolder();

const inspected = async (name: string, text: string) =>
  inspect(await weigh({ text, path: write(name, text), model: "gpt-4o" }, evenSalience));
const told = async (name: string, text: string) =>
  (await inspected(name, text)).warnings.filter(({ code }) => code === "imports" || code === "media-links");

const rules = "Write short names. ".repeat(100);

test("imports are named with what they would add, each once, however they lead to each other", async () => {
  write("docs/names.md", rules);
  write("docs/more.md", "See @names.md and @more.md and @../CLAUDE.md.");
  const text = "Read @docs/more.md first.\n\nMail jo@docs/names.md, call @nobody, and `@docs/names.md` is code.\n";
  const [warning, ...others] = await told("CLAUDE.md", text);
  assert.deepEqual(others, []);
  const added = count({ text: rules, model: "gpt-4o" }).tokens;
  assert.match(
    warning!.message,
    /^3 imports, about [\d,]+ tokens more, are not counted: docs\/more\.md \(\d+\), docs\/names\.md/,
  );
  assert.ok(warning!.message.includes(`docs/names.md (${added})`));
  assert.equal(warning!.start, text.indexOf("@"));
  assert.deepEqual(await told("README.md", text), []);
});

/** A PNG's beginning. */
const picture = Buffer.alloc(64);
picture.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
picture.writeUInt32BE(48, 16);
picture.writeUInt32BE(48, 20);

test("a picture that stands in a text as data is sent as that text, whatever the file is; attached it would be less", async () => {
  const url = `data:image/png;base64,${Buffer.concat([picture, Buffer.alloc(3000)]).toString("base64")}`;
  const files = {
    "notes.md": `# Notes\n\n![chart](${url})\n`,
    "page.md": `# Page\n\nLook: <img src="${url}">\n`,
    "prompt.yaml": `system: |\n  Describe ${url} in a word.\n`,
    "prompt.py": `PROMPT = """You are an assistant. Describe the picture ${url} in a word, please."""\n`,
    "chat.json": JSON.stringify([{ role: "user", content: `Describe ${url}` }]),
  };
  for (const [name, text] of Object.entries(files)) {
    const { media, warnings, sent } = await inspected(name, text);
    assert.deepEqual(
      media.map(({ start, end, tokens, isAttached }) => [text.slice(start, end), tokens, isAttached]),
      [[url, 255, false]],
      name,
    );
    const told = warnings.filter(({ code }) => code === "media-text");
    assert.match(
      told.map(({ message }) => message).join(),
      /^This image is sent as text: [\d,]+ tokens .+ 255 tokens by/,
    );
    assert.ok(sent.tokens > 100, name);
  }
  assert.deepEqual((await inspected("code.md", `# Code\n\n\`\`\`css\nurl(${url})\n\`\`\`\n`)).media, []);
});

test("a linked picture counts where its host attaches it; elsewhere it is told what it would add", async () => {
  write("media/chart one.png", picture);
  const text =
    "Describe the chart.\n\n![A chart](media/chart%20one.png)\n\n```\n![no](media/chart%20one.png)\n```\n![gone](gone.png)\n";
  const attached = await inspected("chart.prompt.md", text.replace("![gone](gone.png)\n", ""));
  assert.equal(attached.basis.find(({ what }) => what === "image")!.tokens, 255);
  const [warning] = await told("AGENTS.md", text);
  assert.equal(
    warning!.message,
    "1 picture is linked and sent as the link alone; attached, it would add 255 tokens by OpenAI's rule.",
  );
  const ways = "![a](<media/chart one.png>) ![b][chart] ![Chart][] ![c](other.txt)\n\n[chart]: media/chart%20one.png\n";
  const [several] = await told("AGENTS.md", `${ways}<img alt="d" src="media/chart%20one.png">\n`);
  assert.match(several!.message, /^4 pictures are linked .* 1,020 tokens/);
  const plain = await inspected("AGENTS.md", text);
  assert.deepEqual(
    plain.basis.map(({ what }) => what),
    ["text"],
  );
});
