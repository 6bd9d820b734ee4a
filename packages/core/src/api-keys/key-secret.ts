import { newSecret } from '../secrets.ts';

const shape = /^gw_[\w-]{43}$/;

/** 256 bits of chance behind a prefix by which scanners of source code know it. */
export const newKeySecret = (): string => `gw_${newSecret()}`;

/** What cannot be a key is refused without asking the database. */
export const isKeyShaped = (secret: string): boolean => shape.test(secret);

/** What lists show of it: enough to tell keys apart, too little to guess the rest. */
export const keyPrefix = (secret: string): string => secret.slice(0, 7);
