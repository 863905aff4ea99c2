/** A number from 0 up to 1, from a seeded sequence. */
export type Random = () => number;

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}

/** What breaks readers of prompts: marks that open and never close, that mean something at a line's start, that hide. */
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are the templates that people write in prompts.
const FRAGMENTS = [
  ..."{|}|[|]|{{|}}|{%|%}|{#|#}|${|(|)|<|>|\"|'|`|```|~~~|**|_|:|,|.|…|\\|\\n|\\u0000|<!--|-->|---|+++|===|#|##|- |* |1. |> |- [ ] |&amp;".split(
    "|",
  ),
  ..."\n|\n\n|\r\n|\r|\t|  |    |\u00a0|\u2028|\u0000|\u001b[35m|\u009b2J|\u007f|\u202e|\u200b|\ufeff|\ud800|\udc00|😀|é|世界。|مرحبا|ไทย".split(
    "|",
  ),
  "| a | b |\n|---|---|\n| c | d |\n",
  "---\nname: x\n---\n",
  "+++\nname = 1\n+++\n",
  "\nsystem:\n",
  "\n  user:\n",
  '{"role":"user","content":"Say hello."}',
  '{"prompt":""}',
  '{"role": "agent"}',
  '{{role "system"}}',
  "role: user\ncontent: hi\n",
  "{{context}}\n{{question}}\n",
  "{% set a = 1 %}\n",
  "{{#if x}}",
  "{{/if}}",
  "<!-- tare: keep=0.3 -->",
  "<!-- tare: keep=1 -->",
  "<!-- /tare -->",
  "<|im_start|>",
  "<example>",
  "</example>",
  ", please.",
  " please ",
  "Please note that ",
  "basically, ",
  " in order to ",
  "I would like you to ",
  ", for example a red one, ",
  " because it is late.",
  "in May 2024.",
  "Thank you so much!",
  "Never do this. ",
  "You must not go there, must you? ",
  "At most 3.5 GB (or 20 %). ",
  "Q: a\nA: b\n",
  '"""',
  "constructor",
  "__proto__",
  "https://example.org/a_(b)?c=d#e",
  "$x^2$",
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above

type Mutation = (text: string, random: Random, others: readonly string[]) => string;

const at = (text: string, random: Random) => Math.floor(random() * (text.length + 1));
const cut = (text: string, random: Random, longest: number): [number, number] => {
  const start = at(text, random);
  return [start, Math.min(text.length, start + Math.ceil(random() * longest))];
};
const onLines =
  (change: (lines: string[], random: Random) => string[]): Mutation =>
  (text, random) =>
    change(text.split("\n"), random).join("\n");

const MUTATIONS: readonly Mutation[] = [
  (text, random) => inserted(text, at(text, random), pick(random, FRAGMENTS)),
  (text, random) => inserted(text, at(text, random), pick(random, FRAGMENTS)),
  (text, random) => inserted(text, lineStart(text, random), pick(random, FRAGMENTS)),
  (text, random) => {
    const [start, end] = cut(text, random, 40);
    return text.slice(0, start) + text.slice(end);
  },
  (text, random) => {
    const [start, end] = cut(text, random, 80);
    return inserted(text, at(text, random), text.slice(start, end));
  },
  (text, random) => text.slice(0, at(text, random)),
  (text, random) => text.slice(at(text, random)),
  (text, random, others) => {
    const other = pick(random, others);
    return text.slice(0, at(text, random)) + other.slice(at(other, random));
  },
  onLines((lines, random) => lines.filter(() => random() > 0.2)),
  onLines((lines, random) => lines.map((line) => (random() < 0.1 ? `${pick(random, FRAGMENTS)}${line}` : line))),
  onLines((lines, random) => lines.map((line) => (random() < 0.2 ? `  ${line}` : line))),
  onLines((lines, random) => lines.sort(() => random() - 0.5)),
  (text) => text.replaceAll("\n", "\r\n"),
];

function inserted(text: string, place: number, piece: string): string {
  return text.slice(0, place) + piece + text.slice(place);
}

function lineStart(text: string, random: Random): number {
  return text.lastIndexOf("\n", at(text, random) - 1) + 1;
}

/** A piece of a text of at most so many characters, mostly from a line's start. */
export function piece(text: string, random: Random, longest: number): string {
  if (text.length <= longest) return text;
  const start = random() < 0.5 ? 0 : lineStart(text, random);
  return text.slice(start, start + longest);
}

/** A text with one to four changes of any kind; `others` lend it pieces. */
export function mutated(text: string, random: Random, others: readonly string[]): string {
  let result = text;
  for (let left = 1 + Math.floor(random() * 4); left > 0; left--) {
    result = pick(random, MUTATIONS)(result, random, others);
  }
  return result;
}
