import type { Db } from '@groundwork/db';
import { sql } from 'kysely';

/** What there is about one account, in every table that a verb may be asked for. */
export interface Place {
  id: string;
  name: string;
  planId: string;
  jobId: string;
  rolloutId: string;
  groupId: string;
  cause: string;
  ignoreId: string;
}

export interface ScopeFixture {
  blueprintId: string;
  versionId: string;
  /** With a rule for new accounts. */
  ruledId: string;
  own: Place;
  /** Its rollout is over both accounts. */
  other: Place;
}

export const sourceOf = (name: string): string =>
  `groundwork: 1\nname: ${name}\nvariables: { phone: { type: string, default: none } }\nresources:\n  tag:\n    a: { name: a tag }\n`;

/** Two accounts of an agency with the same of everything. */
export async function writeScopeFixture(db: Db, agencyId: string): Promise<ScopeFixture> {
  const { blueprintId, versionId } = await writeBlueprint(db, agencyId, 'Common');
  const { blueprintId: ruledId } = await writeBlueprint(db, agencyId, 'Ruled');
  await db.insertInto('install_rules').values({ agency_id: agencyId, blueprint_id: ruledId, mode: 'plan' }).execute();
  const about = { agencyId, blueprintId, versionId };
  const own = await writePlace(db, about, { id: 'ownLocation', name: 'Own clinic', also: [] });
  const other = await writePlace(db, about, { id: 'otherLocation', name: 'Other clinic', also: [own.id] });
  return { blueprintId, versionId, ruledId, own, other };
}

async function writeBlueprint(db: Db, agencyId: string, name: string) {
  const { id: blueprintId } = await db
    .insertInto('blueprints')
    .values({ agency_id: agencyId, name })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: versionId } = await db
    .insertInto('blueprint_versions')
    .values({
      agency_id: agencyId,
      blueprint_id: blueprintId,
      number: 1,
      source: sourceOf(name),
      format: 'yaml',
      document: JSON.stringify({ groundwork: 1, name, resources: {} }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { blueprintId, versionId };
}

async function writePlace(
  db: Db,
  { agencyId: agency_id, blueprintId, versionId }: { agencyId: string; blueprintId: string; versionId: string },
  { id, name, also }: { id: string; name: string; also: string[] },
): Promise<Place> {
  const first = async (query: { executeTakeFirstOrThrow: () => Promise<{ id: string }> }) =>
    (await query.executeTakeFirstOrThrow()).id;
  const groupId = await first(
    db
      .insertInto('location_groups')
      .values({ agency_id, name: `${name} group` })
      .returning('id'),
  );
  await db.insertInto('locations').values({ agency_id, id, name, state: 'active', group_id: groupId }).execute();
  const plan = { agency_id, location_id: id, blueprint_version_id: versionId, variables: '{}', items: '[]' };
  const planId = await first(
    db
      .insertInto('plans')
      .values({ ...plan, summary: '{}', fingerprint: 'f' })
      .returning('id'),
  );
  const job = { agency_id, location_id: id, plan_id: planId, state: 'FAILED', error: givenUp } as const;
  const jobId = await first(db.insertInto('jobs').values(job).returning('id'));
  const rollout = { agency_id, name: `${name} rollout`, purpose: 'apply', state: 'PLANNED', settings: '{}' } as const;
  const rolloutId = await first(
    db
      .insertInto('rollouts')
      .values({ ...rollout, blueprint_id: blueprintId, blueprint_version_id: versionId })
      .returning('id'),
  );
  const target = { rollout_id: rolloutId, agency_id, wave: 0, blueprint_version_id: versionId, inputs: '{}' };
  await db
    .insertInto('rollout_targets')
    .values([id, ...also].map((location_id, position) => ({ ...target, location_id, position })))
    .execute();
  const cause = `cause-${id}`;
  const place = { agency_id, location_id: id, blueprint_id: blueprintId };
  const tag = { address: 'tag.a', kind: 'tag' } as const;
  await db
    .insertInto('resource_states')
    .values({ ...place, ...tag, ghl_id: `tag-${id}`, last_applied: '{"name":"a tag"}', origin: 'created' })
    .execute();
  await db
    .insertInto('drift_findings')
    .values({
      ...place,
      ...tag,
      path: 'name',
      what: 'edited',
      cause,
      title: 'a tag',
      expected: '"a tag"',
      live: '"a gate"',
      first_seen_at: new Date(),
    })
    .execute();
  const ignoreId = await first(
    db
      .insertInto('drift_ignores')
      .values({ ...place, cause, until: new Date(), reason: '' })
      .returning('id'),
  );
  await sql`insert into event_topics (topic, agency_id, last_id) values (${`job:${jobId}`}, ${agency_id}, 0)`.execute(
    db,
  );
  return { id, name, planId, jobId, rolloutId, groupId, cause, ignoreId };
}

const givenUp = JSON.stringify({ code: 'GIVEN_UP', message: 'It broke off.', retryable: true });
