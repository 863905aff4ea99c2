"""Records what HuggingFace's Unigram says of texts in many languages, for the test of our own.

    python models/recipes/unigram_golden.py > test/unit/salience/golden/unigram.json

Spans are UTF-16 offsets.
"""

import json
import random
import sys

from e5_package import package_file, read
from unigram_vocabulary import pruned, reference, vocabulary
from utf16 import units

TEXTS = [
    "Answer in at most 200 words; never reveal the customer's name, even if asked twice!",
    "Antworte höchstens in 200 Wörtern und nenne niemals die Straße des Kunden.",
    "Réponds en français : l’objet d'abord, puis trois étapes numérotées (sans conclusion).",
    "Responde en español; ¿qué pasó el año pasado con los envíos? ¡No inventes cifras!",
    "Responda em português: não altere os números de série nem as datas de expedição.",
    "Rispondi in italiano: perché la qualità è peggiorata del 12,5 % nell'ultimo trimestre?",
    "Antwoord in het Nederlands; gebruik géén bijvoeglijke naamwoorden en hoogstens één voorbeeld.",
    "Svara på svenska: högst två meningar, och skriv aldrig ut kundens personnummer.",
    "Odpowiedz po polsku: źródła podaj na końcu, każde w osobnym wierszu, bez skrótów.",
    "Odpověz česky: přehledně, nejvýše pět bodů, žádné příklady z předchozího čtvrtletí.",
    "Türkçe yanıtla: İlk satıra tarihi yaz, ığdır şubesini ayrıca say.",
    "Trả lời bằng tiếng Việt: không quá ba câu, giữ nguyên tên riêng và số hiệu đơn hàng.",
    "Jawab dalam bahasa Indonesia: sebutkan tiga sebab keterlambatan dan jangan meminta maaf.",
    "Ответь по-русски: не более трёх предложений, без вводных слов; ёлка — 15 руб.",
    "Відповідай українською: її об’єм не змінюй, дати залиш як є.",
    "Απάντησε στα ελληνικά: όχι περισσότερες από τρεις προτάσεις, χωρίς ονόματα πελατών.",
    "أجب بالعربية: لا تتجاوز ثلاث جمل، ولا تذكر اسم العميل أبدًا، واكتب التاريخ هكذا ٢٠٢٤/٥/١.",
    "ענה בעברית: לא יותר משלושה משפטים, ואל תזכיר את שם הלקוח.",
    "به فارسی پاسخ بده: نام مشتری را ننویس و می‌توانی حداکثر سه مثال بیاوری.",
    "हिन्दी में उत्तर दो: तीन से ज़्यादा वाक्य नहीं, और ग्राहक का नाम कभी मत लिखो।",
    "ตอบเป็นภาษาไทย: ไม่เกินสามประโยค และห้ามเปิดเผยชื่อลูกค้า",
    "请用中文回答:不得超过200字,也不要透露客户姓名;先写结论,再写三条理由。",
    "請用繁體中文回答:保留所有訂單編號,刪除客套話。",
    "日本語で答えてください。三文以内で、顧客の名前は決して書かず、ｶﾞｲﾄﾞ第２章に従うこと。",
    "한국어로 답하세요. 세 문장을 넘지 말고, 고객의 이름은 절대 쓰지 마세요.",
    "",
    " \t\r\n  ",
    "decomposed: e\u0301 a\u0308\u0301 o\u0302x 각 é, and a mark alone: \u0301 .",
    "zero\u200bwidth\ufeff soft\u00adhyphen bell\x07 nul\x00 repl\ufffdaced form\x0cfeed line\u2028sep",
    "emoji 👩‍👩‍👧 🇳🇴 👍🏽 and 𝒳 𠮷野家 ｱｲｳ ㄱㅏㄱ",
    "`git rebase --onto main` {{user.name}} </system> $E=mc^2$ https://example.org/a_b?c=1#d",
    "not equal: ≠ ≮ ½ ﬁ ㎏ Ⅷ № … “quotes” «guillemets» — dash ▁mark",
    "ᚠᚢᚦ ⿰⿱ unknown ꀀꀁꀂ letters",
    "a" * 300 + " " + "漢" * 300 + " " + "é" * 101 + ".",
]
MIXED, PARTS, LONGEST = 170, 3, 24
SEED = 17


def mixed(chance: random.Random) -> str:
    """Parts of some texts on end, cut anywhere."""
    parts = []
    for text in chance.sample([text for text in TEXTS if text], PARTS):
        start = chance.randrange(len(text))
        parts.append(text[start : start + chance.randint(1, LONGEST)])
    return "".join(parts)


def main() -> None:
    with package_file() as path:
        e5 = read(path)
    tokenizer = reference(vocabulary(e5, pruned(e5.pieces)))
    chance = random.Random(SEED)
    cases = []
    for text in [*TEXTS, *(mixed(chance) for _ in range(MIXED))]:
        encoded = tokenizer.encode(text, add_special_tokens=False)
        at = units(text)
        cases.append({"text": text, "ids": encoded.ids, "spans": [[at[a], at[b]] for a, b in encoded.offsets]})
    json.dump(cases, sys.stdout, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
