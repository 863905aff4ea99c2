import assert from "node:assert/strict";
import { test } from "node:test";
import { compress } from "../../../engine/compress.ts";
import { weighed } from "../../support/weighed.ts";
import { keeps, leaves } from "./trimmed.ts";

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
    ["- Give the reply a clear title with the price in it.", "- Give the reply a title with the price in it."],
    ["- Search for relevant products in the list.", "- Search for products in the list."],
    ["- Implement robust search.", "- Implement search."],
    ["- Use appropriate colours in the shop.", "- Use colours in the shop."],
    ["- Handle potential printing errors.", "- Handle printing errors."],
  ]);
  await keeps(
    "- Give technically accurate advice on lamps.",
    "- Ask only when the size, the colour or the price is of genuinely great interest.",
    "- Use descriptive titles.",
    "- Use descriptive titles that name the product.",
    "- Write meaningful signs.",
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

test("a quality stays where it is all that is asked of a thing, or where something is set against it", async () => {
  await leaves([
    ["- Provide clear signs that name the price.", "- Provide signs that name the price."],
    ["- Clearly name the price of each lamp.", "- Name the price of each lamp."],
    ["- Write a comprehensive guide to the lamps.", "- Write a guide to the lamps."],
    ["- Answer each letter with clear price lists.", "- Answer each letter with price lists."],
    ["- Read each letter carefully before you answer.", "- Read each letter before you answer."],
  ]);
  await keeps(
    "- Give a clear verdict.",
    "- Use meaningful names and numbers.",
    "- Each shelf is properly owned.",
    "- Replace the signs with meaningful names.",
    "- Read the letter carefully and slowly.",
    "- Is the price clearly marked?",
    "- Mark the lamp clearly as sold.",
    "- Check each letter thoroughly.",
    "- Our goal is high-quality light for shops.",
    "- Fault: ornamental pictures with meaningful alt texts.",
    "- Choose appropriate colours for the shelves.",
    "- Write a thorough guide to the lamps, but keep it short.",
    "- Write a comprehensive list of lamps without prices.",
    "- Write accurate letters to the guests.",
  );
});

test("each reason is true of what goes", async () => {
  const reasonOf = async (rule: string, gone: string) => {
    const text = `You are to answer what the customer asks of the shop.\n\n${rule}`;
    const { removed } = compress(await weighed(text));
    return removed.find(({ start, end }) => text.slice(start, end).trim() === gone)?.reason;
  };
  assert.equal(await reasonOf("- Name a really good lamp.", "really"), "intensifier");
  assert.equal(await reasonOf("- Add comprehensive signs to the shop.", "comprehensive"), "goes without saying");
  assert.equal(await reasonOf("- Clearly name the price of each lamp.", "Clearly"), "goes without saying");
  assert.equal(await reasonOf("- Simply name the price of each lamp.", "Simply"), "adds nothing");
  assert.equal(await reasonOf("- Name all of the lamps.", "of"), "adds nothing");
  assert.equal(await reasonOf("- Look inside of the box.", "of"), "adds nothing");
  assert.equal(await reasonOf("- Name each and every lamp.", "and every"), "repetition");
});

test("what is left begins with a capital behind its number, too", async () => {
  await leaves([
    ["(1) Please name the price.", "(1) Name the price."],
    ["1 - Please name the price.", "1 - Name the price."],
    ["2.1 Please name the price.", "2.1 Name the price."],
    ["**1** Please name the price.", "**1** Name the price."],
    ["IV. Please name the price.", "IV. Name the price."],
  ]);
});

test("no number is left without what it numbers", async () => {
  await keeps("1. Name the price of each lamp.\n\nIV. Sell bread.\n\nV. Name the price of each lamp.");
});

test("benefits that go without saying go, unless words are joined to them", async () => {
  await leaves([
    ["- Use TypeScript for type safety.", "- Use TypeScript."],
    ["- Split the list to improve readability.", "- Split the list."],
    ["- Sort the list. This helps the customer to find things.", "- Sort the list."],
    ["- Tell a joke. Jokes can be a great way to break the ice.", "- Tell a joke."],
    ["- Write the names out to avoid confusion and errors.", "- Write the names out."],
    ["- Weigh each parcel, so that everything works as expected.", "- Weigh each parcel."],
    ["- Sort the letters by day for easier reading.", "- Sort the letters by day."],
    ["- Show the shelves in one picture for better guest orientation.", "- Show the shelves in one picture."],
    ["- Follow industry best practices.\n- Name the price.", "- Name the price."],
    ["- Name the shelves alike to ensure consistency across the entire project.", "- Name the shelves alike."],
  ]);
  await keeps(
    "- Sort the list for better performance and by price.",
    "- Use type hints to improve readability and catch errors.",
    "- Sort the list for the customer.",
    "- Test the lamps of the shop for consistency.",
    "- **Neat**: Sorted for easy reading",
    "- Ask the maker for better prices.",
    "- Write one letter for better customers.",
    "- Follow best practices of the glass makers.",
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
    ["- **Words** — Use short words where possible.", "- **Words** — Use short words."],
    ["- Use cards for products when needed.", "- Use cards for products."],
    ["- Light the shelves with lamps where appropriate.", "- Light the shelves with lamps."],
    [
      "- Match the labels with the lamps when applicable (e.g., in the window).",
      "- Match the labels with the lamps (e.g., in the window).",
    ],
    ["- Use cards where possible for cleaner shelves.", "- Use cards for cleaner shelves."],
    ["- Use the brass bell when applicable (e.g., at night).", "- Use the brass bell (e.g., at night)."],
    ["- Add proper labels to the shelf.", "- Add labels to the shelf."],
  ]);
  await keeps(
    "- Use 3 words or fewer where possible.",
    "- Avoid long words where possible.",
    "- Use cards when necessary; otherwise, use a list.",
    "- When applicable, give the size.",
    "- Use cards only when needed.",
    "- Use insulated wire when necessary.",
    "- Light the shelves with `LAMP_MODE` where appropriate.",
    "- Replace one lamp a day where possible.",
    "- Call the manager if necessary.",
    "- Ask the customer when needed.",
  );
});

test("words go without which a sentence says the same", async () => {
  await leaves([
    ["- Handle late orders appropriately.", "- Handle late orders."],
    ["- Sort the lamps in the shop appropriately.", "- Sort the lamps in the shop."],
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
    ["- If the size is missing, then ask for it.", "- If the size is missing, ask for it."],
  ]);
  await keeps(
    "- Read and understand the list.",
    "- Keep replies focused and cohesive.",
    "- Give clear and unambiguous prices.",
    "- Count, check and verify the prices.",
    "- If the size is missing → ask, then write it down.",
  );
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
    ["- Write a very thorough summary of the day.", "- Write a summary of the day."],
    ["- Be a truly helpful clerk of the shop.", "- Be a clerk of the shop."],
  ]);
  await keeps("- You are a really helpful adviser of the shop.");
});

test("a question stays a question without its politeness", async () => {
  await leaves([["Could you please tell me the price?", "Could you tell me the price?"]]);
});

test("what frames a task or says a thing twice goes; what says how far a rule reaches stays", async () => {
  await leaves([
    ["- Keep replies short and focused.", "- Keep replies short."],
    ["Your task is to name the price.", "Name the price."],
    ["Your responsibility is to name the price.", "Name the price."],
    ["Name what is sold, including but not limited to: lamps, tea.", "Name what is sold, including: lamps, tea."],
    ["- Flag any unpaid orders.", "- Flag unpaid orders."],
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

test("behind a label, too, a command begins with a capital", async () => {
  await leaves([
    ["**Ask**: Please ask for the size.", "**Ask**: Ask for the size."],
    ["Clerk: Please write the price of it.", "Clerk: Write the price of it."],
    ["Clerk: please write the price of it.", "Clerk: write the price of it."],
  ]);
});

test("pleas and wishes of any length open a command, and go from it", async () => {
  await leaves([
    ["I'd be really grateful if you could name the price.", "Name the price."],
    ["It would be great if you could name the price.", "Name the price."],
    ["I was wondering if you could name the price.", "Name the price."],
    ["What I'd like you to do is name the price.", "Name the price."],
    ["I also want you to name the price.", "Name the price."],
    ["You are kindly requested to name the price.", "Name the price."],
    ["It is strongly recommended that you name the price.", "Name the price."],
    ["Make absolutely sure to name the price.", "Name the price."],
    ["Take the time to read the letter.", "Read the letter."],
    ["Your mission, should you choose to accept it, is to name the price.", "Name the price."],
    ["If it's not too much trouble, name the price.", "Name the price."],
  ]);
  await keeps(
    "I want you to not name the price.",
    "It is strongly recommended to name the price, but optional.",
    "Take the box to the shop.",
    "I would be glad if the lamp were sold.",
    "Try your best to answer in three sentences.",
    "It is recommended to name the price.",
  );
});

test("what only clears the throat goes, not what orders, weighs or opposes", async () => {
  await leaves([
    ["In other words, name the price.", "Name the price."],
    ["At the risk of stating the obvious, name the price.", "Name the price."],
    ["I can't stress this enough: name the price.", "Name the price."],
    ["Oh, and one more thing: name the price.", "Name the price."],
    ["It's also worth pointing out that the shop is closed.", "The shop is closed."],
    ["It almost goes without saying, but the shop is closed.", "The shop is closed."],
    ["I would also like to add that the shop is closed.", "The shop is closed."],
    ["Whatever happens, never sell knives.", "Never sell knives."],
    ["Never sell knives, no matter what.", "Never sell knives."],
    ["Greet every single customer.", "Greet every customer."],
    ["1. Secondly, name the price.", "1. Name the price."],
  ]);
  await keeps(
    "As a general rule, name the price.",
    "Above all, name the price.",
    "That said, name the price.",
    "To begin with, name the price.",
    "Secondly, name the price.",
    "Whatever happens in the shop, write it down.",
    "Name every single-room lamp.",
    "Sell the lamp no matter what it costs.",
  );
});

test("sentences that only thank, cheer, ask for help or close go", async () => {
  await leaves(
    [
      "Many thanks in advance for your time.",
      "I hope this message finds you well.",
      "I have full confidence in your abilities.",
      "I can't wait to see the result.",
      "We're counting on you!",
      "Your contributions are greatly appreciated.",
      "Your work makes a real difference to our guests.",
      "Please take this task seriously.",
      "Please pay close attention to detail.",
      "Quality really matters.",
      "Testing is a crucial part of software development.",
      "You have a keen eye for detail.",
      "I need your help with something.",
      "Let me explain how this works.",
      "And that's all for now.",
    ].map((said) => [`Name the price. ${said}`, "Name the price."]),
  );
  await keeps(
    "Name the price. That's all.",
    "Name the price. Pay attention to the customer.",
    "Name the price. Speed matters.",
    "Name the price. You have a keen eye for lamps.",
    "Name the price. Let me explain how the lamp works.",
    "Name the price. The lamp is a crucial part of the room.",
    "Name the price. Take the lamp seriously.",
  );
});

test("a line that only announces rules goes before a list that stands by itself", async () => {
  const list = "- Name the price.\n- Greet the customer.";
  await leaves(
    [
      "Below is a list of rules that you must follow:",
      "Please keep the following guidelines in mind:",
      "Here are a few things to keep in mind:",
      "The rules are as follows:",
      "Follow these rules:",
      "Some additional notes:",
    ].map((said) => [`You sell lamps.\n\n${said}\n\n${list}`, `You sell lamps.\n\n${list}`]),
  );
  await keeps(
    `Here are the words to avoid:\n\n${list}`,
    `Consider the following points:\n\n${list}`,
    `You must follow these rules:\n\n${list}`,
    `- Sell no knives.\n\nFollow these rules:\n\n${list}`,
    "Use these style conventions:\n\n```\nred\n```",
    "Follow these rules:\n\nThe shop opens at nine.",
    "This includes:\n\n- Lamps\n- Shelves",
  );
});

test("praise of the role goes as a row, with its years", async () => {
  await leaves([
    ["You are a world-class, highly experienced seller.", "You are a seller."],
    ["You are a seller with many years of experience who answers letters.", "You are a seller who answers letters."],
  ]);
  await keeps("You are a smart home seller.", "You are a seller with many years of experience in glass.");
});
