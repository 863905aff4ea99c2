import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { materialOf } from "../../../engine/compress/order/verdicts/register.ts";
import type { Sentence } from "../../../engine/compress/sentences/sentences.ts";
import { compress } from "../../../engine/compress.ts";
import { weighed } from "../../support/weighed.ts";

test("the sentences of one long paragraph are each read a few times, however many they are", () => {
  let reads = 0;
  const no = () => {
    reads++;
    return false;
  };
  const lexicon = {
    isCommand: no,
    commandsLater: no,
    addresses: no,
    surelyAddresses: no,
    isMust: no,
    isRole: no,
    builds: no,
    expects: no,
    behaves: no,
  };
  const sentence = { text: "a: b", role: "user", paragraph: 0, isHeading: false, isItem: false, mayGo: true, lexicon };
  const sentences = new Array<Sentence>(2000).fill(sentence as unknown as Sentence);
  assert.ok(materialOf({}, sentences, false).every(Boolean));
  assert.ok(reads <= 12 * sentences.length, String(reads));
});

test("in instructions, a paragraph of what somebody should do is no material; in a letter it is", async () => {
  const should =
    "The lamp stands by the door. Clerks should turn it off at night. The shop is dark then. The river can be heard.\n";
  const told = "# Shop\n\nYou are the clerk of a shop. Answer in French.\n\n## Lamps\n\n";
  for (const [before, isKept] of [
    [told, true],
    ["Dear all, our shop has lamps.\n\n", false],
  ] as const) {
    const { text } = compress(await weighed(before + should), { keep: 0.7 });
    assert.equal(text.includes(should), isKept, text);
  }
});

test("in Russian, verbs in the second person speak to the reader without a pronoun", async () => {
  const told = "Ты — продавец в магазине ламп. Отвечай коротко. Не ругай других.\n\n";
  const facts = "Магазин стоит на углу. Лампы делает мастер. Стекло везут из города. Зимой его меньше.";
  const keeps = async (text: string) => compress(await weighed(text), { keep: 0.4 }).text === text;
  assert.ok(await keeps(`${told}${facts} Просят скидку — можешь её дать.\n`));
  assert.ok(!(await keeps(`${told}${facts} Летом его больше.\n`)));
});

test("a command may follow a clause", async () => {
  const rest = "The lamps of the shop are green. Guests come by boat.\n\nThe river is near. Its fish are large.\n";
  for (const [clause, isKept] of [
    ["When it rains, close the door of the shop.", true],
    ["When it rained, the door of the shop was closed.", false],
  ] as const) {
    const { text } = compress(await weighed(`${clause} ${rest}`), { keep: 0.2 });
    assert.equal(text.includes(clause), isKept, text);
  }
});

test("what is to be built is described by rules; what is written of a thing rests on material", async () => {
  const rest =
    "Left: shelves, lamps, chairs\nRight: the basket\n\nThe shop is old. Its lamps are green. Guests come by boat. The river is near.\n";
  for (const [command, isKept] of [
    ["Build a simple web page for our shop.", true],
    ["Help me to design an app.", true],
    ["Write a letter about our web page.", false],
    ["Write an app description.", false],
  ] as const) {
    const text = `${command}\n\n${rest}`;
    assert.equal(compress(await weighed(text), { keep: 0.7 }).text === text, isKept, command);
  }
});

describe("what squeeze leaves whole", () => {
  const facts = "The shop lies at the river. Its lamps are green. Guests come by boat. The mill is old. Fish swim by.";
  const heads = "# Shop\n\nAnswer in French.\n\n## Lamps\n\n- Count the lamps.\n\n## More\n\n";
  const kept: Record<string, string> = {
    "how an assistant behaves":
      "The assistant is Tare. Tare 2 was made in May. The assistant gives short answers to simple questions. Its makers live by the sea. Boats pass there.",
    "what is to be done if something is asked":
      "The shop lies at the river. Its lamps are green. If asked about the lamps, the clerk names their maker. Guests come by boat.",
    "criteria behind signs": "Signs of a letter:\n✓ A greeting at its head\n✓ A name at its end\n✓ A date\n✓ A place",
    "terms with what they mean": `${heads}Home: the first page of the shop. Vault: a place for old letters. Library: all that was read. History: what was done before.`,
    "rules in a language that is not known":
      "# Kirje\n\nSuomalainen sanoo asian heti. Turhia kehyksiä ei ole. Lyhyt virke riittää aina. Kuiva toteamus kantaa kauas. Hiljaisuus kuuluu tyyliin.",
  };
  for (const [name, text] of Object.entries(kept))
    test(name, async () => {
      const { text: left, limited } = compress(await weighed(text), { keep: 0.5 });
      assert.equal(left, text);
      assert.equal(limited, true);
    });

  test("facts under the headings of a reference", async () => {
    assert.equal(compress(await weighed(heads + facts), { keep: 0.5 }).text, heads + facts);
  });

  test("but facts without any of it go, and those that a label calls a letter", async () => {
    const rules = "Answer in French. Count the lamps. Name the maker.";
    for (const [before, rest] of [
      [rules, `${rules}\n\n`],
      [heads, `${heads}The letter:\n\n`],
    ] as const) {
      const { text } = compress(await weighed(rest + facts), { keep: 0.5 });
      assert.ok(text.length < (rest + facts).length - 40 && text.startsWith(before.trimEnd().slice(0, 40)), text);
    }
  });
});

test("a heading never stands with nothing under it", async () => {
  const facts = "The shop lies at the river. The lamps are green. Guests come by boat. The mill is old.";
  const { text } = compress(await weighed(`## Lamps\n\n${facts}\n\n## Mill\n\n${facts.replaceAll("e", "o")}\n`), {
    keep: 0,
  });
  for (const heading of ["## Lamps", "## Mill"]) assert.match(text, new RegExp(`${heading}\\n\\n\\p{L}`, "u"));
});

test("a label goes with the last of what it labels", async () => {
  const rules = "You are the clerk of a shop. Answer in French, and count the lamps.\n\n";
  const letter = "The shop lies at the river. Its lamps are green. Guests come by boat. The mill is old.";
  const left = async (text: string) => compress(await weighed(rules + text), { keep: 0.1 }).text.slice(rules.length);
  assert.equal((await left(`The letter:\n\n${letter}\n`)).trim(), "");
  assert.match(await left(`The letter:\n\n${letter}\n\nIt rains.\n`), /The letter:/);
  assert.match(await left(`Answer the letter:\n\n${letter}\n`), /Answer the letter:/);
});

test("with a question, what is told of others is material, also where its words could speak to the reader", async () => {
  for (const [text, question, answer] of [
    [
      "El pintor dejó su casa en 1901. Su hermana vendió sus cuadros en París. Su taller está hoy en Madrid.",
      "¿Quién vendió sus cuadros en París?",
      "Su hermana vendió sus cuadros en París.",
    ],
    [
      "تعيش الأسود في السهول المفتوحة. تصطاد اللبؤات الحمير الوحشية في الليل. تنام الأشبال طوال النهار تحت الأشجار.",
      "ماذا تصطاد اللبؤات في الليل؟",
      "تصطاد اللبؤات الحمير الوحشية في الليل.",
    ],
  ] as const) {
    const { text: left } = compress(await weighed(text, { question }), { keep: 0.5 });
    assert.equal(left, answer);
  }
  const rule = "Usted responde en francés. Usted cita cada fuente.";
  const { text: left } = compress(await weighed(rule, { question: "¿Quién vendió los cuadros?" }), { keep: 0.5 });
  assert.equal(left, rule);
});
