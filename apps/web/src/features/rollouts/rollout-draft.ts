import type { RolloutSettings, VariableValues } from '@groundwork/shared/views';

/** What stands in the form. Numbers are texts, as they are typed. */
export interface RolloutDraft {
  name: string;
  /** Accounts, in no order. */
  chosen: readonly string[];
  /** Of them those that are to go first. */
  first: readonly string[];
  settings: SettingsForm;
}
export type SettingsForm = Record<NumberSetting, string> & { pauseAfterCanary: boolean };
export type NumberSetting = Exclude<keyof RolloutSettings, 'pauseAfterCanary'>;

export const draftKey = 'rollout:new';

export const emptyDraft: RolloutDraft = {
  name: '',
  chosen: [],
  first: [],
  settings: { canary: '1', waveSize: '10', haltAbovePercent: '10', parallel: '20', pauseAfterCanary: false },
};

export const limits: Record<NumberSetting, { min: number; max: number }> = {
  canary: { min: 0, max: 100 },
  waveSize: { min: 1, max: 5_000 },
  haltAbovePercent: { min: 0, max: 100 },
  parallel: { min: 1, max: 200 },
};

/** Adds accounts or takes them out; who is out does not go first any more. */
export function choose(draft: RolloutDraft, ids: readonly string[], isChosen: boolean): RolloutDraft {
  const kept = draft.chosen.filter((id) => !ids.includes(id));
  return isChosen
    ? { ...draft, chosen: [...kept, ...ids] }
    : { ...draft, chosen: kept, first: draft.first.filter((id) => !ids.includes(id)) };
}

export function toggleFirst(draft: RolloutDraft, id: string): RolloutDraft {
  const isFirst = draft.first.includes(id);
  return { ...draft, first: isFirst ? draft.first.filter((known) => known !== id) : [...draft.first, id] };
}

/** The settings to send, and what is wrong with each that cannot be read. Accounts that were told to go first are the canary. */
export function readSettings(
  { settings }: RolloutDraft,
  first: readonly string[],
): { settings: RolloutSettings; faults: Partial<Record<NumberSetting, string>> } {
  const faults: Partial<Record<NumberSetting, string>> = {};
  const read = (name: NumberSetting): number => {
    const { min, max } = limits[name];
    const number = settings[name].trim() === '' ? NaN : Number(settings[name]);
    if (Number.isInteger(number) && number >= min && number <= max) return number;
    faults[name] = `Write a whole number from ${min} to ${max.toLocaleString('en')}`;
    return min;
  };
  const canary = first.length > 0 ? first.length : read('canary');
  if (canary > limits.canary.max) faults.canary = `At most ${limits.canary.max} accounts go first`;
  return {
    settings: {
      canary,
      waveSize: read('waveSize'),
      haltAbovePercent: read('haltAbovePercent'),
      parallel: read('parallel'),
      pauseAfterCanary: settings.pauseAfterCanary,
    },
    faults,
  };
}

interface Target {
  locationId: string;
  inputs?: VariableValues;
}

/** In the order of the list, those that go first before all others. */
export function targetsOf(
  chosen: readonly string[],
  first: readonly string[],
  given: ReadonlyMap<string, VariableValues>,
): Target[] {
  const ordered = [...chosen.filter((id) => first.includes(id)), ...chosen.filter((id) => !first.includes(id))];
  return ordered.map((locationId) => {
    const inputs = given.get(locationId);
    return inputs ? { locationId, inputs } : { locationId };
  });
}
