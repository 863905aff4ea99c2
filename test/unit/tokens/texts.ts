import fc from "fast-check";

/** Texts of many kinds, each with something that tokenizers are known to trip over. */
export const SAMPLES = [
  "",
  " ",
  "Hello world",
  "  two spaces, then\ttabs\t\tand\n\nline ends \r\n \n  at the end  \n ",
  "I'm, you'LL, he'S, we've, they'd, don't, 'tis, O'Reilly's, it\u2019s, '\u017f",
  "camelCase PascalCase SCREAMING_SNAKE HTTPServer iOS Über ÉCOLE ǅungla \u01c5ABC",
  "1234567890 3.14159 1,000,000 0x1F ٣٤٥ ①②③ Ⅷ ½",
  "日本語のテキスト、ア・イ・ウ。漢字かな交じり文 中文文本，测试。 한국어 텍스트 龥龦",
  "Привет, мир! Γειά σου Κόσμε. مرحبا بالعالم שלום नमस्ते दुनिया สวัสดีชาวโลก ആശംസകൾ",
  "👩‍👩‍👧‍👦 🇺🇳 🏳️‍🌈 ✨ 🫠 e\u0301 a\u0328\u0301 \u0301ABC \u0301 abc",
  "const f = async (x: number): Promise<string> => `$\u007bx}`; // done\nif (a && !b) { return [1, 2]; }\n",
  '{"key": [1, 2.5, null], "nested": {"a": "b\\n"}, "empty": {}}',
  "# Title\n\n- [ ] task\n- `code`\n\n| a | b |\n| --- | --- |\n\n```py\ndef f():\n\treturn 1\n```\n<!-- c -->",
  "https://example.com/a/b?c=d&e=f#g user@example.com /usr/local/bin C:\\dir\\file.txt",
  "!!! ??? ... --- === *** ////\n/// \\\\\\ @#$%^&*() «quotes» „mehr“",
  "a\u0000b\u0001\u0002c \u200b\u200d\u2060d \u00ad \u0085 \u00a0 \u2028 \u3000 \ue000",
  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore.",
] as const;

/** Stretches that random texts are put together from, beside random characters. */
const STRETCHES = [
  " ",
  "  ",
  "\n",
  "\r\n",
  "\t",
  "'s",
  "'RE",
  "word",
  "Word",
  "WORD",
  "12",
  "/",
  "...",
  "é",
  "日本",
  "・",
  "👍",
  "\u0301",
  "<b>",
  "> </",
  "٣",
];

const assigned = fc.string({ unit: "grapheme", maxLength: 20 });

/** Random texts of well-formed, assigned characters mixed with white space, contractions, digits and tags. */
export const randomText = fc
  .array(fc.oneof(fc.constantFrom(...STRETCHES), assigned), { maxLength: 12 })
  .map((parts) => parts.join(""));

/** As `randomText`, and any UTF-16 units, lone surrogates included. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...STRETCHES, "\ufeff", "\0", "\ud800", "\udc00", "▁", "ﷺ", "ﬁ", "각"),
      fc.string({ unit: "binary", maxLength: 8 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

/** Fixed, so that a failure comes back. */
export const SEED = 20261122;
