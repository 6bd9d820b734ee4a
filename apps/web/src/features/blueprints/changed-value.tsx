import type { Json } from '@groundwork/shared';
import { ArrowRight } from 'lucide-react';
import { readableValue } from '../../components/domain/readable-value.ts';
import { TemplateText } from '../../components/domain/template-text.tsx';
import { plural } from '../../lib/format.ts';
import { changedParts } from './changed-parts.ts';
import { termText } from './resource-terms.ts';

interface ChangedValueProps {
  property: string;
  before: Json;
  after: Json;
}

/** Old → new in a line, or part by part where the value is a list. What was not there before has no old, and the other way round. */
export function ChangedValue({ property, before, after }: ChangedValueProps) {
  const was = wordsOf(property, before);
  const becomes = wordsOf(property, after);
  if (Array.isArray(was) || Array.isArray(becomes)) {
    const { parts, unchanged } = changedParts(linesOf(before, was), linesOf(after, becomes));
    return (
      <ul className="space-y-0.5">
        {parts.map(({ mark, text }, index) => (
          <li key={index}>{mark === '-' ? <Was text={text} /> : <Becomes text={text} />}</li>
        ))}
        {parts.length === 0 ? <li className="text-muted">in another order</li> : null}
        {unchanged > 0 ? <li className="text-xs text-muted">{plural(unchanged, 'part')} as before</li> : null}
      </ul>
    );
  }
  return (
    <span className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
      {before === null ? null : <Was text={was} />}
      {before === null || after === null ? null : (
        <ArrowRight aria-hidden className="size-3 shrink-0 self-center text-muted" />
      )}
      {after === null ? null : <Becomes text={becomes} />}
    </span>
  );
}

/** `lifecycle`, `when` and `forEach` are no properties of GHL's, and are said in whole words. */
const wordsOf = (property: string, value: Json) =>
  (value === null ? null : termText(property, value)) ?? readableValue(property, value);

const linesOf = (value: Json, text: string | string[]): string[] =>
  value === null || (Array.isArray(value) && value.length === 0) ? [] : Array.isArray(text) ? text : [text];

const Was = ({ text }: { text: string }) => (
  <del dir="auto" className="rounded-sm bg-bad-soft px-1 whitespace-pre-line text-bad decoration-1">
    <span className="sr-only">was </span>
    {text}
  </del>
);

const Becomes = ({ text }: { text: string }) => (
  <ins dir="auto" className="rounded-sm bg-ok-soft px-1 whitespace-pre-line text-ok no-underline">
    <span className="sr-only">becomes </span>
    <TemplateText text={text} />
  </ins>
);
