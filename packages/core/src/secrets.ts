import { createHash, randomBytes } from 'node:crypto';

export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of a secret that only its bearer may know. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
