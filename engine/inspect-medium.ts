import type { Inspection } from "../protocol/inspection.ts";
import type { MediaKind } from "../protocol/prompt.ts";
import { DEFAULT_MODEL, findModel } from "./cost/catalogue.ts";
import { countedOf, tokenizerOf } from "./cost/counting.ts";
import { cheaperWays } from "./cost/media/cheaper.ts";
import { priceInput } from "./cost/price.ts";
import { weighSent } from "./cost/sent.ts";
import { type Enclosure, mediaKindOf } from "./prompt/reading/enclosures.ts";

/** What a file is that no text stands in, by its name; a drawing in SVG is text. */
export function mediumFile(path: string): MediaKind | undefined {
  const ending = /\.[a-z0-9]+$/i.exec(path)?.[0] ?? "";
  return ending.toLowerCase() === ".svg" ? undefined : mediaKindOf(ending);
}

/**
 * What a picture, document or recording by itself weighs for a model, the usual one where none is given. It is not
 * decoded, and of an extent that its header does not tell a range is given. `most`: the tokens that it may take. Throws
 * what `findModel` throws.
 */
export function inspectMedium(path: string, kind: MediaKind, modelName = DEFAULT_MODEL, most?: number): Inspection {
  const model = findModel(modelName);
  const place = encodeURIComponent(path.replace(/^.*[\\/]/s, ""));
  const enclosure: Enclosure = {
    start: 0,
    end: 0,
    row: 0,
    what: "medium",
    kind,
    role: "user",
    place,
    isAttached: true,
  };
  const sent = weighSent({ passages: [], enclosures: [enclosure] }, model, tokenizerOf(model.counting), path);
  const cost = priceInput(model, sent.total.tokens, sent.audio);
  return {
    model: model.id,
    tokenizer: model.counting.family,
    counted: countedOf(sent.basis),
    kind: "text",
    sentAs: "call",
    method: "importance",
    tokens: [],
    count: { tokens: 0, low: 0, high: 0 },
    sent: sent.total,
    basis: sent.basis,
    media: sent.media.map((medium) => ({ ...medium, cheaper: cheaperWays(medium, model, most) })),
    prose: 0,
    parts: [],
    protections: [],
    removable: [],
    stages: [],
    ...(cost && { cost }),
    warnings: [],
  };
}
