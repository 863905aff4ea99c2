import type { Protection, ProtectionReason } from "../../protocol/prompt.ts";

const NEXT_WORD = "(?:[ \\t]{1,4}[\\p{L}\\p{N}'’_-]{1,60})?";

/** Words without which an instruction says something else; a negation goes with the word that it is attached to. */
const GUARDS: readonly (readonly [ProtectionReason, string])[] = [
  [
    "negation",
    "(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|shall|should|must|may|might|need)[ \\t]{1,4}not|" +
      "(?:do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|sha|should|must|might|need|ai)n['’]?t|" +
      "not|no|never|none|nothing|nobody|nowhere|neither|nor|without|w/o|cannot|avoid(?:s|ed|ing)?|refuse[sd]?|" +
      "forbid(?:s|den|ding)?|prohibit(?:s|ed|ing)?|disallow(?:s|ed|ing)?|exclud(?:es?|ed|ing)|ignor(?:es?|ed|ing)|" +
      "omit(?:s|ted|ting)?|refrain(?:s|ing)?[ \\t]from|unable[ \\t]to|instead[ \\t]of|rather[ \\t]than|" +
      "nicht|kein(?:e[nmrs]?)?|nie(?:mals)?|ohne|ne|pas|jamais|sans|aucune?|sin|nunca|jamás|ningún|ninguna|não|non|senza|mai|" +
      "нельзя|никогда|не|нет|без|لا|لم|لن|ليس|بدون|دون",
  ],
  [
    "modal",
    "must|shall|should|ought[ \\t]to|(?:has|have|need|needs)[ \\t]to|may|might|always|only|solely|exclusively|exactly|" +
      "required|mandatory|optional(?:ly)?|at[ \\t](?:most|least)|up[ \\t]to|no[ \\t](?:more|less|fewer)[ \\t]than|" +
      "(?:more|less|fewer|greater|longer|shorter)[ \\t]than|maximum|minimum|" +
      "muss|müssen|soll(?:en)?|darf|dürfen|nur|immer|höchstens|mindestens|genau|doit|doivent|toujours|seulement|uniquement|" +
      "debe|deben|siempre|solo|solamente|deve|devono|sempre|должен|должны|только|всегда|يجب|فقط|دائما",
  ],
  [
    "condition",
    "if|unless|until|when|whenever|where[ \\t]applicable|except|otherwise|else|whether|in[ \\t]case|provided[ \\t]that|" +
      "as[ \\t]long[ \\t]as|wenn|falls|sofern|außer|sonst|si|sauf|lorsque|quand|sinon|cuando|excepto|salvo|" +
      "если|иначе|кроме|إذا|إلا",
  ],
];

// Chinese and Japanese write no spaces, so these stand inside running text.
const UNSPACED: readonly (readonly [ProtectionReason, RegExp])[] = [
  [
    "negation",
    /(?:请勿|不要|不得|不能|不可|不应|不会|不是|没有|禁止|切勿|勿|别|不|没|无需|ない|ません|ず)\p{Script=Han}?/gu,
  ],
  ["modal", /必须|务必|应该|应当|只能|仅|只|总是|始终|至少|至多|最多|不超过|必ず|のみ|だけ/gu],
  ["condition", /如果|若|除非|否则|当|直到|除了|もし|場合|なければ/gu],
];

const SPACED = GUARDS.map(([reason, alternatives]) => {
  const attached = reason === "negation" ? NEXT_WORD : "";
  const pattern = `(?<![\\p{L}\\p{N}_])(?:${alternatives})(?![\\p{L}\\p{N}_])${attached}`;
  return [reason, new RegExp(pattern, "giu")] as const;
});

/**
 * Negations (with the word after them), modals, bounds and conditions. English first; the plainest words of a few more
 * languages. Linear in the length of the text.
 */
export function languageMarks(text: string): Protection[] {
  const found: Protection[] = [];
  for (const [reason, pattern] of [...SPACED, ...UNSPACED]) {
    for (const { 0: words, index } of text.matchAll(pattern)) {
      found.push({ start: index, end: index + words.length, reason });
    }
  }
  return found;
}
