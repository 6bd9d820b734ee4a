export * from './types.ts';
export { covers } from './covers.ts';
export { diff } from './diff.ts';
export { fingerprint, type FingerprintContext } from './fingerprint.ts';
export type { LiveAccount } from './match.ts';
export { order } from './order.ts';
export { type Limits } from './restrain.ts';
export { renderPlan } from './render-plan.ts';
export { summarise } from './summarise.ts';
