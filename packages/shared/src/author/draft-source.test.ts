import { describe, expect, it } from 'vitest';
import { formatSource } from '../blueprint/format-source.ts';
import { draftSource } from './draft-source.ts';

const resources = [
  { kind: 'tag', address: 'vip', name: 'vip', when: null, forEach: null, lifecycle: null },
  { kind: 'workflow', address: 'hi', name: 'Hi' },
  {
    kind: 'pipeline',
    address: 'sales',
    name: 'Sales',
    stages: [{ name: 'New', winProbability: 10, color: null }, { name: 'Won' }],
  },
];
const variables = [{ name: 'phone', type: 'string', description: null, default: null, secret: null }];
const proposal = { name: 'Gym', description: null, variables, resources, remove: ['tag.old'] };
const answer = JSON.stringify({ questions: [], proposal, summary: 'Done.', notes: [] });
const upTo = (part: string): string => answer.slice(0, answer.indexOf(part) + part.length);
const draft = (part: string, source = ''): string | null => draftSource(source, upTo(part));

describe('while an answer arrives, its blueprint is shown as far as it goes', () => {
  it('not at all before there is anything', () => {
    expect([draftSource('', ''), draftSource('', 'Sure'), draft('"questions":[]'), draft('"proposal":')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(draftSource('', '{"questions":[],"proposal":null,"summary":"')).toBeNull();
  });

  it('by whole variables and resources, without one that nobody knows', () => {
    expect(draft('"name":"Gym"')).toBe('groundwork: 1\nname: Gym\n');
    expect(draft('"name":"phone"')).toBe('groundwork: 1\nname: Gym\n');
    const first =
      'groundwork: 1\nname: Gym\n\nvariables:\n  phone:\n    type: string\n\nresources:\n  tag:\n    vip: { name: vip }\n';
    expect(draft('"winProbability":10')).toBe(first);
    expect(draft('"summary"')).toBe(
      `${first}\n  pipeline:\n    sales:\n      name: Sales\n      stages:\n        - { name: New, winProbability: 10 }\n        - { name: Won }\n`,
    );
  });

  it('in the text that is there, with its comments', () => {
    const source =
      'groundwork: 1\nname: Old # yes\nresources:\n  tag:\n    old: { name: old } # long gone\n    kept: { name: kept }\n';
    expect(draft('"winProbability":10', source)).toBe(
      'groundwork: 1\nname: Gym # yes\n\nvariables:\n  phone:\n    type: string\nresources:\n  tag:\n    old: { name: old } # long gone\n    kept: { name: kept }\n    vip: { name: vip }\n',
    );
    expect(draft('"summary"', source)).not.toContain('long gone');
  });

  it('at every character, as a text that can be read and never loses what it had', () => {
    let last = '';
    for (let end = 1; end <= answer.length; end++) {
      const now = draftSource('', answer.slice(0, end)) ?? '';
      expect(now.startsWith(last.trimEnd())).toBe(true);
      last = now;
    }
    const formatted = formatSource(last);
    expect('source' in formatted ? formatted.source : formatted.issues).toBe(last);
  });

  it('and nothing of a text that is none of ours', () => {
    for (const text of [
      '{"proposal":[1]}',
      '{"proposal":{"resources":{}}}',
      `{"proposal":{"name":"${'x'.repeat(20_000)}"}}`,
      '{"a":'.repeat(9_999),
    ])
      expect(draftSource('', text)).toBeNull();
  });
});
