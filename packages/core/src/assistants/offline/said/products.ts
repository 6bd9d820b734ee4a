import { sentencesOf } from '../clean-goal.ts';
import { capitalised, nameFrom } from './names.ts';
import type { SaidProduct } from './said.ts';

const amount = '(\\d{1,3}(?:[.,]\\d{3})+(?:[.,]\\d{2})?|\\d{1,6}(?:[.,]\\d{1,2})?)';
const money = new RegExp(
  `(?:(?<sign>[$€£])\\s?${amount}|${amount}\\s?(?<code>€|£|\\$|dollars|euros?|pounds|USD|EUR|GBP|CAD|AUD|NZD|CHF|MXN)(?![\\p{L}]))(?<rest>\\s*(?:(?:a|per|each|every|/|pro|al|im|por)\\s*(?<each>day|week|month|mo|year|yr|annum|monat|woche|jahr|mes|año)\\b|(?<adverb>monthly|weekly|yearly|annually|daily|monatlich|jährlich|mensual(?:es)?|/mo\\b|/yr\\b)|(?:one[- ]time|once))?)`,
  'giu',
);
const noName =
  /^(?:an?|the|for|at|is|are|costs?|price|priced|of|from|only|just|it|preis|precio|prices|and|or|our|we|charge|sell|selling|offer|offering|plus|under|over|around|about|minimum|budget|deposit|fee|worth|spend|to|up|than|more|less|per|month|year|week|monthly|yearly|annual|annually)$/i;

/** What is sold for how much: `Gold plan at $49 a month or $490 a year`, `Facial ($80)`. */
export function productsIn(goal: string): SaidProduct[] {
  const found: SaidProduct[] = [];
  for (const sentence of sentencesOf(goal)) {
    let end = 0;
    let last: SaidProduct | null = null;
    for (const match of sentence.matchAll(money)) {
      const price = { amount: amountOf(match[2] ?? match[3] ?? ''), interval: intervalOf(match.groups) };
      const gap = sentence.slice(end, match.index);
      end = match.index + match[0].length;
      const behind = sentence.slice(end);
      const name: string | null = nameBefore(gap) ?? (last ? null : nameBehind(behind));
      if (name === null && last && /^\s*(?:,|or|and|\/|oder|o|;)?\s*$/i.test(gap)) last.prices.push(price);
      if (name === null) continue;
      last = found.find((one) => one.name.toLowerCase() === name.toLowerCase()) ?? { name, prices: [] };
      if (last.prices.length === 0) found.push(last);
      last.prices.push(price);
    }
  }
  return found;
}

function nameBefore(gap: string): string | null {
  const quoted = /"([^"]+)"[^"]*$/.exec(gap)?.[1];
  if (quoted) return named(quoted);
  const clause = gap.split(
    /[,;:]|\band\b|\bor\b|\bplus\b|\bwith\b|\bund\b|\bsells?\b|\bselling\b|\boffers?\b|\boffering\b|\bproducts?\b|\bbuy\b|\bcharge\b|\bverkaufen\b/i,
  );
  for (const part of clause.toReversed()) {
    const words = part
      .replaceAll(/[(–-]+\s*$/g, '')
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    while (words.length > 0 && noName.test(words.at(-1) ?? '')) words.pop();
    while (words.length > 0 && noName.test(words[0] ?? '')) words.shift();
    if (words.length > 0) return words.length <= 7 ? named(words.join(' ')) : null;
    if (part.trim() !== '') return null;
  }
  return null;
}

/** `a $99 consultation`. */
const nameBehind = (text: string): string | null => {
  const words =
    /^\s+((?:(?!and\b|or\b|for\b|per\b|with\b|if\b|when\b|that\b|a\b|in\b|on\b|by\b|each\b|to\b|is\b|are\b)[\p{L}][\p{L}'-]*\s*){1,4})/iu.exec(
      text,
    )?.[1];
  return words ? named(words) : null;
};

const named = (written: string): string | null => {
  const name = nameFrom(written.replace(/\b(?:a|an|the|our|my)\s+/i, ''), 50);
  return name && !/^(?:custom|sales|products?|budgets?|deals?|leads?)$/i.test(name) ? capitalised(name) : null;
};

/** `1,200.50` and `1.200,50`. */
function amountOf(written: string): number {
  const cents = /[.,](\d{1,2})$/.exec(written);
  const whole = (cents ? written.slice(0, cents.index) : written).replaceAll(/[.,]/g, '');
  return Number(cents ? `${whole}.${cents[1]}` : whole);
}

function intervalOf(groups: Record<string, string | undefined> | undefined): SaidProduct['prices'][number]['interval'] {
  const word = (groups?.['each'] ?? groups?.['adverb'] ?? '').toLowerCase().replace('/', '');
  if (/^(?:mo|mes|mensual)/.test(word)) return 'month';
  if (/^(?:y|jahr|jähr|año|annu)/.test(word)) return 'year';
  if (/^(?:w)/.test(word)) return 'week';
  return /^(?:d|tag)/.test(word) ? 'day' : null;
}

/** Three letters, where a goal says or shows a currency. */
export function currencyIn(goal: string): string | null {
  const code = /\b(USD|EUR|GBP|CAD|AUD|NZD|CHF|MXN|BRL|INR|ZAR|SEK|NOK|DKK|PLN|SGD|AED)\b/.exec(goal)?.[1];
  if (code) return code;
  if (/€|\beuros?\b/i.test(goal)) return 'EUR';
  if (/£|\bpounds sterling\b/i.test(goal)) return 'GBP';
  return /\$|\bdollars?\b/i.test(goal) ? 'USD' : null;
}
