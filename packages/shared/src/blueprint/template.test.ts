import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindReferences, describeUnknown, fillReferences, references } from './references.ts';
import { hasExpression, parseTemplate, renderTemplate } from './template.ts';

const fill = (text: string, lookup: (address: string, attribute: string) => string | undefined = () => undefined) =>
  fillReferences({ text }, lookup)['text'];
const lookup = (address: string, attribute: string) => (address === 'tag.a' ? `<${attribute}>` : undefined);

/** Texts as cunning as a client's can be. */
const cunning = fc
  .array(fc.constantFrom('$', '$$', '{', '}', '${', '${tag.a.id}', '{{contact.name}}', 'a', ' '), { maxLength: 8 })
  .map((parts) => parts.join(''));

describe('a text of a blueprint', () => {
  it("leaves GHL's own merge fields and lone dollars alone", () => {
    for (const text of ['Hi {{contact.name}}, $5 {a} $', '{{ custom_values.x }}', '']) expect(fill(text)).toBe(text);
  });

  it('fills in references, as often as they stand there', () => {
    expect(fill('{{${tag.a.id}}} and ${ tag.a.fieldKey }', lookup)).toBe('{{<id>}} and <fieldKey>');
  });

  it('leaves a reference that has no value yet as it is, and names it', () => {
    expect(fill('${tag.b.id}-${tag.a.id}', lookup)).toBe('${tag.b.id}-<id>');
    expect(references({ text: '${tag.b.id}', list: ['x ${tag.b.id} ${tag.a.id}'] })).toEqual([
      { address: 'tag.b', attribute: 'id' },
      { address: 'tag.a', attribute: 'id' },
    ]);
    expect(describeUnknown({ text: 'see ${tag.b.id}' })).toEqual({ text: 'see (known after apply)' });
  });

  it('takes two dollars before a brace for one', () => {
    expect(fill('$${tag.a.id}', lookup)).toBe('${tag.a.id}');
    expect(fill('$$${tag.a.id}', lookup)).toBe('$<id>');
    expect(fill('$$$${tag.a.id}', lookup)).toBe('$${tag.a.id}');
    expect(hasExpression('$${tag.a.id}')).toBe(false);
  });

  it('reads back whatever was written as plain text', () => {
    fc.assert(
      fc.property(cunning, (text) => {
        expect(parseTemplate(renderTemplate([text]))).toEqual([{ type: 'text', text }]);
      }),
    );
  });

  it('never takes a value that was filled in for an expression', () => {
    fc.assert(
      fc.property(cunning, cunning, cunning, (before, value, after) => {
        const template = { text: renderTemplate([before, { address: 'tag.b', attribute: 'id' }, after]) };
        const bound = bindReferences(template, (address) => (address === 'tag.b' ? value : undefined));
        expect(fillReferences(bound, () => 'WRONG')).toEqual({ text: before + value + after });
        expect(fillReferences(template, () => value)).toEqual({ text: before + value + after });
      }),
    );
  });
});
