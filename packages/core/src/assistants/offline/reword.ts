import type { Json } from '@groundwork/shared';
import type { Fragment, Wording } from './parts-library.ts';

export const plainWording: Wording = {
  customer: ['customer', 'customers'],
  visit: ['appointment', 'appointments'],
  business: 'business',
};

/** A part in a trade's words: `<customer>` becomes patient, `<Visits>` Visits. */
export const reword = ({ variables, resources }: Fragment, wording: Wording): Fragment => ({
  variables: Object.fromEntries(
    Object.entries(variables).map(([name, { description, ...rest }]) => [
      name,
      description === undefined ? rest : { ...rest, description: inWords(description, wording) },
    ]),
  ),
  resources: resources.map((resource) => ({
    ...resource,
    properties: mapTexts(resource.properties, (text) => inWords(text, wording)),
  })),
});

function inWords(text: string, { customer, visit, business }: Wording): string {
  const words: Readonly<Record<string, string>> = {
    customer: customer[0],
    customers: customer[1],
    visit: visit[0],
    visits: visit[1],
    business,
  };
  return text.replaceAll(/<(\w+)>/g, (written, slot: string) => {
    const word = words[slot.toLowerCase()];
    if (word === undefined) return written;
    return /^[A-Z]/.test(slot) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
  });
}

/** The same JSON with each text changed; keys stay. */
export function mapTexts<T extends Json>(value: T, change: (text: string) => string): T {
  const mapped = (within: Json): Json => {
    if (typeof within === 'string') return change(within);
    if (Array.isArray(within)) return within.map(mapped);
    if (typeof within === 'object' && within !== null)
      return Object.fromEntries(Object.entries(within).map(([key, item]) => [key, mapped(item)]));
    return within;
  };
  // The shape stays: texts become texts.
  return mapped(value) as T;
}
