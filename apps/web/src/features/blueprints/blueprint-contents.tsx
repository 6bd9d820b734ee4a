import type { BlueprintResourceView, VariableView } from '@groundwork/shared/views';
import type { ReactNode } from 'react';
import { Card, CardTitle } from '../../components/ui/card.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { TabList } from '../../components/ui/tab-list.tsx';
import { ResourceGroups } from './resource-groups.tsx';
import { SourceView } from './source-view.tsx';
import { VariableList } from './variable-list.tsx';

export type ContentsTab = 'resources' | 'source' | 'values';

interface BlueprintContentsProps {
  resources: readonly BlueprintResourceView[];
  variables: readonly VariableView[];
  source: string;
  format: 'yaml' | 'json';
  show: ContentsTab;
  onShow: (tab: ContentsTab) => void;
  /** What is kept for its variables, where that can be. */
  values?: ReactNode;
  /** Beside it: the history, where there is one. */
  children?: ReactNode;
}

/** A blueprint to read: its resources in words or its text, and its variables. */
export function BlueprintContents({
  resources,
  variables,
  source,
  format,
  show,
  onShow,
  values,
  children,
}: BlueprintContentsProps) {
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="min-w-0">
        <TabList
          label="Contents"
          tabs={[
            { value: 'resources', label: `Resources ${resources.length}` },
            { value: 'source', label: 'Source' },
            ...(values ? [{ value: 'values', label: 'Values' } as const] : []),
          ]}
          value={show}
          onChange={onShow}
        >
          {show === 'resources' ? <ResourceGroups resources={resources} /> : null}
          {show === 'source' ? <SourceView source={source} format={format} /> : null}
          {show === 'values' ? values : null}
        </TabList>
      </div>
      <div className="min-w-0 space-y-6">
        <Card className="p-4">
          <CardTitle className="mb-2">Variables</CardTitle>
          <VariableList variables={variables} />
        </Card>
        {children}
      </div>
    </div>
  );
}

export const ContentsSkeleton = () => (
  <div role="status" aria-label="Loading" className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
    <Skeleton className="h-96 rounded-lg!" />
    <Skeleton className="h-48 rounded-lg!" />
  </div>
);
