import type { z } from 'zod';
import { unprocessable } from './ghl-error.ts';

/** GHL whitelists bodies and queries: an unknown property is refused, each complaint is one sentence. */
export function validate<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw unprocessable(parsed.error.issues.flatMap((issue) => complaints(issue, value)));
}

function complaints(issue: z.core.$ZodIssue, value: unknown): string[] {
  const path = issue.path.join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `property ${path ? `${path}.` : ''}${key} should not exist`);
    case 'invalid_type':
      return [
        path === '' ? 'body must be an object' : `${path} must be ${article(issue.expected)}`,
        ...(path !== '' && lookUp(value, issue.path) === undefined ? [`${path} should not be empty`] : []),
      ];
    case 'invalid_value':
      return [`${path} must be one of the following values: ${issue.values.join(', ')}`];
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'too_big':
    case 'too_small':
      return [`${path} ${issue.message}`];
  }
}

const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

function lookUp(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}
