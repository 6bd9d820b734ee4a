import type { CallOptions } from './options.ts';

export interface Page<T> {
  items: T[];
  /** Hand it to `page`; null: this was the last one. */
  nextCursor: string | null;
}

/** A list that is read page by page while it is walked: `for await (const item of pages)`. */
export interface Pages<T> extends AsyncIterable<T> {
  /** One page: the first, or the one at the cursor. */
  page(cursor?: string | null): Promise<Page<T>>;
  /** The first `limit` items, or all. */
  toArray(limit?: number): Promise<T[]>;
}

/** What a list takes beside its filters. */
export interface ListOptions extends CallOptions {
  /** Items of one page. */
  limit?: number | undefined;
}

/** Nothing is read before somebody asks. */
export function createPages<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Pages<T> {
  async function* walk(): AsyncGenerator<T, void, undefined> {
    let cursor: string | null = null;
    do {
      const page: Page<T> = await read(cursor ?? undefined);
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }
  return {
    page: (cursor) => read(cursor ?? undefined),
    async toArray(limit = Number.POSITIVE_INFINITY) {
      const items: T[] = [];
      if (limit <= 0) return items;
      for await (const item of walk()) if (items.push(item) >= limit) break;
      return items;
    },
    [Symbol.asyncIterator]: walk,
  };
}
