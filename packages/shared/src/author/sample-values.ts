import type { VariableDeclaration, VariableValue } from '../blueprint/types.ts';
import { kinds } from '../kinds/registry.ts';
import { z } from 'zod';

/** Values for a variable, the likeliest first. Each names it, so that two variables do not make one name. */
export function sampleValues(
  name: string,
  { type }: VariableDeclaration,
  compared: readonly string[],
): readonly VariableValue[] {
  switch (type) {
    case 'boolean':
      return [true, false];
    case 'number':
      return [...compared.map(Number).filter(Number.isFinite), 30, 1, 0];
    case 'list':
      return [['first', 'second'], [`${name}@example.com`], []];
    case 'string': {
      const plain = name.replaceAll('_', ' ');
      const form = name.replaceAll(/_+/g, '-').replaceAll(/^-|-$/g, '');
      return [
        ...compared,
        `Sample ${plain}`,
        ...places(name),
        form,
        `${form}@example.com`,
        '#336699',
        'USD',
        ...listed(),
      ];
    }
  }
}

/** Opening hours close after they open. */
const places = (name: string): string[] => (/clos|end|to$|until/.test(name) ? ['17:00', '23:59'] : ['09:00', '17:00']);

/** Where one of some words is wanted. */
const listed = (): readonly string[] =>
  (words ??= [
    ...new Set(Object.values(kinds).flatMap(({ schema }) => [...enumsOf(z.toJSONSchema(schema, { io: 'input' }))])),
  ]);
let words: readonly string[] | undefined;

function* enumsOf(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'enum' && Array.isArray(value)) yield* value.map(String);
    else yield* enumsOf(value);
  }
}
