import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import { roleBlocks } from "../../../engine/prompt/reading/role-blocks.ts";
import { assertInvariants } from "../../support/prompt-invariants.ts";

const said = (text: string, path: string) => {
  const prompt = parsePrompt(text, { path });
  assertInvariants(prompt);
  return prompt.messages?.map(({ role, passages }) => [role, passages.map((p) => p.text.trim()).join("|")]);
};

const TWO = [
  ["system", "Be kind."],
  ["user", "Hi {{x}}."],
];

test("elements of templates that say who speaks are messages", () => {
  const templates: readonly (readonly [string, string])[] = [
    ["{{#system~}}\nBe kind.\n{{~/system}}\n{{#user~}}\nHi {{x}}.\n{{~/user}}\n", "a.hbs"],
    ['{{#message role="system"}}Be kind.{{/message}}{{#message role="user"}}Hi {{x}}.{{/message}}', "a.hbs"],
    ['<message role="system">Be kind.</message>\n<message role="user">Hi {{x}}.</message>\n', "a.txt"],
    [
      '---\nmodel: m\n---\n\n<message id="1" role="system">\nBe kind.\n</message><message role="human">Hi {{x}}.</message>',
      "a.hbs",
    ],
    ['{% chat role="system" %}Be kind.{% endchat %}\n{% chat role="user" %}Hi {{x}}.{% endchat %}', "a.j2"],
    ["{%- block system_prompt -%}Be kind.{%- endblock -%}\n{% block user %}Hi {{x}}.{% endblock user %}", "a.j2"],
    ["Be kind.\n{{#user}}Hi {{x}}.{{/user}}{{#each history}}{{#assistant}}{{gen}}{{/assistant}}{{/each}}", "a.hbs"],
  ];
  for (const [text, path] of templates) assert.deepEqual(said(text, path)?.slice(0, 2), TWO, text);
});

test("so are those in a string of data, whose escapes lead back to the file", () => {
  const template = '<message role="system">\nBe kind.\n</message>\n<message role="user">Hi {{x}}.</message>\n';
  assert.deepEqual(said(JSON.stringify({ template }), "a.json"), TWO);
  assert.deepEqual(said(`name: a\ntemplate: |\n${template.replace(/^/gm, "  ")}\n`, "a.yaml"), TWO);
});

test("a section about a user, and an element that never closes, say nothing of who speaks", () => {
  for (const text of [
    "{{#user}}Name: {{name}}{{/user}} Be kind.",
    "{{#system}}Be kind.",
    '<message role="system">Be kind.',
  ])
    assert.equal(said(text, "a.hbs"), undefined);
  assert.equal(said('# How\n\n<message role="system">Be kind.</message>\n', "a.md"), undefined);
});

test("blocks are in order and disjoint, in linear time", () => {
  const piece = fc.constantFrom(
    "{{#system}}",
    "{{/system}}",
    "{{#user}}",
    "{{/user}}",
    "{{#assistant~}}",
    "{{~/assistant}}",
    "a ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      let from = 0;
      for (const { outer, inner } of roleBlocks(pieces.join(""))) {
        assert.ok(from <= outer.start && outer.start <= inner.start && inner.end <= outer.end);
        from = outer.end;
      }
      assertInvariants(parsePrompt(pieces.join(""), { path: "a.hbs" }));
    }),
  );
  for (const unit of ["{{#system}}", '<message role="system">', "{% chat role='system' %}", "{{#system}}a{{/system}}"])
    roleBlocks(unit.repeat(20_000));
});
