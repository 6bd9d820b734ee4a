/** What is read of a goal; what comes after says nothing that could still be followed. */
export const maxGoalCharacters = 6_000;

/** A goal in plain characters: one kind of quotes and dashes, lists on one line, no dots but at the end of a sentence. */
export const cleanGoal = (goal: string): string =>
  listed(
    goal
      .slice(0, maxGoalCharacters)
      .normalize('NFKC')
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/[^\P{C}\n]/gu, ' ')
      .replaceAll(/[“”„«»‟]/g, '"')
      .replaceAll(/[‘’‚`´]/g, "'")
      .replaceAll(/(?<=\S[ \t]+)[–—-]{1,2}(?=\s)/g, ',')
      .replaceAll(/—/g, ', ')
      .replaceAll(/–/g, '-')
      .replaceAll(/\b(?:e\.g|for example|z\.b|p\.ej)\b\.?,?/gi, 'such as')
      .replaceAll(/\bi\.e\.?,?/gi, 'namely')
      .replaceAll(/\b([ap])\.m\.?/gi, '$1m')
      .replaceAll(/,?\s*\b(?:and so on|etc)\b\.?/gi, ' ')
      .replaceAll(/\bin order to\b/gi, 'to')
      .replaceAll(
        /\b(Dr|Mr|Mrs|Ms|St|approx|incl|vs|min|mins|hr|hrs|Std|Mo|Di|Mi|Do|Fr|Sa|So|no|nr)\.(?=\s*[\w(])/g,
        '$1',
      )
      .replaceAll(/[ \t]+/g, ' '),
  ).trim();

/** A list below a line that ends with a colon becomes one sentence; other points are sentences of their own. */
function listed(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  let written = '';
  let isUnderColon = false;
  for (const line of lines) {
    const point = /^(?:[-*•·]|\d{1,2}[.)])\s*(.+)$/.exec(line)?.[1];
    if (point === undefined) {
      written += line === '' ? '. ' : `${ended(written)}${line}`;
      isUnderColon = line.endsWith(':');
    } else {
      const isShort = point.split(' ').length <= 6 && !/[,:]/.test(point.replaceAll(/\([^)]*\)/g, ''));
      const isItem: boolean = isUnderColon && isShort;
      written += written.endsWith(':') ? ` ${point}` : `${isItem ? ', ' : '. '}${point}`;
      isUnderColon = isItem;
    }
  }
  return written;
}

const ended = (text: string): string => (text === '' || /[.;!?:,]\s*$/.test(text) ? ' ' : '\n');

/** Sentences, and what stands between semicolons and lines. Dots within numbers and addresses end nothing. */
export const sentencesOf = (goal: string): string[] =>
  goal
    .split(/(?<=[.;!?])\s+|\n+/)
    .map((sentence) => sentence.replace(/[.;!?\s]+$/, '').trim())
    .filter((sentence) => sentence !== '');
