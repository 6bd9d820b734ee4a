import { sentencesOf } from '../clean-goal.ts';
import { bareFieldsIn } from './bare-fields.ts';
import { fieldForm } from './field-type.ts';
import { capitalised } from './names.ts';
import { quotedBefore } from './quoted-before.ts';
import { readList } from './read-list.ts';
import type { SaidField } from './said.ts';

const after =
  /\b(?:(?:custom|intake|contact|opportunity|deal|form)\s+)?(?:fields?|felder|campos|benutzerfelder)\b(?:\s+(?:called|named|for|on|like|such as|namely|including|are|für|para|to (?:capture|collect|store|track|record|hold|keep)))*\s*[:=-]?\s+/gi;
const verbs =
  /\b(?:captur(?:e|ing)|collect(?:ing)?|record(?:ing)?|stor(?:e|ing)|ask(?:ing)? (?:\w+ ){0,2}?for|keep track of|track(?:ing)?|intake (?:of|for)|not(?:e|ing) down|need to know|want to know|needs? on (?:the|each) contact|erfassen|recopilar):?\s+(?:(?:each|every|the|a|an|their|his|her|its|my|our)\s+(?:\w+'s\s+)?)?/gi;
const noField =
  /^(?:reviews?|payments?|leads?|referrals?|deposits?|feedback|money|data|info(?:rmation)?|everything|everyone|who|which|how|where|people|clients?|customers?|patients?|members?|deals?|progress|results?|it|them|us|that|this|signatures?|appointments?|bookings?|conversions?|sales|jobs?|projects?|donations?|inquiries|no-?shows?|calls?|cases?|orders?|revenue)$/i;

/** Names of fields, with their form. A verb such as "collect" counts where what follows reads like fields. */
export function fieldsIn(goal: string): SaidField[] {
  const found: SaidField[] = [];
  for (const sentence of sentencesOf(goal)) {
    const model =
      /\b(?:opportunity|deal|opportunities) (?:custom )?fields?\b|\bfields? (?:on|for) (?:the |each )?(?:opportunit|deal)/i.test(
        sentence,
      )
        ? 'opportunity'
        : 'contact';
    for (const name of quotedBefore(sentence, 'fields?')) add(found, name, null, model);
    for (const match of sentence.matchAll(after))
      for (const { name, note } of readList(sentence.slice(match.index + match[0].length)))
        add(found, name, note, model);
    for (const { name, note } of bareFieldsIn(sentence)) add(found, name, note, model);
    const [, onContact] =
      /\b(?:need|want|add|keep)\s+(.{3,160}?)\s+on (?:the|each|every) (?:contact|client|customer|patient|lead)s?(?: record)?\b/i.exec(
        sentence,
      ) ?? [];
    if (onContact !== undefined) for (const { name, note } of readList(onContact)) add(found, name, note, model);
    for (const match of sentence.matchAll(verbs)) {
      const items = readList(sentence.slice(match.index + match[0].length));
      const isSure =
        items.length > 1 || /(?:\b(?:their|each|every)\s|'s\s)/i.test(match[0]) || !/^track/i.test(match[0]);
      if (isSure) for (const { name, note } of items) if (!noField.test(name)) add(found, name, note, model);
    }
  }
  return found;
}

/** GHL has these on every contact, and refuses fields of their names. */
const standard =
  /^(?:(?:full|first|last) )?names?$|^(?:contact )?(?:e-?mail|phone)(?: (?:address|number))?$|^(?:postal |home |street )?address$|^(?:website|city|state|country|zip(?: code)?|postal code|date of birth|tags?|(?:company|business) name)$/i;

function add(found: SaidField[], written: string, note: string | null, model: SaidField['model']): void {
  const name = capitalised(
    written
      .replace(/^how many\s+(.+?)(?:\s+(?:are|is|do|does|were|have)\b.*)?$/i, 'number of $1')
      .replace(/\s*\(?\b(?:yes\s?\/\s?no|y\/n)\b\)?$/i, '')
      .replace(/\s*:.*$/, '')
      .replace(/^(?:(?:an?|the|custom) )*(?:fields? )?(?=\S)/i, '')
      .replace(/\s+(?:fields?|dropdown)$/i, ''),
  );
  if (name === '' || standard.test(name) || found.some((one) => one.name.toLowerCase() === name.toLowerCase())) return;
  found.push({ name, model, ...fieldForm(name, note ?? /:\s*(.+)$/.exec(written)?.[1] ?? yesNoIn(written)) });
}

function yesNoIn(written: string): string | null {
  return /\b(?:yes\s?\/\s?no|y\/n)\b/i.test(written) ? 'yes/no' : null;
}
