import { appRouter } from '@groundwork/api';
import { z } from 'zod';
import type { ProcedureContract, Schema } from './contract.ts';

interface Procedure {
  _def: { type: ProcedureContract['type']; inputs: unknown[] };
}

/** Every procedure of the present router, with what it takes. */
export function readInputs(): Record<string, Omit<ProcedureContract, 'output'>> {
  // tRPC keeps them flat, by their dotted names, and types them as they are nested.
  const procedures = appRouter._def.procedures as unknown as Record<string, Procedure>;
  return Object.fromEntries(
    Object.entries(procedures)
      .map(([name, { _def }]): [string, Omit<ProcedureContract, 'output'>] => [
        name,
        { type: _def.type, input: inputOf(_def.inputs) },
      ])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function inputOf([input]: unknown[]): Schema | null {
  if (!(input instanceof z.ZodType)) return null;
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema;
  return input.safeParse(undefined).success ? { ...schema, mayBeLeftOut: true } : schema;
}
