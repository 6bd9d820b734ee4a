import { declaredResources } from '../blueprint/declared-resources.ts';
import { parseBlueprint } from '../blueprint/parse-blueprint.ts';
import type { Json } from '../json.ts';
import type { AssistantSuggestion, SuggestionReason } from '../views/assistant.ts';
import { applyProposal } from './apply-proposal.ts';
import { fieldTypes } from './review/fields.ts';
import { gaps } from './review/gaps.ts';
import { unprotected, unseeded } from './review/lifecycles.ts';
import { literals } from './review/literals.ts';
import { alike, mixedTags } from './review/names.ts';
import { pipelines } from './review/pipelines.ts';
import type { Finding, Rule } from './review/types.ts';

const maxSuggestions = 20;
/** Each change writes and reads the whole text anew, and whoever asks waits. */
const maxWrittenCharacters = 150_000;
const rules: readonly Rule[] = [unprotected, fieldTypes, alike, pipelines, gaps, mixedTags, unseeded, literals];
const order: readonly SuggestionReason[] = ['risk', 'duplicate', 'missing', 'convention'];

/**
 * What a practised eye finds in a valid blueprint without asking anybody: duplicates, missing conventions, risky lifecycles. Of a faulty
 * one nothing: its faults come first. Of a very long text only the first suggestions bring their change.
 */
export function reviewBlueprint(source: string): AssistantSuggestion[] {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) return [];
  const { blueprint } = parsed;
  const reviewed = { blueprint, resources: declaredResources(blueprint as unknown as Json) };
  let left = maxWrittenCharacters;
  return rules
    .flatMap((rule) => rule(reviewed))
    .toSorted((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason))
    .slice(0, maxSuggestions)
    .map(({ change, ...finding }) => {
      if (change) left -= source.length;
      return { ...finding, source: left < 0 ? null : mended(source, change) };
    });
}

/** Null too where the change would need others beside it. */
function mended(source: string, change: Finding['change']): string | null {
  if (!change) return null;
  const nothing = { name: null, description: null, variables: [], resources: [], remove: [] };
  const applied = applyProposal(source, { ...nothing, ...change });
  const isSound = applied.problems.length === 0 && applied.source !== source && parseBlueprint(applied.source).ok;
  return isSound ? applied.source : null;
}
