"""Gathers questions in other languages than English, with passages that hold their answers, a question a line.

    python models/recipes/foreign_questions.py FOLDER > questions.jsonl

FOLDER holds clones of public repositories, each under its own name: GautamGupta17/MESH (MLQA dev, CC BY-SA 3.0),
husseinmozannar/SOQAL (ARCD, MIT), ymcui/cmrc2018 (CC BY-SA 4.0), SkelterLabsInc/JaQuAD (CC BY-SA 3.0),
sillyButNot/MRC_trm3 (KorQuAD 1.0 dev, no licence seen), TQuad/turkish-nlp-qa-dataset (no licence seen),
psorianom/piaf-combo-huggingface (PIAF 1.1, licence of the data unverified) and iapp-technology/iapp-wiki-qa-dataset
(MIT). No row of them ships. Of each document up to four passages of a few sentences, of each passage two questions; a
third of the documents, told by a hash of their titles, is left for measuring (`--measure` prints these instead).
"""

import json
import re
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

from utf16 import units

MLQA = "MESH/data/mlqa/MLQA_V1/dev/dev-context-{0}-question-{0}.json"
SOURCES = {
    "ar": [MLQA.format("ar"), "SOQAL/data/arcd.json"],
    "de": [MLQA.format("de")],
    "es": [MLQA.format("es")],
    "fr": ["piaf-combo-huggingface/data/piaf-v1.1.json"],
    "hi": [MLQA.format("hi")],
    "ja": [f"JaQuAD/data/train/jaquad_train_{part:04}.json" for part in range(6)],
    "ko": ["MRC_trm3/data/KorQuAD_v1.0_dev.json"],
    "tr": ["turkish-nlp-qa-dataset/train-v0.1.json"],
    "vi": [MLQA.format("vi")],
    "zh": [MLQA.format("zh"), "cmrc2018/squad-style-data/cmrc2018_dev.json"],
}
THAI = "iapp-wiki-qa-dataset/squad_format/data.zip"
# In characters.
LENGTHS = {"zh": (200, 1000), "ja": (200, 1000), "ko": (200, 2200)}
PASSAGES, QUESTIONS, MOST = 4, 2, {True: 130, False: 360}
EXCERPT = 700


def number(text):
    return int(sha256(text.encode()).hexdigest()[:8], 16)


def squad(path):
    """Title, passage, question, answer and where it begins, of a file in the form of SQuAD."""
    for document in json.loads(path.read_text(encoding="utf-8-sig"))["data"]:
        for paragraph in document["paragraphs"]:
            for asked in paragraph["qas"]:
                for answer in asked["answers"][:1]:
                    start = int(answer["answer_start"])
                    yield document["title"], paragraph["context"], asked["question"], answer["text"], start


def thai(path):
    """The same; of articles, the paragraphs around the answer."""
    archive = zipfile.ZipFile(path)
    for name in sorted(archive.namelist()):
        for line in archive.read(name).decode().splitlines():
            row = json.loads(line)
            answer, start = row["answers"]["text"][0], row["answers"]["answer_start"][0]
            paragraphs = [match.span() for match in re.finditer(r"[^\n]+(\n+|$)", row["context"])]
            first = last = next(i for i, (_, end) in enumerate(paragraphs) if start < end)
            back = number(answer) % 2 == 1
            while paragraphs[last][1] - paragraphs[first][0] < EXCERPT and last - first < len(paragraphs) - 1:
                if first > 0 and (back or last == len(paragraphs) - 1):
                    first -= 1
                else:
                    last += 1
                back = not back
            begin, end = paragraphs[first][0], paragraphs[last][1]
            yield row["title"], row["context"][begin:end].rstrip(), row["question"], answer, start - begin


def questions(language, rows, measures):
    passages = {}
    least, most = LENGTHS.get(language, (450, 2200))
    for document, text, *question in rows:
        if (number(document) % 3 == 0) == measures and least <= len(text) <= most:
            passages.setdefault(document, {}).setdefault(text, []).append(question)
    found = []
    for document, texts in sorted(passages.items(), key=lambda passage: number(passage[0])):
        for text, asked in list(texts.items())[:PASSAGES]:
            places = units(text)
            for question, answer, start in sorted(asked, key=lambda row: number(row[0]))[:QUESTIONS]:
                if text[start : start + len(answer)] != answer:
                    start = text.find(answer)
                if start >= 0:
                    span = {"start": places[start], "end": places[start + len(answer)]}
                    found.append({"language": language, "document": document, "text": text, "question": question, **span})
    return found[: MOST[measures]]


def main():
    folder, measures = Path(sys.argv[1]), "--measure" in sys.argv
    rows = {language: [row for file in files for row in squad(folder / file)] for language, files in SOURCES.items()}
    for language, own in {**rows, "th": thai(folder / THAI)}.items():
        for question in questions(language, own, measures):
            print(json.dumps(question, ensure_ascii=False))


if __name__ == "__main__":
    main()
