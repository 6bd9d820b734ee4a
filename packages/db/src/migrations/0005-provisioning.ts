import { sql, type Kysely } from 'kysely';

/** Values of variables by level, templates, rollbacks, rollouts, drift, and what GHL tells of changes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table location_groups (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references agencies on delete cascade,
    name text not null,
    created_at timestamptz not null default now(),
    unique (agency_id, name)
  )`,
  // One group at most: of two, nobody could say whose value holds.
  `alter table locations add column group_id uuid references location_groups on delete set null`,
  `create index locations_of_group on locations (group_id) where group_id is not null`,
  // The owner is the agency itself, a blueprint, a group or a location.
  `create table variable_values (
    agency_id uuid not null references agencies on delete cascade,
    level text not null check (level in ('agency', 'blueprint', 'group', 'location')),
    owner_id text not null,
    name text not null,
    value jsonb not null,
    secret boolean not null default false,
    updated_by uuid references members on delete set null,
    updated_at timestamptz not null default now(),
    primary key (agency_id, level, owner_id, name)
  )`,
  `create table templates (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references agencies on delete cascade,
    name text not null,
    description text not null,
    source text not null,
    created_by uuid references members on delete set null,
    created_at timestamptz not null default now(),
    unique (agency_id, name)
  )`,

  // Without `inputs` are plans of the release before, also those it makes after this migration: their variables were given by hand.
  `alter table plans
    add column purpose text not null default 'apply' check (purpose in ('apply', 'rollback', 'destroy')),
    add column rolls_back uuid references jobs on delete set null,
    add column inputs jsonb,
    add column overwrite jsonb not null default '[]',
    add column only_addresses text[],
    add column levels jsonb not null default '{}',
    add column estimate jsonb`,
  // The removal of an old job asks it, and so does which version holds.
  `create index plans_of_rollback on plans (rolls_back) where rolls_back is not null`,
  // What a step found before its first write, so that it can be undone.
  `alter table job_steps add column before jsonb, add column verified_at timestamptz`,
  `update job_steps set verified_at = finished_at where state = 'VERIFIED'`,

  `create table rollouts (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references agencies on delete cascade,
    name text not null,
    purpose text not null check (purpose in ('apply', 'drift', 'install')),
    state text not null default 'PLANNING'
      check (state in ('PLANNING', 'PLANNED', 'RUNNING', 'PAUSED', 'HALTED', 'SUCCESS', 'FAILED', 'CANCELLED')),
    blueprint_id uuid not null references blueprints on delete cascade,
    blueprint_version_id uuid not null references blueprint_versions on delete cascade,
    settings jsonb not null,
    overwrite jsonb not null default '[]',
    only_addresses text[],
    columns jsonb not null default '[]',
    wave integer not null default 0,
    halt_reason text,
    accepted_failures integer not null default 0,
    is_open boolean not null default true,
    told text,
    told_at timestamptz,
    approved_by uuid references members on delete set null,
    cancelled_by uuid references members on delete set null,
    created_by uuid references members on delete set null,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz
  )`,
  `create index rollouts_history on rollouts (agency_id, created_at desc, id desc)`,
  // Looked for by every worker every second.
  `create index rollouts_open on rollouts (id) where is_open`,
  `create table rollout_targets (
    rollout_id uuid not null references rollouts on delete cascade,
    agency_id uuid not null references agencies on delete cascade,
    location_id text not null,
    position integer not null,
    wave integer not null,
    blueprint_version_id uuid not null references blueprint_versions on delete cascade,
    inputs jsonb not null,
    plan_id uuid references plans on delete set null,
    steps integer,
    losses text[],
    approved_losses text[],
    cells jsonb,
    skipped boolean not null default false,
    again boolean not null default false,
    error jsonb,
    primary key (rollout_id, location_id),
    foreign key (agency_id, location_id) references locations (agency_id, id)
  )`,
  `create index rollout_targets_of_plan on rollout_targets (plan_id) where plan_id is not null`,
  `alter table jobs add column rollout_id uuid references rollouts on delete set null`,
  `create index jobs_of_rollout on jobs (rollout_id) where rollout_id is not null`,
  `create table install_rules (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references agencies on delete cascade,
    blueprint_id uuid not null references blueprints on delete cascade,
    mode text not null check (mode in ('plan', 'apply')),
    created_by uuid references members on delete set null,
    created_at timestamptz not null default now(),
    unique (agency_id, blueprint_id)
  )`,
  // A location is provisioned once by a rule, however often it is told of.
  `create table install_runs (
    rule_id uuid not null references install_rules on delete cascade,
    agency_id uuid not null references agencies on delete cascade,
    location_id text not null,
    rollout_id uuid references rollouts on delete set null,
    primary key (rule_id, location_id)
  )`,

  `alter table agencies add column drift_every_hours integer default 24 check (drift_every_hours > 0)`,
  `create table drift_checks (
    agency_id uuid not null references agencies on delete cascade,
    location_id text not null,
    blueprint_id uuid not null references blueprints on delete cascade,
    state text not null check (state in ('clean', 'drifted', 'failed')),
    error jsonb,
    checked_at timestamptz not null,
    read_at timestamptz,
    primary key (agency_id, location_id, blueprint_id)
  )`,
  `create table drift_findings (
    agency_id uuid not null references agencies on delete cascade,
    location_id text not null,
    blueprint_id uuid not null references blueprints on delete cascade,
    address text not null,
    path text not null,
    what text not null check (what in ('missing', 'edited', 'recreated')),
    cause text not null,
    kind text not null,
    title text not null,
    expected jsonb not null,
    live jsonb not null,
    first_seen_at timestamptz not null,
    primary key (agency_id, location_id, blueprint_id, address, path)
  )`,
  `create index drift_findings_by_cause on drift_findings (agency_id, cause)`,
  `create table drift_ignores (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references agencies on delete cascade,
    blueprint_id uuid not null references blueprints on delete cascade,
    cause text not null,
    location_id text,
    until timestamptz not null,
    reason text not null,
    created_by uuid references members on delete set null,
    created_at timestamptz not null default now()
  )`,
  `create index drift_ignores_by_cause on drift_ignores (agency_id, cause, location_id)`,

  `create table webhook_deliveries (
    id text primary key,
    agency_id uuid references agencies on delete cascade,
    location_id text,
    type text not null,
    body jsonb not null,
    received_at timestamptz not null default now(),
    handled_at timestamptz
  )`,
  `create index webhook_deliveries_by_age on webhook_deliveries (received_at)`,

  // Until then calls of a lower lane let those of a higher one go first.
  `alter table rate_budgets add column waiting jsonb not null default '{}'`,
];
