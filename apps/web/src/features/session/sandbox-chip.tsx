import { FlaskConical } from 'lucide-react';
import { Badge } from '../../components/ui/badge.tsx';

export const SandboxChip = () => (
  <Badge
    tone="warn"
    icon={<FlaskConical aria-hidden />}
    title="Everything here talks to a GoHighLevel on this machine. No real account is touched."
  >
    <span>
      <span className="max-sm:sr-only">GHL </span>sandbox
    </span>
  </Badge>
);
