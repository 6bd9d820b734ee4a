import { sql, type Kysely } from 'kysely';

/** The AI author: what its calls cost, what it answered before, and how much an agency lets it use. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table assistant_settings (
    agency_id uuid primary key references agencies on delete cascade,
    -- Null: the limit every agency has that set none of its own.
    monthly_tokens bigint check (monthly_tokens >= 0),
    updated_by uuid references members on delete set null,
    updated_at timestamptz not null default now()
  )`,
  // The ledger: one row a call of the model, and one for each answer that needed none.
  `create table assistant_calls (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references agencies on delete cascade,
    member_id uuid references members on delete set null,
    run_id uuid not null,
    attempt integer not null,
    task text not null,
    source text not null check (source in ('model', 'cache', 'offline')),
    model text,
    state text not null default 'RUNNING' check (state in ('RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    reserved_tokens integer not null default 0,
    input_tokens integer not null default 0,
    cached_input_tokens integer not null default 0,
    output_tokens integer not null default 0,
    usage_estimated boolean not null default false,
    -- What an answer from the cache cost once.
    saved_tokens integer not null default 0,
    -- In millionths of a US dollar; null where nobody knows the model's price.
    cost_micros bigint,
    error_code text,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    unique (run_id, attempt)
  )`,
  `create index assistant_calls_of_agency on assistant_calls (agency_id, created_at desc)`,
  `create index assistant_calls_running on assistant_calls (agency_id, created_at) where state = 'RUNNING'`,
  // Per agency: a prompt holds an agency's own texts, and so does the answer.
  `create table assistant_answers (
    agency_id uuid not null references agencies on delete cascade,
    key text not null,
    task text not null,
    model text not null,
    answer jsonb not null,
    saved_tokens integer not null,
    hits integer not null default 0,
    created_at timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    primary key (agency_id, key)
  )`,
  `create index assistant_answers_unused on assistant_answers (last_used_at)`,
];
