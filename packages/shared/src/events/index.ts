export * from './decode-cursor.ts';
export * from './encode-cursor.ts';
export * from './reduce-job.ts';
export * from './topic.ts';
export * from './types.ts';
