import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { assetPath } from "../engine/runtime/platform-node.ts";
import { vocabularyPath } from "../engine/tokens/vocabulary-file.ts";
import { FAMILIES } from "../protocol/catalogue.ts";
import { readSource, SOURCES } from "./vocabulary-sources.ts";
import { compress, serialize } from "./write-vocabulary.ts";

// Makes every vocabulary that ships from the packages of `vocabulary-sources.ts`, and the table of what they are.
const rows = FAMILIES.map((family) => {
  const file = compress(serialize(readSource(family)));
  writeFileSync(assetPath(vocabularyPath(family)), file);
  const { file: source, licence } = SOURCES[family];
  const digest = createHash("sha256").update(file).digest("hex");
  console.log(`${family}: ${file.length} bytes`);
  return `| ${family} | \`${source.replace(".cache/", "")}\` | ${licence} | ${file.length} | \`${digest}\` |`;
});

writeFileSync(
  assetPath("engine/tokens/vocabularies/README.md"),
  `# Vocabularies

Made by \`npm run vocabularies\` from npm packages (the versions in \`package.json\`) and, of Claude from version 3 on, from
a package of PyPI; do not edit. The format is described in \`../vocabulary-file.ts\`. Each vocabulary keeps its own licence: Llama 3 is licensed under the Meta Llama 3 Community
License, Copyright © Meta Platforms, Inc. All Rights Reserved; Gemma is provided under and subject to the Gemma Terms of
Use found at ai.google.dev/gemma/terms; those of Claude from version 3 on are MIT, Copyright (c) 2026 Sander Land.

| family | source | licence of the vocabulary | bytes | SHA-256 |
| --- | --- | --- | ---: | --- |
${rows.join("\n")}
`,
);
