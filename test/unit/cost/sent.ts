import { count } from "../../../engine/count.ts";

export const MODELS = ["gpt-4o", "gpt-5.5", "claude-opus-4-8", "gemini-3.6-flash", "deepseek-v4-pro"];

/** A PNG's beginning: its signature and its header, of so many pixels. */
export function png(width: number, height: number): string {
  const bytes = Buffer.alloc(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes.toString("base64");
}

/** What is sent of a file of JSON, counted. */
export const counted = (value: unknown, model = "gpt-4o", path = "chat.json") =>
  count({ text: JSON.stringify(value), path, model });

/** The tokens of each kind of what is sent. */
export const weights = (value: unknown, model?: string) =>
  Object.fromEntries(counted(value, model).basis.map(({ what, tokens }) => [what, tokens]));
