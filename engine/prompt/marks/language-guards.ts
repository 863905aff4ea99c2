import type { Protection, ProtectionReason } from "../../../protocol/prompt.ts";

const NEXT_WORD = "(?:[ \\t]{1,4}[\\p{L}\\p{M}\\p{N}'’_-]{1,60})?";

/** Words without which an instruction says something else; a negation goes with the word that it is attached to. */
const GUARDS: readonly (readonly [ProtectionReason, string])[] = [
  [
    "negation",
    "(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|shall|should|must|may|might|need)[ \\t]{1,4}not|" +
      "(?:do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|sha|should|must|might|need|ai)n['’]?t|" +
      "not|no|never|hardly|barely|scarcely|rarely|seldom|none|nothing|nobody|nowhere|neither|nor|without|w/o|cannot|avoid(?:s|ed|ing)?|refuse[sd]?|" +
      "forbid(?:s|den|ding)?|prohibit(?:s|ed|ing)?|disallow(?:s|ed|ing)?|exclud(?:es?|ed|ing)|ignor(?:es?|ed|ing)|" +
      "omit(?:s|ted|ting)?|refrain(?:s|ing)?[ \\t]from|unable[ \\t]to|instead[ \\t]of|rather[ \\t]than|" +
      "nichts?|kein(?:e[nmrs]?|erlei)?|nie(?:mals|mand(?:e[mn])?)?|weder|ohne|ne|n['’]\\p{L}{1,40}|pas|rien|jamais|sans|aucune?|" +
      "sin|nunca|jamás|tampoco|nada|nadie|ningún|ningun[oa]s?|não|sem|nem|nenhum(?:a|as)?|ninguém|" +
      "non|senza|mai|niente|nulla|nessun[oa]?|né|niet|niets|niemand|nooit|geen|zonder|inte|inga|aldrig|utan|ikke|" +
      "nigdy|bez|değil|yok|hiç|asla|không|đừng|chưa|tidak|jangan|tanpa|bukan|" +
      "нельзя|никогда|никто|никак(?:ой|ая|ое|ие|их)|ничего|ничто|не|ни|нет|без|لا|لم|لن|ليست?|بدون|دون|غير|לא|אין|אל|בלי|" +
      "नहीं|मत|न|ना|बिना|कभी",
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
  [
    "number",
    "zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|hundert|tausend|deux|trois|quatre|cinq|sept|" +
      "huit|neuf|dix|vingt|trente|cent|mille|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|veinte|treinta|cien|mil|" +
      "quattro|cinque|sette|otto|nove|dieci|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|двадцать|тридцать|сто",
  ],
];

// Chinese, Japanese and Thai write no spaces, so these stand inside running text; Korean's negation follows its verb.
const UNSPACED: readonly (readonly [ProtectionReason, RegExp])[] = [
  [
    "negation",
    /(?:请勿|不要|不得|不能|不可|不应|不会|不是|没有|沒有|禁止|切勿|勿|(?<![特类區区个個性级])[别別](?![人的名处])|不|没|沒|无|無|非(?!常)|未|ไม่|ห้าม|อย่า)\p{Script=Han}?/gu,
  ],
  [
    "negation",
    /\p{Script=Han}{0,4}\p{Script=Hiragana}{0,3}(?:な[いくし]|なかっ|なけれ|ませ[んぬ]|(?<![ま必])ず(?=[、。に]))(?:で(?:ください)?)?/gu,
  ],
  [
    "negation",
    /\p{Script=Hangul}{0,20}지(?:는|도|를)?[ \t]?(?:않|마|말|못)\p{Script=Hangul}{0,10}(?:[ \t]마\p{Script=Hangul}{1,5})?/gu,
  ],
  [
    "negation",
    /\p{Script=Hangul}{0,20}(?:없|아니|금지)\p{Script=Hangul}{0,10}|(?<!\p{L})[안못][ \t]\p{Script=Hangul}{1,20}/gu,
  ],
  ["modal", /必须|务必|应该|应当|只能|仅|只|总是|始终|至少|至多|最多|不超过|必ず|のみ|だけ/gu],
  ["condition", /如果|若|除非|否则|当|直到|除了|もし|場合|なければ/gu],
];

const SPACED = GUARDS.map(([reason, alternatives]) => {
  const attached = reason === "negation" ? NEXT_WORD : "";
  const pattern = `(?<![\\p{L}\\p{M}\\p{N}_])(?:${alternatives})(?![\\p{L}\\p{M}\\p{N}_])${attached}`;
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
