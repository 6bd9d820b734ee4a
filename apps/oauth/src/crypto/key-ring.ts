import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { TokenKey } from '../env.ts';

/** Where a ciphertext lives. It opens there and nowhere else. */
export interface Place {
  table: 'installations' | 'location_tokens' | 'refresh_journal';
  column: 'access_token' | 'refresh_token' | 'previous_refresh_token';
  rowId: string;
}

export interface KeyRing {
  writingKeyId: string;
  keyIds: readonly string[];
  /** `g1:<key id>:<base64url of iv, tag, ciphertext>` under the first key. */
  seal(plain: string, place: Place): string;
  /** Throws UnsealError when the key is not in the ring, or the text was changed or moved. */
  open(sealed: string, place: Place): string;
  has(keyId: string): boolean;
}

export class UnsealError extends Error {
  override readonly name = 'UnsealError';
}

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

export function createKeyRing(keys: readonly TokenKey[]): KeyRing {
  const [writer] = keys;
  if (writer === undefined) throw new Error('TOKEN_ENCRYPTION_KEYS holds no key.');
  const byId = new Map(keys.map(({ id, key }) => [id, key]));

  return {
    writingKeyId: writer.id,
    keyIds: keys.map(({ id }) => id),
    seal(plain, place) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, writer.key, iv).setAAD(associatedData(place));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `g1:${writer.id}:${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, place) {
      const [format, keyId = '', encoded = ''] = sealed.split(':');
      if (format !== 'g1') throw new UnsealError(`${where(place)} is not a sealed text of this service.`);
      const key = byId.get(keyId);
      if (key === undefined) {
        throw new UnsealError(`${where(place)} needs key "${keyId}". Put it back into TOKEN_ENCRYPTION_KEYS.`);
      }
      const bytes = Buffer.from(encoded, 'base64url');
      try {
        const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
          .setAAD(associatedData(place))
          .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new UnsealError(`${where(place)} was changed or moved from another place.`, { cause });
      }
    },
    has: (keyId) => byId.has(keyId),
  };
}

const associatedData = (place: Place): Buffer => Buffer.from(`${place.table}|${place.column}|${place.rowId}`);
const where = (place: Place): string => `${place.table}.${place.column} of row ${place.rowId}`;
