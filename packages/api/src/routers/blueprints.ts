import {
  captureAccount,
  checkBlueprint,
  diffVersions,
  formatBlueprint,
  getBlueprint,
  listBlueprints,
  listLibrary,
  listVersions,
  removeTemplate,
  saveBlueprint,
  saveTemplate,
} from '@groundwork/core';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';
import { locationId } from './location-id.ts';
import { oneLine, prose } from './text.ts';

const source = z.object({ source: z.string() });

export const blueprintsRouter = router({
  list: memberProcedure.query(({ ctx }) => listBlueprints(ctx)),
  /** What comes with Groundwork, and the agency's own templates. */
  library: memberProcedure.query(({ ctx }) => listLibrary(ctx)),
  get: memberProcedure
    .input(z.union([z.strictObject({ versionId: z.uuid() }), z.strictObject({ blueprintId: z.uuid() })]))
    .query(({ ctx, input }) => getBlueprint(ctx, input)),
  versions: memberProcedure
    .input(z.strictObject({ blueprintId: z.uuid() }))
    .query(({ ctx, input }) => listVersions(ctx, input)),
  diff: memberProcedure
    .input(z.strictObject({ fromVersionId: z.uuid(), toVersionId: z.uuid() }))
    .query(({ ctx, input }) => diffVersions(ctx, input)),
  // A mutation only because a blueprint is too long for a URL.
  check: memberProcedure.input(source).mutation(({ ctx, input }) => checkBlueprint(ctx, input.source)),
  /** The same text in Groundwork's own layout. */
  format: memberProcedure.input(source).mutation(({ ctx, input }) => formatBlueprint(ctx, input.source)),
  saveTemplate: memberProcedure
    .input(
      z.strictObject({
        versionId: z.uuid(),
        name: oneLine('name', 120),
        description: prose('description', 500),
      }),
    )
    .mutation(({ ctx, input }) => saveTemplate(ctx, input)),
  removeTemplate: memberProcedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => removeTemplate(ctx, input)),
  // Reads some hundred objects of GHL and changes nothing; asked for, never fetched again by itself.
  capture: memberProcedure
    .input(z.strictObject({ locationId }))
    .mutation(({ ctx, input }) => captureAccount(ctx, input)),
  save: memberProcedure.input(source).mutation(({ ctx, input }) => saveBlueprint(ctx, input.source)),
});
