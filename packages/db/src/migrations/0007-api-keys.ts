import { sql, type Kysely } from 'kysely';

/** Keys for tools, sign-in of the CLI through a browser, calls that may be sent twice, and who did what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // A key acts in its maker's name: it never may more than they do, and ends with their membership.
  `create table api_keys (
    id uuid primary key default gen_random_uuid(),
    agency_id uuid not null references agencies on delete cascade,
    member_id uuid not null references members on delete cascade,
    name text not null,
    prefix text not null,
    secret_hash text not null unique,
    role text not null check (role in ('viewer', 'operator', 'admin', 'owner')),
    location_ids text[],
    made_by text not null check (made_by in ('settings', 'device')),
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    revoked_by uuid references members on delete set null,
    last_used_at timestamptz
  )`,
  `create index api_keys_of_agency on api_keys (agency_id, created_at desc)`,
  `create index api_keys_of_member on api_keys (member_id)`,
  // RFC 8628. Both codes are stored hashed; the person compares the short one.
  `create table device_sign_ins (
    device_code_hash text primary key,
    user_code_hash text not null unique,
    client_name text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    polled_at timestamptz,
    decision text check (decision in ('approved', 'denied')),
    decided_by uuid references members on delete cascade,
    taken_at timestamptz
  )`,
  `create index device_sign_ins_expired on device_sign_ins (expires_at)`,
  `create table idempotent_calls (
    agency_id uuid not null references agencies on delete cascade,
    key text not null,
    procedure text not null,
    input_hash text not null,
    run_id uuid not null,
    answer jsonb,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    primary key (agency_id, key)
  )`,
  `create index idempotent_calls_old on idempotent_calls (created_at)`,
  `create table audit_entries (
    id bigint generated always as identity primary key,
    agency_id uuid not null references agencies on delete cascade,
    member_id uuid references members on delete set null,
    api_key_id uuid references api_keys on delete set null,
    action text not null,
    subject text,
    request_id text,
    at timestamptz not null default now()
  )`,
  `create index audit_entries_of_agency on audit_entries (agency_id, id desc)`,
];
