import { keyFromName } from '../kinds/key-from-name.ts';
import type { KindName } from '../kinds/types.ts';

/** Names resources after their titles, each once: `Insurance provider` → `insurance_provider`. */
export function createNamer(kind: KindName): (title: string) => string {
  const taken = new Set<string>();
  return (title) => {
    const base = nameOf(title) || nameOf(kind.replaceAll(/[A-Z]/g, (letter) => `_${letter}`));
    let name = base;
    for (let number = 2; taken.has(name); number += 1) name = `${base.slice(0, 58)}_${number}`;
    taken.add(name);
    return name;
  };
}

/** Empty where nothing of the title can stand in a name. */
const nameOf = (title: string): string =>
  keyFromName(title.normalize('NFKD').replaceAll(/\p{M}/gu, ''))
    .replaceAll(/[^a-z0-9_]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 60)
    .replace(/_+$/, '');
