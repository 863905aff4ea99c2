import assert from "node:assert/strict";
import { test } from "node:test";
import { isCredential } from "../../../engine/calls/credential.ts";
import { callOf, pick } from "./read.ts";

/** Made up, and in pieces, so that nobody takes them for real ones. */
const KEYS = [
  ["sk-", "proj-4fYx0Qm7pW2zT9Lk"],
  ["sk-ant-", "api03-Zk19dPqx7Wv3Rt5"],
  ["sk-or-", "v1-7c1d09fa33b24e88"],
  ["sk", "_live_51Hx9aQw7Er3Ty"],
  ["AIza", "SyD3x7Qw9rT5uY"],
  ["AKIA", "4XJ2Q7WZ6PLM9K"],
  ["gh", "p_16C7e42F292c6912E7"],
  ["github_", "pat_11ABCDEFG0hIjKlM"],
  ["glpat-", "9fKx2mQ4pZ7wR3"],
  ["xox", "b-2478991723kLmNoP"],
  ["hf", "_QwErTyUiOpAsDfGh"],
  ["gsk", "_2wSxEdCrFvTgBy7"],
  ["xai-", "8hJkL2mNbVcXz5"],
  ["nvapi-", "7tYuI9oPlKjHg4"],
  ["lsv2_", "pt_3dFgH6jKlZxCv8"],
  ["eyJ", "hbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2ln"],
  ["postgres://me:", "hunter2xyz@db/shop"],
  ["Bearer ", "a81fc0de77b2"],
  ["-----BEGIN ", "PRIVATE KEY-----MIIEv"],
].map((pieces) => pieces.join(""));

test("a key or a password in the place of a name is not kept; the counts are", () => {
  const usage = { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 };
  for (const key of KEYS) {
    assert.ok(isCredential(key), key);
    const call = callOf({
      request_id: "r-1",
      call_type: "acompletion",
      spend: 1,
      model: "o3",
      end_user: key,
      ...usage,
    });
    assert.deepEqual(pick(call, "project", "input", "output"), [undefined, 9, 5]);
  }
});

test("names are kept", () => {
  for (const name of [
    "xai-grok-4-fast-reasoning",
    "/home/me/desk-projects/shop",
    "task-2026-05-02",
    "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-5-v1:0",
    "me@example.com",
    "pk-eu-west",
    "0199a213-81c0-7800-8aa1-bbab2a035a53",
    "https://gateway.example.com:8080/v1",
    "hf_router/qwen3",
  ])
    assert.ok(!isCredential(name), name);
});
