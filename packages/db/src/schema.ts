import type { ErrorView, Json, JsonObject, Role } from '@groundwork/shared';
import type { FeedEvent } from '@groundwork/shared/events';
import type { KindName } from '@groundwork/shared/kinds';
import type { BeforeImage, Overwrite, PlanItem, PlanSummary, Retention } from '@groundwork/shared/plan';
import type {
  AccountState,
  ApiKeyMaking,
  AssistantCallState,
  AssistantSource,
  AssistantTask,
  DriftCheckState,
  DriftWhat,
  InstallRuleMode,
  JobState,
  KeyWish,
  PlanEstimate,
  PlannedCell,
  PlanPurpose,
  RolloutMatrixView,
  RolloutPurpose,
  RolloutSettings,
  RolloutState,
  StepState,
  ValueLevel,
  ValueOrigin,
  VariableValues,
} from '@groundwork/shared/views';
import type { VariableValue } from '@groundwork/shared/blueprint';
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
    /** How often each account is compared with what was applied; null: only when somebody asks. */
    drift_every_hours: Generated<number | null>;
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
    group_id: string | null;
  };
  location_groups: { id: Generated<string>; agency_id: string; name: string; created_at: CreatedAt };
  variable_values: {
    agency_id: string;
    level: ValueLevel;
    /** The id of the agency, the blueprint, the group or the location. */
    owner_id: string;
    name: string;
    value: JsonColumn<VariableValue>;
    secret: Generated<boolean>;
    updated_by: string | null;
    updated_at: Generated<Date>;
  };
  templates: {
    id: Generated<string>;
    agency_id: string;
    name: string;
    description: string;
    source: string;
    created_by: string | null;
    created_at: CreatedAt;
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
    purpose: Generated<PlanPurpose>;
    /** The job whose changes a rollback takes back. */
    rolls_back: string | null;
    /** Values given for this plan alone. Null: all its variables were, by the release before. */
    inputs: NullableJsonColumn<VariableValues>;
    /** Values it was made with, whatever level they came from. */
    variables: JsonColumn<VariableValues>;
    /** Where each of them came from. */
    levels: ColumnType<Record<string, ValueOrigin>, string | undefined, string>;
    /** Client edits that a person chose to overwrite. */
    overwrite: ColumnType<Overwrite[], string | undefined, string>;
    /** The plan is about these addresses alone, and what they need. */
    only_addresses: string[] | null;
    estimate: NullableJsonColumn<PlanEstimate>;
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
    rollout_id: string | null;
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
    /** What there was before its first write. */
    before: NullableJsonColumn<BeforeImage>;
    /** When it was read back and found as planned. */
    verified_at: Date | null;
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
    /** Process → lane → until when (Unix time in ms) its calls wait there: those of lower lanes let them go first. */
    waiting: ColumnType<Record<string, { interactive?: number; sync?: number }>, string | undefined, string>;
  };
  rollouts: {
    id: Generated<string>;
    agency_id: string;
    name: string;
    purpose: RolloutPurpose;
    state: Generated<RolloutState>;
    blueprint_id: string;
    /** The newest of its targets' versions. */
    blueprint_version_id: string;
    settings: JsonColumn<RolloutSettings>;
    overwrite: ColumnType<Overwrite[], string | undefined, string>;
    only_addresses: string[] | null;
    /** Lines of all its plans, in their order. */
    columns: ColumnType<RolloutMatrixView['columns'], string | undefined, string>;
    /** The wave under way, from 0 (the canary). */
    wave: Generated<number>;
    halt_reason: string | null;
    /** So many had failed when a person said go on. */
    accepted_failures: Generated<number>;
    /** Something may become of it without a person. */
    is_open: Generated<boolean>;
    /** Of what its followers were told last, and when. */
    told: string | null;
    told_at: Date | null;
    approved_by: string | null;
    cancelled_by: string | null;
    created_by: string | null;
    created_at: CreatedAt;
    started_at: Date | null;
    finished_at: Date | null;
  };
  /** Its job is that of its plan. */
  rollout_targets: {
    rollout_id: string;
    agency_id: string;
    location_id: string;
    position: number;
    wave: number;
    blueprint_version_id: string;
    /** Values given for this account in this rollout alone. */
    inputs: JsonColumn<VariableValues>;
    plan_id: string | null;
    /** How many steps a job of the plan has; null: there was no plan yet. */
    steps: number | null;
    /** What the plan destroys, in words. */
    losses: string[] | null;
    /** The same of the plan that a person approved; null: nobody has yet. */
    approved_losses: string[] | null;
    /** What the plan says of each address. */
    cells: NullableJsonColumn<Record<string, PlannedCell>>;
    /** Left out by a person. */
    skipped: Generated<boolean>;
    /** Its ended job is to go on when it is its turn. */
    again: Generated<boolean>;
    /** Why there is no plan, or no job. */
    error: NullableJsonColumn<ErrorView>;
  };
  install_rules: {
    id: Generated<string>;
    agency_id: string;
    blueprint_id: string;
    mode: InstallRuleMode;
    created_by: string | null;
    created_at: CreatedAt;
  };
  install_runs: { rule_id: string; agency_id: string; location_id: string; rollout_id: string | null };
  drift_checks: {
    agency_id: string;
    location_id: string;
    blueprint_id: string;
    state: DriftCheckState;
    error: NullableJsonColumn<ErrorView>;
    checked_at: Date;
    /** When the newest read that is written down here began, also one of some kinds only. */
    read_at: Date | null;
  };
  drift_findings: {
    agency_id: string;
    location_id: string;
    blueprint_id: string;
    address: string;
    /** An attribute, or one of a part, as in a plan's `kept`; empty: the whole object. */
    path: string;
    what: DriftWhat;
    /** Equal in all accounts where the same thing is otherwise: see `causeOf`. */
    cause: string;
    kind: KindName;
    title: string;
    expected: JsonColumn<Json>;
    live: JsonColumn<Json>;
    first_seen_at: Date;
  };
  drift_ignores: {
    id: Generated<string>;
    agency_id: string;
    blueprint_id: string;
    cause: string;
    /** Null: in every account. */
    location_id: string | null;
    until: Date;
    reason: string;
    created_by: string | null;
    created_at: CreatedAt;
  };
  webhook_deliveries: {
    /** GHL's `webhookId`, else the SHA-256 of the body. */
    id: string;
    agency_id: string | null;
    location_id: string | null;
    type: string;
    body: JsonColumn<JsonObject>;
    received_at: Generated<Date>;
    handled_at: Date | null;
  };
  assistant_settings: {
    agency_id: string;
    /** Null: the limit every agency has that set none of its own. */
    monthly_tokens: number | null;
    updated_by: string | null;
    updated_at: Generated<Date>;
  };
  /** The ledger: one row a call of the model, and one for each answer that needed none. */
  assistant_calls: {
    id: Generated<string>;
    agency_id: string;
    member_id: string | null;
    /** What one question led to: several calls where the model corrects itself. */
    run_id: string;
    attempt: number;
    task: AssistantTask;
    source: AssistantSource;
    model: string | null;
    state: Generated<AssistantCallState>;
    /** Held against the budget while it runs. */
    reserved_tokens: Generated<number>;
    input_tokens: Generated<number>;
    /** Of those, what the provider's own cache served. */
    cached_input_tokens: Generated<number>;
    output_tokens: Generated<number>;
    /** The provider told no usage; it is counted from the texts. */
    usage_estimated: Generated<boolean>;
    /** What an answer from the cache cost once. */
    saved_tokens: Generated<number>;
    /** In millionths of a US dollar; null where nobody knows the model's price. */
    cost_micros: number | null;
    error_code: string | null;
    created_at: Generated<Date>;
    finished_at: Date | null;
  };
  assistant_answers: {
    agency_id: string;
    /** SHA-256 of the normalised prompt, the model and the schema's version. */
    key: string;
    task: AssistantTask;
    model: string;
    answer: JsonColumn<JsonObject>;
    /** What it cost once, and every hit saves. */
    saved_tokens: number;
    hits: Generated<number>;
    created_at: Generated<Date>;
    last_used_at: Generated<Date>;
  };
  api_keys: {
    id: Generated<string>;
    agency_id: string;
    /** Whose name it acts in. */
    member_id: string;
    name: string;
    /** The beginning of the secret, to know it by. */
    prefix: string;
    secret_hash: string;
    role: Role;
    /** Null: every account. */
    location_ids: string[] | null;
    made_by: ApiKeyMaking;
    created_at: CreatedAt;
    expires_at: Date | null;
    revoked_at: Date | null;
    revoked_by: string | null;
    last_used_at: Date | null;
  };
  device_sign_ins: {
    device_code_hash: string;
    user_code_hash: string;
    client_name: string;
    created_at: CreatedAt;
    expires_at: Date;
    polled_at: Date | null;
    decision: 'approved' | 'denied' | null;
    decided_by: string | null;
    taken_at: Date | null;
    /** Null: an ordinary sign-in. */
    wish: NullableJsonColumn<KeyWish>;
    /** Who approved a wish. */
    wish_approved_by: string | null;
    /** What a sign-in may at most. */
    approved_role: Role | null;
  };
  idempotent_calls: {
    agency_id: string;
    key: string;
    procedure: string;
    input_hash: string;
    /** Which run of it may write the answer. */
    run_id: string;
    answer: NullableJsonColumn<JsonObject>;
    created_at: CreatedAt;
    finished_at: Date | null;
    /** What its transaction decided, noted in it. */
    outcome: NullableJsonColumn<JsonObject>;
    held_until: Date | null;
  };
  audit_entries: {
    id: Generated<number>;
    agency_id: string;
    member_id: string | null;
    api_key_id: string | null;
    action: string;
    subject: string | null;
    request_id: string | null;
    at: Generated<Date>;
  };
}
