import { isJson, type Json, listAt, textAt } from "./json.ts";

/** What Anthropic's server did for one message, a pass each: the answer, what compacted the context, advice, what was declined. */
interface Passes {
  /** Those of the model that answered. */
  readonly own: readonly Json[];
  /** Those of another model, at its price: the usage around them does not count these. */
  readonly others: readonly Json[];
}

const ADVICE = "advisor_message";

/** The passes that a usage object of Anthropic tells of. */
export function passesOf(usage: Json): Passes {
  const passes = listAt(usage, "iterations").filter(isJson);
  const answered = textAt(
    passes.findLast((pass) => pass.type !== ADVICE && textAt(pass, "model")),
    "model",
  );
  const isOther = (pass: Json) => pass.type === ADVICE || (textAt(pass, "model") ?? answered) !== answered;
  return { own: passes.filter((pass) => !isOther(pass)), others: passes.filter(isOther) };
}
