import { parseBlueprint } from '../blueprint/parse-blueprint.ts';
import { readSource } from '../blueprint/read-source.ts';
import type { Issue } from '../errors.ts';
import { type KindName, kindNames } from '../kinds/types.ts';
import { diff } from '../plan/diff.ts';
import type { LiveAccount } from '../plan/index-account.ts';
import type { DraftPlanView } from '../views/assistant.ts';
import { pathOf } from './path-of.ts';
import { resolveWithSamples } from './resolve-with-samples.ts';

/** What a valid blueprint would do in an empty account, with sample values for what it asks. Of a faulty one the problems are its faults. */
export function draftPlan(source: string): DraftPlanView {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) return cannot(parsed.issues);
  const resolved = resolveWithSamples(parsed.blueprint);
  if (!resolved.ok) return cannot(located(resolved.issues, source));
  const items = diff({ resources: resolved.resources, live: emptyAccount(), state: [], users: [] });
  const created = items.filter(({ action }) => action === 'create');
  const byKind: DraftPlanView['byKind'] = {};
  for (const { kind } of created) byKind[kind] = (byKind[kind] ?? 0) + 1;
  const manual = items.filter(({ action }) => action === 'manual').map(({ address }) => address);
  return { creates: created.length, byKind, manual, problems: [] };
}

const cannot = (problems: Issue[]): DraftPlanView => ({ creates: 0, byKind: {}, manual: [], problems });

const emptyAccount = (): LiveAccount =>
  Object.fromEntries(kindNames.map((kind) => [kind, []])) as unknown as Record<KindName, []>;

/** The engine knows no lines: it is told what a blueprint says, not how. */
function located(issues: readonly Issue[], source: string): Issue[] {
  const read = readSource(source);
  if (!('document' in read)) return [...issues];
  return issues.map((issue) => ({ ...issue, at: read.document.locate(pathOf(issue.path ?? '')) }));
}
