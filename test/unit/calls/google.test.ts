import assert from "node:assert/strict";
import { test } from "node:test";
import { callOf, callsOf, pick } from "./read.ts";

test("Gemini: a count that is zero is left out; the names of its SDK for Python; streamed pieces are one call", () => {
  const piece = (candidates: number | undefined, thoughts: number | undefined) => ({
    responseId: "aB3dE5fG7hI9",
    modelVersion: "gemini-3-pro",
    usageMetadata: {
      promptTokenCount: 9,
      ...(candidates !== undefined && { candidatesTokenCount: candidates }),
      ...(thoughts !== undefined && { thoughtsTokenCount: thoughts }),
      totalTokenCount: 9 + (candidates ?? 0) + (thoughts ?? 0),
    },
  });
  assert.deepEqual(
    pick(callOf(piece(undefined, 40), piece(12, 90)), "output", "hidden", "visible", "cached"),
    [102, 90, 12, 0],
  );
  const snake = {
    model_version: "gemini-3-pro",
    response_id: "z9",
    usage_metadata: {
      prompt_token_count: 9,
      candidates_token_count: 5,
      thoughts_token_count: null,
      cached_content_token_count: 4,
      total_token_count: 14,
      tool_use_prompt_token_count: null,
    },
  };
  assert.deepEqual(pick(callOf(snake), "input", "cached", "output", "hidden"), [9, 4, 5, 0]);
});

test("Gemini's and Vertex AI's batches: what was answered is billed at the batch's price", () => {
  const usageMetadata = { promptTokenCount: 9, candidatesTokenCount: 5, thoughtsTokenCount: 7, totalTokenCount: 21 };
  const response = { candidates: [], modelVersion: "gemini-2.5-pro", usageMetadata };
  const request = { contents: [{ role: "user", parts: [{ text: "hi" }] }] };
  const calls = callsOf(
    { key: "a", response: { ...response, responseId: "k1" } },
    { key: "b", error: { code: 13 } },
    {
      status: "",
      processed_time: "2026-05-02T08:00:00.123+00:00",
      request,
      response: { ...response, responseId: "k2" },
    },
    { status: "Bad Request", processed_time: "2026-05-02T08:00:00+00:00", request, response: {} },
  );
  assert.deepEqual(
    calls.map((call) => pick(call, "tier", "output", "prompt")),
    [
      ["batch", 12, undefined],
      ["batch", 12, "hi"],
    ],
  );
});

test("Vertex AI's log of requests in BigQuery: the answer as text, whole, or in the pieces in which it was streamed", () => {
  const usageMetadata = {
    promptTokenCount: "100",
    cachedContentTokenCount: "30",
    candidatesTokenCount: "40",
    thoughtsTokenCount: "60",
    totalTokenCount: "200",
  };
  const body = { usageMetadata, modelVersion: "gemini-2.5-pro", responseId: "abcdEFGH1234" };
  const pieces = [{ ...body, usageMetadata: { trafficType: "ON_DEMAND" } }, body].map((piece) => JSON.stringify(piece));
  const row = { logging_time: "2026-05-02 08:00:00.000 UTC", request_id: "17", model: "gemini-2.5-pro" };
  for (const logged of [
    { ...row, full_request: "{}", full_response: JSON.stringify(body) },
    { ...row, request_payload: ["{}"], response_payload: pieces },
    { ...row, usageMetadata },
  ])
    assert.deepEqual(pick(callOf(logged), "input", "cached", "output", "hidden", "time"), [
      100,
      30,
      100,
      60,
      Date.UTC(2026, 4, 2, 8),
    ]);
});
