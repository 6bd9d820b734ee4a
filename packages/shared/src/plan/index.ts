export * from './types.ts';
export { diff } from './diff.ts';
export { fingerprint, type FingerprintContext } from './fingerprint.ts';
export type { LiveAccount } from './match.ts';
export { order } from './order.ts';
export { renderPlan } from './render-plan.ts';
export { summarise } from './summarise.ts';
