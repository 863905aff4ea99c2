// Answers like the engine, instantly and without models: for tests of what the host does when the engine misbehaves.
// A text that begins with "crash!", "hang!" or "fail!" makes it do so.
import { createMessageConnection, IPCMessageReader, IPCMessageWriter, ResponseError } from "vscode-jsonrpc/node";

const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));

connection.onRequest("tare/inspect", async ({ text, model }, token) => {
  if (token.isCancellationRequested) throw new ResponseError(1, "Cancelled.", { code: "cancelled" });
  await misbehave(text);
  const tokens = [...text.matchAll(/\s*\S+|\s+$/g)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    salience: (word.trim().length % 7) / 7,
    protected: /\d/.test(word),
  }));
  const count = { tokens: tokens.length, low: tokens.length, high: tokens.length };
  const headings = [...text.matchAll(/^#+ (.*)$/gm)];
  return {
    model,
    tokenizer: "words",
    counted: "exact",
    kind: "markdown",
    method: "combined",
    tokens: {
      lengths: tokens.map((t) => t.end - t.start),
      salience: tokens.map((t) => t.salience),
      protected: tokens.flatMap((t, i) => (t.protected ? [i] : [])),
    },
    count,
    sent: count,
    parts: headings.map((heading, i) => {
      const start = heading.index;
      const end = headings[i + 1]?.index ?? text.length;
      const inside = tokens.filter((t) => t.start >= start && t.end <= end);
      return {
        kind: "section",
        role: "user",
        depth: 0,
        title: heading[1],
        start,
        end,
        tokens: inside.length,
        salience: inside.length / tokens.length,
      };
    }),
    protections: [...text.matchAll(/\d+/g)].map(({ 0: word, index }) => ({
      start: index,
      end: index + word.length,
      reason: "number",
    })),
    removable: fillers(text).map((span) => ({ ...span, salience: 0.01, reason: "filler" })),
    cost: { input: tokens.length * 2.5e-6, asOf: "2026-09-23" },
    warnings: [],
  };
});

connection.onRequest("tare/compress", async ({ text, model }, token) => {
  if (token.isCancellationRequested) throw new ResponseError(1, "Cancelled.", { code: "cancelled" });
  await misbehave(text);
  const removed = fillers(text).map((span) => ({ ...span, reason: "filler" }));
  const kept = removed.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  const words = (t) => t.split(/\s+/).filter(Boolean).length;
  return {
    model,
    text: kept,
    before: words(text),
    after: words(kept),
    removed,
    advice: { compress: true, net: words(kept) - words(text), why: "Shorter input, same answer." },
  };
});

connection.onRequest("tare/models", () => ({
  asOf: "2026-09-23",
  models: [
    {
      id: "gpt-5.6",
      provider: "openai",
      name: "GPT-5.6",
      counting: { family: "o200k", ratio: 1, tolerance: 0 },
      prices: { input: 2.5e-6, output: 1e-5 },
    },
    {
      id: "claude-opus-5.5",
      provider: "anthropic",
      name: "Claude Opus 5.5",
      counting: { family: "claude", ratio: 1.3, tolerance: 0.12 },
      prices: { input: 5e-6, output: 2.5e-5 },
    },
  ],
}));

connection.listen();

function fillers(text) {
  return [...text.matchAll(/\b(please|very|really|basically|in order)\b ?/gi)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
  }));
}

function misbehave(text) {
  if (text.startsWith("crash!")) process.exit(3);
  if (text.startsWith("hang!")) return new Promise(() => {});
  if (text.startsWith("fail!")) throw new ResponseError(1, "The text fails.", { code: "bad-input" });
}
