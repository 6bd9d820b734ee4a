/**
 * The beginning of a JSON text as a whole one: what is nested no deeper than `maxDepth` and complete is kept, what is unfinished is left
 * out. Null while there is nothing. One pass over the text.
 */
export function completeJson(text: string, maxDepth: number): string | null {
  const start = text.indexOf('{');
  if (start === -1) return null;
  const open: string[] = [];
  let cut: { end: number; close: string } | null = null;
  let isKey = false;
  let index = start;
  const complete = (end: number): void => {
    if (open.length > 0 && open.length <= maxDepth) cut = { end, close: open.toReversed().join('') };
  };
  while (index < text.length) {
    const character = text[index] ?? '';
    if (character === '{' || character === '[') {
      open.push(character === '{' ? '}' : ']');
      isKey = character === '{';
      complete(++index);
    } else if (character === '}' || character === ']') {
      if (open.pop() !== character) break;
      isKey = false;
      complete(++index);
      if (open.length === 0) return text.slice(start, index);
    } else if (character === '"') {
      const end = endOfText(text, index);
      if (end === -1) break;
      index = end;
      if (!isKey) complete(index);
    } else if (character === ',' || character === ':') {
      isKey = character === ',' && open.at(-1) === '}';
      index++;
    } else if (/\s/.test(character)) index++;
    else {
      const end = endOfWord(text, index);
      // `12` may go on; `12,` may not.
      if (end === text.length) break;
      index = end;
      complete(index);
    }
  }
  return cut === null ? null : closed(text.slice(start), cut, start);
}

const closed = (text: string, { end, close }: { end: number; close: string }, start: number): string =>
  text.slice(0, end - start) + close;

/** After the quote that ends it; -1: it is not there yet. */
function endOfText(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === '"') return index + 1;
  }
  return -1;
}

function endOfWord(text: string, start: number): number {
  let index = start;
  while (index < text.length && !/[\s,:{}[\]"]/.test(text[index] ?? '')) index++;
  return index;
}
