/** A call with hidden tokens as a model may think them, and what a cheat may add to them. */
export const question =
  "A farmer has a rectangular meadow of 120 by 80 metres. He wants to fence it, with a gate 4 metres wide, and divide it by one fence parallel to the shorter side so that one part is twice as large as the other. How much fence does he need, and what does it cost at 7.50 euros a metre?";

export const thinking = `The meadow is 120 metres long and 80 metres wide, so the fence around it is as long as the perimeter. The perimeter of a rectangle is twice the sum of length and width: 2 times (120 + 80) is 400 metres of fence.

Now the gate. It is 4 metres wide, and where the gate stands there is no fence. So the outer fence is 400 minus 4, which is 396 metres. I should ask whether the gate is in the outer fence or in the dividing one. The farmer fences the meadow "with a gate", so the gate belongs to the outer fence. There might have to be a second gate in the dividing fence to reach the other part of the meadow, but nothing is said about that, so I leave it out.

The dividing fence is parallel to the shorter side of the meadow. The shorter side is 80 metres, so the dividing fence is 80 metres long, wherever it stands. It divides the long side of 120 metres. One part of the meadow is to be twice as large as the other: x and 2x with 3x = 120, so x = 40. The fence stands 40 metres from one end; the parts are 40 by 80 metres, which is 3200 square metres, and 80 by 80 metres, which is 6400 square metres. Together 9600, and 120 times 80 is 9600 as well. The ratio does not change the length of the dividing fence, only its place.

If the dividing fence were parallel to the longer side it would be 120 metres long, but that is not what the farmer wants. Let me read the question again: "one fence parallel to the shorter side". Yes, so 80 metres of fence.

In all the farmer needs 396 metres for the outside and 80 metres for the division: 396 + 80 = 476 metres of fence.

The cost is 7.50 euros a metre. 476 times 7.50: 476 times 7 is 3332, and 476 times a half is 238. Together 3570 euros. Check: 476 times 7.5 is 476 times 15 over 2, which is 7140 over 2, or 3570. Good.

The price of the gate itself is not given, so the cost of 3570 euros is for the fence alone. I should say this in the answer. Would it be different if the gate were counted as fence? Then the farmer would need 480 metres, for 3600 euros, which is 30 euros more. But a gate is no fence, so I subtract its 4 metres.

Could the posts matter? The fence may need posts every few metres, but the question asks only for the length of the fence in metres and the cost per metre. So posts do not matter for the farmer's cost.

I write the answer: perimeter of the meadow 400 metres, less the gate of 4 metres is 396 metres, plus the dividing fence of 80 metres is 476 metres of fence, and the cost is 476 times 7.50 euros, which is 3570 euros. The dividing fence stands 40 metres from one of the short sides, so that one part of the meadow has 3200 and the other 6400 square metres.`;

export const answer =
  "The farmer needs 476 metres of fence: the perimeter of the meadow is 400 metres, less the gate of 4 metres, plus 80 metres for the dividing fence, which stands 40 metres from a short side (parts of 3200 and 6400 square metres). At 7.50 euros a metre the fence costs 3570 euros, without the gate itself.";

export const lowEffort =
  "Let me think about this for a while. There are several things to consider here, and I want to be careful. First I will go over everything once more. So far it looks fine. Hmm, maybe there is another way to see it. I will keep an open mind. It is always good to double-check. All of this seems consistent with what I thought before. Now I continue with the next step, and then with the one after that. ";

export const foreign =
  "The user asks why the React component renders twice. In development, strict mode mounts every component, unmounts it and mounts it again, so that effects which are not cleaned up show. The effect here opens a web socket and never closes it, so two connections stay open. The hook has to return a function that closes the socket. The dependency array holds an object that is new on every render, so the effect runs each time; useMemo or a primitive key would mend that. I should show the corrected hook, explain why production behaves otherwise, and mention that turning strict mode off only hides the leak. ";
