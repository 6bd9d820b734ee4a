import { Monitor, Moon, Sun } from 'lucide-react';
import { setTheme, type Theme, themes, useTheme } from '../../lib/theme.ts';

const icons: Record<Theme, typeof Sun> = { system: Monitor, light: Sun, dark: Moon };

export function ThemeChoice() {
  const chosen = useTheme();
  return (
    <fieldset>
      <legend className="sr-only">Theme</legend>
      <div className="flex flex-wrap gap-2">
        {themes.map((theme) => {
          const Icon = icons[theme];
          return (
            <label
              key={theme}
              className="flex min-h-9 cursor-pointer items-center gap-2 rounded-md border border-line bg-surface px-3 text-sm capitalize has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="theme"
                value={theme}
                checked={theme === chosen}
                onChange={() => setTheme(theme)}
                className="size-3.5 accent-accent"
              />
              <Icon aria-hidden className="size-4" />
              {theme}
            </label>
          );
        })}
      </div>
      <p className="mt-1.5 text-xs text-muted">Kept in this browser.</p>
    </fieldset>
  );
}
