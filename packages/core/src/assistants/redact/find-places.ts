import { matches, type Span } from './span.ts';

// The look-behind lets every run of such characters be tried once: a long one must not take its square of time.
export const findEmails = (text: string): Span[] => matches(text, email);

/** Street addresses, as far as they have a form: North American, British, German, and those that begin with the word for street. */
export const findPlaces = (text: string): Span[] => streets.flatMap((form) => matches(text, form));

const local = "(?<![\\p{L}\\p{M}\\p{N}._%+'-])[\\p{L}\\p{M}\\p{N}._%+'-]+";
const domain = '[\\p{L}\\p{M}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{M}\\p{N}-]{1,63})+';
const email = new RegExp(`${local}(?:[@＠]|%40| ?[([]at[)\\]] ?)${domain}|"[^"\\n<>]{1,64}"@${domain}`, 'dgiu');

const states =
  'A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]';
/** States that are words as well: a town stands before them. */
const words = '(?:HI|IN|ME|OH|OK|OR)';
const sure = 'street|avenue|ave|boulevard|blvd|road|rd|highway|hwy|parkway|pkwy';
/** Words of other meanings too: capitals around them have to say so. */
const capital =
  'Street|St|Avenue|Ave|Boulevard|Blvd|Road|Rd|Drive|Dr|Lane|Ln|Court|Ct|Way|Place|Pl|Square|Sq|Terrace|Circle|Crescent|Close|Trail';
/** A length, a number of things: of these no street has its number. */
const counted =
  '(?! ?(?:x|[Hh](?:ou)?rs?|[Mm]in(?:ute)?s?|[Dd]ays?|[Ww]eeks?|[Mm]onths?|[Yy]ears?|[Ss]tars?|[Ss]teps?|[Ss]tages?|[Pp]laces?|[Ll]essons?|[Ss]essions?|[Ww]ay|people|miles?|km|new|cars?|trips?|classes) )';
const suite = '(?:,? (?:[Ss]uite|[Ss]te\\.?|[Aa]pt\\.?|[Uu]nit|[Ff]loor|#) ?#?[\\w-]{1,8})?';
const town = `(?:,? \\p{Lu}[\\p{L}.' -]{1,30},? (?:${states})(?: \\d{5}(?:-\\d{4})?)?)?`;
const word = "[\\p{L}\\p{N}][\\p{L}\\p{N}.'-]{0,24}";
const name = "(?: (?:de|del|du|des|la|las|le|les|los|di|da|do|dos|della))*(?: (?:l'|d')?\\p{Lu}[\\p{L}.'-]{0,24}){1,4}";

const streets: readonly RegExp[] = [
  new RegExp(`(?<![\\w.$#-])\\d{1,6}[a-z]?${counted} (?:${word} ){1,3}?(?:${sure})(?!\\w)`, 'dgiu'),
  new RegExp(
    `(?<![\\w.$#-])\\d{1,6}[A-Za-z]?${counted} (?:\\p{Lu}[\\p{L}.'-]{0,24} |\\d{1,3}(?:st|nd|rd|th) ){1,4}(?:${capital})(?!\\w)\\.?${suite}${town}`,
    'dgu',
  ),
  new RegExp(`(?<!\\w)(?!${words})(?:${states}) \\d{5}(?:-\\d{4})?(?!\\w)`, 'dg'),
  new RegExp(`(?<=\\p{Lu}\\p{L}{1,30},? )${words} \\d{5}(?:-\\d{4})?(?!\\w)`, 'dgu'),
  /(?<!\w)P\.? ?O\.? ?Box \d{1,8}/dgi,
  /(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?!\w)/dg,
  /(?<![\p{L}-])(?!(?:Park|Sitz|Steh|Stell|Kurs|Arbeits|Tages|Warte|Spiel|Liege|Zelt)platz)\p{Lu}[\p{L}-]{1,30}(?:straße|strasse|str\.|weg|platz|allee) \d{1,4}(?: ?[a-z](?!\w))?(?:,? \d{5} \p{Lu}[\p{L}-]{1,30})?/dgu,
  new RegExp(
    `(?<!\\p{L})(?:[Cc]alle|[Aa]venida|Avda\\.?|Plaza|Paseo|Carrer|Rua|Via|Viale|Piazza|Corso)(?! (?:Zoom|SMS|Teams|Whats[Aa]pp|E-?[Mm]ail|Phone|Google|Package))${name},? (?:[nN][.º°]? ?)?\\d{1,5}(?!\\w)`,
    'dgu',
  ),
  new RegExp(
    `(?<![\\w.])\\d{1,4}(?: (?:bis|ter))?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]hemin|[Qq]uai)${name}`,
    'dgu',
  ),
];
