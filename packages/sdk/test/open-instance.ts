import { startInstance, type Instance } from '../../../scripts/instance.ts';
import { signIn, type SignedIn } from '../../../scripts/sign-in.ts';

/** A whole Groundwork with a signed-in owner and a key of theirs. */
export interface OpenInstance {
  instance: Instance;
  url: string;
  apiKey: string;
  /** The owner's own session, beside the key. */
  trpc: SignedIn['trpc'];
}

export async function openInstance(): Promise<OpenInstance> {
  const instance = await startInstance({ useFreePorts: true, buildWeb: false });
  try {
    const { trpc } = await signIn(instance.url);
    const { secret } = await trpc.apiKeys.create.mutate({ name: 'a test', role: 'admin' });
    return { instance, url: instance.url, apiKey: secret, trpc };
  } catch (error) {
    await instance.stop();
    throw error;
  }
}
