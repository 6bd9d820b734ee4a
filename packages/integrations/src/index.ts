export * from './policy.ts';
export * from './providers.ts';
export * from './service-error.ts';
export * from './service.ts';
