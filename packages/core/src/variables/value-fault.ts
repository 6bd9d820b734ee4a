import { maxListItems, namePattern, unsafeText, type VariableValue } from '@groundwork/shared/blueprint';

const maxTextLength = 10_000;
const maxItemLength = 1_000;

/** Why no blueprint could declare a variable of this name, or null. */
export const nameFault = (name: string): string | null =>
  namePattern.test(name)
    ? null
    : `"${name.slice(0, 80)}" is not a variable's name: use lower-case letters, digits and underscores, a letter first, at most 63 (e.g. front_desk_phone).`;

/** Why a value cannot be kept, or null. Whether it fits a blueprint is seen where it is used: names are shared by many. */
export function valueFault(name: string, value: VariableValue): string | null {
  const tooLong = (characters: number) => `The value of "${name}" has more than ${characters} characters. Shorten it.`;
  if (typeof value === 'string') {
    const fault = unsafeText(value);
    return value.length > maxTextLength ? tooLong(maxTextLength) : fault && `The value of "${name}": ${fault}`;
  }
  if (typeof value === 'number') return Number.isFinite(value) ? null : `The value of "${name}" is not a number.`;
  if (!Array.isArray(value)) return null;
  if (value.length > maxListItems) return `The list "${name}" has more than ${maxListItems} items. Shorten it.`;
  if (value.some((item) => item.length > maxItemLength))
    return `An item of the list "${name}" has more than ${maxItemLength} characters. Shorten it.`;
  const fault = value.map(unsafeText).find((found) => found !== null);
  return fault ? `The list "${name}": ${fault}` : null;
}
