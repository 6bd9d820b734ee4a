import { AppError } from '@groundwork/shared';
import type { RolloutSettings } from '@groundwork/shared/views';

export type GivenSettings = { [Setting in keyof RolloutSettings]?: RolloutSettings[Setting] | undefined };

/** Every view and every event of a rollout lists its waves. */
const mostWaves = 250;

/** What is left open is filled in, for this many accounts. One account alone needs no canary; ten waves are not waited for long. */
export function settingsFor(accounts: number, given: GivenSettings = {}): RolloutSettings {
  const settings = {
    canary: Math.min(given.canary ?? (accounts > 1 ? 1 : 0), accounts),
    waveSize: given.waveSize ?? Math.max(10, Math.ceil(accounts / 10)),
    haltAbovePercent: given.haltAbovePercent ?? 10,
    parallel: given.parallel ?? 20,
    pauseAfterCanary: given.pauseAfterCanary ?? false,
  };
  const waves = Math.ceil(accounts / settings.waveSize);
  if (waves > mostWaves)
    throw new AppError(
      'BAD_REQUEST',
      `A rollout can have ${mostWaves} waves at most, and these would be ${waves}. Let a wave have ${Math.ceil(accounts / mostWaves)} accounts or more.`,
    );
  return settings;
}
