import { kinds } from '../../kinds/registry.ts';
import { textOf } from '../../kinds/text-of.ts';
import type { DeclaredResource } from '../declared-resources.ts';
import { hasExpression } from '../template.ts';
import type { Finding } from './finding.ts';

/**
 * Objects that a person would take for one: their names differ in spaces or hyphens alone. (In case alone: GHL takes them for one too.)
 * What a name that waits for a variable will be, nobody can say here.
 */
export function lintNames(resources: readonly DeclaredResource[]): Finding[] {
  const seen = new Map<string, DeclaredResource>();
  return resources.flatMap((resource) => {
    const { kind, properties, path } = resource;
    if (hasExpression(textOf(properties['name']))) return [];
    const attributes = kinds[kind].normalise(properties);
    const key = kinds[kind]
      .naturalKey(attributes)
      .toLowerCase()
      .replaceAll(/[\s_-]/g, '');
    const other = seen.get(`${kind} ${key}`);
    if (!other) {
      seen.set(`${kind} ${key}`, resource);
      return [];
    }
    return [
      {
        message: `${kinds[kind].label} "${kinds[kind].title(attributes)}" differs from that of ${other.address} only in spaces or hyphens, and GHL keeps both. Use one, or names that tell them apart.`,
        path: [...path, 'name'],
      },
    ];
  });
}
