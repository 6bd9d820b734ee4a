import { type AppError, type ErrorView, errorView, isJsonObject, type Json } from '@groundwork/shared';
import { secretText } from '@groundwork/shared/blueprint';
import type { Step } from './step.ts';

/** Shorter ones are part of many words. */
const minLength = 4;

/** What went wrong with a step, as it is written down and shown: GHL quotes what it refuses, also what a secret variable filled. */
export function errorWithoutSecrets({ item }: Pick<Step, 'item'>, error: AppError): ErrorView {
  const view = errorView(error);
  const values = (item.secrets ?? [])
    .flatMap((name) => [item.target, item.applied, item.live].flatMap((held) => textsOf(held?.[name] ?? null)))
    .filter((text) => text.length >= minLength)
    // In quotes GHL's words are escaped.
    .flatMap((text) => [text, JSON.stringify(text).slice(1, -1)])
    .toSorted((a, b) => b.length - a.length);
  const clean = (text: string): string =>
    values.reduce((rest, value) => rest.replaceAll(value, () => secretText), text);
  return {
    ...view,
    message: clean(view.message),
    ...(view.issues && { issues: view.issues.map((issue) => ({ ...issue, message: clean(issue.message) })) }),
  };
}

function textsOf(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isJsonObject(value) ? Object.values(value).flatMap(textsOf) : [];
}
