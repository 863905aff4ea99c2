/** Markdown of ours, for tooltips and hovers. */
export class Markdown {
  constructor(readonly source: string) {}
}

/**
 * Markdown in which whatever is put in stands as text: prompts, settings of a workspace and messages are written by
 * others, and an image or a link among them must not come alive. What is `Markdown` already stays.
 */
export function markdown(strings: TemplateStringsArray, ...values: readonly (string | Markdown)[]): Markdown {
  const written = values.map((value) => (typeof value === "string" ? literal(value) : value.source));
  return new Markdown(String.raw({ raw: strings }, ...written));
}

/** Pieces of Markdown with something of ours between them. */
export function joined(pieces: readonly Markdown[], between: string): Markdown {
  return new Markdown(pieces.map(({ source }) => source).join(between));
}

/** A text as code: no mark means anything in there but the backtick, which is exchanged for its like. */
export function code(text: string): Markdown {
  const shown = text.replace(/\r?\n/g, "⏎").replace(/\s/g, "·").replaceAll("`", "ˋ").replaceAll("|", "¦");
  return new Markdown(`\`${shown}\``);
}

/** One line, all of whose marks are escaped: those of Markdown, addresses that would become links, icons. */
function literal(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_~[\]{}<>|!#+&@]|^ ?[-=]|:(?=\/\/)|(?<=\bwww)\.|(?<=^ ?\d{1,9})[.)]/gi, "\\$&")
    .replace(/\$(?=\()/g, "&#36;");
}

/** A message for notifications and status items, in which VS Code makes no link of `[text](address)`. */
export function unlinked(message: string): string {
  return message.replaceAll("](", "] (");
}
