import { fixtures } from '@groundwork/ghl-sandbox';
import type { VariableValues } from '@groundwork/shared/views';
import { beforeAll, expect, test } from 'vitest';
import { refusalOf } from './raw-call.ts';
import { nothingIsWritten, planFor, type World } from './world.ts';

const source = `groundwork: 1
name: Variables
variables:
  city: { type: string }
  seats: { type: number, default: 1 }
resources:
  tag:
    city: { name: "\${var.city}" }
    fixed: { name: fixed }
`;

const cases: [string, VariableValues, path: string, says: RegExp][] = [
  ['a missing one', {}, 'variables.city', /"city" is missing\. Give it a value/],
  ['an unknown one', { city: 'Rome', citty: 'Rome' }, 'variables.citty', /Did you mean "city"\? Leave it out/],
  ['another type', { city: 'Rome', seats: 'two' }, 'variables.seats', /must be a number/],
  ['NUL', { city: 'Ro\0me' }, 'variables.city', /U\+0000 is not allowed.*Remove it/],
  ['text that turns direction', { city: 'Ro\u202Eme' }, 'variables.city', /U\+202E.*Remove it/],
  ['300 characters in a name', { city: 'x'.repeat(300) }, 'resources.tag.city.name', /at most 255\. Write a shorter/],
  ['an empty name', { city: ' ' }, 'resources.tag.city.name', /must not be empty/],
  ['two names that become one', { city: 'FIXED' }, 'resources.tag.fixed.name', /Rename one, or keep one/],
];

export function variables(world: World): void {
  let versionId: string;
  beforeAll(async () => {
    versionId = (await world.owner.trpc.blueprints.save.mutate({ source })).id;
  });
  nothingIsWritten(world);

  test.each(cases)('%s', async (_, values, path, says) => {
    const plan = planFor(world, fixtures.locations.gym.id, versionId, values);
    expect(await refusalOf(plan)).toMatchObject({
      code: 'VARIABLE_INVALID',
      message: expect.stringMatching(/Nothing was planned/),
      issues: [{ path, message: expect.stringMatching(says) }],
    });
  });
}
