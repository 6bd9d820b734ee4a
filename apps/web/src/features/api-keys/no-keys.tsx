import { KeyRound } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { Card } from '../../components/ui/card.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';

export const NoKeys = ({ onCreate }: { onCreate: () => void }) => (
  <Card>
    <EmptyState
      icon={<KeyRound />}
      title="No keys yet"
      action={
        <Button look="solid" onClick={onCreate}>
          Make the first key
        </Button>
      }
    >
      A key lets a program work in your name: a CI run, a script with the SDK, the command line. It may do no more than
      you, and you can end it at any time. On a machine with a browser,{' '}
      <code className="font-mono">groundwork login</code> makes one by itself, and{' '}
      <code className="font-mono">groundwork keys create</code> asks you for one by name.
    </EmptyState>
  </Card>
);
