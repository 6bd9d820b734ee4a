import { expect, it } from 'vitest';
import { parseBlueprint } from '../blueprint/parse-blueprint.ts';
import { resolveVariables } from '../blueprint/resolve-variables.ts';
import { concealItem } from './conceal.ts';
import { diff } from './diff.ts';
import { emptyAccount } from './testing/empty-account.ts';
import { entry, object } from './testing/plan-of.ts';

const source = `groundwork: 1
name: Clinic
variables: { key: { type: string, secret: true }, phone: { type: string } }
resources:
  customValue:
    api_key: { name: API key, value: 'Bearer \${var.key}' }
    phone: { name: Phone, value: '\${var.phone}' }
`;

function planOf(live: string, applied: string) {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const resolved = resolveVariables(parsed.blueprint, { key: 's3cret-new', phone: '555' });
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.issues));
  const held = object('v1', { name: 'API key', value: live, fieldKey: 'custom_values.api_key' });
  const state = [entry('customValue.api_key', 'v1', { name: 'API key', value: applied })];
  return diff({ resources: resolved.resources, live: { ...emptyAccount(), customValue: [held] }, state });
}

it('shows that a secret changes, and neither the old nor the new one', () => {
  const items = planOf('Bearer s3cret-old', 'Bearer s3cret-old');
  expect(JSON.stringify(items)).toContain('s3cret-new');
  const shown = items.map(concealItem);
  expect(JSON.stringify(shown)).not.toContain('s3cret');
  expect(shown.find(({ address }) => address === 'customValue.api_key')).toMatchObject({
    action: 'update',
    changes: [{ path: 'value', before: '(secret)', after: '(secret)' }],
  });
  expect(JSON.stringify(shown)).toContain('555');
});

it("keeps it out of what is said about a client's edit", () => {
  const shown = planOf('Bearer s3cret-theirs', 'Bearer s3cret-old').map(concealItem);
  const text = JSON.stringify(shown);
  expect(text).toContain('was edited in the account');
  expect(text).not.toContain('s3cret');
});

it.for([
  ["customValue: { a: { name: 'x ${var.key}', value: v } }", '"name" is shown to everyone'],
  ["customValue: { a: { name: x, value: v, when: { value: '${var.key}', in: [a] } } }", 'is shown to everyone'],
] as const)('is not taken where it would be shown: %s', ([resources, message]) => {
  const parsed = parseBlueprint(
    `groundwork: 1\nname: Clinic\nvariables: { key: { type: string, secret: true } }\nresources:\n  ${resources}\n`,
  );
  expect(parsed).toMatchObject({ ok: false, issues: [{ message: expect.stringContaining(message) as string }] });
});
