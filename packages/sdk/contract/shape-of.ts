import type { Shape } from './contract.ts';

/** Objects whose keys are data: attributes of resources, names of variables, kinds that occur. */
const records = new Set(
  'kinds same properties meta desired target applied live lastApplied variables inputs levels values before after base expected'.split(
    ' ',
  ),
);

/** The shape of one answer. */
export function shapeOf(value: unknown): Shape {
  if (value === null || value === undefined) return { types: ['null'] };
  if (Array.isArray(value)) {
    const items = value.map(shapeOf);
    return items.length > 0 ? { types: ['array'], items: items.reduce(join) } : { types: ['array'] };
  }
  if (typeof value !== 'object') return { types: [typeof value] };
  const properties = Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      records.has(name) && isRecord(inner) ? { types: ['object'] } : shapeOf(inner),
    ]),
  );
  return { types: ['object'], properties };
}

/** The shape of two answers: what one of them lacks is lacking in it. */
export function join(a: Shape, b: Shape): Shape {
  const types = [...new Set([...a.types, ...b.types])].toSorted();
  const items = a.items && b.items ? join(a.items, b.items) : (a.items ?? b.items);
  const properties = a.properties && b.properties ? shared(a.properties, b.properties) : (a.properties ?? b.properties);
  return { types, ...(items ? { items } : {}), ...(properties ? { properties } : {}) };
}

const shared = (a: Record<string, Shape>, b: Record<string, Shape>): Record<string, Shape> =>
  Object.fromEntries(
    Object.entries(a).flatMap(([name, inner]) => {
      const other = b[name];
      return other ? [[name, join(inner, other)]] : [];
    }),
  );

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
