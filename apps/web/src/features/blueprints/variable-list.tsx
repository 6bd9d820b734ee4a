import type { VariableView } from '@groundwork/shared/views';
import { valueText } from '../../components/domain/readable-value.ts';

export const VariableList = ({ variables }: { variables: readonly VariableView[] }) =>
  variables.length === 0 ? (
    <p className="text-sm text-muted">None: it is the same for every account.</p>
  ) : (
    <ul className="space-y-2 text-sm">
      {variables.map(({ name, type, required, description, default: preset, secret }) => (
        <li key={name}>
          <p className="flex flex-wrap items-baseline gap-x-2">
            <code className="font-mono">{name}</code>
            <span className="text-xs text-muted">
              {secret ? 'secret ' : ''}
              {type}, {required ? <b className="font-medium text-text">needed</b> : `else ${presetText(name, preset)}`}
            </span>
          </p>
          {description ? (
            <p dir="auto" className="text-xs text-muted">
              {description}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );

const presetText = (name: string, preset: VariableView['default']) =>
  Array.isArray(preset) ? valueText(name, preset) : JSON.stringify(preset);
