import type { SourceLocation } from '@groundwork/shared';
import { Pencil, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { valueText } from '../../components/domain/readable-value.ts';
import { Button } from '../../components/ui/button.tsx';
import { plural } from '../../lib/format.ts';
import type { ListedVariable } from './use-variables.ts';
import { typeName } from './variable-fields.tsx';

interface VariableRowProps {
  variable: ListedVariable;
  blocked: string | null;
  /** Its form was just closed: the cursor comes back. */
  takesFocus: boolean;
  onEdit: () => void;
  onRemove: () => void;
  onJump: (at: SourceLocation) => void;
}

/** What is declared of a variable, and where it is used. */
export function VariableRow({ variable, blocked, takesFocus, onEdit, onRemove, onJump }: VariableRowProps) {
  const { name, declaration, at } = variable;
  const edit = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) edit.current?.focus();
  }, [takesFocus]);
  return (
    <>
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          {at ? (
            <button
              type="button"
              aria-label={`Show ${name} in the text`}
              onClick={() => onJump(at)}
              className="inline-flex min-h-6 items-center rounded-sm font-mono text-sm hover:underline"
            >
              {name}
            </button>
          ) : (
            <code className="font-mono text-sm">{name}</code>
          )}
          <p className={`text-xs ${declaration ? 'text-muted' : 'font-medium text-bad'}`}>
            {declaration ? about(declaration) : 'Used, but not declared'}
          </p>
          {declaration?.description ? (
            <p dir="auto" className="text-xs text-muted">
              {declaration.description}
            </p>
          ) : null}
        </div>
        <Button
          ref={edit}
          size="sm"
          look="ghost"
          disabledReason={blocked}
          onClick={onEdit}
          aria-label={declaration ? `Edit ${name}` : undefined}
          icon={declaration ? <Pencil aria-hidden className="size-3.5" /> : undefined}
        >
          {declaration ? null : `Declare ${name}`}
        </Button>
        {declaration ? (
          <Button
            size="sm"
            look="ghost"
            disabledReason={blocked}
            onClick={onRemove}
            aria-label={`Remove ${name}`}
            icon={<Trash2 aria-hidden className="size-3.5" />}
          />
        ) : null}
      </div>
      <Uses variable={variable} onJump={onJump} />
    </>
  );
}

function about({ type, default: preset, secret }: NonNullable<ListedVariable['declaration']>): string {
  const otherwise = preset === undefined ? 'needed' : `else ${preset === '' ? 'empty' : valueText('default', preset)}`;
  return `${secret ? 'Secret ' : ''}${typeName(type)}, ${otherwise}`;
}

function Uses({ variable: { name, uses }, onJump }: Pick<VariableRowProps, 'variable' | 'onJump'>) {
  if (uses.length === 0) return <p className="text-xs text-warn">Used nowhere</p>;
  return (
    <details className="text-xs">
      <summary className="min-h-6 w-fit rounded-sm py-0.5 text-muted hover:text-text">
        Used in {plural(uses.length, 'place')}
      </summary>
      <ul aria-label={`Where ${name} is used`} className="mt-0.5 max-h-48 overflow-y-auto">
        {uses.map(({ address, path, at }) => (
          <li key={`${address} ${path} ${at.line}:${at.column}`}>
            <button
              type="button"
              onClick={() => onJump(at)}
              className="flex min-h-6 w-full flex-wrap items-baseline gap-x-2 rounded-sm px-1 text-left hover:bg-sunken focus-visible:-outline-offset-2"
            >
              <code className="font-mono">{address}</code>
              <span className="text-muted">
                {path}, line {at.line}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
