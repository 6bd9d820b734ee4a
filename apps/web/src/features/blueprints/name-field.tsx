import { useEffect, useRef } from 'react';
import { TextField } from '../../components/ui/field.tsx';
import { trpc } from '../../trpc.ts';
import { nameIn, withName } from './name-line.ts';

interface NameFieldProps {
  source: string;
  onChange: (source: string) => void;
}

/** The name, before the text that holds it: a person names a blueprint before reading all of it. */
export function NameField({ source, onChange }: NameFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const name = nameIn(source);
  const own = trpc.blueprints.list.useQuery().data?.find((known) => known.name === name);
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
    input.current?.select();
  }, []);
  if (name === null) return null;
  return (
    <TextField
      ref={input}
      label="Name"
      dir="auto"
      autoComplete="off"
      className="max-w-xl"
      value={name}
      hint={
        own
          ? `You have a blueprint of this name: this becomes its version ${own.latestVersion + 1}.`
          : 'What your agency finds it by.'
      }
      error={name.trim() === '' ? 'A blueprint needs a name.' : null}
      onChange={(event) => onChange(withName(source, event.target.value))}
    />
  );
}
