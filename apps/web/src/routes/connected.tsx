import { getRouteApi } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, CircleSlash, TriangleAlert } from 'lucide-react';
import { Logo } from '../components/ui/logo.tsx';
import { explainConnect } from '../features/connections/connect-outcomes.ts';
import type { ConnectResult } from '../features/connections/connect-results.ts';
import { usePageTitle } from '../lib/use-page-title.ts';

const route = getRouteApi('/connected');

/** Where the link to connect ends. Who reads it may be a client who knows GoHighLevel only, and is not signed in here. */
export function ConnectedPage() {
  const { result = 'failed', code = null } = route.useSearch();
  const { title, what, next } = explainConnect(result, code);
  const { Icon, colour } = looks[result];
  usePageTitle(title);
  return (
    <main className="grid min-h-dvh place-items-center px-5 py-12">
      <div className="w-full max-w-md" data-result={result}>
        <Logo className="size-9" />
        <h1 className="mt-5 flex items-center gap-2.5 text-2xl font-semibold tracking-tight">
          <Icon aria-hidden className={`size-7 shrink-0 ${colour}`} />
          {title}
        </h1>
        <p className="mt-3 text-lg">{what}</p>
        <p className="mt-2 text-lg">{next}</p>
        {code && isCode(code) && result === 'failed' ? (
          <p className="mt-3 text-sm text-muted">
            Code: <code className="font-mono">{code}</code>
          </p>
        ) : null}
        <p className="mt-8 border-t border-line pt-4 text-sm text-muted">
          GoHighLevel asked for your consent on its own page; nobody saw your password, and you were not signed in here.
          If you work with Groundwork yourself, go to{' '}
          <a href="/connections" className="text-accent underline">
            its connections
          </a>
          .
        </p>
      </div>
    </main>
  );
}

/** The address can hold any text, and this page is no place for somebody else's. */
const isCode = (text: string) => /^[A-Z_]{1,40}$/.test(text);

const looks: Record<ConnectResult, { Icon: typeof CircleCheck; colour: string }> = {
  ok: { Icon: CircleCheck, colour: 'text-ok' },
  'other-account': { Icon: TriangleAlert, colour: 'text-warn' },
  denied: { Icon: CircleSlash, colour: 'text-muted' },
  failed: { Icon: CircleAlert, colour: 'text-bad' },
};
