import assert from "node:assert/strict";
import { test } from "node:test";
import { compress } from "../../../engine/compress/compress.ts";
import { weighed } from "../../support/weighed.ts";

/** What trim leaves of a text that stands among others of its language. */
async function trimmed(text: string, path = "AGENTS.md"): Promise<string> {
  const others =
    "# Rules for the shop\n\nYou are to answer what the customer asks of the shop, with the price in it.\n\n";
  const left = compress(await weighed(others + text, { path })).text;
  assert.ok(left.startsWith(others), left);
  return left.slice(others.length);
}

async function leaves(cases: readonly (readonly [string, string])[]): Promise<void> {
  for (const [text, left] of cases) assert.equal(await trimmed(text), left);
}

async function keeps(...texts: readonly string[]): Promise<void> {
  await leaves(texts.map((text) => [text, text]));
}

test("frames of a command go, and the command begins with a capital", async () => {
  await leaves([
    ["Make sure to greet the customer.", "Greet the customer."],
    ["- Be sure to name the shop.", "- Name the shop."],
    ["1. Ensure you follow the price list.", "1. Follow the price list."],
    ["You should write the price in euros.", "Write the price in euros."],
    ["If the price is missing, you should ask for it.", "If the price is missing, ask for it."],
    ["It is important to name the shop.", "Name the shop."],
    ["It is very important that you never sell knives.", "Never sell knives."],
    ["To see the prices, you can open the list.", "To see the prices, open the list."],
    ["**Note:** The shop is closed on Sunday.", "The shop is closed on Sunday."],
    ["Note that the shop is closed on Sunday.", "The shop is closed on Sunday."],
    ["Furthermore, name the shop.", "Name the shop."],
  ]);
});

test("what opens a sentence once the words before it are gone goes, too", async () => {
  await leaves([
    ["Finally, remember to name the shop.", "Name the shop."],
    ["- Please make sure to name the shop.", "- Name the shop."],
    ["Additionally, please note that the shop is closed.", "The shop is closed."],
    ["If the price is missing, please make sure to ask for it.", "If the price is missing, ask for it."],
    ["You should always name the shop.", "Always name the shop."],
  ]);
  await keeps("If you want to be sure to find it, be sure to be there.");
});

test("what looks like a frame but carries the sentence stays", async () => {
  await keeps(
    "Make sure that you are polite.",
    "It is important that you are polite.",
    "It's important to have a list of prices.",
    "Use the list when:\n\n- the shop is full\n- you need to name a price",
    "Run these in order to find the price.",
    "Answer with a note that the price may change.",
    "If the list is old, note that prices may have changed.",
    "A lamp is its own kind of present.",
    "You should not name other shops.",
    "- Note that prices change on Monday.",
    "You can pay in cash.",
    "Guess the size and note that it is a guess.",
    "**CRITICAL: DO NOT sell knives to children.**",
  );
});

test("a plea is no verb, and no manner", async () => {
  await leaves([
    ["Could you please name the shop?", "Name the shop?"],
    ["When you are done please name the shop.", "When you are done name the shop."],
    ["And please name it.", "And name it."],
    ["- Kindly name the shop, and kindly thank.", "- Name the shop, and thank."],
  ]);
  await keeps(
    "Do all that you can to please the customer who waits.",
    "Choose whichever you please, then name it.",
    "Find jokes that please and delight.",
    "Say please to everybody.",
    "Rewrite what is rude. For example: Please name the price.",
    "End with this line:\n\n> Please name the size of the lamp.",
    "Speak kindly with the customers.",
  );
});

test("thanks go where they are said, not where they are what is asked for", async () => {
  await leaves([
    ["Name the shop and its price, thanks.", "Name the shop and its price."],
    ["Name the price of it. Thank you so much in advance!", "Name the price of it."],
    ["Name the price of it. Thank you for your help in advance!", "Name the price of it."],
  ]);
  await keeps(
    "Write a mail that thanks {{name}} for the order.",
    "End with a line to thank you know who.",
    "Say thanks.",
    "The shop is full thanks to our guests.",
    "Thank you for your order of two lamps.",
  );
});

test("adjectives that any good answer has go before what says it more precisely, and not where they are joined or graded", async () => {
  await leaves([
    ["- Use descriptive titles that name the product.", "- Use titles that name the product."],
    ["- Give the reply a clear title.", "- Give the reply a title."],
    ["- Search for relevant products in the list.", "- Search for products in the list."],
    ["- Implement robust search.", "- Implement search."],
    ["- Choose appropriate colours for the shelves.", "- Choose colours for the shelves."],
    ["- Handle potential printing errors.", "- Handle printing errors."],
  ]);
  await keeps(
    "- Give technically accurate advice on lamps.",
    "- Ask only when the size, the colour or the price is of genuinely great interest.",
    "- Use descriptive titles.",
    "- End with a clear offer.",
    "- Give the customer a clear picture of the shop.",
    "- Choose an appropriate and short title.",
    "- Weigh each parcel twice for robust results.",
    "- Recommend engaging the clerk.",
    "- Keep a helpful tone.",
    "- Write highly persuasive letters.",
    "- Name obviously wrong prices.",
    "- Give five distinct titles.",
    "- Explain how to write in appropriate language.",
    "- 5 stars: a second visit is highly likely.",
    "- Look at what is relevant to the customer.",
    "- Fill in all relevant fields.",
    "- Update the relevant price list.",
    "- Leave out any other relevant letter.",
    "- Use short and meaningful titles that name the product.",
    "- Use short, descriptive titles that name the product.",
    "- The most valuable customer comes first.",
    "- Follow the letter carefully & to the end.",
  );
});

test("benefits that go without saying go, unless words are joined to them", async () => {
  await leaves([
    ["- Use TypeScript for type safety.", "- Use TypeScript."],
    ["- Split the list to improve readability.", "- Split the list."],
    ["- Sort the list. This helps the customer to find things.", "- Sort the list."],
    ["- Tell a joke. Jokes can be a great way to break the ice.", "- Tell a joke."],
    ["- Write the names out to avoid confusion and errors.", "- Write the names out."],
    ["- Weigh each parcel, so that everything works as expected.", "- Weigh each parcel."],
    ["- Name the shelves alike to ensure consistency across the entire project.", "- Name the shelves alike."],
  ]);
  await keeps(
    "- Sort the list for better performance and by price.",
    "- Use type hints to improve readability and catch errors.",
    "- Sort the list for the customer.",
    "- Name all papers that are required for compliance.",
    "Answer with:\n\n- **Price**: In euros\n- **Rationale**: Detailed reasoning",
    "- Review the list for clarity.",
    "- Rewrite the list to improve consistency.",
    "- Your goal is to sort the list to improve usability.",
    "- Never shorten a name to reduce complexity.",
    "- Weigh each parcel to avoid errors of 5 grams.",
    "- Give a reason (e.g., to avoid confusion).",
    "- Write what is needed for quality\nof service.",
  );
});

test("what narrows nothing goes at the end of a sentence; a condition that softens a limit, or that an alternative answers, stays", async () => {
  await leaves([
    ["- Use short words where possible.", "- Use short words."],
    ["- Use cards for products when needed.", "- Use cards for products."],
    ["- Use cards where possible for cleaner shelves.", "- Use cards for cleaner shelves."],
    ["- Name the maker when applicable (e.g., of tea).", "- Name the maker (e.g., of tea)."],
    ["- Add proper labels to the shelf.", "- Add labels to the shelf."],
  ]);
  await keeps(
    "- Use 3 words or fewer where possible.",
    "- Avoid long words where possible.",
    "- Use cards when necessary; otherwise, use a list.",
    "- When applicable, give the size.",
    "- Use cards only when needed.",
    "- Call the manager if necessary.",
    "- Ask the customer when needed.",
  );
});

test("words go without which a sentence says the same", async () => {
  await leaves([
    ["- Handle late orders appropriately.", "- Handle late orders."],
    ["- Be brief while still naming the price.", "- Be brief while naming the price."],
    ["- If the customer already has a card, use it.", "- If the customer has a card, use it."],
    ["- Explicitly mention the price.", "- Mention the price."],
    ["- Draw visual diagrams of the shelves.", "- Draw diagrams of the shelves."],
    ["- Implement stock counting mechanisms.", "- Implement stock counting."],
    ["- Ask for the exact same size.", "- Ask for the same size."],
  ]);
  await keeps(
    "- Use cards effectively only at night.",
    "- Explain counting mechanisms.",
    "- Name the price unless it was explicitly mentioned.",
    "- Say whether the lamp still burns.",
    "- If it is already sold, say so.",
    "- Consider using it for bread.",
  );
});

test("what only says that the text is to be read goes, not what is to be read in it", async () => {
  await leaves([
    [
      "Please read these guidelines carefully before starting any work.\n\nName the price of it.",
      "Name the price of it.",
    ],
    [
      "This file gives guidance to coding agents when working with code in this repository.\n\nName the price.",
      "Name the price.",
    ],
  ]);
  await keeps(
    "Read the price list before starting any work.",
    "This document contains rules for shops with more than one floor.",
  );
});

test("of a pair that says one thing twice the first stays", async () => {
  await leaves([
    ["- Give hints and guidance on sizes.", "- Give hints on sizes."],
    ["- Check and verify the price.", "- Check the price."],
    ["- Keep replies focused and cohesive.", "- Keep replies focused."],
    ["- If the size is missing, then ask for it.", "- If the size is missing, ask for it."],
  ]);
  await keeps("- Count, check and verify the prices.", "- If the size is missing → ask, then write it down.");
});

test("praise of the role and what a text says of itself go", async () => {
  await leaves([
    ["You are a highly skilled seller.", "You are a seller."],
    ["You are a baker with deep knowledge of bread.", "You are a baker with knowledge of bread."],
    ["## Use\n\nThis skill helps you sell bread.\n\n- Sell bread by its name.", "## Use\n\n- Sell bread by its name."],
    ["- Sell bread.\n  > WHY: Customers like it.\n- Sell milk.", "- Sell bread.\n- Sell milk."],
  ]);
  await keeps(
    "You are an honest seller of bread.",
    "## Use\n\nThis skill helps you sell bread.\n\n- Name the price.",
    "- If you have access to any lists of prices, use them.",
  );
});

test("a command said twice goes once, wherever it stands", async () => {
  await leaves([
    [
      "## Bread\n\n- Write the price\n- Weigh the loaf\n\n## Milk\n\n- Cool the milk\n- Write the price",
      "## Bread\n\n- Write the price\n- Weigh the loaf\n\n## Milk\n\n- Cool the milk",
    ],
  ]);
  await keeps(
    "## Bread\n\n- Delete after sale\n- Weigh the loaf\n\n## Milk\n\n- Cool the milk\n- Delete after sale",
    "## Do\n\n- Write the price\n- Weigh the loaf\n\n## Do not\n\n- Cool the milk\n- Write the price",
    "When it is found:\n\n- Tell the customer\n\nWhen it is lost:\n\n- Tell the customer",
    "## Parcels\n\n- Big ones. Ask the clerk for help.\n- Small ones. Ask the clerk for help.",
    "1. Send it.\n   - Big ones. Ask the clerk for help.\n   - Small ones. Ask the clerk for help.",
    "1. After the sale:\n   - Write the price\n   - Weigh the loaf\n2. After the return:\n   - Write the price",
  );
});

test("sentences in a list of code are prose, and their quotes and commas stay", async () => {
  await leaves([
    [
      'const rules = [\n  "Use short words where possible",\n  "Adopt TypeScript for type safety.",\n  "Implement proper search"\n];',
      'const rules = [\n  "Use short words",\n  "Adopt TypeScript.",\n  "Implement search"\n];',
    ],
  ]);
  await keeps('Answer "use proper words where possible" then stop.', '{"rules": ["use proper words where possible"]}');
});

test("of strings that code joins, those that are emptied keep no blank", async () => {
  const code = (first: string, second: string) =>
    `PROMPT = (\n    "You sell lamps. "\n    "${first}"\n    "${second}"\n    "Name the price of each lamp."\n)\n`;
  const { text } = compress(await weighed(code("Thank you so much! ", "Please "), { path: "a.py" }));
  assert.equal(text, code("", ""));
});

test("a comment that only names what the next line assigns goes", async () => {
  await leaves([
    ['// Shop rules\n\nconst shopRules = "short";', 'const shopRules = "short";'],
    ["// Best practices of the bread\n\nconst breadBestPractices = 1;", "const breadBestPractices = 1;"],
  ]);
  await keeps(
    "// Shop rules for Sunday\n\nconst shopRules = 1;",
    "// Never sold on Sunday\n\nconst shopRules = 1;",
    "// Shop rules\n\nSell bread.",
  );
});

test("an empty adjective goes with the adverbs that grade it, or stays with them", async () => {
  await leaves([
    ["- Add really robust search.", "- Add search."],
    ["- Write a very thorough summary.", "- Write a summary."],
    ["- Be a truly helpful clerk.", "- Be a clerk."],
  ]);
  await keeps("- You are a really helpful adviser of the shop.");
});

test("a word with a capital within a line is a name", async () => {
  await keeps("- Set up Release Please, Kindly, Simply Analytics.", "- Use Simply Search and Very Good CLI.");
});

test("a question stays a question without its politeness", async () => {
  await leaves([["Could you please tell me the price?", "Could you tell me the price?"]]);
});

test("what frames a task or says a thing twice goes; what says how far a rule reaches stays", async () => {
  await leaves([
    ["- Keep replies short and focused.", "- Keep replies short."],
    ["Your task is to name the price.", "Name the price."],
    ["First and foremost, name the price in a total of 3 sentences.", "Name the price in 3 sentences."],
  ]);
  await keeps(
    "- When a product is sold out, always say so.",
    "- Name both the price and the size.",
    "- Do not make any changes to the list.",
    "- A lamp is a type of present.",
    "- Use the list for handling and sending parcels.",
    "Your task is to name the price, not to sell.",
    "Say that you will note that as the wish of the customer.",
    "Offer the same kind of lamp.",
  );
});

test("a wish opens a clause, or carries one", async () => {
  await leaves([
    ["I would like you to name the price.", "Name the price."],
    ["If the lamp is sold, I would like you to name another.", "If the lamp is sold, name another."],
  ]);
  await keeps(
    "Below is the letter, which I would like you to answer.",
    "The lamp that I would love you to sell is green.",
    "Name what I would appreciate it if you could find.",
  );
});

test("“very much” goes whole, and stays where it is an amount", async () => {
  await leaves([
    ["We would very much like to sell the lamp.", "We would like to sell the lamp."],
    ["Our guests like the lamp very much.", "Our guests like the lamp."],
  ]);
  await keeps("Our guests do not like the lamp much.");
});

test("what is allowed is not asked for", async () => {
  await leaves([["Feel free to ask me about the lamps.", "Ask me about the lamps."]]);
  await keeps("Feel free to offer a lamp of at most 10 euros.");
});

test("what hesitates is a word in lower case or opens its sentence, and is no term in capitals", async () => {
  await leaves([
    ["Um, name the price.", "Name the price."],
    ["Name the um, price of it.", "Name the price of it."],
  ]);
  await keeps(
    "Plan a UM call with the customer.",
    "Draw an ER diagram of the shop.",
    "Send the parcel to the UH desk.",
    "Draw the shop (UML, ER, sequence).",
  );
});

test("a label of a list is what its item is about, and one in capitals ranks it", async () => {
  await leaves([
    ["Note: the shop is closed on Sunday.", "The shop is closed on Sunday."],
    ["- **Important**: Weigh the loaf.\n- Sell milk.", "- Weigh the loaf.\n- Sell milk."],
  ]);
  await keeps(
    "- Critical: Call the owner.\n- High: Call the clerk.",
    "- High: Call the clerk.\n- Critical: Call the owner.\n- Low: Write it down.",
    "- **Low**: Write it down.\n  Do it by hand.\n- **Critical**: Call the owner.",
    "**CRITICAL:** Lock the door of the shop.",
    "IMPORTANT: Lock the door of the shop.",
  );
});

test("nothing goes between “unless” or its sisters and the end of their clause", async () => {
  await keeps(
    "- Never sell a lamp unless absolutely necessary.",
    "- Do not open the parcel unless specifically asked.",
    "- Sell it only if the customer really wants it.",
    "- Name all lamps except very old ones.",
  );
  await leaves([
    ["- Unless it is really broken, sell the very old lamp.", "- Unless it is really broken, sell the old lamp."],
  ]);
});

test("what is done after “before” stays", async () => {
  await keeps("- Greet the customer before providing prices.", "- Read the list before suggesting a lamp.");
});

test("what selects the thing that is meant stays before it", async () => {
  await keeps(
    "- Run the appropriate script of the shop.",
    "- Take the smallest appropriate box.",
    "- Name the corresponding version of the lamp.",
    "- Put each lamp into its respective box.",
    "- Choose the proper shelf.",
    "- Reply in a timely manner.",
  );
});

test("a word that carries the predicate or the sense is no intensifier", async () => {
  await keeps(
    "- Name a lamp that is valuable enough.",
    "- Say what it means truly to sell.",
    "- Ask how the customer is really.",
    "- Change the price accordingly.",
    "- Split the list for readability.",
  );
});

test("what is denied or a condition keeps its degree, and so does what is stressed or said of the same", async () => {
  await keeps(
    "- Do not be very formal.",
    "- Avoid highly technical words.",
    "- Never simply repeat the order.",
    "- If the customer is very late, call the shop.",
    "- Avoid overly long names.",
    "- Say what the price is NOW, what the customer REALLY pays.",
    "- Check that prices are actually prices.",
  );
  await leaves([["- If the lamp is sold, be very brief.", "- If the lamp is sold, be brief."]]);
});

test("a condition of what is shown, or of what may not be there, stays", async () => {
  await keeps(
    "- Provide a list of sizes when appropriate.",
    "- Mention other shops where relevant.",
    "- The list of colours, if applicable.",
    "- One lamp per parcel where possible.",
  );
  await leaves([["- Use cards for lamps if applicable.", "- Use cards for lamps."]]);
});

test("a title in emphasis above a block is no copy of another, and parts what stands below it", async () => {
  await keeps(
    "*Letter of the shop*\n\n```text\nOne lamp.\n```\n\n*Letter of the shop*\n\n```text\nTwo lamps.\n```",
    "**First page**\n\n- Summary of the prices\n\n**Second page**\n\n- Summary of the prices",
  );
});

test("what a text says of itself or of its goal goes where all its words stand elsewhere, too", async () => {
  await leaves([
    [
      "## Lamps\n\nThis guide covers lamps and their colours.\n\n- Name the colours.",
      "## Lamps\n\n- Name the colours.",
    ],
    ["## Lamps\n\nDetailed guidelines for lamps.\n\n- Name the lamp.", "## Lamps\n\n- Name the lamp."],
    ["- Sell lamps to guests.\n\nRemember, your goal is to sell lamps to guests.", "- Sell lamps to guests."],
  ]);
  await keeps(
    "## Lamps\n\nThis guide covers lamps of brass.\n\n- Name the colours.",
    "## Lamps\n\nThis guide covers lamps. It replaces the list of colours.\n\n- Name the colours.",
    "## Lamps\n\nThis guide must cover lamps.\n\n- Name the colours.",
    "## Lamps\n\nRead the guide to lamps.\n\n- Name the colours.",
    "## Lamps\n\nThis guide covers:\n\n- The colours of lamps.",
  );
});

test("sentences that only greet, cheer or weigh what any work weighs go", async () => {
  await leaves([
    ["Hello there! Name the price.", "Name the price."],
    ["Name the price. We appreciate your help with this.", "Name the price."],
    ["Name the price. Thank you for being so quick!", "Name the price."],
    ["Name the price. I look forward to your answer.", "Name the price."],
    ["Name the price. You've got this!", "Name the price."],
    ["Name the price. Accuracy is key here.", "Name the price."],
    ["Never name the owner. This is very important!", "Never name the owner."],
    ["Name the price. By following these rules, you will serve the guest well.", "Name the price."],
    ["You are a clerk. Your letters are legendary for their wit.", "You are a clerk."],
  ]);
  await keeps(
    "Name the price. Accuracy is more important than speed.",
    "Name the price. The lamp is important to the owner.",
    "Name the price. You are known for short answers.",
    "Name the price. Thank the guest for the visit.",
  );
});

test("a task of two parts keeps its frame, a label what explains it, and a purpose its article", async () => {
  await keeps(
    "Your task is to read the letter and to name the price.",
    "- `night`: This ensures that the lamp is off.",
    "- Find the address for the organization.",
  );
});

test("behind a label, too, a command begins with a capital", async () => {
  await leaves([
    ["**Ask**: Please ask for the size.", "**Ask**: Ask for the size."],
    ["Clerk: Please write the price of it.", "Clerk: Write the price of it."],
    ["Clerk: please write the price of it.", "Clerk: write the price of it."],
  ]);
});

test("words that somebody is quoted with stay as they are said", async () => {
  await keeps(
    `- Answer him who says "Please note that I am really sorry. The lamp that you really liked so very much ${"and wanted to have for the big room ".repeat(5)}is sold. Thank you so much." in French.`,
    '- Say "I would be really happy to help you, so please just tell me the very exact size of the lamp that you would like" first.',
    "- Say “Could you please tell me whether it is really the very green lamp that you would like to buy from us today” first.",
  );
});

test("what an example asks stays as its user says it", async () => {
  await keeps(
    "user: Please write a letter to the shop.\nassistant: Dear shop, I would like two lamps.",
    "Human: Could you please name the price?\nAI: It is ten euros.",
  );
});

test("what is called an example stays as it is written, and what an arrow maps", async () => {
  await keeps(
    "Write it like this example:\n\nDear guest, please note that we are really closed.",
    "Some examples of it:\n\n> DE: Bitte nennen Sie es.\n> EN: Please name it.\n\n> DE: Ja.\n> EN: Yes, really.",
    "## Examples\n\n- We are really sorry, thank you very much.",
    "- Bitte beachten → Please note",
  );
  await leaves([["Please write it for example in French.", "Write it for example in French."]]);
});

test("a word that says how far “all” or “none” holds, or what is meant in truth, stays", async () => {
  await keeps(
    "Basically nobody pays in cash.",
    "Find out what the guest really wants.",
    "Stop once a page is found that clearly names the price.",
    "Ask where the order is genuinely unclear.",
  );
});

test("“only” binds the condition that follows further on, and “proper” may be part of a name", async () => {
  await keeps("- Only call him when it is really needed.", "- Add proper names of lamps.");
});
