import { ArrowRight } from 'lucide-react';
import { Fragment } from 'react';

export const OldValue = ({ text }: { text: string }) => (
  <del dir="auto" className="rounded-sm bg-bad-soft px-1 text-bad decoration-1">
    <span className="sr-only">was </span>
    {text}
  </del>
);

export const NewValue = ({ text }: { text: string }) => (
  <ins dir="auto" className="rounded-sm bg-ok-soft px-1 text-ok no-underline">
    <span className="sr-only">becomes </span>
    {text.split(knownLater).map((piece, index) => (
      <Fragment key={index}>
        {index > 0 ? <em className="text-muted">{knownLater}</em> : null}
        {piece}
      </Fragment>
    ))}
  </ins>
);

export const Becomes = () => <ArrowRight aria-hidden className="size-3 shrink-0 self-center text-muted" />;

const knownLater = '(known after apply)';
