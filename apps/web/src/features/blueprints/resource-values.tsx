import type { JsonObject } from '@groundwork/shared';
import { Fragment } from 'react';
import { propertyLabel } from '../../components/domain/property-label.ts';
import { readableValue } from '../../components/domain/readable-value.ts';
import { TemplateText } from '../../components/domain/template-text.tsx';

/** Property by property, in the order of the blueprint. */
export const ResourceValues = ({ properties }: { properties: JsonObject }) => (
  <dl className="grid grid-cols-[minmax(5.5rem,34%)_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm sm:grid-cols-[minmax(8rem,auto)_minmax(0,1fr)]">
    {Object.entries(properties).map(([property, value]) => {
      const text = readableValue(property, value);
      return (
        <Fragment key={property}>
          <dt className="text-muted">{propertyLabel(property)}</dt>
          <dd dir="auto" className="min-w-0 whitespace-pre-line">
            {Array.isArray(text) ? (
              <ol className="space-y-0.5">
                {text.map((line, index) => (
                  <li key={index}>
                    <TemplateText text={line} />
                  </li>
                ))}
              </ol>
            ) : (
              <TemplateText text={text} />
            )}
          </dd>
        </Fragment>
      );
    })}
  </dl>
);
