import { parseBlueprint } from '@groundwork/shared/blueprint';
import type { LibraryEntryView } from '@groundwork/shared/views';
import { kindCounts, totalOf } from '../blueprints/kind-counts.ts';

/** An agency's template among the library. One that this Groundwork cannot read any more says so, and can be opened and corrected. */
export function templateEntry(row: {
  id: string;
  name: string;
  description: string;
  source: string;
}): LibraryEntryView {
  const { id, name, description, source } = row;
  const parsed = parseBlueprint(source);
  const kinds = parsed.ok ? kindCounts(parsed.blueprint) : {};
  return {
    slug: `template-${id}`,
    templateId: id,
    name,
    description: parsed.ok ? description : [outdated, description].filter(Boolean).join(' '),
    resourceCount: totalOf(kinds),
    kinds,
    source,
  };
}

const outdated =
  'This template was written for an older Groundwork and needs a change: open it, correct what is marked, save it, and make a template of it again.';
