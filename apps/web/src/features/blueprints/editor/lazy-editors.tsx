import { type ComponentType, lazy, Suspense } from 'react';
import { Skeleton } from '../../../components/ui/skeleton.tsx';
import { editorHeight } from './editor-handle.ts';
import type { ReviewEditorProps } from './review-editor.tsx';
import type { SourceEditorProps } from './source-editor.tsx';

const Source = lazy(async () => ({ default: (await import('./source-editor.tsx')).SourceEditor }));
const Review = lazy(async () => ({ default: (await import('./review-editor.tsx')).ReviewEditor }));

/** CodeMirror is a third of all that the pages weigh: it comes with the first text that is edited. */
const afterLoading =
  <Props extends object>(Editor: ComponentType<Props>) =>
  (props: Props) => (
    <Suspense
      fallback={
        <div role="status" aria-label="Loading the editor">
          <Skeleton className={`${editorHeight} rounded-lg!`} />
        </div>
      }
    >
      <Editor {...props} />
    </Suspense>
  );

export const LazySourceEditor = afterLoading<SourceEditorProps>(Source);
export const LazyReviewEditor = afterLoading<ReviewEditorProps>(Review);
