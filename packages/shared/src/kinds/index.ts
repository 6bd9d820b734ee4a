export * from './types.ts';
export { customFieldDataTypes } from './custom-field.ts';
export { keyFromName } from './key-from-name.ts';
export { applyOrder, isKindName, kinds } from './registry.ts';
