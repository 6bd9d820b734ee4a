import { Search } from 'lucide-react';
import { useRef } from 'react';
import { useHotkey } from '../../lib/hotkey.ts';
import { inputClass } from './field.tsx';
import { Kbd } from './kbd.tsx';

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** `/` brings the cursor here, Escape empties it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useHotkey({ key: '/' }, () => input.current?.focus());
  return (
    <div className="relative w-full max-w-sm">
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange('');
        }}
        className={`${inputClass} pr-9 pl-9`}
      />
      {value === '' ? (
        <span className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2">
          <Kbd>/</Kbd>
        </span>
      ) : null}
    </div>
  );
}
