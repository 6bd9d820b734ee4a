import { isJsonList, isJsonObject, type Json } from '../json.ts';

/**
 * Does the live value hold what is desired? Of an object only what the desired side names is compared; lists must be of
 * one length. Planning and verification both ask this.
 */
export function covers(desired: Json, live: Json | undefined): boolean {
  if (isJsonList(desired))
    return (
      isJsonList(live) && live.length === desired.length && desired.every((item, index) => covers(item, live[index]))
    );
  if (isJsonObject(desired))
    return isJsonObject(live) && Object.entries(desired).every(([name, value]) => covers(value, live[name]));
  return desired === (live ?? null);
}
