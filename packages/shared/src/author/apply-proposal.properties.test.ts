import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSource } from '../blueprint/format-source.ts';
import { parseBlueprint } from '../blueprint/parse-blueprint.ts';
import { readSource } from '../blueprint/read-source.ts';
import type { Blueprint } from '../blueprint/types.ts';
import type { Json } from '../json.ts';
import { applyProposal } from './apply-proposal.ts';
import { authorAnswer } from './answer-forms.ts';
import { proposalOf } from './proposal-of.ts';
import { anySource } from './testing/any-source.ts';
import type { Proposal } from './types.ts';

const contentOf = (source: string): Blueprint => {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) throw new Error(`${JSON.stringify(parsed.issues)}\n${source}`);
  return parsed.blueprint;
};
/** Groups that hold nothing say nothing. */
const filled = ({ resources, ...rest }: Blueprint): Json =>
  ({
    ...rest,
    resources: Object.fromEntries(Object.entries(resources).filter(([, ofKind]) => Object.keys(ofKind).length > 0)),
  }) as unknown as Json;
const runs = { numRuns: 60 };

test('what any blueprint says can be proposed, and applied to nothing it is that blueprint in our own layout', () => {
  fc.assert(
    fc.property(anySource, ({ blueprint }) => {
      const { source, problems } = applyProposal('', proposalOf(blueprint));
      expect(problems).toEqual([]);
      expect(filled(contentOf(source))).toEqual(filled(blueprint));
      const formatted = formatSource(source);
      expect('source' in formatted && formatted.source).toBe(source);
    }),
    runs,
  );
});

test('applied again, a proposal changes nothing more', () => {
  fc.assert(
    fc.property(anySource, anySource, ({ source }, { blueprint }) => {
      const proposal = proposalOf(blueprint);
      const once = applyProposal(source, proposal).source;
      expect(applyProposal(once, proposal)).toEqual({ source: once, problems: [], isAnew: false });
    }),
    runs,
  );
});

test('however it is written, a text says afterwards what is proposed, and else what it said', () => {
  fc.assert(
    fc.property(anySource, anySource, fc.array(fc.nat(20), { maxLength: 3 }), ({ source, blueprint }, other, gone) => {
      const addresses = Object.entries(blueprint.resources).flatMap(([kind, all]) =>
        Object.keys(all).map((name) => `${kind}.${name}`),
      );
      const remove = [...new Set(gone)].flatMap((index) => addresses[index] ?? []);
      const proposal: Proposal = { ...proposalOf(other.blueprint), remove };
      const applied = applyProposal(source, proposal);
      expect(applied.problems).toEqual([]);
      expect(filled(asWritten(applied.source))).toEqual(filled(expected(blueprint, proposal)));
    }),
    runs,
  );
});

const nothing: Proposal = { name: null, description: null, variables: [], resources: [], remove: [] };

test('what is added is one piece between lines that stay as they are, comments and all', () => {
  fc.assert(
    fc.property(anySource, fc.constantFrom('tag', 'product'), ({ source }, kind) => {
      fc.pre(!source.startsWith('{'));
      const said = kind === 'tag' ? { name: 'Fresh' } : { name: 'Fresh', productType: 'SERVICE' };
      const applied = applyProposal(source, { ...nothing, resources: [{ kind, address: 'fresh', ...said }] });
      const { gone, came } = changedLines(source, applied.source);
      // A group in braces is written anew.
      expect(gone.filter((line) => !/: \{.*\}|^resources:/.test(line))).toEqual([]);
      expect(came.join('\n')).toContain('Fresh');
    }),
    runs,
  );
});

test('where one attribute changes, one line does', () => {
  fc.assert(
    fc.property(anySource, fc.nat(20), ({ source, blueprint }, pick) => {
      fc.pre(!source.startsWith('{'));
      const tags = Object.entries(blueprint.resources).flatMap(([kind, all]) =>
        Object.entries(all).map(([address]) => ({ kind, address })),
      );
      const one = tags[pick];
      fc.pre(one !== undefined);
      const applied = applyProposal(source, { ...nothing, resources: [{ ...one, name: 'Renamed' }] });
      const { gone } = changedLines(source, applied.source);
      expect(gone.length).toBeLessThanOrEqual(1);
      for (const comment of source.match(/(above|beside) \d+$/gm) ?? []) expect(applied.source).toContain(comment);
    }),
    runs,
  );
});

test('what the author wrote in its form says the same when it is read and applied', () => {
  fc.assert(
    fc.property(anySource, ({ blueprint }) => {
      const proposal = proposalOf(blueprint);
      const answer = { questions: [], proposal, summary: '', notes: [] };
      const read = authorAnswer().read(answer);
      // What says nothing is not read.
      fc.pre(!/""|\{\}|"manage":"own"|"preventDestroy":false/.test(JSON.stringify(blueprint)));
      expect(read).toMatchObject({ ok: true });
      const value = read.ok ? read.value.proposal : null;
      expect(value?.resources).toEqual(proposal.resources);
      expect(value?.variables).toEqual(proposal.variables);
    }),
    runs,
  );
});

/** What a proposal asks for, on plain values. */
function expected(blueprint: Blueprint, { name, description, variables, resources, remove }: Proposal): Blueprint {
  const merged = structuredClone(blueprint) as unknown as {
    variables: Record<string, unknown>;
    resources: Record<string, Record<string, { lifecycle?: object }>>;
  };
  for (const address of remove) {
    const [kind = '', own = ''] = address.split('.');
    delete merged.resources[kind]?.[own];
  }
  for (const { kind, address, ...said } of resources as { kind: string; address: string; lifecycle?: object }[]) {
    const held = merged.resources[kind]?.[address] ?? {};
    const lifecycle = said.lifecycle && { lifecycle: { ...held.lifecycle, ...said.lifecycle } };
    merged.resources[kind] = { ...merged.resources[kind], [address]: { ...held, ...said, ...lifecycle } };
  }
  for (const { name: own, ...said } of variables as { name: string }[]) merged.variables[own] = said;
  return { ...merged, name, ...(description === null ? {} : { description }) } as unknown as Blueprint;
}

/** Read without being judged: two blueprints may clash where they meet. */
function asWritten(source: string): Blueprint {
  const read = readSource(source);
  if (!('document' in read)) throw new Error(`${JSON.stringify(read.issues)}\n${source}`);
  return read.document.value as unknown as Blueprint;
}

/** Between the lines that both texts begin with, and those that both end with. */
function changedLines(before: string, after: string): { gone: string[]; came: string[] } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let first = 0;
  while (first < old.length && first < now.length && old[first] === now[first]) first++;
  let last = 0;
  while (last < Math.min(old.length, now.length) - first && old.at(-1 - last) === now.at(-1 - last)) last++;
  return { gone: old.slice(first, old.length - last), came: now.slice(first, now.length - last) };
}
