import { z } from 'zod';

/** Where a page of rows ends that are sorted by age. */
export interface PageEnd {
  createdAt: string;
  id: string;
}

// PostgreSQL knows no year 0, and nothing here is older than 1970.
const pageCursor = z.tuple([z.iso.datetime().refine((at) => Date.parse(at) > 0), z.uuid()]);

export const encodePage = ({ createdAt, id }: PageEnd): string =>
  Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');

/** A cursor that cannot be read starts at the first page. */
export function decodePage(text: string | undefined): PageEnd | undefined {
  if (!text) return undefined;
  try {
    const [createdAt, id] = pageCursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { createdAt, id };
  } catch {
    return undefined;
  }
}
