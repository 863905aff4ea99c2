import { test } from "node:test";
import { keeps, leaves } from "./trimmed.ts";

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

test("a word with a capital within a line is a name", async () => {
  await keeps("- Set up Release Please, Kindly, Simply Analytics.", "- Use Simply Search and Very Good CLI.");
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
    "- Use appropriate colours (red, green, blue).",
    "- Use appropriate colours such as red or green.",
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
    "- Name the maker where applicable.",
    "- Keep lamps in paper, avoiding plastic where possible.",
  );
  // Nobody does what is impossible.
  await leaves([
    ["- Pack lamps in paper when possible.", "- Pack lamps in paper."],
    ["- Prefer paper to plastic where possible.", "- Prefer paper to plastic."],
    ["- Use cards for lamps if applicable.", "- Use cards for lamps."],
  ]);
});

test("a title in emphasis above a block is no copy of another, and parts what stands below it", async () => {
  await keeps(
    "*Letter of the shop*\n\n```text\nOne lamp.\n```\n\n*Letter of the shop*\n\n```text\nTwo lamps.\n```",
    "**First page**\n\n- Summary of the prices\n\n**Second page**\n\n- Summary of the prices",
  );
});

test("words that look like filler but carry their sentence stay", async () => {
  await keeps(
    "- Answer in a JSON format.",
    "- Forget absolute everything you know, and begin again.",
    "- Write one note that names the lamp.",
    "- The lamp is sold. You can also name another.",
    "- Put the lamp at the very top.",
    "- Do not sell it — repair it instead.",
    "- Deep knowledge of lamps and their makers.",
    "- Do what the guest actually asks for.",
  );
  await leaves([
    ["- Answer in JSON format.", "- Answer in JSON."],
    ["- The lamp is, you know, green.", "- The lamp is, green."],
  ]);
});

test("a text to be said stays as it is said, under its title in any language", async () => {
  await keeps(
    "## Welcome Message\n\nHello! I am really happy to help. Please name your lamp. Good luck!",
    "## Greeting\n\nHello! Please come in.",
    "## Conversation\n\n**ASSISTANT**: Hello! It is very late.\n\nPlease come in. Good luck!",
    "## Begrüßung\n\nHello! Please come in.",
    "## 欢迎语\n\nHello! Please come in.",
  );
  await leaves([["## Conversation style\n\nPlease be really short.", "## Conversation style\n\nBe short."]]);
});

test("a task of two parts keeps its frame, a label what explains it, and a purpose its article", async () => {
  await keeps(
    "Your task is to read the letter and to name the price.",
    "- `night`: This ensures that the lamp is off.",
    "- Find the address for the organization.",
  );
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

test("a greeting that offers help is said as it stands, with or without a title", async () => {
  await keeps(
    "Hello! I am really glad to see you. How can I help you today?",
    "Hi there! I'm Ada, your lamp assistant. Please name the lamp.",
    "Guten Tag! Wie kann ich Ihnen helfen?",
  );
  await leaves([["Hello! I need a lamp. Please name the price.", "I need a lamp. Name the price."]]);
});

test("how much of it is meant stays in what lets in nothing else", async () => {
  await leaves([
    ["Only sell short poles, and write very clear labels.", "Only sell short poles, and write clear labels."],
  ]);
  await keeps(
    "Use one letter as a name only for very short loops.",
    "Allow only truly urgent orders.",
    "Sell exclusively to really old customers.",
  );
});

test("a word that says something else than its neighbour is no repetition of it", async () => {
  await leaves([["Keep replies short and focused.", "Keep replies short."]]);
  await keeps(
    "Keep shelves small and focused.",
    "Carry out the step, not to plan ahead.",
    "Sort the lamps with a clear separation of the broken ones.",
  );
});
