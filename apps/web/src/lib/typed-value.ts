import type { VariableType, VariableValue } from '@groundwork/shared/blueprint';

interface TypedValue {
  type: VariableType;
  text: string;
  /** Of a yes or no. */
  isOn: boolean;
}

/** What was typed, as a variable of that type has it; NaN where it is no number. */
export function typedValue({ type, text, isOn }: TypedValue): VariableValue {
  switch (type) {
    case 'string':
      return text;
    case 'boolean':
      return isOn;
    case 'number':
      return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
    case 'list':
      return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
  }
}
