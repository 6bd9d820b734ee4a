import { expect, test } from 'vitest';
import { faultyBlueprints } from './faulty-blueprints.ts';
import { refusalOf } from './raw-call.ts';
import { nothingIsWritten, type World } from './world.ts';

export function blueprints(world: World): void {
  nothingIsWritten(world);

  test.each(faultyBlueprints)('$name', async ({ source, at, says }) => {
    const { save, check } = world.owner.trpc.blueprints;
    const { code, message, issues = [] } = await refusalOf(save.mutate({ source }));
    expect({ code, message }).toEqual({
      code: 'BLUEPRINT_INVALID',
      message: expect.stringMatching(/^The blueprint has \d+ faults?\. Nothing was saved\.$/),
    });
    expect(issues[0]).toMatchObject({ at: { line: at[0], column: at[1] }, message: expect.stringMatching(says) });
    expect(await check.mutate({ source })).toEqual({ valid: false, issues });
  });

  test.each([
    ['by a byte', `#${'x'.repeat(1024 * 1024)}`],
    ['in bytes, though not in characters', '€'.repeat(400_000)],
  ])('more than 1 MiB %s', async (_, source) => {
    const { save, check } = world.owner.trpc.blueprints;
    for (const call of [save, check])
      expect(await refusalOf(call.mutate({ source }))).toMatchObject({
        code: 'BLUEPRINT_TOO_LARGE',
        message: expect.stringMatching(/at most 1048576 \(1 MiB\) are taken\. Split it in two\./),
      });
  });
}
