import type { BridgeEvent, BridgeRequest, BridgeResponse } from '@groundwork/shared/bridge';

export type TokenRef = Pick<BridgeRequest<'accessToken'>, 'companyId' | 'locationId'>;
export type Token = BridgeResponse<'accessToken'>;

/** A token so near its end is looked after by whoever reads the rows. */
const marginMs = 120_000;
/** However quiet the feed is: rows are looked at again after this long. */
const maxAgeMs = 600_000;
const maxTokens = 20_000;

export interface TokenMemory {
  /** A token, and up to which position of the feed nothing has been said against it. */
  get(ref: TokenRef): { token: Token; position: number } | undefined;
  /** Reads the token and keeps it, unless the feed spoke of its agency meanwhile: then it may be older than the news. */
  keep(ref: TokenRef, read: () => Promise<Token>): Promise<Token>;
  /** From here on the feed is followed: its news after `position` will be told. */
  open(position: number): void;
  /** News in the order of the feed, up to `position`. */
  hear(events: readonly Pick<BridgeEvent, 'companyId' | 'locationId'>[], position: number): void;
  /** The feed is not followed any more. */
  close(): void;
  size(): number;
}

interface Entry {
  token: Token;
  endsAt: number;
}

/** Opened tokens of this replica, in memory alone, and only while the feed of events is followed. */
export function createTokenMemory(): TokenMemory {
  const agencies = new Map<string, Map<string, Entry>>();
  const readings = new Set<{ companyId: string; isOvertaken: boolean }>();
  let position: number | null = null;
  let size = 0;

  const forget = (companyId: string, key: string | null): void => {
    const tokens = agencies.get(companyId);
    if (tokens === undefined) return;
    if (key === null) size -= tokens.size;
    else if (tokens.delete(key)) size--;
    if (key === null || tokens.size === 0) agencies.delete(companyId);
  };

  const put = (ref: TokenRef, token: Token): void => {
    const endsAt = Math.min(Date.now() + maxAgeMs, Date.parse(token.expiresAt) - marginMs);
    if (endsAt <= Date.now()) return;
    forget(ref.companyId, keyOf(ref));
    while (size >= maxTokens) {
      const [oldest] = agencies.keys();
      if (oldest === undefined) break;
      forget(oldest, null);
    }
    const tokens = agencies.get(ref.companyId) ?? new Map<string, Entry>();
    agencies.set(ref.companyId, tokens.set(keyOf(ref), { token, endsAt }));
    size++;
  };

  const close = (): void => {
    for (const reading of readings) reading.isOvertaken = true;
    agencies.clear();
    size = 0;
    position = null;
  };

  return {
    get(ref) {
      const entry = agencies.get(ref.companyId)?.get(keyOf(ref));
      if (entry === undefined || position === null) return undefined;
      if (entry.endsAt > Date.now()) return { token: entry.token, position };
      forget(ref.companyId, keyOf(ref));
      return undefined;
    },
    async keep(ref, read) {
      const reading = { companyId: ref.companyId, isOvertaken: position === null };
      readings.add(reading);
      try {
        const token = await read();
        if (!reading.isOvertaken) put(ref, token);
        return token;
      } finally {
        readings.delete(reading);
      }
    },
    open(at) {
      close();
      position = at;
    },
    hear(events, upTo) {
      for (const { companyId, locationId } of events) {
        forget(companyId, locationId);
        for (const reading of readings) if (reading.companyId === companyId) reading.isOvertaken = true;
      }
      position = upTo;
    },
    close,
    size: () => size,
  };
}

/** The agency's own token under a name that no location has. */
const keyOf = ({ locationId = '' }: TokenRef): string => locationId;
