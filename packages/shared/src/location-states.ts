/**
 * What has become of the app on a location: `paused` in GHL (no token until that is taken back), `uninstalled`, `deleted`,
 * or `moved` to another agency. GHL has no event for the last two and for a pause: they are found by asking.
 */
export const locationStates = ['active', 'paused', 'uninstalled', 'deleted', 'moved'] as const;
export type LocationState = (typeof locationStates)[number];
