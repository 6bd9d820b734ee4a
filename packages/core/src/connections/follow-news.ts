import type { BridgeNews } from '@groundwork/integrations/bridge';
import type { Core } from '../context.ts';
import { takeUpNews } from './take-up-news.ts';

/** Agencies brought up to date side by side. */
const atOnce = 4;
const pageSize = 100;
/** News that could not be taken up are tried again after so many rests: an account may wait for its first provisioning. */
const restsBeforeAgain = 10;

export interface NewsFollower {
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

/**
 * Takes up what the OAuth service's stream says, from now until stopped. Of one agency only the newest news wait, and after a
 * turn it rests for `restMs`, so that a burst is a few turns. After a gap every agency gets one turn, one after the other.
 */
export function followNews(core: Core, { restMs = 1_000 }: { restMs?: number } = {}): NewsFollower {
  const waiting = new Map<string, BridgeNews>();
  const resting = new Map<string, NodeJS.Timeout | null>();
  const underWay = new Set<Promise<void>>();
  let turnsUnderWay = 0;
  let gap: BridgeNews | null = null;
  let isSweeping = false;
  let isStopping = false;

  const takeUp = (companyId: string, news: BridgeNews): Promise<boolean> =>
    takeUpNews(core, companyId, news).catch((error: unknown) => {
      core.log.warn({ err: error, companyId }, 'news of the OAuth service could not be taken up');
      return false;
    });

  const keep = (work: Promise<void>): void => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };

  const turn = async (companyId: string, news: BridgeNews): Promise<void> => {
    resting.set(companyId, null);
    const isTakenUp = await takeUp(companyId, news);
    if (isStopping) return;
    if (!isTakenUp && !waiting.has(companyId)) waiting.set(companyId, news);
    const rested = () => {
      resting.delete(companyId);
      next();
    };
    resting.set(companyId, setTimeout(rested, isTakenUp ? restMs : restMs * restsBeforeAgain).unref());
  };

  function next(): void {
    for (const [companyId, news] of waiting) {
      if (isStopping || turnsUnderWay >= atOnce) return;
      if (resting.has(companyId)) continue;
      waiting.delete(companyId);
      turnsUnderWay++;
      keep(
        turn(companyId, news).finally(() => {
          turnsUnderWay--;
          next();
        }),
      );
    }
  }

  const sweep = async (): Promise<void> => {
    isSweeping = true;
    try {
      while (gap && !isStopping) {
        const news = gap;
        gap = null;
        for await (const companyId of companies(core)) {
          if (isStopping) return;
          await takeUp(companyId, news);
        }
      }
    } catch (error) {
      core.log.warn({ err: error }, 'after a gap in the news not every agency was brought up to date');
    } finally {
      isSweeping = false;
    }
  };

  const unsubscribe = core.bridge.onNews((news: BridgeNews) => {
    if (news.type === 'event') {
      waiting.set(news.companyId, news);
      next();
      return;
    }
    // What still waits is of before the gap, perhaps of a feed that has gone back: every agency gets a turn now.
    waiting.clear();
    gap = news;
    if (!isSweeping) keep(sweep());
  });

  return {
    async stop() {
      isStopping = true;
      unsubscribe();
      for (const timer of resting.values()) if (timer) clearTimeout(timer);
      await Promise.all(underWay);
    },
  };
}

/** Page by page: there may be many, and each takes a while. */
async function* companies({ db }: Core): AsyncGenerator<string> {
  let after: string | null = null;
  for (;;) {
    const rows: { id: string; company_id: string }[] = await db
      .selectFrom('agencies')
      .select(['id', 'company_id'])
      .$if(after !== null, (query) => query.where('id', '>', after))
      .orderBy('id')
      .limit(pageSize)
      .execute();
    yield* rows.map((row) => row.company_id);
    after = rows.at(-1)?.id ?? null;
    if (rows.length < pageSize) return;
  }
}
