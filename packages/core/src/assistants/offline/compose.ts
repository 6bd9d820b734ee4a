import type { AssistantContent } from '@groundwork/shared/views';
import { addCalendars } from './add-calendars.ts';
import { addLinks, addSaid } from './add-said.ts';
import { stepsByHand } from './by-hand.ts';
import { type ChosenParts, chooseParts } from './choose-parts.ts';
import { addFragment, addressOf, type Draft, emptyDraft, removeResources, titleOf } from './draft.ts';
import { draftOf } from './draft-of.ts';
import { editHeld } from './edit-held.ts';
import type { PartsLibrary } from './parts-library.ts';
import { askBack } from './questions.ts';
import { readGoal, type ReadGoal, saysAnything } from './read-goal.ts';
import { readRemovals, readRenames } from './removals.ts';
import { plainWording, reword } from './reword.ts';
import { countText, summarise } from './say.ts';
import { setHours } from './set-hours.ts';
import { settle } from './settle.ts';
import { overlaps } from './words.ts';

export type { PartsLibrary } from './parts-library.ts';
export { readPartsLibrary } from './read-parts-library.ts';

/**
 * A goal in plain words to a blueprint, or to changes of the one in `source`: parts are chosen by words, and filled with the names,
 * prices and times that the goal says. It is no language model. What it proposes is always valid.
 */
export function composeBlueprint(goal: string, source: string, library: PartsLibrary): AssistantContent {
  const held = draftOf(source);
  const before: Draft = held ?? emptyDraft();
  const read = readGoal(
    goal,
    library,
    before.resources.map(({ properties }) => titleOf(properties)),
  );
  const removals = readRemovals(read.text, before);
  const renames = readRenames(read.text, before);
  const isEdit = removals.found.length + renames.length > 0;
  if (!read.trade && read.needs.length === 0 && !saysAnything(read) && !isEdit) return askBack(library);

  const draft: Draft = { variables: new Map(before.variables), resources: before.resources.map((one) => ({ ...one })) };
  for (const { resource, name } of renames)
    for (const one of draft.resources)
      if (addressOf(one) === addressOf(resource)) one.properties = { ...one.properties, name };
  const gone = new Set(removals.found.map(addressOf));
  removeResources(draft, (resource) => gone.has(addressOf(resource)));
  const removed = before.resources
    .map(addressOf)
    .filter((address) => !draft.resources.some((one) => addressOf(one) === address));

  const said = editHeld(draft, read.text, read.said);
  const chosen = chooseParts(read, library, before.resources.length > 0);
  fill(draft, { ...read, said }, chosen, library);
  const isUnwanted = ({ kind, from }: { kind: (typeof draft.resources)[number]['kind']; from: string }) =>
    from !== 'source' && from !== 'goal' && read.unwantedKinds.has(kind);
  removeResources(draft, isUnwanted);

  const added = (): Draft => ({ ...draft, resources: draft.resources.filter(({ from }) => from !== 'source') });
  const settled = settle(held ? source : '', before, draft, {
    name: read.said.title ?? (held ? null : (read.trade?.title ?? 'Account set-up')),
    description: () =>
      held ? null : `${read.trade?.title ?? 'An account'} with ${countText(added()) || 'nothing yet'}.`,
  });
  const isUnchanged = held ? settled.source === source : draft.resources.length === 0;
  if (isUnchanged && removals.missing.length === 0) return askBack(library);
  return {
    kind: 'proposal',
    source: settled.source,
    summary: summarise(read, chosen, added(), removed),
    notes: notesOn(goal, read, {
      isAnew: !held && source.trim() !== '',
      missing: removals.missing,
      leftOut: settled.leftOut,
    }),
    check: settled.check,
    plan: settled.plan,
  };
}

function fill(draft: Draft, goal: ReadGoal, { trade, parts }: ChosenParts, library: PartsLibrary): void {
  const { said } = goal;
  const wording = goal.trade?.wording ?? plainWording;
  addSaid(draft, said, { library, trade: goal.trade, wording });
  const booking = library.parts.find(({ id }) => id === 'booking');
  const isBookingWanted = parts.some(({ id }) => id === 'booking');
  if (booking)
    addCalendars(draft, { booking: reword(booking.fragment, wording), isBookingWanted, trade, wording, said });

  const asked = new Set(goal.needs.map(({ part }) => part.id));
  for (const { id, fragment } of parts.filter((part) => part.id !== 'booking')) {
    const { variables, resources } = reword(fragment, wording);
    const fitting = resources
      .filter(({ kind, name }) => !(kind === 'pipeline' && name === 'leads' && hasOwnPipeline(said, draft)))
      .filter(({ kind }) => !(kind === 'product' && said.products.length > 0))
      .map((resource) =>
        resource.kind === 'pipeline' && resource.name === 'leads' && goal.trade
          ? { ...resource, properties: { ...resource.properties, stages: goal.trade.stages.map((name) => ({ name })) } }
          : resource,
      );
    addFragment(draft, { variables, resources: fitting }, asked.has(id) ? id : (trade?.id ?? id));
  }
  if (trade) addFragment(draft, reword(trade.fragment, wording), trade.id);
  addLinks(draft, said.links);
  if (said.hours) setHours(draft, said.hours);
  const currency = draft.variables.get('currency');
  if (currency && said.currency) draft.variables.set('currency', { ...currency, default: said.currency });
}

/** A pipeline of the goal's own takes the usual one's place, unless it is plainly about something else. */
const hasOwnPipeline = ({ pipelines }: ReadGoal['said'], draft: Draft): boolean =>
  pipelines.some(({ name }) => name === null || !aside.some((other) => overlaps(other, name))) &&
  draft.resources.some(({ kind, from }) => kind === 'pipeline' && from === 'goal');

const aside = [
  'Onboarding',
  'Hiring',
  'Recruiting',
  'Retention',
  'Renewals',
  'Referral',
  'Events',
  'Projects',
  'Reactivation',
  'Fulfillment',
  'Maintenance',
];

function notesOn(
  goal: string,
  { text, said, isCut, hasOrders, trade }: ReadGoal,
  { isAnew, missing, leftOut }: { isAnew: boolean; missing: readonly string[]; leftOut: readonly string[] },
): string[] {
  return [
    ...(isAnew
      ? [
          'The text in the editor is not a valid blueprint, so this one begins anew. Correct the old one first if it should stay.',
        ]
      : []),
    ...(hasOrders ? ['A sentence that speaks to the assistant itself, not about the account, was left out.'] : []),
    ...(isCut ? [`The goal is longer than what is read; its end was not.`] : []),
    ...(trade ? [] : ['No trade was recognised, so names and stages are general ones.']),
    ...(missing.length > 0 ? [`Nothing of this name is in the blueprint: ${missing.join(', ')}.`] : []),
    ...leftOut.map(
      (address) =>
        `${address} was left out: it would not have been valid, or looked like a secret or a client's own detail.`,
    ),
    ...(said.currency === null && said.products.length > 0
      ? ['No currency was said: USD is the default of the variable.']
      : []),
    ...(/\b(?:two|three|four|five|\d+) (?:locations|branches|offices|sites|standorte|sucursales)\b/i.test(text)
      ? ['Several locations: apply the blueprint to each account, with its own values for the variables.']
      : []),
    ...stepsByHand(goal.slice(0, 20_000)),
  ];
}
