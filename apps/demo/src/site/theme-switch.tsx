import { useState } from 'react';
import type { ReactNode } from 'react';

const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];
const NAMES = { auto: 'As the system', light: 'Light', dark: 'Dark' };

/** Light, dark, or as the system has it. Remembered. */
export function ThemeSwitch(): ReactNode {
  const [theme, setTheme] = useState(readTheme);
  const choose = (next: Theme): void => {
    setTheme(next);
    if (next === 'auto') {
      localStorage.removeItem('theme');
      delete document.documentElement.dataset['theme'];
    } else {
      localStorage.setItem('theme', next);
      document.documentElement.dataset['theme'] = next;
    }
  };
  return (
    <fieldset className="theme-switch">
      <legend className="visually-hidden">Theme</legend>
      {THEMES.map((name) => (
        <label key={name} title={NAMES[name]}>
          <input
            type="radio"
            name="theme"
            className="visually-hidden"
            checked={theme === name}
            onChange={() => choose(name)}
          />
          <span className="visually-hidden">{NAMES[name]}</span>
          <ThemeIcon theme={name} />
        </label>
      ))}
    </fieldset>
  );
}

function readTheme(): Theme {
  return THEMES.find((name) => name === localStorage.getItem('theme')) ?? 'auto';
}

function ThemeIcon({ theme }: { readonly theme: Theme }): ReactNode {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <circle
        cx="8"
        cy="8"
        r="5"
        fill={theme === 'dark' ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.5"
      />
      {theme === 'auto' && <path d="M8 3a5 5 0 0 1 0 10z" fill="currentColor" />}
    </svg>
  );
}
