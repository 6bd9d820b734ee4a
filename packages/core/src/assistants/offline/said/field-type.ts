import { capitalised, nameFrom } from './names.ts';

export interface FieldForm {
  dataType: string;
  options: string[];
}

const byName: readonly (readonly [RegExp, string])[] = [
  [/\b(?:signature|signed by|unterschrift|firma)\b/i, 'SIGNATURE'],
  [/\b(?:upload|attachment|photos?|pictures?|file|document|resume|cv|scan|x-rays?)\b/i, 'FILE_UPLOAD'],
  [
    /\b(?:notes?|description|details|history|concerns?|complaint|comments?|message|story|instructions|requirements|injuries|conditions|goals?|bio|scope|symptoms|allergies|beschreibung|notizen|notas)\b/i,
    'LARGE_TEXT',
  ],
  [
    /\b(?:birthday|birthdate|date|dob|anniversary|deadline|expiry|expires|expiration|renewal|due|since|until|valid to|last (?:visit|service|appointment|purchase|cleaning|donation|class|order|contact)|next (?:visit|service|appointment|recall)|geburtstag|geburtsdatum|datum|fecha|cumpleaños)\b/i,
    'DATE',
  ],
  [/\b(?:phone|mobile|cell|telephone|whatsapp|fax|telefon|handynummer|tel[eé]fono)\b/i, 'PHONE'],
  [
    /\b(?:budget|price|amount|fee|cost|value|revenue|income|salary|premium|deductible|rent|bills?|deposit|balance|commission|estimate|quote|spend|worth|loan|copay|preis|betrag|presupuesto|precio)\b/i,
    'MONETORY',
  ],
  [/\b(?:arrival|pick-?up|preferred|start|end|call) time\b|\buhrzeit\b/i, 'TIME'],
  [/\b(?:percent|percentage|rating|weight|height|latitude|longitude|gpa|rate)\b/i, 'FLOAT'],
  [
    /\b(?:number of|how many|count|quantity|qty|size of|party size|guests?|headcount|age|year|mileage|miles|sq ?ft|square (?:feet|footage|meters)|bedrooms?|bathrooms?|beds|baths|people|travell?ers|kids|children|employees|units|visits|sessions left|anzahl|alter|baujahr|kilometerstand|n[uú]mero de|edad)\b/i,
    'NUMERICAL',
  ],
];

const choices: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /\b(?:lead source|how (?:did )?(?:they|you) hear|referral source|source)\b/i,
    ['Google', 'Facebook or Instagram', 'Referral', 'Walk-in', 'Website', 'Other'],
  ],
  [
    /\bpreferred (?:contact|communication)(?: method)?\b|\bcontact (?:method|preference)\b/i,
    ['Phone', 'Text message', 'Email'],
  ],
  [
    /\bpreferred (?:days?|times?|appointment times?)\b|\bavailability\b/i,
    ['Weekday mornings', 'Weekday afternoons', 'Evenings', 'Weekends'],
  ],
  [/\b(?:gender|sex)\b/i, ['Female', 'Male', 'Other', 'Rather not say']],
  [/\bt-?shirt size\b|\bshirt size\b/i, ['S', 'M', 'L', 'XL']],
  [/\b(?:fitness|experience|skill|activity|grade) level\b/i, ['Beginner', 'Intermediate', 'Advanced']],
  [/\b(?:urgency|priority)\b/i, ['Low', 'Normal', 'High']],
  [/\bpayment (?:method|preference)\b/i, ['Card', 'Bank transfer', 'Cash', 'Financing']],
  [/\bproperty type\b/i, ['House', 'Townhouse', 'Condo', 'Land', 'Commercial']],
  [
    /\bcase type\b|\bpractice area\b|\bmatter type\b/i,
    ['Personal injury', 'Family', 'Criminal', 'Business', 'Estate', 'Other'],
  ],
  [/\bmarital status\b/i, ['Single', 'Married', 'Divorced', 'Widowed']],
];

const yesNo =
  /\b(?:yes ?(?:\/|or) ?no|y\/n|consent(?:ed)?|opt-?in|permission|agreed|has (?:a|an|any)|is (?:a|an|on)|pre-?approved|insured|first[- ]time|smoker|pregnant|vaccinated|homeowner|signed|received|completed|ja ?(?:\/|oder) ?nein)\b/i;

/** The form of a field, from its name and what stood in brackets behind it. */
export function fieldForm(name: string, note: string | null): FieldForm {
  const said = note ?? '';
  const options = optionsIn(said);
  if (options.length > 1) {
    if (/\b(?:radio|choose one)\b/i.test(said)) return { dataType: 'RADIO', options };
    const isMany = /\b(?:multi|multiple|several|check ?box(?:es)?|any of)\b/i.test(said);
    return { dataType: isMany ? 'MULTIPLE_OPTIONS' : 'SINGLE_OPTIONS', options };
  }
  const told = saidType(said);
  if (told === 'RADIO' || (told === null && yesNo.test(`${name} ${said}`)))
    return { dataType: 'RADIO', options: ['Yes', 'No'] };
  if (told !== null) return { dataType: told, options: [] };
  if (/\b(?:date|datum|fecha)\b/i.test(name)) return { dataType: 'DATE', options: [] };
  const known = choices.find(([pattern]) => pattern.test(name));
  if (known) return { dataType: 'SINGLE_OPTIONS', options: [...known[1]] };
  return { dataType: byName.find(([pattern]) => pattern.test(name))?.[1] ?? 'TEXT', options: [] };
}

function saidType(note: string): string | null {
  if (/\byes ?\/? ?(?:or )?no\b|\by\/n\b|\bboolean\b/i.test(note)) return 'RADIO';
  if (/\b(?:date|datum|fecha)\b/i.test(note)) return 'DATE';
  if (/\b(?:long text|large text|paragraph|multi-?line|text ?area)\b/i.test(note)) return 'LARGE_TEXT';
  if (/\b(?:money|monetary|currency|amount|dollars|euros?|usd|eur|\$|€)/i.test(note)) return 'MONETORY';
  if (/\b(?:decimal|float)\b/i.test(note)) return 'FLOAT';
  if (/\b(?:number|numeric|integer|whole)\b/i.test(note)) return 'NUMERICAL';
  if (/\b(?:phone|mobile)\b/i.test(note)) return 'PHONE';
  if (/\b(?:file|upload)\b/i.test(note)) return 'FILE_UPLOAD';
  if (/\bsignature\b/i.test(note)) return 'SIGNATURE';
  return /\b(?:text|string)\b/i.test(note) ? 'TEXT' : null;
}

/** `dropdown: A, B or C`, `A/B/C`. */
function optionsIn(note: string): string[] {
  const list = note.replace(
    /^.*?(?:options?|drop-?down|select|choice|radio|check ?box(?:es)?|multi\w*|one of|any of)\b[\w -]*[:,-]?\s*/i,
    '',
  );
  if (!/[,/|]|\bor\b/i.test(list) || /^\s*yes ?\/ ?no\s*$/i.test(list)) return [];
  const hasCommas = list.includes(',');
  const names = list
    .split(hasCommas ? /\s*[,;]\s*(?:(?:and|or)\s+)?/i : /\s*(?:\/|\||;|\bor\b|\band\b)\s*/i)
    .flatMap((part) => nameFrom(part, 40) ?? []);
  return [...new Map(names.map((each) => [each.toLowerCase(), capitalised(each)])).values()].slice(0, 30);
}
