import { FileUp } from 'lucide-react';
import { type ComponentProps, useRef } from 'react';
import { Button } from '../ui/button.tsx';

interface CsvFileButtonProps {
  size?: ComponentProps<typeof Button>['size'];
  /** What the chosen file holds. */
  onText: (csv: string) => void;
}

export function CsvFileButton({ size, onText }: CsvFileButtonProps) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size={size} icon={<FileUp aria-hidden className="size-3.5" />} onClick={() => file.current?.click()}>
        Choose a file
      </Button>
      <input
        ref={file}
        type="file"
        accept=".csv,text/csv"
        aria-label="CSV file"
        className="hidden"
        onChange={({ target }) => {
          void target.files?.[0]?.text().then(onText);
          // So that the same file can be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
