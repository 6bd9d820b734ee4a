import type { ErrorView, JsonObject, Role } from '@groundwork/shared';
import type { FeedEvent } from '@groundwork/shared/events';
import type { KindName } from '@groundwork/shared/kinds';
import type { PlanItem, PlanSummary, Retention } from '@groundwork/shared/plan';
import type { AccountState, JobState, StepState, VariableValues } from '@groundwork/shared/views';
import type { ColumnType, Generated } from 'kysely';

/** Written as text, read as a value: node-postgres turns a bare array into a PostgreSQL array, not into JSON. */
type JsonColumn<T> = ColumnType<T, string, string>;
type NullableJsonColumn<T> = ColumnType<T | null, string | null, string | null>;
type CreatedAt = ColumnType<Date, never, never>;

export interface Database {
  agencies: {
    id: Generated<string>;
    company_id: string;
    name: string;
    accounts_synced_at: Date | null;
    /** Which of the OAuth service's feeds, and up to which position its news of this agency were announced. */
    bridge_feed: string | null;
    bridge_position: number | null;
    created_at: CreatedAt;
  };
  members: {
    id: Generated<string>;
    agency_id: string;
    ghl_user_id: string | null;
    name: string;
    email: string;
    role: Role;
    created_at: CreatedAt;
    removed_at: Date | null;
  };
  sessions: {
    id_hash: string;
    id: Generated<string>;
    member_id: string;
    created_at: CreatedAt;
    last_seen_at: Generated<Date>;
    expires_at: Date;
    user_agent: string | null;
    signed_in_by: Generated<'ghl' | 'invitation'>;
  };
  invitations: {
    id: Generated<string>;
    agency_id: string;
    token_hash: string;
    email: string;
    name: string;
    role: Exclude<Role, 'owner'>;
    created_by: string | null;
    created_at: CreatedAt;
    expires_at: Date;
    accepted_at: Date | null;
    accepted_by: string | null;
    revoked_at: Date | null;
  };
  locations: {
    agency_id: string;
    id: string;
    name: string;
    address: string | null;
    state: AccountState;
  };
  blueprints: { id: Generated<string>; agency_id: string; name: string; created_at: CreatedAt };
  blueprint_versions: {
    id: Generated<string>;
    agency_id: string;
    blueprint_id: string;
    number: number;
    source: string;
    format: 'yaml' | 'json';
    document: JsonColumn<JsonObject>;
    created_by: string | null;
    created_at: CreatedAt;
  };
  plans: {
    id: Generated<string>;
    agency_id: string;
    location_id: string;
    blueprint_version_id: string;
    variables: JsonColumn<VariableValues>;
    items: JsonColumn<PlanItem[]>;
    summary: JsonColumn<PlanSummary>;
    fingerprint: string;
    created_by: string | null;
    created_at: CreatedAt;
  };
  jobs: {
    id: Generated<string>;
    agency_id: string;
    location_id: string;
    plan_id: string;
    state: Generated<JobState>;
    refreshed_at: Date | null;
    error: NullableJsonColumn<ErrorView>;
    /** A queue's priority: higher goes first. */
    priority: Generated<number>;
    /** How often it was started: 1, and one more for each retry or resume. */
    runs: Generated<number>;
    cancel_requested_at: Date | null;
    cancelled_by: string | null;
    created_by: string | null;
    created_at: CreatedAt;
    started_at: Date | null;
    finished_at: Date | null;
  };
  job_steps: {
    job_id: string;
    agency_id: string;
    position: number;
    item: JsonColumn<PlanItem>;
    state: Generated<StepState>;
    attempts: Generated<number>;
    intent: NullableJsonColumn<JsonObject>;
    ghl_id: string | null;
    result: NullableJsonColumn<JsonObject>;
    error: NullableJsonColumn<ErrorView>;
    started_at: Date | null;
    finished_at: Date | null;
  };
  location_leases: {
    agency_id: string;
    location_id: string;
    fence: Generated<number>;
    job_id: string | null;
    expires_at: Date;
  };
  resource_states: {
    agency_id: string;
    location_id: string;
    blueprint_id: string;
    address: string;
    kind: KindName;
    ghl_id: string;
    last_applied: JsonColumn<JsonObject>;
    origin: 'created' | 'adopted';
    /** Why it stays when the blueprint no longer names it. */
    retain: Retention | null;
    /** Attributes whose values came from a secret variable. */
    secrets: Generated<string[]>;
    job_id: string | null;
    updated_at: Generated<Date>;
  };
  event_topics: { topic: string; agency_id: string; last_id: number };
  events: { topic: string; id: number; at: Generated<Date>; event: JsonColumn<FeedEvent> };
  rate_budgets: {
    resource: string;
    taken: Generated<Date[]>;
    burst_limit: number | null;
    interval_ms: Generated<number>;
    day: Generated<Date>;
    taken_today: Generated<number>;
    daily_limit: number | null;
    blocked_until: Date | null;
    refused: Generated<number>;
  };
}
