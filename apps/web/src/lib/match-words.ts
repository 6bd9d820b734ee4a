/** A test of texts: every word of the search must occur, wherever it stands; accents and case do not matter. */
export function matchWords(search: string): (text: string) => boolean {
  const words = fold(search).split(/\s+/).filter(Boolean);
  return (text) => {
    const said = fold(text);
    return words.every((word) => said.includes(word));
  };
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
