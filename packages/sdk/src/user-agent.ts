import { GroundworkError } from './groundwork-error.ts';
import { version } from './version.ts';

const own = `groundwork-sdk/${version}`;

/**
 * The program's name, then this SDK's: nothing in a browser, which says its own name and asks the server first whether it may send
 * another.
 */
export function userAgentHeader(program: string | undefined): { 'user-agent'?: string } {
  const name = program?.trim() ?? '';
  if (!/^[\u0020-\u007E]*$/.test(name))
    throw new GroundworkError('The userAgent holds what no header can. Give one like my-app/1.2.', {
      code: 'BAD_REQUEST',
    });
  return isBrowser() ? {} : { 'user-agent': name === '' ? own : `${name} ${own}` };
}

/** A page, or a worker of one. */
const isBrowser = (): boolean => 'document' in globalThis || 'importScripts' in globalThis;
