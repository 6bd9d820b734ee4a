import { matches, type Span } from './span.ts';

/** Names of people, where a title or the words before say that they are some. Others have no form. */
export const findNames = (text: string): Span[] => forms.flatMap((form) => matches(text, form));

const part = "\\p{Lu}[\\p{L}'’-]{1,30}";
const initial = '(?: \\p{Lu}\\.)?';
const titles = 'Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Mme|Señora?|Sra?|Srta';
const introductions =
  "[Cc]ontact(?: [Pp]erson)?:|[Aa]ttn:?|[Mm]y name is|I am|I['’]m|[Aa]sk for|[Ss]peak (?:to|with)|[Aa]nsprechpartner(?:in)?:|[Rr]egards,";
const noName =
  'Us|The|Our|A|An|Form|Page|Name|Phone|Mobile|Number|Email|Info|Details|Record|Office|Manager|Center|Team|Support|Type|Source|Status|Tag|Field|Date|Preference|Method';

const forms: readonly RegExp[] = [
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${titles})\\.? (${part}${initial}(?: ${part})?)`, 'dgu'),
  new RegExp(
    `(?<!\\p{L})(?:${introductions})\\s{1,2}((?!(?:\\S{1,31} )?(?:${noName})(?!\\p{L}))${part}${initial} ${part})`,
    'dgu',
  ),
];
