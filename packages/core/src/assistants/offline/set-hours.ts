import type { Draft } from './draft.ts';
import type { OpenSpan } from './said/said.ts';

const names: Readonly<Record<string, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** Hours that the goal says, in every calendar it adds; those of the first days stay variables, so that an account may differ. */
export function setHours(draft: Draft, hours: readonly OpenSpan[]): void {
  const [first] = hours;
  if (!first) return;
  for (const [variable, value] of [
    ['opens', first.from],
    ['closes', first.to],
  ] as const) {
    const declared = draft.variables.get(variable);
    if (declared) draft.variables.set(variable, { ...declared, default: value });
  }
  const isVariable = draft.variables.has('opens') && draft.variables.has('closes');
  const openHours = hours.map(({ days, from, to }, index) =>
    index === 0 && isVariable ? { days, from: '${var.opens}', to: '${var.closes}' } : { days, from, to },
  );
  for (const resource of draft.resources) {
    if (resource.from === 'source') continue;
    if (resource.kind === 'calendar') resource.properties = { ...resource.properties, openHours };
    if (resource.kind === 'customValue' && resource.name === 'office_hours')
      resource.properties = { ...resource.properties, value: hours.map(spanText).join('; ') };
  }
}

const spanText = ({ days, from, to }: OpenSpan): string => `${daysText(days)}, ${from} to ${to}`;

const daysText = (days: readonly string[]): string => {
  const written = days.map((day) => names[day] ?? day);
  return written.length > 2 ? `${written[0]} to ${written.at(-1)}` : written.join(' and ');
};
