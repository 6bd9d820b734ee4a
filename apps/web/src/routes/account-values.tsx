import type { AccountDetailView, VariableView } from '@groundwork/shared/views';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { CardTitle } from '../components/ui/card.tsx';
import { ValuesEditor } from '../features/variables/values-editor.tsx';
import { trpc } from '../trpc.ts';

/** The account's own values, the strongest there are. Names are offered from what is applied here. */
export function AccountValues({ account }: { account: AccountDetailView }) {
  const section = useRef<HTMLElement>(null);
  const isLinked = useLocation({ select: ({ hash }) => hash === 'values' });
  useEffect(() => {
    if (isLinked) section.current?.scrollIntoView({ block: 'start' });
  }, [isLinked]);
  return (
    <section ref={section} id="values" aria-labelledby="account-values" className="target:bg-transparent">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-3">
        <CardTitle id="account-values">Values of this account</CardTitle>
        <Link to="/variables" className="text-sm text-accent hover:underline">
          Values of the agency and its groups
        </Link>
      </div>
      <ValuesEditor level="location" ownerId={account.id} declared={useDeclared(account.blueprints)}>
        Values given here are for this account alone, and win over those of its group, of a blueprint and of the agency.
      </ValuesEditor>
    </section>
  );
}

/** Variables of the applied blueprints, each name once. */
function useDeclared(blueprints: AccountDetailView['blueprints']): readonly VariableView[] {
  const versions = trpc.useQueries((get) =>
    blueprints.map(({ id, versionId }) =>
      get.blueprints.get(versionId ? { versionId } : { blueprintId: id }, { staleTime: 60_000 }),
    ),
  );
  const declared = versions.flatMap(({ data }) => data?.variables ?? []);
  return [...new Map(declared.map((variable) => [variable.name, variable])).values()];
}
