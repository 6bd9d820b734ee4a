import type {
  BlueprintCheckView,
  BlueprintDiffView,
  BlueprintSummaryView,
  BlueprintVersionSummaryView,
  BlueprintVersionView,
  CaptureView,
  LibraryEntryView,
} from '@groundwork/shared/views';
import type { Caller } from '../caller.ts';
import type { CallOptions, MutationOptions } from '../options.ts';

export interface Blueprints {
  /** Each blueprint with its newest version. */
  list(options?: CallOptions): Promise<BlueprintSummaryView[]>;
  /** One version, or the newest one of a blueprint. */
  get(which: { versionId: string } | { blueprintId: string }, options?: CallOptions): Promise<BlueprintVersionView>;
  /** Every version of a blueprint, the newest first. */
  versions(blueprintId: string, options?: CallOptions): Promise<BlueprintVersionSummaryView[]>;
  /** What changed from one version to another. */
  diff(versions: { fromVersionId: string; toVersionId: string }, options?: CallOptions): Promise<BlueprintDiffView>;
  /** What is wrong with a blueprint's text, YAML or JSON. Nothing is saved. */
  check(source: string, options?: CallOptions): Promise<BlueprintCheckView>;
  /** The same text in Groundwork's own layout. */
  format(source: string, options?: CallOptions): Promise<{ source: string }>;
  /** A new version of the blueprint that the text names, or the first one. */
  save(source: string, options?: MutationOptions): Promise<BlueprintVersionView>;
  /** A live account as a blueprint, not saved yet. Reads hundreds of objects of GHL. */
  capture(locationId: string, options?: CallOptions): Promise<CaptureView>;
  /** What comes with Groundwork, and the agency's own templates. */
  library(options?: CallOptions): Promise<LibraryEntryView[]>;
}

export const blueprints = ({ trpc, read, change }: Caller): Blueprints => ({
  list: (options) => read((sent) => trpc.blueprints.list.query(undefined, sent), options),
  get: (which, options) => read((sent) => trpc.blueprints.get.query(which, sent), options),
  versions: (blueprintId, options) => read((sent) => trpc.blueprints.versions.query({ blueprintId }, sent), options),
  diff: (versions, options) => read((sent) => trpc.blueprints.diff.query(versions, sent), options),
  check: (source, options) => read((sent) => trpc.blueprints.check.mutate({ source }, sent), options),
  format: (source, options) => read((sent) => trpc.blueprints.format.mutate({ source }, sent), options),
  save: (source, options) => change((sent) => trpc.blueprints.save.mutate({ source }, sent), options),
  capture: (locationId, options) => read((sent) => trpc.blueprints.capture.mutate({ locationId }, sent), options),
  library: (options) => read((sent) => trpc.blueprints.library.query(undefined, sent), options),
});
