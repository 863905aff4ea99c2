/** What an answer to a question looks like. */
export const ANSWER_TYPES = ["person", "date", "number", "place", "clause", "thing"] as const;
export type AnswerType = (typeof ANSWER_TYPES)[number];

const PATTERNS: readonly (readonly [AnswerType, RegExp])[] = [
  ["person", /\b(?:who|whose|whom)\b/],
  ["date", /\b(?:when|(?:what|which) (?:year|date|day|month|century|decade)|release date)\b/],
  [
    "number",
    /\bhow (?:many|much|long|old|far|tall|big|large|high|fast|often|deep|wide|late|early|likely)\b|\bwhat (?:percent\w*|number|amount|population|age|rate|proportion|fraction)\b/,
  ],
  [
    "place",
    /\bwhere\b|\b(?:what|which) (?:\w+ )?(?:city|country|state|place|location|town|county|continent|region|river|province)\b/,
  ],
  ["clause", /\b(?:why|how)\b/],
];

/** The kind of answer that an English question asks for, by its question word; "thing" where it does not say. */
export function answerType(question: string): AnswerType {
  const asked = question.toLowerCase();
  return PATTERNS.find(([, pattern]) => pattern.test(asked))?.[0] ?? "thing";
}
