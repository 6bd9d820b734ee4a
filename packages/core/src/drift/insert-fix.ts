import type { Tx } from '@groundwork/db';
import type { Context } from '../context.ts';
import { insertRollout } from '../rollouts/insert-rollout.ts';
import type { FindingRow } from './finding-rows.ts';
import { type ToFixWith, versionsToFixWith } from './versions-to-fix-with.ts';

/** A rollout that fixes findings of one blueprint, of one cause or several. */
export async function insertFix(ctx: Context, tx: Tx, findings: readonly FindingRow[]): Promise<string> {
  const [example] = findings;
  if (!example) throw new Error('nothing is fixed of no finding');
  const causes = [...Map.groupBy(findings, ({ cause }) => cause).values()].flatMap(([first]) => first ?? []);
  const applied = await versionsToFixWith(tx, findings);
  const inOrder = findings.toSorted(
    (a, b) => order(a.locationName, b.locationName) || order(a.location_id, b.location_id),
  );
  return insertRollout(ctx, tx, {
    agencyId: ctx.actor.agencyId,
    name: nameOf(example, causes.length),
    purpose: 'drift',
    blueprintId: example.blueprint_id,
    blueprintVersionId: newest([...applied.values()]).versionId,
    targets: [...new Set(inOrder.map(({ location_id: id }) => id))].flatMap((locationId) => {
      const version = applied.get(locationId);
      return version ? [{ locationId, blueprintVersionId: version.versionId, inputs: version.inputs }] : [];
    }),
    overwrite: causes.map(({ address, path }) => ({ address, path: path === '' ? null : path })),
    only: [...new Set(causes.map(({ address }) => address))],
    createdBy: ctx.actor.memberId,
  });
}

const order = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const newest = (applied: readonly ToFixWith[]): ToFixWith => applied.reduce((a, b) => (b.number > a.number ? b : a));

function nameOf({ title, path, what }: FindingRow, causes: number): string {
  const more = causes > 1 ? ` and ${causes - 1} more` : '';
  return `${`Fix drift: ${[title, path === '' ? what : path].join(', ')}`.slice(0, 120 - more.length)}${more}`;
}
