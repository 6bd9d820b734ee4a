const takesOut =
  /\b(?:remove|delete|drop(?![- ]?offs?\b)|take out|get rid of|rename|entferne|lösche|loesche|elimina|quita)\s+(?:(?:the|our|my|all|both|die|das|den|el|la)\s+)?(?:"|\w)/gi;
const goesOn =
  /[.;!?\n]|,?\s+(?:and|then|und|y)?\s*\b(?:add|create|make|put|set|give|insert|change|raise|lower|reduce|increase|update|turn|switch|instead|but|hinzu|füge|añade|agrega)\b/i;

/** A text without what it says of taking out and renaming: what is named there is not to be made. Each character keeps its place. */
export function withoutEdits(text: string): string {
  let rest = text;
  for (const match of text.matchAll(takesOut)) {
    const tail = text.slice(match.index);
    const end = tail.slice(1).search(goesOn);
    const length = end === -1 ? tail.length : end + 1;
    rest = rest.slice(0, match.index) + ' '.repeat(length) + rest.slice(match.index + length);
  }
  return rest;
}
