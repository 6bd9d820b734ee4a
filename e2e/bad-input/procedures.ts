import { appRouter } from '@groundwork/api';

interface Procedure {
  _def: { type: 'query' | 'mutation' | 'subscription'; inputs: unknown[] };
}

/** Every procedure there is. tRPC keeps them by their whole path, though its type nests them. */
export const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>).map(
  ([path, { _def }]) => ({ path, type: _def.type, takesInput: _def.inputs.length > 0 }),
);
