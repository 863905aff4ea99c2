"""The vocabulary of models/encoder: the most frequent pieces of XLM-R's, of the scripts that prompts are written in.

XLM-R's pieces stand in the order of their probability over 100 languages, so the first are the most frequent. Every
single character stays, so that nothing that was known becomes unknown.
"""

import unicodedata

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from e5_package import E5

COUNT = 64_000
SPECIAL = 4  # <s>, <pad>, </s>, <unk>
UNKNOWN = 3
SCRIPTS = "LATIN CYRILLIC GREEK HEBREW ARABIC DEVANAGARI THAI CJK HIRAGANA KATAKANA HANGUL".split()
# As sentencepiece's nmt_nfkc, but that all controls go; the rest of that is NFKC.
DROPPED = "(?![\\s\\u0085])\\p{Cc}"
SPACE = "[\\s\\u0085\\u200b-\\u200f\\u2581\\ufeff\\ufffd]"


def is_common(piece: str) -> bool:
    letters = (character for character in piece if character.isalpha())
    return all(unicodedata.name(letter, "?").split()[0].split("-")[0] in SCRIPTS for letter in letters)


def pruned(pieces: list[str]) -> list[int]:
    """The ids that stay, rising. The last piece is the mask, which no text has."""
    ids = range(SPECIAL, len(pieces) - 1)
    kept = {*range(SPECIAL), *(i for i in ids if len(pieces[i]) == 1)}
    rest = (i for i in ids if i not in kept and is_common(pieces[i]))
    kept.update(i for _, i in zip(range(COUNT - len(kept)), rest))
    return sorted(kept)


def vocabulary(e5: E5, kept: list[int]) -> list[tuple[str, float]]:
    return [(e5.pieces[i], round(float(e5.scores[i]), 4)) for i in kept]


def reference(entries: list[tuple[str, float]]) -> Tokenizer:
    """HuggingFace's tokenizer on it. Spans are in code points."""
    tokenizer = Tokenizer(models.Unigram(entries, unk_id=UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(DROPPED), ""),
            normalizers.NFKC(),
            normalizers.Replace(Regex(SPACE), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="\u2581", prepend_scheme="always")]
    )
    return tokenizer
