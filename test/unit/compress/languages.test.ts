import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compress } from "../../../engine/compress.ts";
import { languageOf } from "../../../engine/lexicon/language.ts";
import { weighed } from "../../support/weighed.ts";

/** Of a language: two rules to stand around the rest, what goes, what stays, and what only loses a phrase. */
interface Cases {
  readonly around: readonly [string, string];
  readonly goes: readonly string[];
  readonly stays: readonly string[];
  readonly phrases: readonly (readonly [long: string, short: string])[];
}

const table: Record<string, Cases> = JSON.parse(readFileSync(new URL("languages.json", import.meta.url), "utf8"));

for (const [language, { around, goes, stays, phrases }] of Object.entries(table)) {
  const text = (sentences: readonly string[]) =>
    [around[0], ...sentences, around[1]].join(around[0].endsWith("。") ? "" : " ");
  const trimmed = async (sentences: readonly string[]) => compress(await weighed(text(sentences))).text;

  test(`${language}: trimming takes what nobody misses and leaves every rule`, async () => {
    assert.equal(languageOf(text([])), language);
    assert.equal(await trimmed(goes), text([]));
    assert.equal(await trimmed(stays), text(stays));
    for (const [long, short] of phrases) assert.equal(await trimmed([long]), text([short]));
  });
}

test("the language is that of the prose, whatever the code beside it speaks", async () => {
  const task = "Prüfe den Code auf Fehler. Nenne die schlimmsten zuerst. Ändere den Stil nicht.";
  const code = Array.from({ length: 12 }, (_, i) => `    if value is not None and total > ${i}: return the_total`);
  const text = `${task}\n\n\`\`\`py\n${code.join("\n")}\n\`\`\`\n`;
  for (const keep of [0.8, 0.5, 0]) assert.equal(compress(await weighed(text), { keep }).text, text);
});

test("what a user asks tells its language, too", () => {
  for (const [text, language] of [
    ["Hallo, ich wollte eigentlich nur fragen, ob mein Zug fährt.", "de"],
    ["Guten Tag, meine Lampe flackert seit gestern stark, was soll ich machen?", "de"],
    ["Olá, eu queria saber se o meu trem já saiu.", "pt"],
    ["Hi, could you tell me whether trains run today?", "en"],
    ["Bonjour, je voudrais savoir si mon train est parti.", "fr"],
  ] as const)
    assert.equal(languageOf(text), language, text);
});

test("one word tells no language but English", () => {
  for (const [text, language] of [
    ["Turn it on", "en"],
    ["Fail early: die on errors", undefined],
    ["Note: die early", undefined],
    ["Import data, se possible", undefined],
    ["Prüfe den Code", "de"],
    ["Nenne die Quelle und den Preis", "de"],
  ] as const)
    assert.equal(languageOf(text), language, text);
});

test("how an assistant behaves is a rule in every language", async () => {
  const facts: Record<string, readonly [behaviour: string, facts: string]> = {
    de: [
      "Der Assistent nennt immer den Preis.",
      "Die Bibliothek steht am Fluss. Das Haus ist alt und aus Holz. Die Lampen sind grün. Der Garten ist groß.",
    ],
    fr: [
      "L'assistant donne toujours le prix.",
      "La bibliothèque est près de la rivière. La maison est en bois. Les lampes sont vertes. Le jardin est grand.",
    ],
    es: [
      "El asistente da siempre el precio.",
      "La biblioteca está cerca del río. La casa es de madera. Las lámparas son verdes. El jardín es grande.",
    ],
    pt: [
      "O assistente diz sempre o preço.",
      "A biblioteca fica perto do rio. A casa é de madeira. As lâmpadas são verdes. O jardim é grande.",
    ],
    it: [
      "L'assistente dice sempre il prezzo.",
      "La biblioteca è vicino al fiume. La casa è di legno. Le lampade sono verdi. Il giardino è grande.",
    ],
    ru: [
      "Ассистент всегда называет цену.",
      "Библиотека стоит у реки. Дом старый и деревянный. Лампы зелёные. Сад большой.",
    ],
    zh: ["助手总是说出价格。", "图书馆在河边。房子是木头的。灯是绿色的。花园很大。"],
    ja: [
      "アシスタントはいつも値段を伝えます。",
      "図書館は川のそばにある。建物は古い木造だ。明かりは緑色だ。庭はとても広い。",
    ],
    ko: [
      "도우미는 늘 가격을 알려 준다.",
      "도서관은 강가에 있다. 건물은 오래된 나무집이다. 등불은 초록색이다. 정원은 넓다.",
    ],
    ar: ["المساعد يذكر السعر دائماً.", "المكتبة قرب النهر. البيت قديم ومن الخشب. المصابيح خضراء اللون. الحديقة واسعة."],
    hi: ["सहायक हमेशा मूल्य बताता है।", "पुस्तकालय नदी के पास है। घर पुराना और लकड़ी का है। दीपक हरे रंग के हैं। बगीचा बड़ा है।"],
  };
  for (const [language, [behaviour, rest]] of Object.entries(facts)) {
    const text = `${rest.replace(/[。.।]/, (stop) => `${stop} ${behaviour}`)}`;
    assert.equal(compress(await weighed(text), { keep: 0.5 }).text, text, language);
    assert.ok(compress(await weighed(rest), { keep: 0.5 }).text.length < rest.length, language);
  }
});
