import { useId } from 'react';

export type AskMode = 'write' | 'ask';

const modes: readonly { mode: AskMode; word: string }[] = [
  { mode: 'write', word: 'Change the blueprint' },
  { mode: 'ask', word: 'Ask' },
];

interface ModeChoiceProps {
  mode: AskMode;
  onChange: (mode: AskMode) => void;
}

export function ModeChoice({ mode: chosen, onChange }: ModeChoiceProps) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label="What the assistant does" className="flex rounded-md bg-sunken p-0.5 text-sm">
      {modes.map(({ mode, word }) => (
        <label
          key={mode}
          className="flex min-h-7 flex-auto cursor-pointer items-center justify-center rounded-sm px-2 whitespace-nowrap text-muted has-checked:bg-surface has-checked:font-medium has-checked:text-text has-checked:shadow-xs has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            checked={mode === chosen}
            onChange={() => onChange(mode)}
            className="sr-only"
          />
          {word}
        </label>
      ))}
    </div>
  );
}
