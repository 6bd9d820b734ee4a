import { z } from 'zod';

const maxVariables = 2_000;

export const variableValue = z.union([
  z.string().max(10_000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(1_000)).max(500),
]);

export const variableValues = z
  .record(z.string().max(100), variableValue)
  .refine((values) => Object.keys(values).length <= maxVariables, `At most ${maxVariables} variables are taken.`);
