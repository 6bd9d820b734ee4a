import { describe, expect, it } from 'vitest';
import { paged } from './paged.ts';

const rows = Array.from({ length: 7 }, (_, index) => ({ id: String(index) }));

/** A list that cuts pages at `cap`, whatever is asked for. */
const reader = (cap: number, total?: number) => {
  const asked: string[] = [];
  const read = ({ limit, skipped }: { limit: string; skipped: string }) => {
    asked.push(skipped);
    const start = Number(skipped);
    return Promise.resolve({ rows: rows.slice(start, start + Math.min(cap, Number(limit))), total });
  };
  return { asked, read };
};

it.each([
  ['ends at a short page that the total agrees with', 3, reader(9, 7), ['0', '3', '6']],
  ['reads once more after a full last page', 7, reader(9, 7), ['0', '7']],
  ['goes on after a page that was cut, as long as the total says so', 5, reader(2, 7), ['0', '2', '4', '6']],
  ['goes on to an empty page where no total tells a cut page from the last', 5, reader(2), ['0', '2', '4', '6', '7']],
  ['goes on after full pages, however small the total says it is', 2, reader(9, 1), ['0', '2', '4', '6']],
  ['ends at an empty page, whatever the total says', 5, reader(9, 99), ['0', '5', '7']],
])('%s', async (_, limit, { asked, read }, expected) => {
  expect(await paged(limit, read)).toEqual(rows);
  expect(asked).toEqual(expected);
});

it('holds a row once that moved to the next page meanwhile', async () => {
  const pages = [rows.slice(0, 3), rows.slice(2, 4)];
  expect(await paged(3, () => Promise.resolve({ rows: pages.shift() ?? [] }))).toEqual(rows.slice(0, 4));
});

describe('a list that shrinks while it is read', () => {
  /** The first row goes after the first page was read, in each of so many readings. */
  const shrinking = (times: number) => {
    let held = rows;
    let left = times;
    return ({ limit, skipped }: { limit: string; skipped: string }) => {
      const start = Number(skipped);
      const page = { rows: held.slice(start, start + Number(limit)), total: held.length };
      if (start === 0 && left-- > 0) held = held.slice(1);
      return Promise.resolve(page);
    };
  };

  it('is read again, so that no row is missed', async () => {
    expect(await paged(3, shrinking(1))).toEqual(rows.slice(1));
  });

  it('each time is an error, never a part', async () => {
    await expect(paged(3, shrinking(3))).rejects.toMatchObject({ code: 'GHL_UNAVAILABLE', retryable: true });
  });
});

describe('a GHL that takes no notice of how many rows to skip', () => {
  it('has answered everything with a page that is short', async () => {
    expect(await paged(9, () => Promise.resolve({ rows }))).toEqual(rows);
  });

  it('is an error with a page that is full, and is not asked for ever', async () => {
    const same = paged(7, () => Promise.resolve({ rows, total: 99 }));
    await expect(same).rejects.toMatchObject({ code: 'GHL_UNAVAILABLE', outcome: 'not-applied', retryable: true });
  });
});

it('is an error when any page is', async () => {
  const read = ({ skipped }: { skipped: string }) =>
    skipped === '0' ? Promise.resolve({ rows: rows.slice(0, 3) }) : Promise.reject(new Error('second page'));
  await expect(paged(3, read)).rejects.toThrow('second page');
});
