import { matches, type Span } from './span.ts';

/** Numbers of cards, bank accounts and social security: those that add up, so that others of their length stay. */
export const findNumbers = (text: string): Span[] => [
  ...matches(text, socialSecurity),
  ...matches(text, cardStart).flatMap(({ start }) => cardAt(text, start)),
  ...matches(text, ibanStart).flatMap(({ start }) => ibanAt(text, start)),
];

/** International, North American, and with a leading zero; other digits where the word before says so. */
export const findPhones = (text: string): Span[] =>
  phones.flatMap((form) => matches(text, form)).filter(isNoDate(text));

const callWords =
  'phone|telephone|telefon|tel[eé]fono|t[eé]l[eé]phone|mobile?|m[oó]vil|handy|cell|fax|tel|call|sms|whatsapp|text us';

const phones: readonly RegExp[] = [
  /(?<![\w+])[+＋]\p{Nd}(?:[\s()./-]{0,2}\p{Nd}){7,14}/dgu,
  /(?<![\w.])00[1-9](?:[ ()./-]{0,2}\d){8,13}/dg,
  /(?<![\w.+/-])(?:1[ .-]?)?\(\d{3}\)[ .-]?\d{3}[ .-]?\d{4}(?!\d)/dg,
  /(?<![\w.+/-])(?:1[.-])?\d{3}[.-]\d{3}[.-]\d{4}(?![\w-])/dg,
  /(?<![\w.+/-])(?:1 )?[2-9]\d{2}[ -][2-9]\d{2}[ -]\d{4}(?![\w-])/dg,
  /(?<![\w.+/:-])0\d{1,5}(?:(?: ?\/ ?|[ -])\d{2,9}){1,5}(?![\w:])/dg,
  /(?<![\w.+/:-])\(0?\d{1,4}\)[ -]?\d{3,5}[ -]?\d{3,5}(?:[ -]\d{1,4})?(?![\w:])/dg,
  /(?<![\w.+/:-])0\d(?:\.\d\d){4}(?![\w.])/dg,
  /(?<![\w.,+/:#-])0[1-9]\d{8,10}(?![\w:]|[.,-]\d)/dg,
  new RegExp(
    `(?<!\\p{L})(?:${callWords})(?: (?:us|me|number|at|on|under|unter|al))*["':=. ]{1,4}(\\d(?:[ ./-]?\\d){6,14})(?![\\w:])`,
    'dgiu',
  ),
];

const isNoDate =
  (text: string) =>
  ({ start, end }: Span): boolean => {
    const found = text.slice(start, end);
    if (!/^\(?0/.test(found)) return true;
    return found.replaceAll(/\D/g, '').length >= 9 && !/^\d{1,2}[ /-]\d{1,2}[ /-]\d{4}(?:\D|$)/.test(found);
  };

const socialSecurity = /(?<![\w-])\d{3}(?:-\d{2}-| \d{2} )\d{4}(?![\w-])/dg;
const cardStart = /(?<![\w.])[1-9]\d{3}(?=(?:[ -]?\d){9})/dg;
const ibanStart = /(?<!\w)[A-Z]{2}\d{2}(?=(?: ?[A-Z0-9]){11})/dgi;

/** The longest number from here on that Luhn's sum allows. */
function cardAt(text: string, start: number): Span[] {
  const ends = endsOf(text, start, /\d/, 19);
  for (let length = ends.length; length >= 13; length -= 1) {
    const end = ends[length - 1] ?? start;
    if (/\d/.test(text.charAt(end))) continue;
    if (luhn(text.slice(start, end).replaceAll(/\D/g, ''))) return [{ start, end }];
  }
  return [];
}

/** Where the number ends after each of its characters, spaces and hyphens between them left out. */
function endsOf(text: string, start: number, character: RegExp, most: number): number[] {
  const ends: number[] = [];
  for (let index = start; ends.length < most && index < text.length; index += 1) {
    if (character.test(text.charAt(index))) ends.push(index + 1);
    else if (!/[ -]/.test(text.charAt(index)) || !character.test(text.charAt(index + 1))) break;
  }
  return ends;
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of digits.split('').reverse().entries()) {
    const weighted = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

function ibanAt(text: string, start: number): Span[] {
  const length = ibanLengths[text.slice(start, start + 2).toUpperCase()];
  if (length === undefined) return [];
  const end = endsOf(text, start, /[a-z0-9]/i, length)[length - 1];
  if (end === undefined) return [];
  const iban = text.slice(start, end).replaceAll(/[ -]/g, '').toUpperCase();
  return remainder(iban.slice(4) + iban.slice(0, 4)) === 1 ? [{ start, end }] : [];
}

/** ISO 13616: letters count from ten on, and the whole leaves one when divided by 97. */
function remainder(rearranged: string): number {
  let rest = 0;
  for (const digit of rearranged.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55)))
    rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}

const ibanLengths: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AT: 20,
  BE: 16,
  BG: 22,
  BR: 29,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SA: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  TR: 26,
};
