import { functionClass, stem } from "../atoms/terms.ts";
import type { SentenceRange, Words } from "../worth/word-features.ts";

const COMMENT = /^\/\/+$/;
const ASSIGNMENT = /^(?:export )?(?:const|let|var) (\w+)\b/;

/**
 * The comments that only name what the next line assigns: `// Folder structure` above `const folderStructure = …`. The
 * name holds all words of the comment. O(words).
 */
export function namedBelow({ atoms, sentences }: Pick<Words, "atoms" | "sentences">): SentenceRange[] {
  const said = (sentence: SentenceRange) => atoms.slice(sentence.first, sentence.end).map(({ text }) => text);
  return sentences.filter((comment, s) => {
    const next = sentences[s + 1];
    const [mark, ...title] = said(comment);
    if (!next || !COMMENT.test(mark!)) return false;
    const name = ASSIGNMENT.exec(said(next).slice(0, 3).join(" "))?.[1];
    if (!name) return false;
    const named = stemsOf(name.replace(/_/g, " "));
    const words = [...stemsOf(title.join(" "))];
    return words.length > 0 && words.every((word) => named.has(word));
  });
}

/** The stems of the words of content, those inside of names too: "reactNative" is "react" and "native". */
function stemsOf(text: string): Set<string> {
  const words = text.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu) ?? [];
  return new Set(words.map((word) => word.toLowerCase()).flatMap((word) => (functionClass(word) ? [] : [stem(word)])));
}
