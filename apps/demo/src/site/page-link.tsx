import type { MouseEvent, ReactNode } from 'react';
import { goTo } from './address.ts';

interface PageLinkProps {
  /** A path of this page. */
  readonly to: string;
  readonly className?: string;
  readonly current?: boolean;
  readonly onFollow?: () => void;
  readonly children: ReactNode;
}

/** A link within the page. Clicks that open another tab are the browser's. */
export function PageLink({ to, className, current, onFollow, children }: PageLinkProps): ReactNode {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onFollow?.();
    goTo(to);
  };
  return (
    <a className={className} href={to} aria-current={current ? 'page' : undefined} onClick={follow}>
      {children}
    </a>
  );
}
