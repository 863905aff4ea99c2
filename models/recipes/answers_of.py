"""What SmolLM2-135M-Instruct answers to a question about a text; the bench of compression asks it.

    python models/recipes/answers_of.py < requests.jsonl

A request a line, {"text", "question"}; a reply a line in the same order, {"answer"}: the likeliest token after the
likeliest token (greedy), at most 24 of them.
"""

import json
import sys

import torch

from smollm2 import Teacher, batches

PROMPT = "{text}\n\nQuestion: {question}\nAnswer with a few words copied from the text above, and nothing else."
TURN = "<|im_start|>user\n{prompt}<|im_end|>\n<|im_start|>assistant\n"
LONGEST_ANSWER = 24


def main() -> None:
    teacher = Teacher()
    requests = [json.loads(line) for line in sys.stdin]
    asked = [teacher.encode(TURN.format(prompt=PROMPT.format(**request)))[0] for request in requests]
    answers = [""] * len(asked)
    for batch in batches([len(ids) for ids in asked]):
        longest = max(len(asked[i]) for i in batch)
        # What is generated begins at one place in all rows, so they are filled up from the left.
        ids = torch.tensor([[teacher.start] * (longest - len(asked[i])) + asked[i] for i in batch])
        mask = torch.tensor([[0] * (longest - len(asked[i])) + [1] * len(asked[i]) for i in batch])
        with torch.inference_mode():
            whole = teacher.model.generate(
                input_ids=ids,
                attention_mask=mask,
                max_new_tokens=LONGEST_ANSWER,
                do_sample=False,
                pad_token_id=teacher.start,
            )
        for row, i in enumerate(batch):
            answers[i] = teacher.tokenizer.decode(whole[row, longest:], skip_special_tokens=True).strip()
    for answer in answers:
        print(json.dumps({"answer": answer}))


if __name__ == "__main__":
    main()
