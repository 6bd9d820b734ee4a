import { useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { TextField } from '../../components/ui/field.tsx';
import { announce } from '../../lib/announce.tsx';
import { readUserCode } from './user-code.ts';

interface DeviceCodeFormProps {
  /** As the address had it, to be corrected. */
  written: string;
  onCode: (code: string) => void;
}

const fault = 'A code is eight letters, such as BCDF-GHJK. Compare it with what the tool shows.';

/** For who came without the code in the address: the tool ran on another machine. */
export function DeviceCodeForm({ written, onCode }: DeviceCodeFormProps) {
  const [text, setText] = useState(written);
  const [showFault, setShowFault] = useState(written !== '');
  const code = readUserCode(text);
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        setShowFault(true);
        if (code) onCode(code);
        else announce(fault);
      }}
    >
      <TextField
        label="Code"
        hint="The tool shows it where you started to sign in"
        value={text}
        placeholder="BCDF-GHJK"
        maxLength={20}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        error={showFault && !code ? fault : null}
        onChange={({ target }) => setText(target.value)}
      />
      <Button type="submit" look="solid">
        Continue
      </Button>
    </form>
  );
}
