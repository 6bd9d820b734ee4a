import { request } from 'undici';
import { controls, type SandboxControl } from './controls.ts';
import { createControl } from './run-control.ts';

/** Drives the control API of a sandbox in another process. `url` is the sandbox's own. */
export function createSandboxControl(url: string): SandboxControl {
  return createControl(async (name, input) => {
    const [method = 'POST', path = ''] = controls[name].route.split(' ');
    const target = new URL(`/_sandbox${path}`, url);
    const inQuery = method === 'GET';
    if (inQuery) for (const [key, value] of Object.entries(input ?? {})) target.searchParams.set(key, String(value));
    const response = await request(target, {
      method: method as 'GET' | 'POST' | 'DELETE',
      ...(inQuery ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(input ?? {}) }),
    });
    const text = await response.body.text();
    if (response.statusCode !== 200)
      throw new Error(`The sandbox refused ${controls[name].route} with ${response.statusCode}: ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  });
}
