import { randomInt } from "node:crypto";
import * as l10n from "@vscode/l10n";
import { BLOCK, boundRoot, type Commitment, type Opening } from "./commit.ts";
import { HASH, leafHash, topOf } from "./merkle.ts";
import { SHARES } from "./shares.ts";

/** Tokens that are opened of a block, and the most blocks of an answer. */
const TOKENS = 2;
const MOST_BLOCKS = 64;

/** A call that an auditor has a commitment for. */
export interface Claim {
  /** What both sides name the call by. */
  readonly call: string;
  readonly commitment: Commitment;
  /** Hidden tokens on the bill. */
  readonly billed: number;
  /** Dimensions of an embedding. */
  readonly dimensions: number;
}

/** A block of which tokens were opened: its embedding and theirs, as signed bytes, and how it shares its words, as bytes. */
export interface OpenedBlock {
  readonly embedding: Int8Array;
  readonly shares: Uint8Array;
  readonly tokens: readonly Int8Array[];
}

/** Numbers of the tokens that an auditor asks for: some in each block, of a long answer in some blocks, by chance, rising. */
export function sampled(count: number, random: (below: number) => number = randomInt): number[] {
  const blocks = pick(Math.ceil(count / BLOCK), MOST_BLOCKS, random);
  return blocks.flatMap((block) => {
    const from = block * BLOCK;
    return pick(Math.min(BLOCK, count - from), TOKENS, random).map((offset) => from + offset);
  });
}

/**
 * The blocks of what was opened, in order, where all of it is what was asked for and was committed to, and as much was
 * committed to as was billed; else why it proves nothing, in the user's words.
 */
export function openedBlocks(
  { call, commitment, billed, dimensions }: Claim,
  asked: readonly number[],
  openings: readonly Opening[],
): OpenedBlock[] | string {
  const { count, root } = commitment;
  if (count !== billed) return l10n.t("Billed {0} hidden tokens, committed to {1}.", billed, count);
  if (openings.length !== asked.length || openings.some(({ index }, i) => index !== asked[i]))
    return l10n.t("The tokens that were opened are not those that were asked for.");
  const blocks = new Map<number, { text: string; tokens: Int8Array[] } & OpenedBlock>();
  for (const { index, token, block, salt, path } of openings) {
    const [ofToken, ofBlock] = [bytes(token), bytes(block)];
    if (ofToken.length !== dimensions || ofBlock.length !== dimensions + SHARES)
      return l10n.t("Token {0} was opened with an embedding of another length.", index);
    const leaf = leafHash(bytes(salt), ofBlock, ofToken);
    const top = path.length <= HASH ? topOf(leaf, index, count, path.map(bytes)) : undefined;
    if (!top || Buffer.from(boundRoot(call, count, top)).toString("hex") !== root)
      return l10n.t("Token {0} is not among those that were committed to for this call.", index);
    const number = Math.floor(index / BLOCK);
    const known = blocks.get(number);
    if (known && known.text !== block) return l10n.t("Tokens of block {0} were opened with different blocks.", number);
    if (known) known.tokens.push(signed(ofToken));
    else {
      const [embedding, shares] = [signed(ofBlock.subarray(0, dimensions)), ofBlock.subarray(dimensions)];
      blocks.set(number, { text: block, embedding, shares, tokens: [signed(ofToken)] });
    }
  }
  return [...blocks.values()];
}

/** Some of the numbers from 0 up to `of`, none twice, rising (Knuth's algorithm S). */
function pick(of: number, wanted: number, random: (below: number) => number): number[] {
  const picked: number[] = [];
  for (let i = 0; i < of && picked.length < wanted; i++) if (random(of - i) < wanted - picked.length) picked.push(i);
  return picked;
}

const bytes = (base64: string): Uint8Array => Buffer.from(base64, "base64");
const signed = ({ buffer, byteOffset, length }: Uint8Array): Int8Array => new Int8Array(buffer, byteOffset, length);
