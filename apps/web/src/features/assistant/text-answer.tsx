import { Download } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { announce } from '../../lib/announce.tsx';
import { fileWord, saveFile } from '../../lib/save-file.ts';
import { AssistantText } from './assistant-text.tsx';

/** An answer in words, to take along. */
export const TextAnswer = ({ text, title }: { text: string; title: string }) => (
  <>
    <AssistantText text={text} />
    <div className="flex flex-wrap gap-1.5">
      <CopyButton text={text} what="text" />
      <Button
        size="sm"
        icon={<Download aria-hidden className="size-3.5" />}
        onClick={() => {
          saveFile(`${fileWord(title)}.md`, 'text/markdown;charset=utf-8', `${text.trimEnd()}\n`);
          announce('The text is downloaded');
        }}
      >
        Download .md
      </Button>
    </div>
  </>
);
