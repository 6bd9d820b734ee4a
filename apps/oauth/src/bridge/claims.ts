import pg from 'pg';
import { bridgeSignatureMaxAgeSeconds } from '@groundwork/shared/bridge';
import type { TokenRead } from './audit-reads.ts';
import { createBatches } from './batches.ts';

export interface SignedCall {
  backendId: string;
  nonce: string;
  signedAt: Date;
}

/** A token that lies in memory, and up to which position of the feed this memory has heard. */
export interface HeldRead extends TokenRead {
  position: number;
}

export interface Claims {
  /** Whether the call is the first one with its nonce, at any replica. */
  claim(call: SignedCall): Promise<boolean>;
  /**
   * The same for the read of a token that is held, and in the same statement its audit. `behind`: the agency has news
   * that this memory has not heard, so nothing was written but the claim.
   */
  claimRead(call: SignedCall, read: HeldRead): Promise<'recorded' | 'behind' | 'repeated'>;
  close(): Promise<void>;
}

/** Far longer than a signature holds: the clocks of two replicas may differ as well. */
const keptMs = (bridgeSignatureMaxAgeSeconds + 300) * 1000;
/** A memory that is further behind than this is not looked after: one look at the feed is all that a read may cost. */
const maxBehind = 200;
/** Each size is a statement that the database has to know. */
const maxItems = 32;

interface Item {
  call: SignedCall;
  read: HeldRead | undefined;
}

interface Row {
  backend_id: string;
  nonce: string;
  is_current: boolean;
}

/**
 * A connection of its own; nobody waits for the disk. When this service dies, nothing of an answered call is
 * lost: the database has it. When the database's machine dies, the nonces and audit rows of its last half second may be.
 */
export function createClaims(databaseUrl: string, onIdleError: (error: Error) => void): Claims {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 5_000,
    query_timeout: 8_000,
    keepAlive: true,
    application_name: 'groundwork-oauth-claims',
    options: '-c synchronous_commit=off',
  });
  // A connection that breaks in use fails its query as well; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', onIdleError);

  const add = createBatches(async (items: readonly Item[]) => {
    // Twice in one batch: the first takes it.
    const first = new Map<string, Item>();
    for (const item of items) if (!first.has(keyOf(item.call))) first.set(keyOf(item.call), item);
    // In one order at every replica: two that hold the same calls wait for each other's, never both ways.
    const inOrder = [...first].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
    const { rows } = await pool.query<Row>({
      name: `claim-${inOrder.length}`,
      text: statementOf(inOrder.length),
      values: inOrder.flatMap(valuesOf),
    });
    const claimed = new Map(rows.map((row) => [`${row.backend_id} ${row.nonce}`, row.is_current]));
    return (item) => {
      const isCurrent = first.get(keyOf(item.call)) === item ? claimed.get(keyOf(item.call)) : undefined;
      return isCurrent === undefined ? 'repeated' : isCurrent ? 'recorded' : 'behind';
    };
  }, maxItems);

  return {
    claim: async (call) => (await add({ call, read: undefined })) !== 'repeated',
    claimRead: (call, read) => add({ call, read }),
    close: () => pool.end(),
  };
}

const keyOf = ({ backendId, nonce }: SignedCall): string => `${backendId} ${nonce}`;

const valuesOf = ({ call, read }: Item): (string | number | null)[] => [
  call.backendId,
  call.nonce,
  new Date(call.signedAt.getTime() + keptMs).toISOString(),
  read?.companyId ?? null,
  read?.locationId ?? null,
  read?.requestId ?? null,
  read?.position ?? null,
];

const casts = ['text', 'text', 'timestamptz', 'text', 'text', 'text', 'bigint'];

/** Rows of the feed after `position` are few or none; the order keeps the planner on their key. */
const statement = (size: number): string => `
  with call (backend_id, nonce, expires_at, company_id, location_id, request_id, position) as (values ${places(size)}),
  claimed as (
    insert into bridge_nonces (backend_id, nonce, expires_at) select backend_id, nonce, expires_at from call
    on conflict do nothing returning backend_id, nonce),
  judged as materialized (
    select call.*, coalesce(call.position = feed.position
      or (call.position between feed.position - ${maxBehind} and feed.position and not exists (
        select from (select company_id from bridge_events news where news.position > call.position
          order by news.position limit ${maxBehind}) news
        where news.company_id = call.company_id)), false) as is_current
    from claimed join call using (backend_id, nonce) cross join bridge_feed feed),
  recorded as (
    insert into token_reads (backend_id, company_id, location_id, outcome, request_id)
    select backend_id, company_id, location_id, 'OK', request_id from judged where is_current)
  select backend_id, nonce, is_current from judged`;

const statements = new Map<number, string>();

function statementOf(size: number): string {
  const text = statements.get(size) ?? statement(size);
  statements.set(size, text);
  return text;
}

const places = (size: number): string =>
  Array.from({ length: size }, (_, row) => {
    const cells = casts.map((cast, column) => `$${row * casts.length + column + 1}::${cast}`);
    return `(${cells.join(', ')})`;
  }).join(', ');
