import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '@groundwork/shared';
import { kindNames, kinds } from '@groundwork/shared/kinds';
import type { LiveResource } from '@groundwork/shared/kinds';
import { samples } from '../testing/kind-samples.ts';
import { gym } from '../testing/sandbox-account.ts';
import { openSandboxGhl } from '../testing/sandbox-ghl.ts';
import type { SandboxGhl } from '../testing/sandbox-ghl.ts';

let open: SandboxGhl;
beforeAll(async () => {
  open = await openSandboxGhl();
});
afterAll(() => open.close());

describe.each(kindNames)('%s', (kindName) => {
  const kind = kinds[kindName];
  const { written, change } = samples[kindName];
  const first = kind.normalise(written);
  const second = kind.normalise({ ...written, ...change });
  const listed = async (id: string) => (await open.ghl.list(kindName, gym)).find((found) => found.id === id);
  const create = () => open.ghl.create(kindName, gym, first);

  it('is a valid resource of a blueprint in this test', () => {
    for (const properties of [written, { ...written, ...change }])
      expect(kind.schema.safeParse(properties).error).toBeUndefined();
  });

  it('is listed and read back as it was created, spelt as the pure half spells it', async () => {
    const made = await create();
    expect(made.attributes).toMatchObject(first);
    expect(await listed(made.id)).toEqual(made);
    expect(await open.ghl.get(kindName, gym, made.id)).toEqual(made);
    expect(kind.normalise(made.attributes)).toEqual(made.attributes);
    expect(Object.keys(made.attributes)).toEqual(expect.arrayContaining(Object.keys(first)));
    await open.ghl.remove(kindName, gym, made.id);
  });

  it('is changed in what differs, and keeps the rest', async () => {
    const made = await create();
    const changed = await open.ghl.update(kindName, gym, made, second);
    expect(changed.id).toBe(made.id);
    expect(changed.attributes).toMatchObject(second);
    expect(await open.ghl.get(kindName, gym, made.id)).toEqual(changed);
    expect(withoutChanged(changed)).toEqual(withoutChanged(made));
    expect(await open.ghl.update(kindName, gym, changed, second)).toEqual(changed);
    await open.ghl.remove(kindName, gym, made.id);
  });

  it('is gone after it was removed, and removing it again is a success', async () => {
    const { id } = await create();
    await open.ghl.remove(kindName, gym, id);
    expect(await listed(id)).toBeUndefined();
    expect(await open.ghl.get(kindName, gym, id)).toBeNull();
    await expect(open.ghl.remove(kindName, gym, id)).resolves.toBeUndefined();
  });

  /** What the change does not name; ids of stages follow the stages. */
  function withoutChanged({ attributes }: LiveResource): JsonObject {
    const touched = new Set([...Object.keys(change), 'stageIds']);
    return Object.fromEntries(Object.entries(attributes).filter(([name]) => !touched.has(name)));
  }
});
