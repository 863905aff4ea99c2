/** Whether a text is JSON, without comments: a remark beside it may be all that the text is about. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
