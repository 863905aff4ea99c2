"""Records what HuggingFace's BertTokenizerFast says of awkward texts, for the test of our own WordPiece.

    python models/recipes/wordpiece_golden.py > test/unit/salience/golden/wordpiece.json

Ids are without [CLS] and [SEP]; spans are UTF-16 offsets.
"""

import importlib.resources
import json
import sys

from transformers import BertTokenizerFast

from build_minilm import PACKAGE
from utf16 import units

TEXTS = [
    "",
    " \t\r\n",
    "Summarise the QUARTERLY report; don't retry more than 3.5 times!",
    "Crème brûlée, naïve coöperation, Ångström, İstanbul, ΑΣΟΣ straße",
    "decomposed: e\u0301 a\u0308\u0301 o\u0302x, and a mark alone: \u0301 .",
    "東京は日本の首都です。豈 混ぜる 한국어 토큰",
    "ภาษาไทย العربية עברית हिन्दी",
    "zero\u200bwidth\ufeff soft\u00adhyphen bell\x07 nul\x00 repl\ufffdaced form\x0cfeed nel\x85 line\u2028sep",
    "emoji 👩‍👩‍👧 🇳🇴 👍🏽 and 𝒳 𠮷野家",
    "`git rebase --onto main` {{user.name}} </system> $E=mc^2$ https://example.org/a_b?c=1#d",
    "a" * 100 + " " + "b" * 101 + " " + "é" * 101 + ".",
    "not equal: ≠ ≮ ½ ﬁ ㎏ Ⅷ № … “quotes” «guillemets» — dash",
    "antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis xqzjkv",
    "##ing ##s # # [UNKN] _under_score_ 1,234,567.89 a.b.c",
]


def main() -> None:
    with importlib.resources.as_file(importlib.resources.files(PACKAGE) / "model") as source:
        tokenizer = BertTokenizerFast.from_pretrained(source)
    cases = []
    for text in TEXTS:
        encoded = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
        at = units(text)
        spans = [[at[start], at[end]] for start, end in encoded["offset_mapping"]]
        cases.append({"text": text, "ids": encoded["input_ids"], "spans": spans})
    json.dump(cases, sys.stdout, indent=None)
    print()


if __name__ == "__main__":
    main()
