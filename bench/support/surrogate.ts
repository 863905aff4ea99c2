import { type GsmItem, gsm8k, surrogate } from "./datasets.ts";

/**
 * The surrogate judge of research/attribution.md 2.8: how likely a model answers a GSM8K question right from what is
 * left of its words. The coefficients are the research's; the word classes are rebuilt from their description, so
 * `calibration` compares what it says of the stored compressions with what the models really did.
 */
type WordClass = "digit" | "number word" | "relation" | "unit" | "negation" | "stop" | "content";

const LISTS: Record<Exclude<WordClass, "digit" | "content">, string> = {
  "number word":
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen " +
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen half twice double " +
    "triple quarter third first second",
  relation:
    "more less fewer than each every per times total all both if then after before left remaining rest many much " +
    "combined together altogether another",
  unit:
    "hour hours day days week weeks month months year years minute minutes seconds dollar dollars cent cents mile miles " +
    "foot feet inch inches pound pounds ounce ounces gallon gallons liter liters percent meter meters km kg",
  negation: "no not never none nor neither without cannot don't doesn't didn't won't can't isn't aren't wasn't weren't",
  stop:
    "a an the and or but of in on at to for with by from as is are was were be been being am do does did have has had " +
    "having will would shall should can could may might must it its this that these those he she they we you i his her " +
    "their our your my him them us who whom which what when where why how so such there here also into over about during " +
    "up down out off again further once any most other some only own same too very just s",
};
const CLASSES = new Map<string, WordClass>();
for (const [name, words] of Object.entries(LISTS)) {
  for (const word of words.split(" ")) CLASSES.set(word, name as WordClass);
}
const COUNTED: readonly WordClass[] = ["digit", "number word", "relation", "unit", "negation", "stop", "content"];
const MOST_COUNTED = 4;
const SHORTEST_CUT = 4;

/** The chance, 0 to 1, that a model answers right when it gets `left` in place of the question. */
export function surrogateJudge(model: string): (question: string, left: string) => number {
  const { coef, models, features } = surrogate();
  const intercept = coef[features.length + models.indexOf(model)]!;
  return (question, left) => {
    const logOdds = featuresOf(question, left).reduce((sum, value, i) => sum + value * coef[i]!, intercept);
    return 1 / (1 + Math.exp(-logOdds));
  };
}

export interface Condition {
  readonly name: string;
  /** Mean chance by the surrogate, and the share that the model really got right. */
  readonly judged: number;
  readonly real: number;
}

/** What the surrogate says of each stored compression of a model, beside what happened. */
export function calibration(model: string, bit: number): Condition[] {
  const judge = surrogateJudge(model);
  const byName = new Map<string, { judged: number; real: number; n: number }>();
  const add = (name: string, { q }: GsmItem, left: string, bits: string): void => {
    if (bits[bit] === "-") return;
    const sums = byName.get(name) ?? { judged: 0, real: 0, n: 0 };
    byName.set(name, { judged: sums.judged + judge(q, left), real: sums.real + Number(bits[bit]), n: sums.n + 1 });
  };
  for (const item of gsm8k()) {
    add("whole question", item, item.q, item.full);
    for (const [name, [left, bits]] of Object.entries(item.c)) add(name, item, left, bits);
  }
  return [...byName].map(([name, { judged, real, n }]) => ({ name, judged: judged / n, real: real / n }));
}

function featuresOf(question: string, left: string): number[] {
  const words = wordsOf(question);
  const kept = new Map<string, number>();
  for (const word of wordsOf(left)) kept.set(word, (kept.get(word) ?? 0) + 1);
  const missed = new Map<WordClass, number>();
  let cut = 0;
  for (const word of words) {
    const match = (kept.get(word) ?? 0) > 0 ? word : cutFormOf(word, kept);
    if (match === undefined) missed.set(classOf(word), (missed.get(classOf(word)) ?? 0) + 1);
    else kept.set(match, kept.get(match)! - 1);
    if (match !== undefined && match !== word) cut = 1;
  }
  const dropped = [...missed.values()].reduce((sum, n) => sum + n, 0);
  const content = words.filter((w) => classOf(w) === "content").length;
  return [
    ...COUNTED.map((name) => Math.min(MOST_COUNTED, missed.get(name) ?? 0)),
    dropped / Math.max(1, words.length),
    missed.has("digit") ? 1 : 0,
    (missed.get("content") ?? 0) / Math.max(1, content),
    cut,
    words.length / 10,
    words.filter((w) => classOf(w) === "digit").length,
  ];
}

/** What FrugalPrompt made of a word by cutting it short, where that is left. */
function cutFormOf(word: string, kept: ReadonlyMap<string, number>): string | undefined {
  for (let length = word.length - 1; length >= SHORTEST_CUT; length--) {
    const start = word.slice(0, length);
    if ((kept.get(start) ?? 0) > 0) return start;
  }
  return undefined;
}

function wordsOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replaceAll("’", "'")
    .replaceAll(/\[(?:cls|sep|unk)\]/g, "");
  return [...plain.matchAll(/\d[\d,]*\.?\d*|[a-z][a-z']*/g)].map(([word]) => word.replace(/'+$/, ""));
}

function classOf(word: string): WordClass {
  return /\d/.test(word) ? "digit" : (CLASSES.get(word) ?? "content");
}
