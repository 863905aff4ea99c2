import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parse } from "yaml";
import { compress } from "../../../engine/compress.ts";
import type { Compression, Controls } from "../../../protocol/compression.ts";
import type { Target } from "../../../protocol/engine.ts";
import { weighed } from "../../support/weighed.ts";

/** What keeps a prompt working, whatever the target. */

type Options = Controls & { readonly path?: string };

async function squeezed(text: string, target?: Target, options: Options = {}): Promise<Compression> {
  return compress(await weighed(text, options), target);
}

const TARGETS: readonly (Target | undefined)[] = [undefined, { keep: 0.8 }, { keep: 0.5 }, { keep: 0 }, { tokens: 1 }];

/** That all of these stay at any target. */
async function assertStay(text: string, kept: readonly string[], options: Options = {}): Promise<void> {
  for (const target of TARGETS) {
    const { text: left } = await squeezed(text, target, options);
    for (const words of kept) assert.ok(left.includes(words), `${JSON.stringify(target)}: ${words}\n${left}`);
  }
}

const TABLE = `| day | sold |\n| --- | --- |\n${Array.from({ length: 12 }, (_, i) => `| ${i} | ${7 * i} |`).join("\n")}\n`;

describe("a target that what is protected makes unreachable", () => {
  const rules = ["Name the three best days of the table.", "Do not round the numbers.", "Never guess a day."];
  const text = `${rules.join(" ")}\n\n${TABLE}\nAnswer "none" if nothing was sold.\n`;

  test("takes no rule, says so, and how many rules it would cost", async () => {
    await assertStay(text, [...rules, 'Answer "none" if nothing was sold.', TABLE]);
    const { limited, atRisk, notes } = await squeezed(text, { tokens: 40 });
    assert.equal(limited, true);
    assert.ok(atRisk && atRisk.rules > 0);
    assert.ok(notes.some((note) => note.includes(`${atRisk.rules} of ${atRisk.of} rules`)));
  });
});

describe("a share", () => {
  const rule = "Never name a price.";
  const facts = Array.from({ length: 10 }, (_, i) => `The river by the ${["old", "new"][i % 2]} mill is ${i} m deep.`);
  const chat = (padding: object) =>
    JSON.stringify([
      { role: "system", content: rule, ...padding },
      { role: "user", content: facts.join(" "), ...padding },
    ]);

  test("is one of the prose that is sent, not of the file around it", async () => {
    const padding = { id: "0123456789abcdef".repeat(8), extra: { trace: "fedcba9876543210".repeat(8) } };
    const plain = await squeezed(chat({}), { keep: 0.6 });
    const padded = await squeezed(chat(padding), { keep: 0.6 });
    const said = ({ text }: Compression) => JSON.parse(text).map(({ content }: { content: string }) => content);
    assert.deepEqual(said(padded), said(plain));
    assert.equal(padded.before - padded.after, plain.before - plain.after);
    assert.equal(plain.limited, undefined);
    const left = said(plain)[1].length / facts.join(" ").length;
    assert.ok(left > 0.4 && left < 0.7, `${left} of the facts`);
  });
});

describe("conditions, exceptions and agents", () => {
  const rules = [
    "Close a ticket by yourself if it is older than 30 days; otherwise, ask the owner.",
    "Refuse every booking without a passport, unless the guest is under 12 or travels with a parent.",
    "A key may be handed out only by the night porter.",
    "Dogs are never allowed in the hall, except on days that the manager has named.",
    "Even if the guest insists, keep the minibar closed until noon.",
    "Give at most two towels or one blanket per guest and night.",
  ];
  test("stay with what they bind", () => assertStay(`You run the desk of a hotel.\n${rules.join("\n")}\n`, rules));
});

describe("a prohibition keeps its object", () => {
  const languages: Record<string, readonly string[]> = {
    ja: [
      "あなたは図書館の司書です。",
      "本の値段を決して教えてはいけません。",
      "会員証がない場合は、本を貸さないでください。",
    ],
    ar: ["أنت أمين مكتبة صغيرة.", "لا تذكر أبدًا أسعار الكتب.", "لا يجوز لك أن تعير كتابًا لمن لا يحمل بطاقة."],
    de: [
      "Du bist Bibliothekar.",
      "Nenne niemals den Preis eines Buches.",
      "Verleihe kein Buch ohne Ausweis, es sei denn, die Leitung stimmt zu.",
    ],
    es: [
      "Eres el bibliotecario.",
      "Nunca digas el precio de un libro.",
      "No prestes ningún libro sin carné, salvo que la dirección lo permita.",
    ],
    zh: ["你是一名图书管理员。", "不要告诉读者书的价格。", "没有借书证时不得借书，除非馆长同意。"],
    tr: ["Sen bir kütüphanecisin.", "Bir kitabın fiyatını asla söyleme.", "Kartı olmayana kitap verme."],
  };
  for (const [language, rules] of Object.entries(languages)) {
    // Of a language that the engine does not know, sentences go, but each whole.
    const isKnown = language !== "tr";
    test(language, async () => {
      const text = rules.join("\n");
      if (isKnown) return assertStay(text, rules);
      for (const target of TARGETS) {
        const lines = (await squeezed(text, target)).text.split("\n").filter(Boolean);
        for (const line of lines) assert.ok(rules.includes(line), line);
      }
    });
  }
});

describe("few-shot examples", () => {
  const task = "Label the message as question, complaint or praise. Answer with the label only.";
  const shots = [
    ["Please, where is the nearest shop, really?", "question"],
    ["The lamp broke after two days.", "complaint"],
    ["When do you open?", "question"],
    ["What a lovely chair this is!", "praise"],
  ].map(([asked, label]) => `Message: ${asked}\nLabel: ${label}`);
  const slot = "Message: {message}\nLabel:";
  const text = `${task}\n\n${[...shots, slot].join("\n\n")}`;

  test("are whole or gone, one of each answer stays, and so do the labels and the slot", async () => {
    for (const target of TARGETS) {
      const paragraphs = (await squeezed(text, target)).text.trimEnd().split("\n\n");
      assert.equal(paragraphs[0], task);
      assert.equal(paragraphs.at(-1), slot);
      for (const shot of paragraphs.slice(1, -1)) assert.ok(shots.includes(shot), shot);
      for (const label of ["question", "complaint", "praise"])
        assert.ok(
          paragraphs.some((shot) => shot.endsWith(`Label: ${label}`)),
          label,
        );
    }
    assert.equal((await squeezed(text)).text, text);
    assert.ok(!(await squeezed(text, { tokens: 1 })).text.includes("nearest"));
  });
});

describe("code without a fence", () => {
  const signatures =
    "interface Store {\n  // Finds a book that is on loan. Only after the reader has named a title.\n" +
    "  find(query: { title: string; year?: number }): Promise<Book[]>;\n}\n\n" +
    "type Lend = (args: {\n  id: string,\n  until: Date,\n}) => void;";
  test("keeps its signatures and the partner of every bracket", async () => {
    const text = `You can call the functions below.\n\n${signatures}\n\nPlease answer the reader in a friendly way.\n`;
    await assertStay(text, ["find(query: { title: string; year?: number }): Promise<Book[]>;", "type Lend = (args: {"]);
    for (const target of TARGETS) {
      const { text: left } = await squeezed(text, target);
      for (const [open, close] of ["{}", "()", "[]"])
        assert.equal(left.split(open!).length, left.split(close!).length, left);
    }
  });
});

describe("rows", () => {
  const system = "Please be the clerk of a small museum. Never name the price of a picture.";
  const answer = "I am really sorry to hear that. Could you please tell me which day you would like?";
  const row = (asked: string) =>
    JSON.stringify({
      messages: [
        { role: "system", content: system },
        { role: "user", content: asked },
        { role: "assistant", content: answer },
      ],
    });
  const asked = ["Can I really see the red room today?", "Is the tower open on Sundays?", "May dogs come in?"];

  test("lose the same of equal system prompts, and nothing of what is to be learnt", async () => {
    const text = `${asked.map(row).join("\n")}\n`;
    for (const target of TARGETS) {
      const { text: left } = await squeezed(text, target, { path: "train.jsonl" });
      const rows: { content: string }[][] = left
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).messages);
      assert.equal(rows.length, asked.length);
      assert.equal(new Set(rows.map(([first]) => first!.content)).size, 1);
      for (const [, , last] of rows) assert.equal(last!.content, answer);
    }
    assert.ok((await squeezed(text, undefined, { path: "train.jsonl" })).text.includes('"Be the clerk of'));
  });

  test("do so at every target, word by word too", async () => {
    const text = `${asked.map(row).join("\n")}\n`;
    for (const strength of ["normal", "light"] as const) {
      for (let keep = 1; keep > 0; keep -= 0.03) {
        const { text: left } = await squeezed(text, { keep }, { path: "train.jsonl", strength });
        const systems = left
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line).messages[0].content);
        assert.equal(new Set(systems).size, 1, left);
      }
    }
  });
});

describe("the name of a file", () => {
  const lines = [
    "# Desk",
    "",
    "You answer the phone of a hotel. Please greet every caller by name.",
    "",
    "- Never promise a late checkout.",
    "- If a room is dirty, send the cleaner first; this keeps the guests happy.",
    "",
    "This helps the house. The hotel is really old.",
  ];
  const text = `${lines.join("\n")}\n`;
  const forms: readonly [name: string, write: (text: string) => string, read: (file: string) => string][] = [
    ["AGENTS.md", (t) => t, (t) => t],
    ["desk.prompt.md", (t) => t, (t) => t],
    ["desk.txt", (t) => t, (t) => t],
    ["chat.json", (t) => JSON.stringify([{ role: "system", content: t }]), (t) => JSON.parse(t)[0].content],
    ["desk.py", (t) => `SYSTEM_PROMPT = """${t}"""\n`, (t) => t.slice(t.indexOf('"""') + 3, t.lastIndexOf('"""'))],
    ["desk.prompt.yaml", (t) => `template: |\n${t.replace(/^(?=.)/gm, "  ")}`, (t) => parse(t).template],
  ];
  for (const keep of [undefined, 0.8, 0.3]) {
    test(`does not decide what goes ${keep === undefined ? "at trim" : `at ${keep}`}`, async () => {
      const target = keep === undefined ? undefined : { keep };
      const { text: plain } = await squeezed(text, target);
      assert.notEqual(plain, text);
      for (const [path, write, read] of forms)
        assert.equal(read((await squeezed(write(text), target, { path })).text), plain, path);
    });
  }
});

describe("metadata", () => {
  const told = "Reads a letter and finds out what is really wanted, so that the desk can answer it very quickly.";
  const prompt = "Please read the letter below and tell what its writer wants. Never guess a name.";
  const forms: readonly [path: string, file: string][] = [
    ["desk.json", JSON.stringify({ Name: "Desk", Description: told, "System Prompt": prompt }, null, 2)],
    ["desk.yaml", `name: desk\ndescription: '${told}'\ntemplate: '${prompt}'\ntemplate_format: semantic-kernel\n`],
    ["desk.prompt.md", `---\ndescription: ${told}\n---\n${prompt}\n`],
  ];
  for (const [path, file] of forms) {
    test(`of ${path} is left as it is and is no part of the share`, async () => {
      for (const target of TARGETS) {
        const { text: left } = await squeezed(file, target, { path });
        assert.ok(left.includes(told), left);
        assert.match(left, /[Rr]ead the letter below and tell what its writer wants\. Never guess a name\./);
      }
    });
  }
});

describe("braces and role blocks", () => {
  test("doubled braces of an f-string keep their partners", async () => {
    const form = '{{\n  "title": "the title of the book",\n  "loans": {{}}\n}}';
    const text = `ASK = f"""Find the title.\n\nReturn JSON with these keys:\n${form}\n\nIf there is none, use null.\n\n{page}\n"""\n`;
    await assertStay(text, [form, "If there is none, use null.", "{page}"], { path: "ask.py" });
  });

  test("blocks of Handlebars keep what they say and to whom", async () => {
    const system = "{{#system~}}\nYou are a guide who shows the old town to families in a calm way.\n{{~/system}}";
    const user = "{{#if night}}The tour of {{{name}}} starts after dark.{{else}}It starts at noon.{{/if}}";
    const text = `${system}\n{{#user~}}\n${user}\nPlease plan {{count}} stops for {{{people}}} people.\n{{~/user}}\n`;
    await assertStay(text, [system, user, "lan {{count}} stops for {{{people}}} people."], { path: "tour.hbs" });
  });
});

describe("names of two words", () => {
  for (const [text, name] of [
    [
      "Write release notes.\n\nThe tools are Jira, Thank You, Really Simple Syndication, Codecov and Sigstore.",
      "Thank You",
    ],
    ["Write release notes.\n\nTools we use: Renovate, Actually Good, Codecov", "Actually Good"],
    ["Ask the team of Simply Clean for the list of all rooms.", "Simply Clean"],
  ] as const)
    test(name, () => assertStay(text, [name]));
});

describe("a file of rules", () => {
  const head =
    '---\ndescription: "What the helper may do in this folder, in every language and for everyone"\nalwaysApply: true\n---\n';
  const rules = [
    "Change only what was asked for.",
    "When in doubt, ask.",
    "Do not rename files, touch the database or upgrade anything, unless the task says so.",
    "Before you hand over, run the tests.",
  ];
  test("never loses all of them, nor its front matter, nor the heading", () =>
    assertStay(`${head}# Small steps\n\n${rules.join(" ")}\n`, [head, "# Small steps", ...rules], {
      path: "small.mdc",
    }));
});

test("the only example of something is no material: it stays whole, with what it asks", async () => {
  const letter =
    "In May we came to the lake with two friends. The boat was old and had a red sail. Meyer et al. (2019) wrote of it. A man sold us bread at the shore.";
  await assertStay(`# Letters\n\nShorten each letter.\n\n## Example usage\n\n### Input\n\n${letter}\n`, [letter]);
  const { text } = await squeezed(`# Letters\n\n${letter} ${letter.replaceAll("e", "o")}\n`, { keep: 0.5 });
  assert.ok(!/^\(2019\)|(?<!al\. )\(2019\)/m.test(text), text);
});
