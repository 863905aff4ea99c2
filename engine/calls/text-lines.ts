import { isJson, type Json } from "./json.ts";

/** A line that a server sends of a stream: the field of an event, or a word that keeps the line open. */
const FIELD = /^(data|event|id|retry)?:\s?(.*)$/;
const NO_MORE = "[DONE]";
/** A value of JSON behind what a program puts before it: its time, its level, its name. */
const BEHIND = /^([^{"]{1,300})(\{.*\})\s*$/s;
const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/;
/** A line of names and values, as many programs write what they log. */
const NAMED = /^(?:[\w.@-]+=(?:"(?:[^"\\]|\\.)*"|[^\s"=]*)(?:\s+|$)){2,}$/;
const NAME_AND_VALUE = /([\w.@-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"=]*))/g;

/** What a line of text tells that is no JSON itself: a row, or nothing of its own (""); undefined for any other line. */
export function rowOfText(line: string): Json | "" | undefined {
  const [, field, sent] = FIELD.exec(line) ?? [];
  if (sent !== undefined) {
    if (field !== "data" || sent.trim() === NO_MORE || sent.trim() === "") return "";
    return objectOf(sent);
  }
  const [, before, behind] = BEHIND.exec(line) ?? [];
  if (before !== undefined && /\w/.test(before) && objectOf(behind!))
    return { timestamp: TIME.exec(before)?.[0].replace(",", "."), message: behind };
  if (!NAMED.test(line)) return undefined;
  return Object.fromEntries(
    Array.from(line.matchAll(NAME_AND_VALUE), ([, name, quoted, bare]) => [name!, quoted ?? bare]),
  );
}

/** The rows of a streamed answer that is held as one text; undefined for any other text. */
export function streamedRows(text: string): Json[] | undefined {
  if (!/^\s*(?:data|event):/.test(text)) return undefined;
  const rows = text.split("\n").map((line) => (FIELD.test(line) ? rowOfText(line.trimEnd()) : ""));
  return rows.filter(isJson);
}

function objectOf(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
