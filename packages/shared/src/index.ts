export * from './errors.ts';
export * from './json.ts';
export * from './location-states.ts';
export * from './roles.ts';
