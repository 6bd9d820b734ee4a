import type { NewApiKeyView } from '@groundwork/shared/views';
import { useId } from 'react';
import { Alert } from '../../components/ui/alert.tsx';
import { Button } from '../../components/ui/button.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { inputClass } from '../../components/ui/field.tsx';
import { sdkSnippet, shellSnippet } from './snippets.ts';

/** A key that is nowhere else: the server keeps only its hash. */
export function SecretOnce({ made: { key, secret }, onStored }: { made: NewApiKeyView; onStored: () => void }) {
  const id = useId();
  return (
    <div className="space-y-4">
      <div>
        <label htmlFor={id} className="mb-1 block text-sm font-medium">
          Key <span dir="auto">{key.name}</span>
        </label>
        <div className="flex flex-wrap gap-2">
          <input
            id={id}
            // What was pressed to make it is gone, and the focus with it.
            autoFocus
            readOnly
            autoComplete="off"
            spellCheck={false}
            value={secret}
            onFocus={(event) => event.target.select()}
            className={`${inputClass} min-w-0 flex-1 basis-64 font-mono text-xs`}
          />
          <CopyButton text={secret} what="key" look="solid" size="md" />
        </div>
      </div>
      <Alert tone="warn" title="It is shown only now">
        Whoever has it can do what it may. If it is lost or seen by others, revoke it and make another.
      </Alert>
      <Snippet
        what="lines for the shell"
        title="For the command line and CI"
        text={shellSnippet(window.location.origin, secret)}
      />
      <Snippet what="code for the SDK" title="For the SDK, which reads the two" text={sdkSnippet} />
      <div className="flex justify-end">
        <Button onClick={onStored}>I have stored it</Button>
      </div>
    </div>
  );
}

const Snippet = ({ title, what, text }: { title: string; what: string; text: string }) => (
  <section aria-label={title} className="space-y-1">
    <div className="flex flex-wrap items-center justify-between gap-2">
      <p className="text-sm font-medium">{title}</p>
      <CopyButton text={text} what={what} look="ghost" />
    </div>
    {/* Scrolls, so the keyboard has to reach it. */}
    <pre
      tabIndex={0}
      aria-label={title}
      role="group"
      className="overflow-x-auto rounded-md bg-sunken px-3 py-2 font-mono text-xs"
    >
      {text}
    </pre>
  </section>
);
