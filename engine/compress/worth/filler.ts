import type { Words } from "./word-features.ts";

/** Phrases that say nothing, with what is deleted of them in brackets; what is left is a sentence still. */
const PHRASES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["politeness", /\b(please|kindly)\b,?/gi],
  ["politeness", /\b(thank you(?: so much| very much)?(?: in advance)?|thanks(?: a lot| in advance)?)[.,!]?(?=\s|$)/gi],
  ["politeness", /\b((?:could|can|would|will) you (?=please\b))/gi],
  ["politeness", /\b(i would (?:really )?(?:like|love|appreciate it if) (?:for )?you (?:to|could)\b)/gi],
  ['"in order to" says "to"', /\b(in order)(?= to\b)/gi],
  ['"so as to" says "to"', /\b(so as)(?= to\b)/gi],
  [
    "announcement",
    /\b((?:it is|it's) (?:very |really |also |quite )?(?:important|worth|essential|crucial) (?:to (?:note|keep in mind|remember|mention|understand)|noting|mentioning) that)\b/gi,
  ],
  ["announcement", /\b((?:please )?(?:note|keep in mind|bear in mind|remember) that)\b/gi],
  [
    "announcement",
    /\b(as (?:you (?:can|may|might|will) (?:probably |already |surely )?(?:see|know|imagine|guess)|(?:already |previously )?(?:mentioned|stated|noted)(?: above| before| earlier)?),?)(?=\s)/gi,
  ],
  [
    "announcement",
    /\b(needless to say,?|of course,|as a matter of fact,?|for all intents and purposes,?|at the end of the day,?|in general,|generally speaking,?|basically,|essentially,)(?=\s)/gi,
  ],
  [
    "announcement",
    /(?<=^|[.!?,;:]\s|\n)(it(?: is|['’]s)(?: (?:also|usually|generally|often|always))* an? (?:very |really )?(?:good|great) idea to(?: also)?)\b/gi,
  ],
  ["hesitation", /(?<=^|[\s,])(um+|uh+|erm?|hmm+|you know|i mean|sort of|kind of)\b,?(?=\s|[.,!?])/gi],
  [
    "degree",
    /\b(very|really|quite|rather|extremely|highly|basically|actually|literally|simply|totally|absolutely|completely|truly|honestly|obviously|definitely|certainly)\b(?! than\b)/gi,
  ],
  ["twice said", /\b(?:each|first)( and (?:every|foremost))\b/gi],
  ["twice said", /\bwhether( or not)\b/gi],
];

/** The name of the filler that each atom belongs to, where all of it does and nothing guards it. */
export function fillerOf(text: string, { atoms }: Words): (string | undefined)[] {
  const names = new Array<string | undefined>(atoms.length).fill(undefined);
  for (const [name, pattern] of PHRASES) {
    let next = 0;
    for (const match of text.matchAll(pattern)) {
      const start = match.index + match[0].indexOf(match[1]!);
      const end = start + match[1]!.length;
      while (next < atoms.length && atoms[next]!.start < start) next++;
      let last = next;
      while (last < atoms.length && atoms[last]!.end <= end + 1 && atoms[last]!.start < end) last++;
      const inside = atoms.slice(next, last);
      if (inside.some((a) => !a.removable || a.guard)) continue;
      for (let i = next; i < last; i++) names[i] ??= name;
    }
  }
  return names;
}
