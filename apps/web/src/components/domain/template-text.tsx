import { Fragment } from 'react';

/** Marks what a blueprint fills in later: `${var.phone}`, `${tag.vip.id}`. */
export const TemplateText = ({ text }: { text: string }) =>
  text.split(expression).map((piece, index) =>
    index % 2 === 1 ? (
      <code key={index} className="rounded-sm bg-accent-soft px-1 font-mono text-xs text-accent">
        {piece}
      </code>
    ) : (
      <Fragment key={index}>{piece}</Fragment>
    ),
  );

/** With a group, so that `split` keeps what it splits at. */
const expression = /(\$\{[^{}]*\})/;
