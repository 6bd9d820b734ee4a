type Limit = { ok: true; tokens: number } | { ok: false; fault: string };

const maxTokens = 1_000_000_000;

/** `5,000,000`, `5 000 000`, `2.5M`, `800k`: a whole number of tokens a month. */
export function readLimit(text: string): Limit {
  const found = /^(\d+(?:\.\d+)?)(k|m)?$/i.exec(text.replace(/[\s,_]/g, ''));
  if (!found) return { ok: false, fault: 'Give a number of tokens, e.g. 5,000,000.' };
  const tokens = Math.round(Number(found[1]) * { k: 1_000, m: 1_000_000, '': 1 }[suffixOf(found[2])]);
  return tokens > maxTokens ? { ok: false, fault: 'At most 1,000,000,000 tokens a month.' } : { ok: true, tokens };
}

function suffixOf(letter = ''): 'k' | 'm' | '' {
  const lower = letter.toLowerCase();
  return lower === 'k' || lower === 'm' ? lower : '';
}
