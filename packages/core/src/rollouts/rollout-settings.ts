import type { RolloutSettings } from '@groundwork/shared/views';

export type GivenSettings = { [Setting in keyof RolloutSettings]?: RolloutSettings[Setting] | undefined };

/** What is left open is filled in, for this many accounts. One account alone needs no canary; ten waves are not waited for long. */
export const settingsFor = (accounts: number, given: GivenSettings = {}): RolloutSettings => ({
  canary: Math.min(given.canary ?? (accounts > 1 ? 1 : 0), accounts),
  waveSize: given.waveSize ?? Math.max(10, Math.ceil(accounts / 10)),
  haltAbovePercent: given.haltAbovePercent ?? 10,
  parallel: given.parallel ?? 20,
  pauseAfterCanary: given.pauseAfterCanary ?? false,
});
