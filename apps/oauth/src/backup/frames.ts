import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { TokenKey } from '../env.ts';
import { oauthScope, type Scope } from './scope.ts';

/**
 * A backup file: one line of JSON in the clear, then frames of AES-256-GCM, each after its length. The frame's number and
 * whether it is the last stand in its nonce and the first line in its associated data, so that a file that was cut,
 * reordered, joined or changed does not open. The key is this file's own, derived from a key of the ring.
 */
export type Frame = { kind: 'note'; value: unknown } | { kind: 'rows'; bytes: Buffer };

export class BackupError extends Error {
  override readonly name = 'BackupError';
}

const headerSchema = z.object({
  groundwork: z.enum(['oauth-backup', 'api-backup']),
  format: z.literal(1),
  keyId: z.string(),
  salt: z.string(),
  createdAt: z.iso.datetime(),
});
export type BackupHeader = z.output<typeof headerSchema>;

const maxFrameBytes = 1 << 20;
const tagBytes = 16;

/** The bytes of a file. The last frame is marked as such, so each waits for the next. */
export async function* sealFrames(
  frames: AsyncIterable<Frame>,
  { id, key }: TokenKey,
  { label }: Scope = oauthScope,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(32).toString('base64');
  const header: BackupHeader = {
    groundwork: `${label}-backup`,
    format: 1,
    keyId: id,
    salt,
    createdAt: new Date().toISOString(),
  };
  const line = Buffer.from(`${JSON.stringify(header)}\n`);
  const fileKey = deriveKey(key, { salt, label });
  yield line;

  let number = 0;
  let held: Frame | undefined;
  const seal = (frame: Frame, isLast: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonce(number++, isLast)).setAAD(line);
    const body = Buffer.concat([cipher.update(encode(frame)), cipher.final(), cipher.getAuthTag()]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, body]);
  };
  for await (const frame of frames) {
    if (held !== undefined) yield seal(held, false);
    held = frame;
  }
  if (held !== undefined) yield seal(held, true);
}

/** The frames of a file, each only after it has proved whole. Throws BackupError, at the latest where the file ends. */
export async function* openFrames(
  file: AsyncIterable<Buffer>,
  keys: readonly TokenKey[],
  { label, keysVariable }: Scope = oauthScope,
): AsyncGenerator<Frame> {
  const reader = createReader(file);
  const line = await reader.line();
  const header = parseHeader(line, label);
  const key = keys.find(({ id }) => id === header.keyId);
  if (key === undefined)
    throw new BackupError(`The backup needs the key ${header.keyId}. Put it into ${keysVariable}.`);
  const fileKey = deriveKey(key.key, { salt: header.salt, label });

  for (let number = 0, isLast = false; !isLast; number++) {
    const length = (await reader.take(4)).readUInt32BE();
    if (length < tagBytes || length > maxFrameBytes + tagBytes + 1) throw damaged();
    const body = await reader.take(length);
    isLast = await reader.isAtEnd();
    const decipher = createDecipheriv('aes-256-gcm', fileKey, nonce(number, isLast), { authTagLength: tagBytes })
      .setAAD(line)
      .setAuthTag(body.subarray(-tagBytes));
    let plain: Buffer;
    try {
      plain = Buffer.concat([decipher.update(body.subarray(0, -tagBytes)), decipher.final()]);
    } catch {
      throw damaged();
    }
    yield decode(plain);
  }
}

/** Rows in frames of a size that is read at once. */
export const splitRows = (bytes: Buffer): Frame[] =>
  Array.from({ length: Math.ceil(bytes.length / maxFrameBytes) }, (_, index) => ({
    kind: 'rows',
    bytes: bytes.subarray(index * maxFrameBytes, (index + 1) * maxFrameBytes),
  }));

const deriveKey = (key: KeyObject, { salt, label }: { salt: string; label: Scope['label'] }): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', key, Buffer.from(salt, 'base64'), `groundwork ${label} backup`, 32)));

function nonce(number: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt8(isLast ? 1 : 0, 0);
  bytes.writeBigUInt64BE(BigInt(number), 4);
  return bytes;
}

const encode = (frame: Frame): Buffer =>
  frame.kind === 'rows'
    ? Buffer.concat([Buffer.from('R'), frame.bytes])
    : Buffer.from(`N${JSON.stringify(frame.value)}`);

const decode = (plain: Buffer): Frame =>
  plain.toString('latin1', 0, 1) === 'R'
    ? { kind: 'rows', bytes: plain.subarray(1) }
    : { kind: 'note', value: JSON.parse(plain.toString('utf8', 1)) };

const of = { oauth: 'of the OAuth service', api: "of the API's database" };

function parseHeader(line: Buffer, label: Scope['label']): BackupHeader {
  try {
    return headerSchema.extend({ groundwork: z.literal(`${label}-backup`) }).parse(JSON.parse(line.toString('utf8')));
  } catch {
    throw new BackupError(`This file is not a backup ${of[label]}, or it is of a newer format.`);
  }
}

function createReader(file: AsyncIterable<Buffer>) {
  const chunks = file[Symbol.asyncIterator]();
  let buffer: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const next = await chunks.next();
    if (next.done === true) return false;
    buffer = Buffer.concat([buffer, next.value]);
    return true;
  };
  const take = async (length: number): Promise<Buffer> => {
    while (buffer.length < length) if (!(await more())) throw damaged();
    const taken = buffer.subarray(0, length);
    buffer = buffer.subarray(length);
    return taken;
  };
  return {
    take,
    /** With its end. A first line that is longer than any of ours is of another kind of file. */
    async line(): Promise<Buffer> {
      for (;;) {
        const end = buffer.indexOf(10);
        if (end >= 0) return take(end + 1);
        if (buffer.length > 4_096 || !(await more())) return Buffer.alloc(0);
      }
    },
    isAtEnd: async (): Promise<boolean> => buffer.length === 0 && !(await more()),
  };
}

const damaged = (): BackupError =>
  new BackupError('The backup was cut or changed, or its key is another of the same id. Use another copy.');
