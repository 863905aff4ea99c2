import type { Part } from "../../protocol/prompt.ts";
import type { Leaf } from "./leaves.ts";
import type { Heading } from "./marks/markdown.ts";
import type { Passage } from "./text/passage.ts";

/**
 * The sections that the headings of a passage make, nested by level, in file coordinates. Each runs to the next heading
 * of its level or above.
 */
export function sectionParts(passage: Passage, headings: readonly Heading[], depth: number): Part[] {
  const parts: Part[] = [];
  const open: number[] = [];
  const ends: number[] = new Array(headings.length).fill(passage.text.length);
  headings.forEach((heading, i) => {
    while (open.length > 0 && headings[open.at(-1)!]!.level >= heading.level) ends[open.pop()!] = heading.start;
    parts.push({
      start: passage.toSource(heading.start),
      end: 0,
      kind: "section",
      role: passage.role,
      depth: depth + open.length,
      title: heading.title,
    });
    open.push(i);
  });
  return parts.map((part, i) => ({
    ...part,
    end: ends[i] === passage.text.length ? passage.source.end : passage.toSource(ends[i]!),
  }));
}

/**
 * The parts of a tiled text with smaller ones put into the innermost part around each; one that juts out of it, or into
 * which another part reaches, is left out.
 */
export function withLeaves(parts: readonly Part[], leaves: readonly Leaf[]): Part[] {
  const sorted = [...leaves].filter((p) => p.start < p.end).sort((a, b) => a.start - b.start || b.end - a.end);
  const placed: Part[] = [];
  const open: Part[] = [];
  let next = 0;
  const close = (start: number) => {
    while (open.length > 0 && open.at(-1)!.end <= start) open.pop();
  };
  for (const leaf of sorted) {
    while (next < parts.length && parts[next]!.start <= leaf.start) {
      close(parts[next]!.start);
      open.push(parts[next]!);
      placed.push(parts[next++]!);
    }
    close(leaf.start);
    const around = open.at(-1);
    const isWhole =
      around !== undefined && leaf.end <= around.end && !(next < parts.length && parts[next]!.start < leaf.end);
    if (!isWhole) continue;
    const part = { ...leaf, depth: around.depth + 1 };
    open.push(part);
    placed.push(part);
  }
  return [...placed, ...parts.slice(next)];
}

/**
 * The parts with what depth 0 leaves uncovered filled in, so that depth 0 tiles the text. In order, outer ones first.
 * Blank lines before a part are its own.
 */
export function tile(parts: readonly Part[], text: string, filler: Pick<Part, "kind" | "role" | "title">): Part[] {
  const sorted = [...parts].filter((p) => p.start < p.end).sort((a, b) => a.start - b.start || a.depth - b.depth);
  const tiled: Part[] = [];
  let at = 0;
  const fillTo = (end: number) => {
    if (end > at) tiled.push({ start: at, end, depth: 0, ...filler });
  };
  for (const part of sorted) {
    const start = part.depth === 0 && text.slice(at, part.start).trim() === "" ? at : part.start;
    if (part.depth === 0) {
      fillTo(start);
      at = part.end;
    }
    tiled.push({ ...part, start });
  }
  fillTo(text.length);
  return tiled;
}
