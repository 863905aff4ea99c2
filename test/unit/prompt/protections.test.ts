import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import type { ProtectionReason } from "../../../protocol/prompt.ts";
import { removableWords } from "../../support/prompt-invariants.ts";

/** The stretches protected for a reason. */
function found(text: string, reason: ProtectionReason, path?: string): string[] {
  const { protections } = parsePrompt(text, path ? { path } : {});
  return protections.filter((p) => p.reason === reason).map((p) => text.slice(p.start, p.end));
}

/** The words that an edit may remove. */
function free(text: string): string[] {
  return removableWords(parsePrompt(text)).map((s) => text.slice(s.start, s.end));
}

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are the templates that people write in prompts.
const CASES: readonly (readonly [ProtectionReason, string, string, string?])[] = [
  ["front matter", "---\nmode: ask\n---\nHello", "---\nmode: ask\n---\n", "a.md"],
  ["front matter", "---\nglobs: **/*.ts, *.js\n---\nHello", "---\nglobs: **/*.ts, *.js\n---\n", "a.mdc"],
  ["front matter", '+++\ntitle = "a b"\n+++\nHello', '+++\ntitle = "a b"\n+++\n', "a.md"],
  ["file structure", '{"prompt": "Say hello"}', '{"prompt": "', "a.json"],
  ["escape sequence", '{"prompt": "Say\\u0020hello"}', "\\u0020", "a.json"],
  ["escape sequence", "Use \\* here", "\\*"],
  ["template variable", "Hello {{ user.name }}", "{{ user.name }}"],
  ["template variable", "Hello {{{raw}}} you", "{{{raw}}}", "a.hbs"],
  ["template variable", "In ${input:lang:en} please", "${input:lang:en}"],
  ["template variable", 'Say {{ "a }} b" }} now', '{{ "a }} b" }}', "a.j2"],
  ["template variable", "Fix $ARGUMENTS now", "$ARGUMENTS"],
  ["template variable", "Hi {name!r:>10} there", "{name!r:>10}"],
  ["template variable", "Hi %s there", "%s"],
  ["template variable", "Hi {user name} there", "{user name}"],
  ["template variable", "Hi {} there", "{}"],
  ["template variable", "Hi {用户 名} there", "{用户 名}"],
  ["template variable", "Hi $name there", "$name"],
  ["template variable", "On $(date +%F) it", "$(date +%F)"],
  ["template variable", "In %APPDATA% there", "%APPDATA%"],
  ["template variable", "Dear ~name~, hello", "~name~"],
  ["template variable", "Where id = :user and so on", ":user"],
  ["template variable", `Say {{ "${"very ".repeat(80)}long" }} now`, `{{ "${"very ".repeat(80)}long" }}`],
  ["template variable", "Dear [Your Name], hello", "[Your Name]"],
  ["template variable", "Dear [[slot name]], hello", "[[slot name]]"],
  ["template variable", "Hi {{ user.name\n  | title }} there", "{{ user.name\n  | title }}"],
  ["template variable", "Hi {{!-- a note --}} there", "{{!-- a note --}}", "a.md"],
  ["template tag", "Hi {# a note #} there", "{# a note #}", "a.md"],
  ["template tag", "Hi <%= user.name %> there", "<%= user.name %>"],
  ["template tag", "Hi <?php echo $x ?> there", "<?php echo $x ?>"],
  ["template tag", "{% if x %}Yes{% endif %}", "{% if x %}", "a.j2"],
  ["template tag", "{% raw %}{{ no }}{% endraw %} ok", "{% raw %}{{ no }}{% endraw %}", "a.j2"],
  ["template tag", "{{#each goals}}x{{/each}}", "{{#each goals}}", "a.hbs"],
  ["comment", "Hi {# note #} there", "{# note #}", "a.j2"],
  ["comment", "Hi {{!-- a }} b --}} there", "{{!-- a }} b --}}", "a.hbs"],
  ["comment", "Hi <!-- prettier-ignore --> there", "<!-- prettier-ignore -->"],
  ["reference", "See #file:src/a.ts now", "#file:src/a.ts"],
  ["reference", "Read @docs/api.md now", "@docs/api.md"],
  ["reference", "The [guide](./a(b).md) says", "[guide](./a(b).md)"],
  ["reference", "The [guide](a.md 'To read') says", "[guide](a.md 'To read')"],
  ["reference", 'Read\n\n[guide]: a.md "To read"\n', '[guide]: a.md "To read"'],
  ["code block", "Run\n\n```sh\nmake all\n```\n", "```sh\nmake all\n```"],
  ["code block", "Run\n\n    make all\n", "    make all"],
  ["inline code", "Run `make all` now", "`make all`"],
  ["formula", "So \\(a^2\\) and", "\\(a^2\\)"],
  ["formula", "So $n > 1$ and", "$n > 1$"],
  ["formula", "So\n$$\nx\n$$\nand", "$$\nx\n$$"],
  ["markup tag", 'In <doc id="1">text</doc>', '<doc id="1">'],
  ["markup tag", "Dear <your name>, hello", "<your name>"],
  ["special token", "A <|im_start|> b", "<|im_start|>"],
  ["URL", "See https://a.example/b?c=d.", "https://a.example/b?c=d"],
  ["URL", "Mail me@example.org now", "me@example.org"],
  ["path", "In src/main.rs there", "src/main.rs"],
  ["path", "All **/*.test.ts files", "**/*.test.ts"],
  ["path", "The README.md file", "README.md"],
  ["path", "In **src/auth/login** there", "src/auth/login"],
  ["path", "Branches release/* and", "release/*"],
  ["path", "In tests/unit there", "tests/unit"],
  ["path", "Read .env.local first", ".env.local"],
  ["path", "读取 /路径/文件.txt 吧", "/路径/文件.txt"],
  ["identifier", "With Node.js there", "Node.js"],
  ["identifier", "Read process.env here", "process.env"],
  ["identifier", "As text/html here", "text/html"],
  ["identifier", "A std::vector here", "std::vector"],
  ["identifier", "Press Ctrl+Shift+P here", "Ctrl+Shift+P"],
  ["identifier", "Paint it #ff0000 here", "#ff0000"],
  ["identifier", "Set MAX_TOKENS now", "MAX_TOKENS"],
  ["identifier", "Answer with the single word EMPTY then", "EMPTY"],
  ["identifier", "Reply YES or NO only", "YES or NO"],
  ["identifier", "Pass --dry-run too", "--dry-run"],
  ["identifier", "Id 6f1c2d34-aaaa-4bbb-8ccc-0123456789ab ok", "6f1c2d34-aaaa-4bbb-8ccc-0123456789ab"],
  ["number", "On 2024-05-06T07:08:09Z it", "2024-05-06T07:08:09Z"],
  ["number", "At most 1,000 words long", "1,000 words"],
  ["number", "About 600\u00a0€ for all", "600\u00a0€"],
  ["number", "Since 3 March 2025 it", "3 March 2025"],
  ["number", "In three lines", "three"],
  ["number", "In fourteen lines", "fourteen"],
  ["number", "With two thirds of it", "thirds"],
  ["number", "In Section 4.2 of it", "Section 4"],
  ["number", "As in p. 12 there", "p. 1"],
  ["number", "A grid of 2 × 3 there", " × "],
  ["number", "In höchstens 30 Wörtern", "30 Wörtern"],
  ["number", "For $50 at most", "$50"],
  ["number", "For $15K/year at most", "$15K/year"],
  ["number", "At 5 pm sharp", "5 pm"],
  ["number", "With version 3.x here", "3.x"],
  ["number", "Since 15. Januar 2024 it", "15. Januar 2024"],
  ["number", "Le 15 de enero de 2024 no", "15 de enero de 2024"],
  ["number", "For US$ 5 million in all", "US$ 5"],
  ["number", "Keep between 2 and 8 °C there", "between 2 and "],
  ["number", "等了一百二十天", "一百二十天"],
  ["number", "列出三个例子", "三个"],
  ["number", "In zwölf Zeilen", "zwölf"],
  ["path", "Call /users/:id/posts/:no for it", "/users/:id/posts/:no"],
  ["path", "Call api/users/:id for it", "api/users/:id"],
  ["quoted text", 'Say "I do not know" then', '"I do not know"'],
  ["heading", "Intro\n\n## The plan ##\n\nText", "## The plan ##"],
  ["list marker", "- one\n- two", "\n- "],
  ["list marker", "Do\n\n1. one\n2. two", "\n2. "],
  ["table", "| a | b |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c | d |"],
  ["table", "a | b  \n:-- | --: |  \nc | d", "a | b  \n:-- | --: |  \nc | d"],
  ["line break", "One\n\nTwo", "\n\n"],
  ["line break", "One  \ntwo", "  \n"],
  ["negation", "Please do not delete it", "do not delete"],
  ["negation", "You can't stop", "can't stop"],
  ["negation", "Refrain from jokes", "Refrain from jokes"],
  ["negation", "Coffee w/o milk", "w/o milk"],
  ["negation", "It will hardly ever stop", "hardly ever"],
  ["negation", "Il n'y a rien", "n'y a"],
  ["negation", "Voeg nooit iets toe", "nooit iets"],
  ["negation", "أحلها إلى السفارة ولا تجب عنها", "ولا تجب"],
  ["negation", "في أربع جمل وبلا رموز", "وبلا رموز"],
  ["condition", "فإذا طلب العميل ذلك", "فإذا"],
  ["condition", "คิดค่าปรับ ยกเว้นเด็ก", "ยกเว้น"],
  ["negation", "उल्लेख नहीं करें", "नहीं करें"],
  ["negation", "용어를 사용하지 마십시오", "사용하지 마십시오"],
  ["negation", "専門用語は使わないでください", "使わないでください"],
  ["negation", "这里没有问题", "没有问"],
  ["modal", "It must be at most short", "at most"],
  ["condition", "Stop unless asked", "unless"],
  ["example", "Q: 1+1\nA: two\n\nQ: 2+2\nA: four\n\nGo", "Q: 1+1\nA: two\n\nQ: 2+2\nA: four"],
  ["example", "<example>a b</example> go", "<example>a b</example>"],
  ["example", "# Rules\n\nBe kind\n\n# Examples\n\nHi there\n", "# Examples\n\nHi there\n"],
  [
    "cache breakpoint",
    '{"role":"user","content":[{"type":"text","text":"Hi you","cache_control":{}}]}',
    '"cache_control":{}',
    "a.json",
  ],
  ["question", "Some context here. What is it?", "What is it?"],
  ["byte order mark", "\ufeffHello you", "\ufeff"],
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above

for (const [reason, text, stretch, path] of CASES) {
  test(`${reason}: ${JSON.stringify(stretch)}`, () =>
    assert.ok(found(text, reason, path).includes(stretch), found(text, reason, path).join("|")));
}

test("literals are protected and plain words beside them are not", () => {
  const words = free(
    "the call failed, ord_8f3a2c91 and 3.14.2 in /tmp with --format, computeTotal, 429, a71b0d4; Error { WARRANTIES",
  );
  assert.deepEqual(words, [
    "the",
    "call",
    "failed",
    ",",
    "and",
    "in",
    "with",
    ",",
    ",",
    ",",
    ";",
    "Error",
    "{",
    "WARRANTIES",
  ]);
});

test("alternatives, abbreviations, plurals, asides and quotes are plain words", () => {
  const text =
    "> Tell her/him and/or them (e.g. in CI/CD) of input/output, **Maven/Gradle** or the **CI/CD** of file(s) _(an aside)_ : a:b, ~~gone~~";
  assert.deepEqual(
    parsePrompt(text).protections.filter(({ reason }) => reason !== "list marker" && reason !== "question"),
    [],
  );
});

test("the end of a block makes no path of the words before it", () => {
  const text = "{{#if a}}Be kind to everyone.{{/if}}{{/each}} See docs/{{name}}.md.";
  assert.deepEqual(found(text, "path", "a.hbs"), ["docs/{{name}}.md"]);
});

test("a long text may be full of marks", () => {
  assert.ok(parsePrompt("a/b.c ".repeat(150_000)).protections.length >= 150_000);
});

test("addresses, stamps and codes are one protected stretch each", () => {
  for (const literal of [
    "10.0.4.17:5432",
    "/srv/app/lib/api_client.py",
    "2024-05-06T07:08:09Z",
    "ECONNREFUSED",
    "fetch_page",
  ]) {
    assert.deepEqual(free(`so ${literal} went`), ["so", "went"]);
  }
});

test("what other compressors lost stays", () => {
  assert.ok(!free("do not remove this critical information").includes("not"));
  assert.ok(!free("check if x >= 5 before proceeding").some((w) => /[>=5]/.test(w)));
  assert.deepEqual(free("NEVER run `rm -rf` on the target host"), ["on", "the", "target", "host"]);
  assert.deepEqual(free("<system-reminder>keep</system-reminder> getUserData user_service"), ["keep"]);
  assert.ok(!free('set {"key": "value"} here').some((w) => w === "key" || w === "value"));
});

test("a template that never closes protects the rest, and says so", () => {
  const { warnings, protections, text } = parsePrompt("Hello {{ name and more", { path: "a.j2" });
  assert.deepEqual(
    warnings.map((w) => w.code),
    ["unclosed-template"],
  );
  assert.ok(protections.some((p) => p.start === 6 && p.end === text.length));
});

test("front matter that never closes is text, and says so", () => {
  const { warnings } = parsePrompt("---\nname: x\nHello there", { path: "a.md" });
  assert.deepEqual(
    warnings.map((w) => w.code),
    ["unclosed-front-matter"],
  );
  for (const text of ["---\nname: x\nHello there", "---\n\nHello there", "---\nHello there.\n---\n\nBe kind."])
    assert.equal(parsePrompt(text, { path: "a.md" }).passages[0]!.text, text);
});
