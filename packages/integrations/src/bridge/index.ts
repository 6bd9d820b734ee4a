export { createBridge } from './create-bridge.ts';
export type { Bridge, BridgeOptions } from './create-bridge.ts';
export type { BridgeNews } from './news.ts';
