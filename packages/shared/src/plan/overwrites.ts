import type { Overwrite } from './types.ts';

/** Whether a client's edit, by its path in `kept`, is to be overwritten after all. */
export type Overwrites = (path: string) => boolean;

/** What is chosen for each address; nothing, where nothing is. */
export function overwritesOf(chosen: readonly Overwrite[]): (address: string) => Overwrites {
  const byAddress = Map.groupBy(chosen, ({ address }) => address);
  return (address) => {
    const paths = new Set(byAddress.get(address)?.map(({ path }) => path));
    return (path) => paths.has(null) || paths.has(path);
  };
}
