import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { compress } from "../../../engine/compress.ts";
import { weighed } from "../../support/weighed.ts";

/** The first three sentences tell of one thing; the third answers the second. */
const TEXTS = [
  [
    "Der Hafen liegt an einem breiten Fluss und wird im Sommer von vielen Booten besucht.",
    "Die alte Brücke ist für die Wagen der Händler seit Jahren gesperrt.",
    "Allerdings fahren die kleinen Karren der Gärtner noch jeden Morgen darüber.",
    "Am Abend stehen die Lampen der Fischer auf der Mauer und leuchten weit.",
  ],
  [
    "Le port est au bord d'une grande rivière et les bateaux y viennent en été.",
    "Le vieux pont est fermé aux voitures des marchands depuis des années.",
    "Cependant les petites charrettes des jardiniers y passent encore chaque matin.",
    "Le soir les lampes des pêcheurs sont sur le mur et brillent au loin.",
  ],
] as const;

/** Every text that a target leaves. */
async function allOf(text: string, question?: string): Promise<string[]> {
  const input = await weighed(text, question ? { question } : {});
  return Array.from({ length: 60 }, (_, tokens) => compress(input, { tokens: 2 * tokens }).text);
}

describe("what a contrast answers", () => {
  for (const [opening, before, answer, closing] of TEXTS)
    for (const question of [undefined, "Karren charrettes jardiniers Gärtner?"])
      test(`stays as long as it: ${answer.slice(0, 12)}, ${question ? "asked" : "not asked"}`, async () => {
        const texts = await allOf([opening, before, answer, closing].join(" "), question);
        assert.ok(new Set(texts).size > 1);
        for (const text of texts) assert.ok(!text.includes(answer) || text.includes(before), text);
      });

  test("may go before a sentence that answers nothing", async () => {
    const [opening, before, answer, closing] = TEXTS[0];
    const plain = answer.replace("Allerdings fahren die kleinen Karren der Gärtner", "Die Karren der Gärtner fahren");
    const texts = await allOf([opening, before, plain, closing].join(" "), "Karren Gärtner?");
    assert.ok(texts.some((text) => text.includes(plain) && !text.includes(before)));
  });
});

describe("what a pronoun speaks of", () => {
  const [opening, before, closing] = [
    "The harbour lies at a broad river.",
    "The old bridge was built by the traders of the valley.",
    "The lamps of the fishers stand on the wall.",
  ];
  for (const [after, isBound] of [
    ["It carries the carts of the gardeners.", true],
    ["Carts of the gardeners pass every morning.", false],
  ] as const)
    test(`${isBound ? "stays as long as" : "may go before"}: ${after}`, async () => {
      const texts = await allOf([opening, before, after, closing].join(" "));
      const alone = texts.filter((text) => text.includes(after) && !/bridge/.test(text));
      assert.ok(new Set(texts).size > 1);
      if (isBound) assert.deepEqual(alone, []);
    });
});
