import type { JsonObject } from '@groundwork/shared';
import { TemplateText } from '../../components/domain/template-text.tsx';
import { resourceTerms } from './resource-terms.ts';

interface ResourceTermsProps {
  meta: JsonObject;
  className?: string;
}

/** How many there are of a resource, when, and how far Groundwork goes with it; nothing where nothing is said. */
export function ResourceTerms({ meta, className = '' }: ResourceTermsProps) {
  const terms = resourceTerms(meta);
  if (terms.length === 0) return null;
  return (
    <span data-terms className={`flex flex-wrap gap-x-1.5 text-xs leading-5 text-muted ${className}`}>
      {terms.map((text, index) => (
        <span key={text}>
          <TemplateText text={text} />
          {index < terms.length - 1 ? ';' : null}
        </span>
      ))}
    </span>
  );
}
