import { expect, test } from 'vitest';
import { newTokenKey } from '../testing/sealed-rows.ts';
import { BackupError, openFrames, sealFrames, splitRows } from './frames.ts';
import type { Frame } from './frames.ts';

const key = newTokenKey('k1');
const frames: Frame[] = [
  { kind: 'note', value: { table: 'secret-table' } },
  { kind: 'rows', bytes: Buffer.from('secret-row\n') },
  { kind: 'rows', bytes: Buffer.from('another\n') },
  { kind: 'note', value: { rows: 2 } },
];

const seal = (what = frames) => collect(sealFrames(from(what), key));
const open = (parts: Buffer[], keys = [key]) => collect(openFrames(from(parts), keys));

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function* from<T>(items: T[]): AsyncGenerator<T> {
  yield* items;
}

test('opens what it sealed, however the bytes arrive, and shows nothing of it in the clear', async () => {
  const file = Buffer.concat(await seal());
  expect(file.includes('secret')).toBe(false);
  expect(await open([file])).toEqual(frames);
  expect(await open(Array.from(file, (byte) => Buffer.from([byte])))).toEqual(frames);
});

test('the same frames never give the same file', async () => {
  expect(Buffer.concat(await seal())).not.toEqual(Buffer.concat(await seal()));
});

test.for<[string, (parts: Buffer[]) => Buffer[]]>([
  ['without its last frame', (parts) => parts.slice(0, -1)],
  ['without its last byte', (parts) => [Buffer.concat(parts).subarray(0, -1)]],
  ['without a frame in the middle', (parts) => parts.toSpliced(2, 1)],
  ['with two frames swapped', ([line, a, b, ...rest]) => [line, b, a, ...rest].filter((part) => part !== undefined)],
  ['with a frame twice', (parts) => [...parts.slice(0, 2), ...parts.slice(1)]],
  ['with its last frame twice', (parts) => [...parts, ...parts.slice(-1)]],
  ['with one bit changed', (parts) => parts.map((part, index) => (index === 2 ? flipLastBit(part) : part))],
  ['with another first line', (parts) => parts.map((part, index) => (index === 0 ? otherTime(part) : part))],
  ['with nothing behind its first line', (parts) => parts.slice(0, 1)],
])('a file %s is refused', async ([, change]) => {
  await expect(open(change(await seal()))).rejects.toThrow(BackupError);
});

test('frames of two files do not mix', async () => {
  const [one, other] = [await seal(), await seal()];
  await expect(open([...one.slice(0, 2), ...other.slice(2)])).rejects.toThrow(BackupError);
});

test('a key that the ring lacks is named; another key of the same id opens nothing', async () => {
  const parts = await seal();
  await expect(open(parts, [newTokenKey('k2')])).rejects.toThrow(/needs the key k1\..*TOKEN_ENCRYPTION_KEYS/);
  await expect(open(parts, [newTokenKey('k1')])).rejects.toThrow(BackupError);
});

test('a file of another kind is called one', async () => {
  await expect(open([Buffer.from('{"some":"json"}\nand more')])).rejects.toThrow('not a backup');
  await expect(open([Buffer.alloc(100_000, 'x')])).rejects.toThrow('not a backup');
  await expect(open([])).rejects.toThrow('not a backup');
});

test('rows of any length are split into frames that can be read', async () => {
  const bytes = Buffer.alloc(2_500_000, 'r');
  const split = splitRows(bytes);
  expect(split).toHaveLength(3);
  const opened = await open(await seal(split));
  expect(Buffer.concat(opened.map((frame) => (frame.kind === 'rows' ? frame.bytes : Buffer.alloc(0))))).toEqual(bytes);
});

function flipLastBit(part: Buffer): Buffer {
  const changed = Buffer.from(part);
  changed.writeUInt8((changed.at(-1) ?? 0) ^ 1, changed.length - 1);
  return changed;
}

const otherTime = (line: Buffer): Buffer => Buffer.from(line.toString().replace(/"createdAt":"\d/, '"createdAt":"9'));
