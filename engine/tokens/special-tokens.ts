import * as l10n from "@vscode/l10n";
import type { Warning } from "../../protocol/prompt.ts";

/** What tokenizers reserve for themselves, as their makers spell it. */
const SPECIAL_TOKEN = new RegExp(
  [
    "<\\|[A-Za-z0-9_]{1,40}\\|>", // OpenAI, Llama 3, Qwen: <|endoftext|>, <|eot_id|>, <|im_start|>
    "<｜[^\\s<>｜]{1,40}｜>", // DeepSeek: <｜User｜>
    "<(?:start|end)_of_(?:turn|image)>|<bos>|<eos>", // Gemma
    "\\[/?(?:INST|AVAILABLE_TOOLS|TOOL_RESULTS)\\]|\\[(?:TOOL_CALLS|PREFIX|MIDDLE|SUFFIX)\\]|</?s>|<</?SYS>>", // Mistral
    "<(?:EOT|META|META_START|META_END|SOS)>", // Claude 2
  ].join("|"),
  "g",
);

/** A warning for every special token that the text quotes: it is counted as the plain text it is. */
export function specialTokenWarnings(text: string): Warning[] {
  return Array.from(text.matchAll(SPECIAL_TOKEN), ({ 0: token, index }) => ({
    start: index,
    end: index + token.length,
    code: "special-token",
    message: l10n.t(
      "{0} is a special token of some models; it is counted as plain text, but a server may read it as a command.",
      token,
    ),
  }));
}
