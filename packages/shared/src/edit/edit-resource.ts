import { textsOf } from '../blueprint/map-texts.ts';
import { parseBlueprint } from '../blueprint/parse-blueprint.ts';
import { parseTemplate, renderReference } from '../blueprint/template.ts';
import type { Blueprint } from '../blueprint/types.ts';
import type { Issue } from '../errors.ts';
import type { Json } from '../json.ts';
import { isKindName } from '../kinds/registry.ts';
import type { KindName } from '../kinds/types.ts';
import { editText } from './edit-text.ts';
import { locate, type Place, valueAt } from './locate.ts';
import { writtenForm } from './written-form.ts';

/** What an account holds in place of what the blueprint says. */
export interface ResourceEdit {
  address: string;
  /** As in a plan or in drift; null: the whole resource, which is taken out. */
  path: string | null;
  /** Normalised, as GHL holds it; null: nothing. */
  value: Json;
}

export type EditResult =
  | { ok: true; source: string }
  /** Why the blueprint cannot say so, and what to do instead. */
  | { ok: false; reason: string; issues?: Issue[] };

/** The blueprint's text with one value in it changed, or one resource taken out. Comments and everything else stay as written. */
export function editResource(source: string, change: ResourceEdit): EditResult {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) return refuse('The newest version of the blueprint has faults. Correct them first.', parsed.issues);
  const { address, path } = change;
  const [kind = '', name = ''] = address.split('.', 2);
  if (address.includes('['))
    return refuse(
      `${address} is one of several that forEach makes, and the others would change too. Edit the blueprint.`,
    );
  const properties = isKindName(kind) ? parsed.blueprint.resources[kind]?.[name] : undefined;
  if (!isKindName(kind) || !properties)
    return refuse(`The newest version of the blueprint has no ${address} any more.`);
  if ('forEach' in properties) return refuse(`${address} is made by forEach. Edit the blueprint.`);

  const at = ['resources', kind, name];
  if (path === null) return checked(editText(source, parsed.format, takenOut(parsed.blueprint, kind, name)), address);
  const [attribute = ''] = path.split(/[.[]/);
  const value = writtenForm(kind, path, change.value);
  if (value === undefined) return refuse(`A blueprint has no words for this ${attribute}. Edit it in the account.`);
  const place = locate(kind, properties, path, value);
  if (!place) return refuse(`The newest version of the blueprint does not say ${path} of ${address}.`);
  const expressions = place.do === 'sort' ? [] : expressionsIn(valueAt(properties, place.at) ?? null);
  if (expressions.length > 0) return refuse(derived(path, expressions));
  return checked(editText(source, parsed.format, { ...place, at: [...at, ...place.at] }), address);
}

const refuse = (reason: string, issues?: Issue[]): EditResult => ({ ok: false, reason, ...(issues && { issues }) });

/** With the last of a kind the kind goes, too. */
function takenOut({ resources }: Blueprint, kind: KindName, name: string): Place {
  const isLast = Object.keys(resources[kind] ?? {}).length === 1;
  if (!isLast) return { at: ['resources', kind, name], do: 'remove' };
  const isOnlyKind = Object.keys(resources).length === 1;
  return isOnlyKind ? { at: ['resources'], do: 'set', value: {} } : { at: ['resources', kind], do: 'remove' };
}

/** The result must be a blueprint: nothing may refer to what is gone, and no attribute be missing that has to be there. */
function checked(source: string, address: string): EditResult {
  const parsed = parseBlueprint(source);
  if (parsed.ok) return { ok: true, source };
  const [first] = parsed.issues;
  return refuse(
    `The blueprint would no longer be valid without a change elsewhere: ${first?.message ?? address} Edit it by hand.`,
    parsed.issues,
  );
}

const expressionsIn = (value: Json): string[] =>
  [...textsOf(value)].flatMap(({ text }) =>
    parseTemplate(text).flatMap((piece) => {
      if (piece.type === 'text') return [];
      return [piece.type === 'reference' ? renderReference(piece.reference) : piece.raw];
    }),
  );

function derived(path: string, expressions: readonly string[]): string {
  const named = [...new Set(expressions)].join(', ');
  const variables = [...new Set(expressions.flatMap((text) => /^\$\{\s*var\.(\w+)/.exec(text)?.[1] ?? []))];
  const advice =
    variables.length > 0
      ? `Change the value of ${variables.join(', ')} for these accounts instead.`
      : 'Edit the blueprint where that is declared, or by hand.';
  return `${path} is made from ${named}. ${advice}`;
}
