import { isTooLarge } from '../blueprint/limits.ts';
import { readSource } from '../blueprint/read-source.ts';
import { isJsonObject, sameJson } from '../json.ts';
import { layDown } from './lay-down.ts';
import { mergeProposal } from './merge-proposal.ts';
import type { AppliedProposal, Proposal } from './types.ts';
import { weaveText } from './weave-text.ts';

/**
 * A blueprint's text with the proposal's changes; comments and the order of the rest stay. An empty or unreadable text is begun anew;
 * comments alone stay above it.
 * What is removed goes first, so that a resource which is removed and given is written anew in its place. The text of a draft is not read
 * again to make sure.
 */
export function applyProposal(
  source: string,
  proposal: Proposal,
  { isDraft = false }: { isDraft?: boolean } = {},
): AppliedProposal {
  const text = source.replace(/^\uFEFF/, '');
  const read = isTooLarge(text) ? null : readSource(text);
  if (!read || !('document' in read) || !isJsonObject(read.document.value)) return begun(text, proposal);
  const { value: before, format } = read.document;
  const { document, problems } = mergeProposal(before, proposal);
  if (sameJson(before, document)) return { source, isAnew: false, problems };
  if (format === 'yaml') return { source: weaveText(text, before, document, isDraft), isAnew: false, problems };
  const indent = /\n(\s+)"/.exec(text)?.[1] ?? '  ';
  return { source: `${JSON.stringify(document, null, indent)}\n`, isAnew: false, problems };
}

function begun(text: string, proposal: Proposal): AppliedProposal {
  const { document, problems } = mergeProposal({}, proposal);
  const isAnew = text.split('\n').some((line) => !/^\s*(?:#|$)/.test(line));
  const comments = isAnew || text.trim() === '' ? '' : `${text.trimEnd()}\n\n`;
  return { source: comments + layDown(document), isAnew, problems };
}
