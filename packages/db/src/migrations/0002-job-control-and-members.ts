import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table jobs
    add column priority smallint not null default 0,
    add column runs integer not null default 1,
    add column cancel_requested_at timestamptz,
    add column cancelled_by uuid references members on delete set null`,
  `create index jobs_finished on jobs (finished_at) where finished_at is not null`,
  `create index plans_created on plans (created_at)`,
  // Whoever was invited signs in by a one-time link and has no GHL user, until one of the same e-mail signs in by GHL.
  `alter table members
    alter column ghl_user_id drop not null,
    add column removed_at timestamptz`,
  `create unique index members_invited on members (agency_id, lower(email)) where ghl_user_id is null`,
  `alter table sessions
    add column id uuid not null unique default gen_random_uuid(),
    add column signed_in_by text not null default 'ghl' check (signed_in_by in ('ghl', 'invitation'))`,
  `create table invitations (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references agencies on delete cascade,
    token_hash text not null unique,
    email text not null,
    name text not null,
    role text not null check (role in ('viewer', 'operator', 'admin')),
    created_by uuid references members on delete set null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    accepted_at timestamptz,
    accepted_by uuid references members on delete set null,
    revoked_at timestamptz
  )`,
  `create index invitations_of_agency on invitations (agency_id, created_at desc)`,
];
