import type { Contract, Schema, Shape } from './contract.ts';

/** What a client of the older release would run into, one sentence each: `jobs.get output.log: is gone`. */
export function findBreaks(older: Contract, now: Contract): string[] {
  return Object.entries(older.procedures).flatMap(([name, then]) => {
    const today = now.procedures[name];
    if (!today) return [`${name}: is gone`];
    if (today.type !== then.type) return [`${name}: is a ${today.type}, and was a ${then.type}`];
    const input = then.input && inputBreaks(`${name} input`, then.input, today.input ?? {});
    const required = mayBeLeftOut(then.input) && !mayBeLeftOut(today.input) ? [`${name} input: is required now`] : [];
    const output = then.output && today.output ? outputBreaks(`${name} output`, then.output, today.output) : [];
    const unseen = then.output && !today.output ? [`${name} output: was not recorded`] : [];
    return [...(input ?? []), ...required, ...output, ...unseen];
  });
}

const mayBeLeftOut = (input: Schema | null): boolean => input === null || input['mayBeLeftOut'] === true;

/** Whatever was taken has to be taken. */
function inputBreaks(at: string, then: Schema, now: Schema): string[] {
  const choices = now.anyOf ?? now.oneOf;
  const thenChoices = then.anyOf ?? then.oneOf;
  if (thenChoices)
    return thenChoices.flatMap((choice) =>
      (choices ?? [now]).some((today) => inputBreaks(at, choice, today).length === 0)
        ? []
        : [`${at}: no longer takes ${brief(choice)}`],
    );
  if (choices)
    return choices.some((today) => inputBreaks(at, then, today).length === 0)
      ? []
      : [`${at}: no longer takes ${brief(then)}`];
  if (now.type !== undefined && now.type !== then.type && !(now.type === 'number' && then.type === 'integer'))
    return [`${at}: takes ${now.type}, and took ${then.type ?? 'anything'}`];
  const values = now.enum ?? (now.const === undefined ? undefined : [now.const]);
  const thenValues = then.enum ?? (then.const === undefined ? undefined : [then.const]);
  const lost = values ? (thenValues ?? [null]).filter((value) => !values.includes(value)) : [];
  const narrower = [
    ...ceilings.filter((limit) => above(then[limit], now[limit], Number.POSITIVE_INFINITY)),
    ...floors.filter((limit) => above(now[limit], then[limit], Number.NEGATIVE_INFINITY)),
  ];
  if (now['pattern'] !== undefined && now['pattern'] !== then['pattern']) return [`${at}: takes another pattern`];
  return [
    ...lost.map((value) => `${at}: no longer takes ${String(value)}`),
    ...narrower.map((limit) => `${at}: has a narrower ${limit}`),
    ...(now.required ?? [])
      .filter((name) => !then.required?.includes(name))
      .map((name) => `${at}.${name}: is required now`),
    ...Object.entries(then.properties ?? {}).flatMap(([name, inner]) => {
      const today = now.properties?.[name];
      if (today) return inputBreaks(`${at}.${name}`, inner, today);
      return now.additionalProperties === false ? [`${at}.${name}: is gone`] : [];
    }),
    ...(then.items && now.items ? inputBreaks(`${at}[]`, then.items, now.items) : []),
    ...(typeof then.additionalProperties === 'object' && typeof now.additionalProperties === 'object'
      ? inputBreaks(`${at}.*`, then.additionalProperties, now.additionalProperties)
      : []),
  ];
}

const ceilings = ['maxLength', 'maximum', 'maxItems'] as const;
const floors = ['minLength', 'minimum', 'minItems'] as const;

const above = (a: unknown, b: unknown, without: number): boolean => numberOr(a, without) > numberOr(b, without);
const numberOr = (value: unknown, without: number): number => (typeof value === 'number' ? value : without);

/** Whatever was answered has to be answered, in the same type. */
function outputBreaks(at: string, then: Shape, now: Shape): string[] {
  const known = then.types.filter((type) => type !== 'null');
  // Where only nothing was seen, nothing is known.
  const strange = known.length === 0 ? [] : now.types.filter((type) => !then.types.includes(type));
  return [
    ...strange.map((type) => `${at}: is ${type}, and was ${then.types.join(' or ')}`),
    ...Object.entries(then.properties ?? {}).flatMap(([name, inner]) => {
      const today = now.properties?.[name];
      if (today) return outputBreaks(`${at}.${name}`, inner, today);
      return now.properties ? [`${at}.${name}: is gone`] : [];
    }),
    ...(then.items && now.items ? outputBreaks(`${at}[]`, then.items, now.items) : []),
  ];
}

const brief = (schema: Schema): string =>
  schema.properties ? `{ ${Object.keys(schema.properties).join(', ')} }` : (schema.type ?? JSON.stringify(schema));
