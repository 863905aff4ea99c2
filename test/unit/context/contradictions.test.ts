import assert from "node:assert/strict";
import { test } from "node:test";
import { weighContext } from "../../../engine/weigh-context.ts";
import { mapFiles } from "../../support/map-files.ts";

/** Contradictions between two rules, in either order, or other such findings. */
async function findings(one: string, other: string, what = "contradiction"): Promise<number[]> {
  const pairs = [
    [one, other],
    [other, one],
  ];
  return Promise.all(
    pairs.map(async ([first, second]) => {
      const files = mapFiles({
        "CLAUDE.md": `# Rules\n\n- ${first}\n`,
        ".claude/rules/a.md": `# More\n\n- ${second}\n`,
      });
      const { agents } = await weighContext(files, { agents: ["claude-code"], user: false, proposals: true });
      return agents[0]!.proposals!.filter(({ kind }) => kind === what).length;
    }),
  );
}

const OPPOSED: readonly (readonly [string, string])[] = [
  ["Use npm.", "Never use npm."],
  ["Use npm to install packages.", "Always use pnpm."],
  ["Use `npm` for all package management.", "Use pnpm, never npm."],
  ["Indent with 2 spaces.", "Use four spaces for indentation."],
  ["Indent with tabs.", "Use spaces for indentation."],
  ["Run tests before you commit.", "Do not run the tests."],
  ["Run tests before commit.", "Do not run the tests before committing."],
  ["Prefer named exports.", "Use default exports."],
  ["Default exports are forbidden.", "Use default exports."],
  ["Keep functions shorter than 40 lines.", "Keep functions shorter than 80 lines."],
  ["Never push directly to the main branch.", "Push directly to the main branch."],
  ["Squash commits before merging.", "Never squash commits before merging."],
  ["Use tabs for indentation.", "Indent with two spaces."],
  ["Use double quotes in TypeScript.", "All strings must be single-quoted."],
  ["Maximum line length is 80 characters.", "Wrap lines at 120 columns."],
  ["Test coverage must be at least 80%.", "Keep test coverage above 90 %."],
  ["Every function needs a docstring.", "Don't write docstrings."],
  ["Commit after every change.", "Do not commit unless the user asks."],
  ["Answer in German.", "Always respond in English."],
  ["Use ESLint for linting.", "Lint with Biome."],
  ["We use pnpm; never run npm install.", "Run `npm install` before you start."],
  ["Docker is required to run tests.", "Run tests without Docker."],
  ["Prefer `interface` over `type`.", "Use `type` instead of `interface`."],
  ["Package manager: yarn.", "Use npm."],
  ["Answer tickets within 2 days.", "Tickets must be answered within 24 hours."],
  ["Keep images below 300 KB.", "Images must stay below 1 MB."],
  ["Lists should not be longer than 7 items.", "Keep lists under 12 items."],
  ["Run the tests before committing.", "Commit, then run the tests."],
  ["First write the migration, then change the model.", "Change the model before writing the migration."],
  ["Name unit tests `*.test.ts`.", "Unit tests are named `*_spec.ts`."],
  ["Put fixtures in `test/data/`.", "Fixtures live in `fixtures/`."],
  ["Use npm or yarn to install packages.", "Install packages with pnpm."],
  ["Never use `eval`.", "Use `eval` in the template engine."],
  ["Ask before you delete a branch.", "Delete a branch without asking."],
  ["Use hooks and never use classes.", "Use classes."],
  ["Release without asking.", "Ask before you release."],
  ["Sketch first, then draw.", "Draw before sketching."],
  ["Titles must not exceed 60 characters.", "The maximum title length is 80."],
];

test("two rules of which one says no, or another value, or another tool contradict each other", async () => {
  for (const [one, other] of OPPOSED) assert.deepEqual(await findings(one, other), [1, 1], `${one} | ${other}`);
});

const AGREEING: readonly (readonly [string, string])[] = [
  ["Use pnpm.", "Never use npm."],
  ["Use npm for the docs site.", "Use pnpm for the app."],
  ["Use pnpm.", "Use npm in the docs folder."],
  ["Do not use default exports.", "Use default exports for Next.js pages."],
  ["Indent Python with 4 spaces.", "Indent YAML with 2 spaces."],
  ["Do not run the tests in parallel.", "Run the tests."],
  ["Never push to main.", "Never push to main without review."],
  ["Retry 3 times.", "Wait 5 seconds."],
  ["No hardcoded secrets.", "Hardcoded secrets"],
  ["Use tabs in Makefiles.", "Use 2 spaces in YAML files."],
  ["Keep functions under 50 lines.", "Keep files under 300 lines."],
  ["Coverage is at least 80%.", "Coverage is at most 95%."],
  ["Mock the network in unit tests.", "Don't mock the network in integration tests."],
  ["Do not commit unless the user asks.", "Commit when the user asks."],
  ["Do not commit.", "Commit messages are in the imperative mood."],
  ["Use Docker for deployment.", "Run the app locally without Docker."],
  ["Explain the intent, not the code.", "Explain the code to newcomers."],
  ["`runs/` - Run management", "Never run management tasks."],
  ["No: that is wrong. No.", "Use npm."],
  ["The cache lives for 60 seconds.", "The cache lives for 1 minute."],
  ["Files must not exceed 400 lines.", "Keep files under 400 lines."],
  ["Lint before committing.", "Commit before switching branches."],
  ["Test files are named `test_*.py`.", "Name test files `*.test.ts`."],
  ["Tests live in `test/`.", "Tests live in `test/unit/`."],
  ["Use npm or yarn.", "Use yarn."],
  ["Do not use `eval`.", "Use `eval` in the template engine."],
  ["Never use aliases.", "Use path aliases."],
  ["Do not only fix the symptom.", "Fix the symptom."],
  ["Note the limits of the API.", "The limits of the API."],
  ["Section 3: the data model", "Section 4: the data model"],
  ["Any tests to skip?", "Run any tests."],
];

const SAME: readonly (readonly [string, string])[] = [
  ["Before committing, run `npm test`.", "Run `npm test` before you commit."],
  ["Variable names should be meaningful.", "Use meaningful variable names."],
  ["Never edit the generated files under `dist/`.", "Do not modify generated files in `dist/`."],
  ["Every new feature needs tests.", "Write tests for every new feature."],
  ["Use Conventional Commits for commit messages.", "Commit messages follow Conventional Commits."],
  ["Ask before deleting a branch.", "Never delete a branch without asking."],
  ["Write the plan before writing code.", "First write the plan, then write code."],
  ["Cached pages expire after 2 hours.", "Cached pages expire after 120 minutes."],
  ["Add a docstring to each public function.", "Each public function needs a docstring."],
  ["Limit modules to 300 lines.", "Modules must be at most 300 lines long."],
  ["Prefer interfaces over classes.", "Use interfaces instead of classes."],
  ["Never use `eval`.", "Avoid `eval`."],
];

const DIFFERENT: readonly (readonly [string, string])[] = [
  ["Run `npm test` before you commit.", "Run `npm run lint` before you commit."],
  ["Run the tests before the build.", "Run the build before the tests."],
  ["Convert tabs to spaces.", "Convert spaces to tabs."],
  ["Prefer composition over inheritance.", "Prefer inheritance over composition."],
  ["Keep functions small.", "Never keep functions small."],
  ["Keep lines under 100 characters.", "Keep lines under 120 characters."],
  ["Reviews are a heuristic - for the author.", "Reviews are a heuristic - for the machine."],
];

test("a rule that is said again in other words is found, and one that says something else is not", async () => {
  for (const [one, other] of SAME)
    assert.deepEqual(await findings(one, other, "said-twice"), [1, 1], `${one} | ${other}`);
  for (const [one, other] of DIFFERENT)
    assert.deepEqual(await findings(one, other, "said-twice"), [0, 0], `${one} | ${other}`);
});

test("what is narrower, or about something else, or no demand contradicts nothing", async () => {
  for (const [one, other] of AGREEING) assert.deepEqual(await findings(one, other), [0, 0], `${one} | ${other}`);
});

test("what a file says both ways itself, and what comes only when files match, contradicts nothing", async () => {
  const files = mapFiles({
    "CLAUDE.md": "- Retry a failed upload 3 times.\n- Retry a failed upload 5 times.\n- Indent with 2 spaces.",
    ".claude/rules/a.md": "- Retry a failed upload 7 times.",
    ".claude/rules/b.md": "---\npaths: src/**\n---\n- Indent with 4 spaces.",
    "src/a.py": "",
  });
  const { agents } = await weighContext(files, { agents: ["claude-code"], user: false, proposals: true });
  assert.deepEqual(agents[0]!.proposals, []);
});

test("other languages are read by their own words, names of tools in all of them", async () => {
  const beginnings = {
    de: "Diese Datei ist für alle, die an dem Projekt arbeiten.",
    fr: "Ce fichier est pour tous ceux qui travaillent sur le projet.",
    es: "Este archivo es para todos los que trabajan en el proyecto.",
    it: "Questo file è per tutti quelli che lavorano al progetto.",
    pt: "Este arquivo é para todos os que trabalham no projeto.",
    ru: "Этот файл для всех, кто работает над проектом.",
    ar: "هذا الملف لكل من يعمل على المشروع.",
    hi: "यह फ़ाइल उन सभी के लिए है जो प्रोजेक्ट पर काम करते हैं।",
    zh: "这个文件是给所有参与项目的人看的。",
    ja: "このファイルはプロジェクトに参加する全員のためのものです。",
    ko: "이 파일은 프로젝트에 참여하는 모든 사람을 위한 것입니다.",
  };
  const opposed = {
    de: ["Verwende Tabs zum Einrücken.", "Mit zwei Leerzeichen einrücken."],
    fr: ["N'ajoute pas de commentaires.", "Ajoute des commentaires."],
    es: ["No uses punto y coma.", "Usa punto y coma."],
    it: ["Non usare mai npm.", "Usa npm."],
    pt: ["Use tabulações para indentação.", "Indente com dois espaços."],
    ru: ["Длина строки не более 100 символов.", "Длина строки не более 120 символов."],
    ar: ["أجب باللغة العربية.", "أجب باللغة الإنجليزية."],
    hi: ["टिप्पणियाँ लिखें।", "टिप्पणियाँ न लिखें।"],
    zh: ["用中文回答。", "用英文回答。"],
    ja: ["コメントを書く。", "コメントを書かない。"],
    ko: ["24시간 이내에 답변하세요.", "2일 이내에 답변하세요."],
  };
  const agreeing = {
    de: ["Verwende vier Leerzeichen.", "Verwende 4 Leerzeichen."],
    fr: ["Utilise pnpm.", "N'utilise jamais npm."],
    es: ["No uses nunca npm.", "No uses npm."],
    it: ["Usa npm per la documentazione.", "Usa pnpm per l'applicazione."],
    pt: ["Não use npm nunca.", "Não use npm."],
    ru: ["Если не просят, не коммить.", "Коммить изменения."],
    ar: ["استخدم pnpm.", "لا تستخدم npm."],
    hi: ["टेस्ट के बिना कमिट न करें।", "कमिट करें।"],
    zh: ["使用 pnpm。", "不要使用 npm。"],
    ja: ["テストを書かなければならない。", "テストを書く。"],
    ko: ["24시간 이내에 답변하세요.", "1일 이내에 답변하세요."],
  };
  for (const language of Object.keys(beginnings) as (keyof typeof beginnings)[]) {
    const after = (rule: string) => `${beginnings[language]}\n\n- ${rule}`;
    const found = ([one, other]: string[]) => findings(after(one!), after(other!));
    assert.deepEqual(await found(opposed[language]), [1, 1], `${opposed[language]}`);
    assert.deepEqual(await found(agreeing[language]), [0, 0], `${agreeing[language]}`);
  }
});
