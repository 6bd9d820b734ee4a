import { sql, type Kysely } from 'kysely';

/** Every table that holds an agency's rows carries `agency_id`, and every query names it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table agencies (
    id uuid primary key default gen_random_uuid(),
    company_id text not null unique,
    name text not null,
    accounts_synced_at timestamptz,
    created_at timestamptz not null default now()
  )`,
  `create table members (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references agencies on delete cascade,
    ghl_user_id text not null,
    name text not null,
    email text not null,
    role text not null check (role in ('viewer', 'operator', 'admin', 'owner')),
    created_at timestamptz not null default now(),
    unique (agency_id, ghl_user_id)
  )`,
  // One owner at first sign-in, also when two people sign in at the same moment.
  `create unique index members_one_owner on members (agency_id) where role = 'owner'`,
  `create table sessions (
    id_hash text primary key,
    member_id uuid not null references members on delete cascade,
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    user_agent text
  )`,
  `create index sessions_member on sessions (member_id)`,
  `create table locations (
    agency_id uuid not null references agencies on delete cascade,
    id text not null,
    name text not null,
    address text,
    state text not null check (state in ('active', 'uninstalled')),
    primary key (agency_id, id)
  )`,
  `create table blueprints (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references agencies on delete cascade,
    name text not null,
    created_at timestamptz not null default now(),
    unique (agency_id, name)
  )`,
  `create table blueprint_versions (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references agencies on delete cascade,
    blueprint_id uuid not null references blueprints on delete cascade,
    number integer not null,
    source text not null,
    format text not null check (format in ('yaml', 'json')),
    document jsonb not null,
    created_by uuid references members on delete set null,
    created_at timestamptz not null default now(),
    unique (blueprint_id, number)
  )`,
  `create table plans (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references agencies on delete cascade,
    location_id text not null,
    blueprint_version_id uuid not null references blueprint_versions on delete cascade,
    variables jsonb not null,
    items jsonb not null,
    summary jsonb not null,
    fingerprint text not null,
    created_by uuid references members on delete set null,
    created_at timestamptz not null default now(),
    foreign key (agency_id, location_id) references locations (agency_id, id)
  )`,
  `create table jobs (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references agencies on delete cascade,
    location_id text not null,
    plan_id uuid not null unique references plans,
    state text not null default 'PENDING' check (state in ('PENDING', 'PROCESSING', 'SUCCESS', 'FAILED', 'CANCELLED')),
    refreshed_at timestamptz,
    error jsonb,
    created_by uuid references members on delete set null,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    foreign key (agency_id, location_id) references locations (agency_id, id)
  )`,
  `create index jobs_history on jobs (agency_id, created_at desc, id desc)`,
  `create index jobs_of_location on jobs (agency_id, location_id, created_at desc)`,
  `create table job_steps (
    job_id uuid not null references jobs on delete cascade,
    agency_id uuid not null references agencies on delete cascade,
    position integer not null,
    item jsonb not null,
    state text not null default 'PENDING'
      check (state in ('PENDING', 'RUNNING', 'APPLIED', 'VERIFIED', 'FAILED', 'UNKNOWN', 'NOT_ATTEMPTED')),
    attempts integer not null default 0,
    intent jsonb,
    ghl_id text,
    result jsonb,
    error jsonb,
    started_at timestamptz,
    finished_at timestamptz,
    primary key (job_id, position)
  )`,
  // Who may write to a location's GHL account right now. The fence only grows: a holder that slept through its lease is told by it.
  `create table location_leases (
    agency_id uuid not null references agencies on delete cascade,
    location_id text not null,
    fence bigint not null default 0,
    job_id uuid,
    expires_at timestamptz not null,
    primary key (agency_id, location_id)
  )`,
  `create table resource_states (
    agency_id uuid not null references agencies on delete cascade,
    location_id text not null,
    blueprint_id uuid not null references blueprints on delete cascade,
    address text not null,
    kind text not null,
    ghl_id text not null,
    last_applied jsonb not null,
    origin text not null check (origin in ('created', 'adopted')),
    job_id uuid,
    updated_at timestamptz not null default now(),
    primary key (agency_id, location_id, blueprint_id, address)
  )`,
  // Events of a topic are numbered under the row lock of the topic: numbers have no gaps and follow commit order.
  `create table event_topics (
    topic text primary key,
    agency_id uuid not null references agencies on delete cascade,
    last_id integer not null
  )`,
  `create table events (
    topic text not null references event_topics on delete cascade,
    id integer not null,
    at timestamptz not null default clock_timestamp(),
    event jsonb not null,
    primary key (topic, id)
  )`,
  `create table rate_budgets (
    resource text primary key,
    taken timestamptz[] not null default '{}',
    burst_limit integer,
    interval_ms integer not null default 10000,
    day date not null default current_date,
    taken_today integer not null default 0,
    daily_limit integer,
    blocked_until timestamptz,
    refused integer not null default 0
  )`,
];
