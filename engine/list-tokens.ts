import type { PromptInput } from "../protocol/engine.ts";
import type { ListedTokens } from "../protocol/listed-tokens.ts";
import { countedBy } from "./cost/counting.ts";
import { modelFor } from "./model-for.ts";
import { readPrompt } from "./prompt/parse.ts";
import { tokenizer } from "./tokens/tokenizer.ts";

/** The tokens of a file's text as it stands, as its model's vocabulary cuts it. O(text). Throws a `Failure`. */
export function listTokens(input: Pick<PromptInput, "text" | "path" | "model">): ListedTokens {
  const { model } = modelFor(input, readPrompt(input.text, input.path).format);
  const encoder = tokenizer(model.counting.family);
  const { ids, ends } = encoder.encode(input.text);
  const pieces = Array.from(ids, (id) => encoder.bytesOf(id));
  const byteEnds = new Uint32Array(ids.length);
  for (let i = 0, end = 0; i < pieces.length; i++) byteEnds[i] = end += pieces[i]!.length;
  const bytes = new Uint8Array(byteEnds.at(-1) ?? 0);
  for (const [i, piece] of pieces.entries()) bytes.set(piece, byteEnds[i]! - piece.length);
  return {
    model: model.id,
    tokenizer: model.counting.family,
    isOwn: countedBy(model.counting) === "exact",
    ids,
    ends,
    bytes,
    byteEnds,
  };
}
