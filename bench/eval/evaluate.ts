import { draftPlan } from '../../packages/shared/src/author/index.ts';
import {
  parseBlueprint,
  type ResolvedResource,
  resolveVariables,
  variableList,
} from '../../packages/shared/src/blueprint/index.ts';
import { type Json, sameJson } from '../../packages/shared/src/json.ts';
import type { AssistantContent } from '../../packages/shared/src/views/assistant.ts';
import type { Brief, Expected, Wanted } from './brief.ts';
import { isThere, plain } from './matches.ts';

export interface Check {
  /** What had to hold, as the table shows it. */
  label: string;
  passed: boolean;
}

/** All checks of a brief. An answer that is none, or not valid, fails every one of them: nobody could use it. */
export function evaluate({ expect, source = '' }: Brief, answer: AssistantContent | null): Check[] {
  if (expect.asks) {
    const asked = answer?.kind === 'questions' ? answer.questions.length : 0;
    return [{ label: 'asks back, at most three questions', passed: asked >= 1 && asked <= 3 }];
  }
  const proposal = answer?.kind === 'proposal' ? answer : null;
  const resources = proposal ? resourcesOf(proposal.source) : null;
  const said = proposal ? plain([proposal.summary, ...proposal.notes].join(' / ')) : '';
  const check = (label: string, holds: boolean): Check => ({ label, passed: resources !== null && holds });
  const found = resources ?? [];
  return [
    check('answers without asking back', proposal !== null),
    check('is valid', resources !== null),
    check('plans clean', proposal !== null && plansClean(proposal.source)),
    ...expect.must.map((wanted) => check(describe(wanted), isThere(wanted, found))),
    ...(expect.mustNot ?? []).map((wanted) => check(`not: ${describe(wanted)}`, !isThere(wanted, found))),
    ...(expect.nowhere ?? []).map((text) =>
      check(`nowhere: ${text}`, !(proposal?.source ?? '').toLowerCase().includes(text)),
    ),
    ...(expect.notes ?? []).map((words) =>
      check(
        `says what is left to a person: ${words}`,
        words.split('|').some((word) => said.includes(plain(word))),
      ),
    ),
    ...keptChecks(expect, source, proposal?.source ?? '').map(([label, holds]) => check(label, holds)),
  ];
}

/** Null where it is not valid. Required variables get a sample of their type. */
function resourcesOf(source: string): ResolvedResource[] | null {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) return null;
  const samples = variableList(parsed.blueprint)
    .filter(({ required }) => required)
    .map(({ name, type }) => [name, sampleOf[type]] as const);
  const resolved = resolveVariables(parsed.blueprint, Object.fromEntries(samples));
  return resolved.ok ? resolved.resources : null;
}

const sampleOf = { string: 'sample', number: 1, boolean: true, list: ['Sample'] };

function plansClean(source: string): boolean {
  const { problems, creates, manual } = draftPlan(source);
  return problems.length === 0 && manual.length === 0 && creates > 0;
}

/** Untouched resources, and comments: what a person wrote beside them. */
function keptChecks(expect: Exclude<Expected, { asks: true }>, before: string, after: string): [string, boolean][] {
  if (before === '') return [];
  const old = parseBlueprint(before);
  const now = parseBlueprint(after);
  const at = (parsed: typeof old, address: string): Json | undefined => {
    const [kind = '', name = ''] = address.split('.');
    const resources = parsed.ok ? (parsed.blueprint.resources as Record<string, Record<string, Json>>) : {};
    return resources[kind]?.[name];
  };
  const comments = [...before.matchAll(/(?:^|\s)(# .+)$/gm)].map(([, comment = '']) => comment);
  return [
    ...(expect.keeps ?? []).map((address): [string, boolean] => {
      const [was, is] = [at(old, address), at(now, address)];
      return [`keeps ${address}`, was !== undefined && is !== undefined && sameJson(was, is)];
    }),
    ...comments.map((comment): [string, boolean] => [
      `keeps the comment ${comment.slice(0, 24)}…`,
      after.includes(comment),
    ]),
  ];
}

/** e.g. `customField budget (MONETORY)`. */
export function describe({ kind, ...wanted }: Wanted): string {
  const { name, count, stages, dataType, options, minutes, price, interval, currency, open, closed, text } = wanted;
  const parts = [
    count !== undefined && `× ${count}`,
    name,
    stages && `[${stages.join(' > ')}]`,
    dataType && `(${dataType})`,
    options && `{${options.join(', ')}}`,
    minutes !== undefined && `${minutes} min`,
    price !== undefined && `${price}`,
    interval && `a ${interval}`,
    currency,
    open && `open ${open.day} ${open.from}`,
    closed && `closed ${closed}`,
    text && `"${text}"`,
  ];
  return [kind, ...parts.filter((part) => typeof part === 'string')].join(' ');
}
