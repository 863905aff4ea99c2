import type { ProtectionReason } from "../../../protocol/prompt.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import type { Prompt } from "../../prompt/parse.ts";
import { rarity } from "../atoms/terms.ts";
import { isLeadIn } from "../sentences/lead-ins.ts";
import { isNegative } from "../sentences/negation.ts";
import type { SentenceRange, Words } from "../worth/word-features.ts";
import { stepFinder } from "./steps.ts";

/** Where a sentence stands in its prompt. Lists, items and steps have numbers, no two of them the same. */
export interface Spot {
  readonly text: string;
  readonly passage: number;
  /** The list or section, which begins at a heading, a title in emphasis or a line that ends with a colon. */
  readonly list: number;
  /** The item that it stands in, else the list. */
  readonly place: number;
  /** The step that it stands in, and that step's number as a place. */
  readonly step: number | undefined;
  readonly placeOfStep: number | undefined;
  /** Whether a line with a colon announces it, or its heading denies it. */
  readonly isBound: boolean;
  /** What its heading names; "" where that is nothing of its own. */
  readonly subject: string;
  /** Whether it opens a list or section. */
  readonly opens: boolean;
  /** Whether it begins an item that is in no other. */
  readonly isItem: boolean;
  readonly isExample: boolean;
  /** Whether it follows another sentence in its line. */
  readonly continues: boolean;
  /** Whether it answers a question right before it. */
  readonly answers: boolean;
  readonly opensParagraph: boolean;
}

const ITEM = /^(?:[-*+•]|\d{1,3}[.)])\s/;
/** A line in emphasis: what stands below it is of it alone, as below a heading. */
const TITLE = /^(\*{1,3}|_{1,3})(?![\s*_])[^*_\n]+\1$/;
/** What follows it in its line answers it. */
const QUESTION = /[?？]["'”’»)\]*_]*\s*$/u;
/** How far back the end of a question is looked for. */
const LOOK_BACK = 12;

/** Goes through the sentences of a prompt and tells where each stands. */
export class Outline {
  readonly #prompt: Pick<Prompt, "text" | "passages">;
  readonly #atoms: Words["atoms"];
  readonly #isHeading: (span: Span) => boolean;
  readonly #isOfExample: (span: Span) => boolean;
  readonly #stepAt: (offset: number) => number | undefined;
  readonly #placeOfStep = new Map<number, number>();
  #passage = 0;
  #places = 0;
  #list = 0;
  #item: number | undefined;
  #innerItem: number | undefined;
  #isBound = false;
  #subject = "";

  constructor(prompt: Pick<Prompt, "text" | "passages" | "protections" | "parts">, { atoms }: Words) {
    const within = (reason: ProtectionReason) =>
      overlapTester(union(prompt.protections.filter((p) => p.reason === reason)));
    this.#prompt = prompt;
    this.#atoms = atoms;
    this.#isHeading = within("heading");
    this.#isOfExample = within("example");
    this.#stepAt = stepFinder(prompt.parts);
  }

  /** Where the next sentence stands. */
  enter({ first, end }: SentenceRange): Spot {
    const atoms = this.#atoms;
    const span = { start: atoms[first]!.start, end: atoms[end - 1]!.end };
    const text = this.#prompt.text.slice(span.start, span.end);
    const isFirst = this.#entersPassage(span) || first === 0;
    const gap = this.#prompt.text.slice(isFirst ? 0 : atoms[first - 1]!.end, span.start);
    const continues = !isFirst && !gap.includes("\n");
    const isInner = continues || /[ \t]$/.test(gap);
    const opens = isLeadIn(text) || this.#isHeading(span) || (!continues && this.#isTitle(span, text));
    if (opens) this.#openList(text, { first, end });
    if (!isInner) this.#item = ITEM.test(text) ? ++this.#places : undefined;
    if (!continues) this.#innerItem = isInner && ITEM.test(text) ? ++this.#places : undefined;
    const step = this.#stepAt(span.start);
    return {
      text,
      passage: this.#passage,
      list: this.#list,
      // What an item goes on to say, it says of that item.
      place: (continues ? this.#innerItem : undefined) ?? (isInner ? this.#item : undefined) ?? this.#list,
      step,
      placeOfStep: step === undefined ? undefined : this.#numberOf(step),
      isBound: this.#isBound,
      subject: this.#subject,
      opens,
      isItem: !isInner && this.#item !== undefined,
      isExample: this.#isOfExample(span),
      continues,
      answers: continues && QUESTION.test(this.#prompt.text.slice(Math.max(0, span.start - LOOK_BACK), span.start)),
      opensParagraph: /\n\s*\n/.test(gap),
    };
  }

  /** Whether a sentence is the first of a passage but the first one. */
  #entersPassage({ start }: Span): boolean {
    const { passages } = this.#prompt;
    const before = this.#passage;
    while (this.#passage < passages.length - 1 && passages[this.#passage]!.source.end <= start) {
      this.#passage++;
      this.#list = ++this.#places;
    }
    return this.#passage > before;
  }

  #isTitle({ end }: Span, text: string): boolean {
    return TITLE.test(text) && (this.#prompt.text[end] ?? "\n") === "\n";
  }

  #openList(text: string, { first, end }: SentenceRange): void {
    this.#list = ++this.#places;
    const terms = this.#atoms.slice(first, end).map(({ term }) => term);
    this.#isBound = isLeadIn(text) || terms.some(isNegative);
    this.#subject = terms.filter((term) => /\p{L}/u.test(term) && rarity(term) === 1).join(" ");
  }

  #numberOf(step: number): number {
    const place = this.#placeOfStep.get(step) ?? ++this.#places;
    this.#placeOfStep.set(step, place);
    return place;
  }
}
