import type { AssistantContent } from '@groundwork/shared/views';
import { addCalendars } from './add-calendars.ts';
import { addLinks, addSaid } from './add-said.ts';
import { type ChosenParts, chooseParts } from './choose-parts.ts';
import { addFragment, addressOf, type Draft, emptyDraft, removeResources, titleOf } from './draft.ts';
import { draftOf } from './draft-of.ts';
import { correctText } from './correct-text.ts';
import { editHeld, stageNames } from './edit-held.ts';
import { editsIn } from './edits-in.ts';
import { explainFaults } from './explain-faults.ts';
import { notesOn } from './notes-on.ts';
import type { PartsLibrary } from './parts-library.ts';
import { alreadyThere, askBack, askWhatToChange } from './questions.ts';
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
 * prices and times that the goal says. It is no language model. What it proposes is always valid. A text with faults is mended first, or
 * they are explained: nobody's work is begun anew for them.
 */
export function composeBlueprint(goal: string, source: string, library: PartsLibrary): AssistantContent {
  if (isBlank(source) || draftOf(source)) return compose(goal, source, library);
  const corrected = correctText(source);
  if (!corrected.isValid) return explainFaults(source, 'Correct them, or empty the editor; then ask again.');
  const content = compose(goal, corrected.source, library);
  if (content.kind !== 'proposal') return content;
  return {
    ...content,
    notes: [`The text had faults, which were put right: ${corrected.said.join(' ')}`, ...content.notes],
  };
}

/** Nothing but comments says nothing yet. */
const isBlank = (source: string): boolean => source.replaceAll(/^\s*#.*$/gm, '').trim() === '';

function compose(goal: string, source: string, library: PartsLibrary): AssistantContent {
  const held = draftOf(source);
  const before: Draft = held ?? emptyDraft();
  const read = readGoal(
    goal,
    library,
    before.resources.flatMap((resource) => [titleOf(resource.properties), ...stageNames(resource)]),
  );
  const removals = readRemovals(read.text, before);
  const renames = readRenames(read.text, before);
  const draft: Draft = { variables: new Map(before.variables), resources: before.resources.map((one) => ({ ...one })) };
  const wanted = noProducts.test(goal) ? { ...read.said, products: [] } : read.said;
  const said = editHeld(draft, read.text, wanted);
  for (const { resource, name } of renames)
    for (const one of draft.resources)
      if (addressOf(one) === addressOf(resource)) one.properties = { ...one.properties, name };
  const gone = new Set(removals.found.map(addressOf));
  removeResources(draft, (resource) => gone.has(addressOf(resource)));
  const edits = editsIn(before, draft);
  const isSaid = read.trade !== null || read.needs.length > 0 || saysAnything(read);
  if (!isSaid && edits.removed.length + edits.changed.length === 0)
    return held ? askWhatToChange(removals.missing) : askBack(library);

  const chosen = chooseParts(read, library, before.resources.length > 0);
  fill(draft, { ...read, said }, chosen, library);
  const isUnwanted = ({ kind, from }: { kind: (typeof draft.resources)[number]['kind']; from: string }) =>
    from !== 'source' && from !== 'goal' && read.unwantedKinds.has(kind);
  removeResources(draft, isUnwanted);

  const added = (): Draft => ({ ...draft, resources: draft.resources.filter(({ from }) => from !== 'source') });
  const settled = settle(source, before, draft, {
    name: read.said.title ?? (held ? null : (read.trade?.title ?? 'Account set-up')),
    description: () =>
      held ? null : `${read.trade?.title ?? 'An account'} with ${countText(added()) || 'nothing yet'}.`,
  });
  if (held && settled.source === source)
    return saysAnything(read) ? alreadyThere(read) : askWhatToChange(removals.missing);
  if (!held && draft.resources.length === 0) return askBack(library);
  return {
    kind: 'proposal',
    source: settled.source,
    summary: summarise({ ...read, said }, chosen, { added: added(), ...editsIn(before, draft) }),
    notes: notesOn(goal, read, { isNew: !held, missing: removals.missing, leftOut: settled.leftOut }),
    check: settled.check,
    plan: settled.plan,
  };
}

/** Prices that a goal tells then are no wish to sell. */
const noProducts =
  /(?:\b(?:no|without|ohne|keine|sin)|\b(?:do not|don't|never)\s+(?:\w+\s+){1,2})\s*(?:any |new )?(?:products?|produkte?|productos?)\b(?![^.;!?\n]*\b(?:except|besides|apart from|other than|but|außer|excepto|salvo)\b)/iu;

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
  setDefault(draft, 'currency', said.currency);
  setDefault(draft, 'trial_days', said.trialDays);
}

function setDefault(draft: Draft, variable: string, value: string | number | null): void {
  const declared = draft.variables.get(variable);
  if (declared && value !== null) draft.variables.set(variable, { ...declared, default: value });
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
