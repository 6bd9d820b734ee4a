import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBlueprint } from './parse-blueprint.ts';

const fragments = fc.constantFrom(
  'groundwork: 1\n',
  'name: x\n',
  'resources:\n',
  '  tag:\n',
  '    a: { name: b }\n',
  '${',
  '}',
  '$${',
  '${var.a}',
  '${tag.a.id}',
  '&a ',
  '*a',
  '<<: ',
  '!x ',
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  '{',
  '[',
  ']',
  ',',
  ': ',
  '- ',
  '? ',
  '"',
  "'",
  '|\n',
  '>\n',
  '\t',
  '\r',
  '\0',
  '\uD83D',
  '\u202E',
  '#',
  '__proto__: ',
);
const mixture = fc
  .array(fc.oneof(fragments, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 40 })
  .map((parts) => parts.join(''));

describe('parseBlueprint, on any text,', () => {
  it('answers and never throws', () => {
    fc.assert(
      fc.property(mixture, (source) => {
        const parsed = parseBlueprint(source);
        expect(parsed.ok || parsed.issues.length > 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('answers on any JSON, and points into the text', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 5 }),
        fc.constantFrom(
          '%',
          '{"groundwork":1,"name":"x","resources":%}',
          '{"groundwork":1,"name":"x","resources":{"tag":%}}',
        ),
        (json, frame) => {
          const source = frame.replace('%', () => json);
          const parsed = parseBlueprint(source);
          for (const { at } of parsed.ok ? [] : parsed.issues)
            expect(at === undefined || (at.line === 1 && at.column >= 1 && at.column <= source.length + 1)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('answers soon on texts made to keep it busy', () => {
    const size = 1_000_000;
    const inName = (text: string) => `groundwork: 1\nname: x\nresources: { tag: { a: { name: "${text}" } } }\n`;
    const fill = (part: string) => part.repeat(size / part.length);
    const hostile = [
      fill('['),
      fill('{"a":'),
      fill('- '),
      fill('a: ]\n'),
      fill('{}'),
      fill('1,'),
      fill('"'),
      fill('a: v\n'),
      inName(fill('$')),
      inName(fill('${')),
      inName(fill('${x}')),
      inName(fill('_')),
    ];
    for (const source of hostile) expect(parseBlueprint(source).ok).toBe(false);
  });
});
