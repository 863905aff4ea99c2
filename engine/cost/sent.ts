import { firstIndex } from "../../protocol/binary-search.ts";
import { kindOfModel, type ModelInfo } from "../../protocol/catalogue.ts";
import { type Basis, SENT, type SentMedium, type TokenCount } from "../../protocol/inspection.ts";
import type { Span } from "../../protocol/span.ts";
import type { Enclosure } from "../prompt/reading/enclosures.ts";
import type { Message, Reading } from "../prompt/reading/reading.ts";
import { readTools } from "../prompt/tool-schema.ts";
import type { Encoding, Tokenizer } from "../tokens/encoding.ts";
import { countedBy, sumOf, targetCount } from "./counting.ts";
import { type Extents, measure } from "./media/measure.ts";
import { mediaTokens } from "./media/media.ts";
import { type ChatRequest, overheadOf } from "./overhead.ts";

/** What the model receives of a prompt: as one sum, by kind, and by its place in the file. */
export interface Sent {
  readonly total: TokenCount;
  /** Tokens of sound among them. */
  readonly audio: number;
  /** What the total rests on; its counts add up to it. */
  readonly basis: readonly Basis[];
  readonly media: readonly SentMedium[];
  /** The tokens of a stretch of the file. Those of stretches that tile the file add up to the total. */
  tokensOf(span: Span): number;
  /** The longest call: a file of rows holds many. `offsetOf`: where in the file so many of its tokens are reached. */
  readonly longest: { readonly tokens: number; readonly start: number; offsetOf(tokens: number): number };
}

/** Something that is sent, charged where it stands. */
interface Charge extends Pick<Basis, "what" | "by"> {
  readonly at: number;
  readonly row: number;
  readonly count: TokenCount;
}

type Sendable = Pick<Reading, "passages" | "messages" | "enclosures">;

/**
 * Weighs what is sent of a prompt: its passages, what is enclosed, and what the provider adds. Files that it names are
 * looked for beside `path`, where it lies. `known`: a text whose tokens are known already. O(text).
 */
export function weighSent(
  reading: Sendable,
  model: ModelInfo,
  tokenizer: Tokenizer,
  path?: string,
  known?: Encoding & { readonly text: string },
): Sent {
  const { passages, enclosures = [] } = reading;
  const ends = passages.map(({ text }) => (text === known?.text ? known : tokenizer.encode(text)).ends);
  const before = sums(ends.map(({ length }) => length));
  const media = mediaOf(enclosures, model, path);
  const charges = chargesOf(reading, model, tokenizer, media).sort((a, b) => a.at - b.at);
  const charged = sums(charges.map(({ count }) => count.tokens));

  /** Tokens in the passages up to an offset into the file. */
  const textBefore = (offset: number): number => {
    const next = firstIndex(0, passages.length, (i) => passages[i]!.source.start >= offset);
    if (next === 0) return 0;
    const last = next - 1;
    return before[last]! + startingBefore(ends[last]!, passages[last]!.toDecoded(offset));
  };
  const chargedBefore = (offset: number) => charged[firstIndex(0, charges.length, (i) => charges[i]!.at >= offset)]!;
  const upTo = (offset: number) => textBefore(offset) + chargedBefore(offset);

  const text = targetCount(model.counting, before.at(-1)!);
  const basis = basisOf(text, countedBy(model.counting), charges);
  return {
    total: sumOf(basis),
    audio: audioIn(charges),
    basis,
    media,
    tokensOf: ({ start, end }) => upTo(end) - upTo(start),
    get longest() {
      return longestCall(reading, charges, ends);
    },
  };
}

/** The tokens alone that the model receives of a prompt, and those of sound among them, as `weighSent`. */
export function sentTokens(
  reading: Sendable,
  model: ModelInfo,
  tokenizer: Tokenizer,
  path?: string,
): TokenCount & Pick<Sent, "audio"> {
  const { passages, enclosures = [] } = reading;
  const text = passages.reduce((sum, passage) => sum + tokenizer.count(passage.text), 0);
  const charges = chargesOf(reading, model, tokenizer, mediaOf(enclosures, model, path));
  const sum = sumOf([targetCount(model.counting, text), ...charges.map(({ count }) => count)]);
  return { ...sum, audio: audioIn(charges) };
}

function audioIn(charges: readonly Charge[]): number {
  return charges.reduce((sum, { what, count }) => sum + (what === "audio" ? count.tokens : 0), 0);
}

/** The sums of the numbers before each index, and of all. */
function sums(numbers: readonly number[]): number[] {
  const found = [0];
  for (const number of numbers) found.push(found.at(-1)! + number);
  return found;
}

/** How many tokens start before an offset; one with an empty span starts in the code point before it. */
function startingBefore(ends: Encoding["ends"], offset: number): number {
  const startOf = (i: number) => (i > 0 ? ends[i - 1]! : 0) - Number(i > 0 && ends[i - 1] === ends[i]);
  return firstIndex(0, ends.length, (i) => startOf(i) >= offset);
}

/** How large the media of a reading are, which is of one path: it may be weighed for many models. */
const measured = new WeakMap<readonly Enclosure[], Extents>();

function mediaOf(enclosures: readonly Enclosure[], model: ModelInfo, path: string | undefined): SentMedium[] {
  const extents = measured.get(enclosures) ?? measure(enclosures, path);
  measured.set(enclosures, extents);
  return enclosures.flatMap((one) => mediumOf(one, model, extents));
}

function mediumOf(one: Enclosure, model: ModelInfo, extents: Extents): SentMedium[] {
  if (one.what !== "medium") return [];
  const { start, end, kind, role, detail, isAttached } = one;
  const extent = { ...extents.get(one.data ?? one.place ?? ""), ...given(one) };
  const { size, pages, seconds, fps } = extent;
  return [
    {
      start,
      end,
      kind,
      role,
      ...(size && { width: size.width, height: size.height }),
      ...(pages !== undefined && { pages }),
      ...(seconds !== undefined && { seconds }),
      ...(fps !== undefined && { fps }),
      ...(detail !== undefined && { detail }),
      ...mediaTokens(kind, extent, kindOfModel(model), detail, role === "assistant"),
      isAttached,
    },
  ];
}

/** What the file itself says of a recording. */
function given({ seconds, fps }: { readonly seconds?: number; readonly fps?: number }) {
  return { ...(seconds !== undefined && { seconds }), ...(fps !== undefined && { fps }) };
}

/** Everything that is sent beside text. */
function chargesOf(
  { messages = [], enclosures = [] }: Sendable,
  model: ModelInfo,
  tokenizer: Tokenizer,
  media: readonly SentMedium[],
): Charge[] {
  const rows = new Map<number, { messages: Message[]; enclosures: Enclosure[] }>();
  const rowOf = (row: number) => {
    const known = rows.get(row) ?? { messages: [], enclosures: [] };
    rows.set(row, known);
    return known;
  };
  for (const message of messages) rowOf(message.row).messages.push(message);
  for (const enclosure of enclosures) rowOf(enclosure.row).enclosures.push(enclosure);
  const rules = new Map(media.filter(({ isAttached }) => isAttached).map((medium) => [medium.start, medium]));
  return [...rows].flatMap(([row, call]) => {
    const own = call.enclosures.flatMap((one) => chargeOf(one, model, tokenizer, rules));
    return [...own, ...overheadCharges(call.messages, call.enclosures, model, tokenizer)].map((c) => ({ ...c, row }));
  });
}

type Rowless = Omit<Charge, "row">;

/** What an enclosure is by itself. */
function chargeOf(
  one: Enclosure,
  model: ModelInfo,
  tokenizer: Tokenizer,
  media: ReadonlyMap<number, SentMedium>,
): Rowless[] {
  const text = (written: string): TokenCount => targetCount(model.counting, tokenizer.count(written));
  if (one.what === "medium") {
    const count = media.get(one.start);
    return count ? [{ at: one.start, what: one.kind, by: count.rule, count }] : [];
  }
  if (one.what === "call") {
    const count = sumOf([text(one.name), text(one.input)]);
    const charge = one.isBuiltIn
      ? { by: "estimated", count: { ...count, low: 0 } }
      : { by: countedBy(model.counting), count };
    return [{ at: one.start, what: "calls", ...charge }];
  }
  if (one.what === "thinking")
    return [{ at: one.start, what: "thinking", by: "estimated", count: { ...text(one.text), low: 0 } }];
  if (one.what === "result")
    return [{ at: one.start, what: "calls", by: countedBy(model.counting), count: text(one.json) }];
  return [];
}

/** What the provider adds to one call: its messages' frames at their starts, tools and schemas at their own. */
function overheadCharges(
  messages: readonly Message[],
  enclosures: readonly Enclosure[],
  model: ModelInfo,
  tokenizer: Tokenizer,
): Rowless[] {
  const lists = enclosures.filter((one) => one.what === "tools");
  const written = lists
    .flatMap(({ each }) => each)
    .flatMap((one) => readTools([one.tool]).map((tool) => ({ ...one, tool })));
  const schemas = enclosures.filter((one) => one.what === "schema");
  const calls = enclosures.filter((one) => one.what === "call");
  const choice = enclosures.find((one) => one.what === "choice")?.choice;
  const functionCalls = calls.filter(({ isFunction }) => isFunction).length;
  const request: ChatRequest = {
    messages: messages.map(asChat),
    tools: written.map(({ tool }) => tool),
    ...(choice !== undefined && { choice }),
    schemas: schemas.map(({ schema }) => schema),
    calls: calls.length - functionCalls,
    functionCalls,
  };
  const added = overheadOf(model, request, (text) => tokenizer.count(text));
  const frames = messages.map((message) => frame(placeOf(message), added.eachMessage));
  const first = frames[0]?.at ?? enclosures[0]?.start ?? 0;
  const ofTools = written.map(({ start }, i) => tool(start, added.eachTool[i]!));
  return [
    ...frames,
    ...rest(added.wrapper, frames, (count) => ({ at: first, what: "wrapper", by: waysOf(added.wrapper), count })),
    ...ofTools,
    ...rest(added.tools, ofTools, (count) => ({
      at: lists[0]?.start ?? first,
      what: "tools",
      by: waysOf(added.tools),
      count,
    })),
    ...rest(added.schemas, [], (count) => ({
      at: schemas[0]?.start ?? first,
      what: "schema",
      by: waysOf(added.schemas),
      count,
    })),
  ];
}

const exactly = (tokens: number): TokenCount => ({ tokens, low: tokens, high: tokens });
const frame = (at: number, tokens: number): Rowless => ({ at, what: "wrapper", by: "exact", count: exactly(tokens) });
const tool = (at: number, tokens: number): Rowless => ({ at, what: "tools", by: "exact", count: exactly(tokens) });
const waysOf = ({ low, high }: TokenCount) => (low === high ? "exact" : "estimated");

/** The part of a count that is not charged anywhere yet. */
function rest(total: TokenCount, charged: readonly Rowless[], make: (count: TokenCount) => Rowless): Rowless[] {
  const known = charged.reduce((sum, { count }) => sum + count.tokens, 0);
  const { tokens, low, high } = { tokens: total.tokens - known, low: total.low - known, high: total.high - known };
  return tokens === 0 && low === 0 && high === 0 ? [] : [make({ tokens, low, high })];
}

function placeOf({ start, passages }: Message): number {
  return start ?? passages[0]?.source.start ?? 0;
}

function asChat({ role, name, isFunction, passages }: Message) {
  return {
    role: isFunction ? "function" : role,
    ...(name !== undefined && { name }),
    content: passages.map(({ text }) => text).join(""),
  };
}

/** The charges by what they are, in the order in which they are told. */
function basisOf(text: TokenCount, counted: string, charges: readonly Charge[]): Basis[] {
  return SENT.flatMap((what): Basis[] => {
    if (what === "text") return text.tokens > 0 ? [{ what, by: counted, items: 1, ...text }] : [];
    const own = charges.filter((charge) => charge.what === what);
    const ways = new Set(own.map(({ by }) => by));
    const by = ways.has("estimated") ? "estimated" : [...ways][0];
    return by === undefined ? [] : [{ what, by, items: own.length, ...sumOf(own.map(({ count }) => count)) }];
  });
}

function longestCall(
  { passages }: Sendable,
  charges: readonly Charge[],
  ends: readonly Encoding["ends"][],
): Sent["longest"] {
  const texts = new Map<number, number>();
  const others = new Map<number, number>();
  for (const [i, { row }] of passages.entries()) texts.set(row, (texts.get(row) ?? 0) + ends[i]!.length);
  for (const { row, count } of charges) others.set(row, (others.get(row) ?? 0) + count.tokens);
  const tokensOf = (row: number) => (texts.get(row) ?? 0) + (others.get(row) ?? 0);
  const rows = [...new Set([...texts.keys(), ...others.keys()])];
  const longest = rows.reduce((most, row) => (tokensOf(row) > tokensOf(most) ? row : most), rows[0] ?? 0);
  const own = passages.flatMap((passage, i) => (passage.row === longest ? [{ passage, ends: ends[i]! }] : []));
  return {
    tokens: tokensOf(longest),
    start: own[0]?.passage.source.start ?? charges.find(({ row }) => row === longest)?.at ?? 0,
    offsetOf: (tokens) => {
      let left = tokens - (others.get(longest) ?? 0);
      for (const { passage, ends } of own) {
        const at = Math.max(0, left);
        if (at < ends.length) return passage.toSource(at > 0 ? ends[at - 1]! : 0);
        left -= ends.length;
      }
      return own.at(-1)?.passage.source.end ?? 0;
    },
  };
}
