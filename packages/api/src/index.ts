import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from './root.ts';

export { type Deprecation, deprecationHeaders, deprecations } from './deprecations.ts';
export { appRouter, type AppRouter } from './root.ts';
export type { ApiContext, AppErrorData } from './trpc.ts';
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
