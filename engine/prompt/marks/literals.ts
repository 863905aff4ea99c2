import type { Protection, ProtectionReason } from "../../../protocol/prompt.ts";
import { pathMarks } from "./paths.ts";
import { wordedLiterals } from "./worded-literals.ts";

// Every repeat is bounded or starts only where a run starts, so each pattern takes linear time on any input.

const PATTERNS: readonly (readonly [ProtectionReason, RegExp])[] = [
  // Special tokens of chat templates and reasoning models.
  [
    "special token",
    /<\|[^|<>\s]{1,64}\|>|<｜[^｜<>]{1,64}｜>|\[\/?INST\]|<<\/?SYS>>|<\/?s>|<\/?think(?:ing)?>|<(?:bos|eos|pad|unk)>/gi,
  ],
  // Tags with attributes (also after a comma: `<llmlingua, rate=0.5>`), placeholders (`<name>`).
  ["markup tag", /<\/?[A-Za-z][\w:.-]{0,64}(?:[\s,][^<>]{0,500})?\/?>|<[A-Za-z][\w \t-]{0,64}>/g],
  [
    "formula",
    /(?<![\\$\w])\$(?![\s\d$])(?:\\.|[^$\n\\]){0,300}(?<!\s)\$(?![\d$\w])|\\[A-Za-z]{2,30}(?:\{[^{}\n]{0,200}\})+/g,
  ],
  ["reference", /(?<![\w&#])#[a-zA-Z]{1,20}:[^\s#]{1,400}/g],
  [
    "reference",
    /!?\[[^[\]\n]{0,500}\](?:\((?:[^()\s]|\([^()\s]{0,300}\)){0,2000}(?:\s{1,4}(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|\([^()\n]{0,200}\)))?\)|\[[^[\]\n]{0,200}\]|:\s{0,4}\S{1,2000}(?:[ \t]{1,4}(?:"[^"\n]{0,200}"|'[^'\n]{0,200}')(?=\s|$))?)/g,
  ],
  ["reference", /(?<![\w@/.])@[A-Za-z~./][\w./~-]{0,300}/g],
  // Every placeholder that people write: $1, $name, ${x}, $(x), {any thing}, %s, %(x)s, %X%, ~x~, :x, [Your Name], [[x]], <% x %>.
  [
    "template variable",
    /(?<![\w$])\$(?:ARGUMENTS(?:\[\d{1,3}\])?|\d(?![\w/-]|[.,]\d)|[A-Za-z_]\w{0,64}|\([^()\n]{1,200}\))/g,
  ],
  ["template variable", /(?<!\{)\{[^{}\n"]{0,80}\}(?!\})/g],
  ["template variable", /%(?:\([A-Za-z_]\w{0,80}\))?[-+#0]?\d{0,3}(?:\.\d{1,2})?[sdifgexXr](?!\w)/g],
  ["template variable", /(?<![\w%~])(%{1,2}|~)[A-Za-z_]\w{0,64}\1(?![\w~])/g],
  ["template variable", /(?<![^\s(=,]):[A-Za-z_]\w{1,64}:?(?!\w)/g],
  ["template variable", /(?<![\w\]])\[[\p{L}_][\p{L}\p{M}\p{N}_ '’/|-]{1,60}\](?![([:])/gu],
  ["template variable", /\[\[[^[\]\n]{1,200}\]\]/g],
  ["template tag", /<%[\s\S]{0,500}?%>|<\?[a-z][\s\S]{0,500}?\?>/gi],
  ["URL", /\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s<>"'`]{1,4000}|\bwww\.[^\s<>"'`]{1,2000}/gi],
  ["URL", /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g],
  // Names of the machine's world: environment variables, snake_case, camelCase, flags, calls, commands, keys to press.
  ["identifier", /(?<![\w])[A-Za-z][A-Za-z0-9]{0,60}(?:_[A-Za-z0-9]{1,60}){1,20}(?!\w)|(?<!\w)__?[A-Za-z]\w{0,80}/g],
  ["identifier", /(?<!\w)[a-z][a-z0-9]{0,60}(?:[A-Z][a-z0-9]{0,60}){1,20}(?!\w)/g],
  ["identifier", /(?<!\w)(?:[A-Z][a-z0-9]{1,60}){2,20}(?!\w)/g],
  [
    "identifier",
    /(?<!\w)E[A-Z]{5,20}(?!\w)(?<=E(?:CONN|ACCES|NOENT|EXIST|TIMEDOUT|PIPE|PERM|INVAL|ADDR|HOST|NOT|AGAIN|BUSY)\w{0,20})/g,
  ],
  ["identifier", /(?<![\w-])--?[A-Za-z][\w-]{0,60}(?:=[^\s"'`]{1,200})?/g],
  ["identifier", /(?<![\w./])\/[a-z][\w-]{0,60}(?![\w/.])/g],
  // Not "file(s)", not an aside in emphasis: "_(sub-agent)_".
  ["identifier", /(?<!\w)_{0,2}[A-Za-z][\w.]{0,80}\((?!(?:e?s|ies)\))[^()\n]{0,120}\)/g],
  ["identifier", /(?<!\w)[A-Za-z_]\w{0,80}(?:::[A-Za-z_]\w{0,80}){1,10}/g],
  ["identifier", /(?<!\w)(?:Ctrl|Cmd|Command|Alt|Option|Shift|Meta|Win)(?:\+\w{1,12}){1,4}(?!\w)/g],
  ["identifier", /(?<![\w&#])#(?:[0-9a-fA-F]{3,4}){1,2}(?!\w)/g],
  // Ids and hashes: letters and digits together.
  ["identifier", /(?<![\w-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/gi],
  [
    "identifier",
    /(?<![\w-])(?=[A-Za-z-]{0,80}\d)(?=[\d-]{0,80}[A-Za-z])[A-Za-z0-9]{1,80}(?:-[A-Za-z0-9]{1,80}){0,10}(?![\w-])/g,
  ],
  // Dates and times, then every other number with its sign, unit and bounds.
  [
    "number",
    /(?<!\d)\d{4}-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?(?!\d)/g,
  ],
  // A day, a month in any language and a year: "15. Januar 2024", "15 de enero de 2024".
  ["number", /(?<![\p{L}\p{N}])\d{1,2}\.? (?:de )?\p{L}{3,12}\.? (?:de )?\d{4}(?!\p{N})/gu],
  ["number", /(?<=\p{Nd}) [×÷*+=/−–-] (?=\p{Nd})/gu],
  ["number", /[¼-¾⅐-⅞]/g],
  ["number", /[<>!=]=|=>|->|→|[<≤≥≠≈](?=[ \d])|>(?=\d)|(?<=\S )>(?= )/g],
  // Not a sentence that is an item of a list in code: `  "Use functional components",`.
  [
    "quoted text",
    /(?!(?<=^[ \t]{1,40})"[^\s"]+(?: [^\s"]+){2,40}"(?:,$|\n\s{0,40}\]))"[^"\n]{1,200}"|“[^”\n]{1,200}”|«[^»\n]{1,200}»|„[^“”\n]{1,200}[“”]|「[^」\n]{1,200}」|『[^』\n]{1,200}』/gm,
  ],
  ["quoted text", /(?<![\p{L}\p{N}])'[^'\n]{1,100}'(?![\p{L}\p{N}])/gu],
  ["inline code", /(?<!`)`[^`\n]{1,500}`(?!`)/g],
];

/** Marks that open and close, over any number of lines. */
const ENCLOSED: readonly (readonly [ProtectionReason, string, string])[] = [
  ["comment", "<!--", "-->"],
  ["formula", "$$", "$$"],
  ["formula", "\\[", "\\]"],
  ["formula", "\\(", "\\)"],
];

/**
 * Stretches whose exact characters carry the meaning, whatever the kind of file: addresses, paths, names, numbers with
 * their units, quotes, tags, formulas. They may overlap. Linear in the length of the text.
 */
export function literalMarks(text: string): Protection[] {
  const found: Protection[] = [];
  for (const [reason, pattern] of [...PATTERNS, ...wordedLiterals()]) {
    for (const { 0: literal, index } of text.matchAll(pattern)) {
      found.push({ start: index, end: index + trimmed(literal, reason).length, reason });
    }
  }
  // A spread into `push` would overflow the stack where a long text is full of marks.
  return found.concat(
    pathMarks(text),
    ENCLOSED.flatMap(([reason, open, close]) => enclosed(text, reason, open, close)),
  );
}

function enclosed(text: string, reason: ProtectionReason, open: string, close: string): Protection[] {
  const found: Protection[] = [];
  for (let start = text.indexOf(open); start >= 0; ) {
    const at = text.indexOf(close, start + open.length);
    if (at < 0) break;
    const end = at + close.length;
    found.push({ start, end, reason });
    start = text.indexOf(open, end);
  }
  return found;
}

/** An address or a mention ends before the punctuation of the sentence around it. */
function trimmed(literal: string, reason: ProtectionReason): string {
  return reason === "URL" || literal.startsWith("@") ? literal.replace(/[.,;:!?]{1,8}$/, "") : literal;
}
