import { lazy, type ReactNode, Suspense } from 'react';

/** Fetched with the first answer in words. Where it cannot be, the text stands as it was written. */
const Markdown = lazy(() =>
  import('react-markdown').then(
    (loaded) => ({ default: loaded.default }),
    () => ({ default: ({ children }: { children?: string | null | undefined }) => <Plain text={children ?? ''} /> }),
  ),
);

/** A language model's words. No link and no picture of its making is followed or fetched; HTML stands as text. */
export const AssistantText = ({ text }: { text: string }) => (
  <div dir="auto" className={looks}>
    <Suspense fallback={<Plain text={text} />}>
      <Markdown disallowedElements={['img', 'hr']} components={components}>
        {text}
      </Markdown>
    </Suspense>
  </div>
);

const Plain = ({ text }: { text: string }) => <p className="whitespace-pre-wrap">{text}</p>;

const Unlinked = ({ children, href }: { children?: ReactNode; href?: string | undefined }) => (
  <>
    {children}
    {href && children !== href ? <span className="text-muted"> ({href})</span> : null}
  </>
);

const Heading = ({ children }: { children?: ReactNode }) => <h3>{children}</h3>;

/** It may scroll sideways, so the keyboard has to reach it. */
const Code = ({ children }: { children?: ReactNode }) => <pre tabIndex={0}>{children}</pre>;

/** Below the headings of whatever the text stands in. */
const components = {
  a: Unlinked,
  pre: Code,
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
};

const looks = [
  'space-y-2 text-sm',
  '[&_h3]:mt-3 [&_h3]:font-semibold',
  '[&_ul]:list-disc [&_ol]:list-decimal [&_:is(ul,ol)]:space-y-1 [&_:is(ul,ol)]:pl-5',
  '[&_code]:rounded-sm [&_code]:bg-sunken [&_code]:px-1 [&_code]:font-mono [&_code]:text-xs',
  '[&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:bg-sunken [&_pre]:p-2.5 [&_pre_code]:p-0',
  '[&_blockquote]:border-l-2 [&_blockquote]:border-line [&_blockquote]:pl-3 [&_blockquote]:text-muted',
].join(' ');
