import type { ReactNode } from 'react';
import { ViewerCorner } from '../visit/viewer-corner.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

export function SiteHeader(): ReactNode {
  return (
    <header className="site-header">
      <a className="wordmark" href="/">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path d="M5 5v22M27 5v22" stroke="currentColor" strokeWidth="3.5" strokeLinecap="round" />
          <path d="M11 9.5v13L22 16z" fill="currentColor" />
        </svg>
        Playgate
      </a>
      <nav className="site-nav" aria-label="Demo pages">
        <a href="/" aria-current="page">
          React
        </a>
        <a href="/videojs/">Script tags</a>
      </nav>
      <ThemeSwitch />
      <ViewerCorner />
    </header>
  );
}
