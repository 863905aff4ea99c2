import type { Rates } from "../../protocol/catalogue.ts";

/** By its digits: a division would round a second time. */
export function perToken(perMillion: number): number {
  const digits = String(perMillion);
  return digits.includes("e") ? perMillion / 1e6 : Number(`${digits}e-6`);
}

/** Rates in US dollars per million tokens, per token. */
export function perTokenRates({ input, output, audio, cachedRead, cachedWrite }: Rates): Rates {
  return {
    input: perToken(input),
    output: perToken(output),
    ...(audio !== undefined && { audio: perToken(audio) }),
    ...(cachedRead !== undefined && { cachedRead: perToken(cachedRead) }),
    ...(cachedWrite !== undefined && { cachedWrite: perToken(cachedWrite) }),
  };
}
