import { mapTexts } from '../../blueprint/map-texts.ts';
import { references } from '../../blueprint/references.ts';
import { renderTemplate } from '../../blueprint/template.ts';
import type { Reference } from '../../blueprint/types.ts';
import type { JsonObject } from '../../json.ts';
import { isIdentity } from '../../kinds/is-identity.ts';
import { kinds } from '../../kinds/registry.ts';
import { createGraph, withReferences } from '../refer-to.ts';
import type { Restored } from './undo-step.ts';

/** What is made again has another id, and perhaps another key: what named the old one refers to it instead. */
export function linkRemade(restored: readonly Restored[]): Restored[] {
  const targets = targetsOf(restored);
  if (targets.size === 0) return [...restored];
  const graph = createGraph();
  return restored.map((one) => {
    const { address, kind, properties } = one.resource;
    const link = (attributes: JsonObject): JsonObject =>
      mapTexts(attributes, (text, path) =>
        // It is a template already, and escaping it twice would change it.
        text.includes('${') || isIdentity(kind, path)
          ? text
          : renderTemplate(withReferences(text, targets, (to) => graph.link(address, to))),
      );
    const [linked, applied] = [link(properties), link(one.applied)];
    const dependsOn = [...new Set([linked, applied].flatMap(references).map((reference) => reference.address))].sort();
    return { ...one, applied, resource: { ...one.resource, properties: linked, dependsOn } };
  });
}

/** By the ids and keys that objects had before they were deleted or replaced. */
function targetsOf(restored: readonly Restored[]): Map<string, Reference> {
  const targets = new Map<string, Reference>();
  for (const { step, resource } of restored) {
    const { action, ghlId, kind } = step.item;
    if (action !== 'delete' && action !== 'replace') continue;
    const { address } = resource;
    if (ghlId !== null) targets.set(ghlId, { address, attribute: 'id' });
    const key = step.before.live?.['fieldKey'];
    if (typeof key === 'string' && kinds[kind].referable.includes('fieldKey'))
      targets.set(key, { address, attribute: 'fieldKey' });
  }
  return targets;
}
