import { createPages, type Pages } from '../pages.ts';

/** What a list answers: these items, `pageSize` a page. */
export const pagesOf = <T>(items: readonly T[], pageSize = 25): Pages<T> =>
  createPages((cursor) => {
    const from = Number(cursor ?? 0);
    const to = from + pageSize;
    return Promise.resolve({ items: items.slice(from, to), nextCursor: to < items.length ? String(to) : null });
  });
