/** A value that is made at first need and kept: what is made of the words of languages, which are not there at the start. */
export function lazy<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
