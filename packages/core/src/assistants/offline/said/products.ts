import { sentencesOf } from '../clean-goal.ts';
import { withoutDuration } from './durations.ts';
import { capitalised, nameFrom } from './names.ts';
import type { SaidPrice, SaidProduct } from './said.ts';

const amount = '(\\d{1,3}(?:[.,]\\d{3})+(?:[.,]\\d{2})?|\\d{1,6}(?:[.,]\\d{1,2})?)';
const every =
  '(?:a|per|each|every|/|pro|al|im|por)\\s*(?<each>day|week|month|mo|year|yr|annum|monat|woche|jahr|mes|año)\\b';
const money = new RegExp(
  `(?:[$€£]\\s?${amount}|${amount}\\s?(?:€|£|\\$|dollars|euros?|pounds|USD|EUR|GBP|CAD|AUD|NZD|CHF|MXN)(?![\\p{L}])|${amount}(?=\\s*(?:/|per |a |pro )\\s*(?:week|month|mo|year|yr|monat|jahr|mes)\\b)|(?<=\\b(?:sell|sells|selling|costs?|priced at|price)\\b[^.;:]{1,50}\\s)(?<![\\d-])${amount}(?![\\d\\p{L}%:-]|\\s*(?:-|minutes?|mins?|hours?|days?|weeks?|months?|sessions?|people|clients|members)))(?:\\s*(?:${every}|(?<adverb>monthly|weekly|yearly|annually|daily|monatlich|jährlich|mensual(?:es)?)\\b|(?:one[- ]time|once)))?`,
  'giu',
);
const noName =
  /^(?:an?|at|is|are|costs?|price|priced|from|only|just|it|preis|precio|prices|and|or|our|we|they|also|then|now|want|wants|have|has|need|needs|charge|sell|sells|selling|offers|offering|plus|under|over|around|about|minimum|budget|worth|spend|to|up|down|goes|go|went|be|will|should|than|more|less|per|with|in|on|new|that|which|each|in|oder|ou|bis|pricing)$/i;
const joins = /^(?:the|for|of|de|del|a|und)$/i;

/** What is sold for how much: `Gold plan at $49 a month or $490 a year`, `Facial ($80)`. */
export function productsIn(goal: string): SaidProduct[] {
  const found: SaidProduct[] = [];
  for (const sentence of sentencesOf(goal)) {
    let end = 0;
    let last: SaidProduct | null = null;
    for (const match of sentence.matchAll(money)) {
      const gap = sentence.slice(end, match.index);
      const isBare = /^\s*(?:,|or|and|\/|oder|o|;)?\s*$/i.test(gap);
      const amount = amountOf(match.slice(1, 5).find((each) => each !== undefined) ?? '');
      const interval: SaidPrice['interval'] =
        intervalOf(match.groups) ?? intervalIn(gap) ?? (isBare ? (last?.prices.at(-1)?.interval ?? null) : null);
      const price: SaidPrice = { amount, interval };
      end = match.index + match[0].length;
      const behind = sentence.slice(end);
      const name: string | null = nameBefore(gap) ?? (last ? null : nameBehind(behind));
      if (name === null && last && isBare) last.prices.push(price);
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
    /[,;:]|\band\b|\bor\b|\bplus\b|\bwith\b|\bund\b|\bsells?\b|\bselling\b|\b(?:we|they) offer\b|\boffers\b|\boffering\b|\bproducts?\b|\bbuy\b|\bcharge\b|\bverkaufen\b/i,
  );
  for (const part of clause.toReversed()) {
    const words = part
      .replaceAll(/\([^()]*\)|[(–-]+\s*$/g, ' ')
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    while (words.length > 0 && (noName.test(words.at(-1) ?? '') || joins.test(words.at(-1) ?? ''))) words.pop();
    const own = words.slice(words.findLastIndex((word) => noName.test(word)) + 1);
    while (own.length > 0 && joins.test(own[0] ?? '')) own.shift();
    if (own.length > 0) return own.length <= 7 ? named(own.join(' ').replace(listHead, '')) : null;
    if (part.trim() !== '') return null;
  }
  return null;
}

/** `packages Silver $90, Gold $120`. */
const listHead =
  /^(?:(?:the|our|following|different|\d+)\s+)*(?:packages|plans|tiers|services|treatments|prices|memberships|options|pakete|paquetes|planes)\s+(?=\S)/i;

/** `a $99 consultation`. */
const nameBehind = (text: string): string | null => {
  const words =
    /^\s+((?:(?!and\b|or\b|for\b|per\b|with\b|if\b|when\b|that\b|a\b|in\b|on\b|by\b|each\b|to\b|is\b|are\b)[\p{L}][\p{L}'-]*\s*){1,4})/iu.exec(
      text,
    )?.[1];
  return words ? named(words) : null;
};

const named = (written: string): string | null => {
  const name = nameFrom(withoutDuration(written.replace(/\b(?:a|an|the|our|my)\s+/i, '')), 50);
  return name && !/^(?:custom|sales|products?|budgets?|deals?|leads?)$/i.test(name) ? capitalised(name) : null;
};

/** `1,200.50` and `1.200,50`. */
function amountOf(written: string): number {
  const cents = /[.,](\d{1,2})$/.exec(written);
  const whole = (cents ? written.slice(0, cents.index) : written).replaceAll(/[.,]/g, '');
  return Number(cents ? `${whole}.${cents[1]}` : whole);
}

function intervalOf(groups: Record<string, string | undefined> | undefined): SaidPrice['interval'] {
  const word = (groups?.['each'] ?? groups?.['adverb'] ?? '').toLowerCase().replace('/', '');
  if (/^(?:mo|mes|mensual)/.test(word)) return 'month';
  if (/^(?:y|jahr|jähr|año|annu)/.test(word)) return 'year';
  if (/^(?:w)/.test(word)) return 'week';
  return /^(?:d|tag)/.test(word) ? 'day' : null;
}

const intervalIn = (text: string): 'month' | 'year' | null =>
  /\b(?:monthly|mensual|monatlich)\b/i.test(text)
    ? 'month'
    : /\b(?:yearly|annual|jährlich)\b/i.test(text)
      ? 'year'
      : null;

/** Three letters, where a goal says or shows a currency. */
export function currencyIn(goal: string): string | null {
  const code = /\b(USD|EUR|GBP|CAD|AUD|NZD|CHF|MXN|BRL|INR|ZAR|SEK|NOK|DKK|PLN|SGD|AED)\b/.exec(goal)?.[1];
  if (code) return code;
  if (/€|\beuros?\b/i.test(goal)) return 'EUR';
  if (/£|\bpounds sterling\b/i.test(goal)) return 'GBP';
  return /\$|\bdollars?\b/i.test(goal) ? 'USD' : null;
}
