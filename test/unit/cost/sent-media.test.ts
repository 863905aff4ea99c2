import assert from "node:assert/strict";
import { test } from "node:test";
import { count } from "../../../engine/count.ts";
import { counted, png, weights } from "./sent.ts";

const image = { type: "image_url", image_url: { url: `data:image/png;base64,${png(48, 48)}` } };

test("a picture counts the same in the shape of every provider", () => {
  const data = png(48, 48);
  const url = `data:image/png;base64,${data}`;
  const shapes: Readonly<Record<string, unknown>> = {
    "OpenAI's chat": image,
    "OpenAI's chat, bare": { type: "image_url", image_url: url },
    "OpenAI's Responses": { type: "input_image", image_url: url },
    Anthropic: { type: "image", source: { type: "base64", media_type: "image/png", data } },
    Gemini: { inlineData: { mimeType: "image/png", data } },
    "Gemini in Python": { inline_data: { mime_type: "image/png", data } },
    Bedrock: { image: { format: "png", source: { bytes: data } } },
    LangChain: { type: "image", source_type: "base64", mime_type: "image/png", data },
    "AI SDK": { type: "image", image: url },
    "AI SDK, as a file": { type: "file", mediaType: "image/png", data },
    MCP: { type: "image", mimeType: "image/png", data },
    "in what a tool gave": {
      type: "tool_result",
      tool_use_id: "t",
      content: [{ type: "image", source: { type: "base64", data } }],
    },
  };
  for (const [shape, block] of Object.entries(shapes)) {
    const { image } = weights({ messages: [{ role: "user", content: [{ type: "text", text: "Look." }, block] }] });
    assert.equal(image, 255, shape);
  }
  assert.equal(weights({ messages: [{ role: "user", content: "Look.", images: [data] }] }).image, 255, "Ollama");
  assert.equal(weights({ contents: [{ parts: [{ text: "Look." }, shapes.Gemini] }] }, "gemini-3.6-flash").image, 1089);
});

test("a JPEG's bytes, which begin as a path does, are measured under every key", () => {
  const bytes = Buffer.alloc(80);
  bytes.write("ffd8ffe000104a46494600010100000100010000ffc000110804000400030122000211010311", "hex");
  const data = bytes.toString("base64");
  const shapes: readonly unknown[] = [
    { type: "image", source: { type: "base64", media_type: "image/jpeg", data } },
    { type: "image", image: data },
    { inlineData: { mimeType: "image/jpeg", data } },
  ];
  const messages = [
    ...shapes.map((block) => ({ role: "user", content: [block] })),
    { role: "user", content: "Look.", images: [data] },
  ];
  for (const message of messages) {
    const medium = counted({ messages: [message] }).basis.find(({ what }) => what === "image")!;
    assert.deepEqual([medium.tokens, medium.low, medium.high], [765, 765, 765]);
  }
});

test("what is enclosed is found wherever a provider's shape has it", () => {
  const data = png(48, 48);
  const user = (...content: unknown[]) => ({ role: "user", content });
  const url = `data:image/png;base64,${data}`;
  const part = { inlineData: { mimeType: "image/png", data } };
  const pictures: Readonly<Record<string, unknown>> = {
    "a screenshot that a computer gave back": [
      user({ type: "input_text", text: "Hi" }),
      { type: "computer_call_output", call_id: "c", output: { type: "computer_screenshot", image_url: url } },
    ],
    "beside a function's response": [
      { role: "user", parts: [{ functionResponse: { name: "shot", response: { ok: true }, parts: [part] } }] },
    ],
    "MCP's embedded resource": [
      user({ type: "resource", resource: { uri: "file:///a.png", mimeType: "image/png", blob: data } }),
    ],
    "a document's blocks": [
      user({
        type: "document",
        source: { type: "content", content: [{ type: "image", source: { type: "base64", data } }] },
      }),
    ],
  };
  for (const [shape, messages] of Object.entries(pictures)) assert.equal(weights({ messages }).image, 255, shape);
  assert.ok(
    weights({ messages: [user({ type: "document_url", document_url: "https://example.org/a.pdf" })] }).document,
  );

  const words = "The archive of the town holds it, in the third drawer.";
  const texts: Readonly<Record<string, unknown>> = {
    "a search result": {
      type: "search_result",
      source: "https://example.org",
      content: [{ type: "text", text: words }],
    },
    "a document given as text": { type: "document", source: { type: "text", media_type: "text/plain", data: words } },
    "a resource given as text": { type: "resource", resource: { uri: "file:///a.txt", text: words } },
  };
  const said = weights({ messages: [user({ type: "text", text: words })] }).text;
  for (const [shape, block] of Object.entries(texts))
    assert.equal(weights({ messages: [user(block)] }).text, said, shape);

  const low = { contents: [{ parts: [part] }], generationConfig: { mediaResolution: "MEDIA_RESOLUTION_LOW" } };
  assert.equal(weights(low, "gemini-3.6-flash").image, 256);
});

test("the level of detail is heeded, the request's own too", () => {
  const look = (detail: string) =>
    weights({ messages: [{ role: "user", content: [{ ...image, image_url: { ...image.image_url, detail } }] }] }).image;
  assert.deepEqual([look("low"), look("high")], [85, 255]);
});

test("an address has no size: a range, with the rule's name; a file beside the prompt has one", () => {
  const chat = (url: string) => ({
    messages: [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }],
  });
  const [far] = counted(chat("https://example.org/a.png")).basis.filter(({ what }) => what === "image");
  assert.deepEqual([far!.by, far!.low, far!.high], ["OpenAI's rule", 255, 1445]);
  const file = count({
    text: JSON.stringify(chat("../../media/icon.png")),
    path: new URL("../../../test/fixtures/chat.json", import.meta.url).pathname,
    model: "gpt-4o",
  });
  assert.equal(file.basis.find(({ what }) => what === "image")!.tokens, 255);
});

test("sound, documents and moving pictures are counted, of unknown length as a range", () => {
  const kinds = {
    audio: { type: "input_audio", input_audio: { data: "A".repeat(80), format: "mp3" } },
    document: { type: "file", file: { filename: "a.pdf", file_data: `data:application/pdf;base64,${"A".repeat(80)}` } },
    video: {
      fileData: { mimeType: "video/mp4", fileUri: "https://example.org/v" },
      videoMetadata: { endOffset: "10s" },
    },
  };
  for (const [kind, block] of Object.entries(kinds)) {
    const found = counted({ messages: [{ role: "user", content: [block] }] }, "gemini-3.6-flash");
    const own = found.basis.find(({ what }) => what === kind);
    assert.ok(own && own.tokens > 0 && /rule$/.test(own.by), kind);
  }
});

test("a document's pages and a recording's seconds are read from their bytes", () => {
  const pdf = `%PDF-1.4\n1 0 obj <</Type /Pages /Count 3>>\n${"2 0 obj <</Type/Page /Parent 1 0 R>>\n".repeat(3)}`;
  const file = { file_data: `data:application/pdf;base64,${Buffer.from(pdf).toString("base64")}`, filename: "a.pdf" };
  const document = weights({ messages: [{ role: "user", content: [{ type: "file", file }] }] }, "gemini-3.6-flash");
  assert.equal(document.document, 3 * 532);

  const wav = Buffer.alloc(44 + 20 * 8000);
  wav.write("RIFF", 0, "latin1");
  wav.write("WAVEfmt ", 8, "latin1");
  wav.writeUInt32LE(8000, 28);
  const sound = (data: Buffer, format: string) =>
    counted({
      messages: [
        { role: "user", content: [{ type: "input_audio", input_audio: { data: data.toString("base64"), format } }] },
      ],
    }).basis.find(({ what }) => what === "audio")!;
  assert.equal(sound(wav, "wav").tokens, 200);
  assert.equal(sound(Buffer.alloc(480_000), "pcm16").tokens, 100);
  const { low, tokens, high } = sound(Buffer.alloc(160_000), "mp3");
  assert.deepEqual([low, tokens, high], [40, 100, 400]);
});
