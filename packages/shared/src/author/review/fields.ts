import { textOf } from '../../kinds/text-of.ts';
import { hasExpression } from '../../blueprint/template.ts';
import type { Finding, Rule } from './types.ts';

interface Trouble {
  means: RegExp;
  as: readonly string[];
  better: string;
  why: string;
}

const troubles: readonly Trouble[] = [
  {
    means: /\b(phone|mobile|cell)( (no|nr|number))?\.?$/i,
    as: ['TEXT', 'LARGE_TEXT', 'NUMERICAL'],
    better: 'PHONE',
    why: 'As text it cannot be called or texted, and everybody writes it otherwise.',
  },
  {
    means: /\b(date|birthday|date of birth|dob|anniversary|expiry|expires|expires on|due on)$/i,
    as: ['TEXT', 'LARGE_TEXT', 'NUMERICAL'],
    better: 'DATE',
    why: 'As text no workflow can wait for it, and no list can be sorted by it.',
  },
  {
    means: /\b(price|budget|amount|cost|fee|revenue|deposit|premium|salary|income|rent)$/i,
    as: ['NUMERICAL', 'FLOAT'],
    better: 'MONETORY',
    why: 'A bare number says no currency, and is shown without one.',
  },
];

/** Types that seem to do, until somebody wants to use what is in them. */
export const fieldTypes: Rule = ({ resources }) =>
  resources.flatMap(({ kind, name, address, properties }): Finding[] => {
    const title = textOf(properties['name']);
    const dataType = textOf(properties['dataType']);
    const trouble = troubles.find(({ means, as }) => means.test(title) && as.includes(dataType));
    if (kind !== 'customField' || !trouble || isOfTwo(title) || hasExpression(title)) return [];
    return [
      {
        title: `Make "${title}" a ${trouble.better} field`,
        why: `It is ${dataType}. ${trouble.why} GHL cannot change the type later: where the field is already, it would be made anew.`,
        reason: 'risk',
        addresses: [address],
        change: { resources: [{ kind, address: name, dataType: trouble.better }] },
      },
    ];
  });

/** `Contact name and phone`: a text is right for it. */
const isOfTwo = (title: string): boolean => /\b(and|or)\b|[&/,]/i.test(title);
