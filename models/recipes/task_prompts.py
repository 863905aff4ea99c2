"""Collects prompts whose kind of task is known, one JSON object a line: {"task", "set", "text"}.

    python models/recipes/task_prompts.py ../shared/data > prompts.jsonl

Prompts of data sets carry their set's kind. Kinds that have no such set at hand come from the templates of promptsource
(Apache-2.0; `pip install --no-deps promptsource`), filled with paragraphs and questions of XQuAD and NQ-open: only
templates that ask for what their data set is about. No row ships. Seeded.
"""

import gzip
import json
import random
import re
import sys
from importlib.util import find_spec
from pathlib import Path

import yaml

MOST = 120  # prompts of one set
MOST_TEMPLATES = 24  # prompts of one set of templates

REASONING_SETS = ("math_train", "math500", "aime_rrb", "planbench", "frontiermath_public")
TEMPLATES = {
    "classification": (
        "ag_news amazon_polarity amazon_reviews_multi app_reviews banking77 emo emotion financial_phrasebank hate_speech18 "
        "imdb jigsaw_unintended_bias liar poem_sentiment rotten_tomatoes sms_spam snips_built_in_intents sst trec "
        "tweet_eval yahoo_answers_topics yelp_polarity yelp_review_full dbpedia_14 hyperpartisan_news_detection scicite"
    ),
    "summary": (
        "cnn_dailymail xsum samsum multi_news gigaword billsum scitldr aeslc multi_x_science_sum scientific_papers newspop"
    ),
    "question": (
        "squad squad_v2 adversarial_qa coqa cosmos_qa covid_qa_castorini duorc hotpot_qa narrativeqa nq_open ambig_qa race "
        "quail quoref ropes trivia_qa tydiqa web_questions xquad xquad_r sciq squadshifts quac freebase_qa"
    ),
    "reasoning": "aqua_rat math_qa math_dataset",
    "code": "code_x_glue_tc_text_to_code great_code neural_code_search openai_humaneval",
    "writing": "common_gen wiki_bio e2e_nlg_cleaned generated_reviews_enth enriched_web_nlg",
}


class TemplateLoader(yaml.SafeLoader):
    """Reads promptsource's files without its classes."""


TemplateLoader.add_multi_constructor(
    "!", lambda loader, _, node: loader.construct_mapping(node, deep=True)
)


def items(data, name):
    return json.loads((data / "compression" / f"{name}.json").read_text())["items"]


def lines(path):
    with gzip.open(path, "rt") as rows:
        return [json.loads(row) for row in rows]


def of_data_sets(data):
    for row in lines(data / "reasoning" / "prompts.jsonl.gz"):
        if row["ds"] in REASONING_SETS:
            yield "reasoning", row["ds"], row["text"]
        elif row["ds"] == "swe_bench_verified":
            yield "code", row["ds"], row["text"]
        elif row["ds"] == "simpleqa_verified":
            yield "question", row["ds"], row["text"]
    for item in items(data, "frugal_gsm8k_outcomes"):
        yield "reasoning", "gsm8k", item["q"]
    for item in items(data, "nq_oracle"):
        yield "question", "nq", f"{item['text']}\n\nQuestion: {item['q']}"
        yield "question", "nq without text", f"{item['q'].capitalize()}?"
        yield "none", "nq passages", item["text"]
    for item in items(data, "xquad_en"):
        yield "question", "xquad", f"{item['context']}\n\n{item['qas'][0]['q']}"
        yield "none", "xquad paragraphs", item["context"]
    for item in items(data, "condaqa_dev"):
        yield "none", "condaqa passages", item["passage"]
    for item in items(data, "ifeval"):
        yield "writing", "ifeval", item["prompt"]
    for row in lines(data / "prompts" / "real-prompts.jsonl.gz"):
        yield "agent", row["id"].split("@")[0], row["text"]


def of_templates(data):
    paragraphs = [x["context"] for x in items(data, "xquad_en")]
    questions = [x["q"] for x in items(data, "nq_oracle")]
    folder = Path(find_spec("promptsource").submodule_search_locations[0]) / "templates"
    for task, names in TEMPLATES.items():
        for name in names.split():
            for path in sorted((folder / name).rglob("templates.yaml")):
                loaded = yaml.load(path.read_text(), TemplateLoader)["templates"]
                for template in loaded.values():
                    if not template["metadata"]["original_task"]:
                        continue
                    for _ in range(4):
                        yield task, f"promptsource {name}", fill(template["jinja"], paragraphs, questions)


def fill(jinja, paragraphs, questions):
    """The prompt's half of a template with a paragraph, a question or plain words for its variables."""
    paragraph, question = random.choice(paragraphs), random.choice(questions)
    choices = random.sample(paragraph.split(), 4)

    def value(match):
        name = match[1].lower()
        if re.fullmatch(r'\s*["\'].*["\']\s*', name, re.S):
            return match[1].strip()[1:-1]
        if "choice" in name or "option" in name:
            return ", ".join(choices)
        if "question" in name or "query" in name or "problem" in name:
            return question
        if re.search(r"text|doc|article|context|passage|review|story|content|dialog|body|sentence|abstract|email|plot", name):
            return paragraph
        return paragraph.split(". ")[0]

    asked = re.sub(r"\{%.*?%\}", "", jinja.split("|||")[0], flags=re.S)
    return re.sub(r"\{\{(.*?)\}\}", value, asked, flags=re.S).strip()


def main():
    random.seed(7)
    data = Path(sys.argv[1])
    sets = {}
    for task, name, text in [*of_data_sets(data), *of_templates(data)]:
        if len(text.split()) >= 3:
            sets.setdefault((task, name), []).append(text)
    for (task, name), texts in sets.items():
        most = MOST_TEMPLATES if name.startswith("promptsource") else MOST
        if name == "ifeval" or task == "agent":
            most = 2 * MOST  # the only sets of their kind
        for text in random.sample(texts, min(most, len(texts))):
            print(json.dumps({"task": task, "set": name, "text": text}))


if __name__ == "__main__":
    main()
