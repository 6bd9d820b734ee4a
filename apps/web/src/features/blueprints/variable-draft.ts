import type { VariableDeclaration, VariableType } from '@groundwork/shared/blueprint';
import { typedValue } from '../../lib/typed-value.ts';

/** A variable while it is edited: the default as it stands in its field, a list with an item a line. */
export interface VariableDraft {
  name: string;
  type: VariableType;
  description: string;
  hasDefault: boolean;
  text: string;
  isOn: boolean;
  secret: boolean;
}

export function draftOf(name: string, declaration: VariableDeclaration | null): VariableDraft {
  const preset = declaration?.default;
  return {
    name,
    type: declaration?.type ?? 'string',
    description: declaration?.description ?? '',
    hasDefault: preset !== undefined,
    text: Array.isArray(preset) ? preset.join('\n') : preset === undefined ? '' : String(preset),
    isOn: preset === true,
    secret: declaration?.secret ?? false,
  };
}

/** What shall be declared, or what is wrong with the default. */
export function readDraft(draft: VariableDraft): { declaration: VariableDeclaration } | { fault: string } {
  const { type, description, hasDefault } = draft;
  const secret = draft.secret && mayBeSecret(type);
  const preset = hasDefault && !secret ? typedValue(draft) : undefined;
  if (typeof preset === 'number' && !Number.isFinite(preset)) return { fault: 'Write the default as a number: 30.' };
  return {
    declaration: {
      type,
      ...(description.trim() === '' ? {} : { description: description.trim() }),
      ...(preset === undefined ? {} : { default: preset }),
      ...(secret ? { secret } : {}),
    },
  };
}

/** The items of a list name resources, which everyone sees. */
export const mayBeSecret = (type: VariableType): boolean => type !== 'list';
