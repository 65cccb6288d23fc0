import type { ReactNode } from 'react';

export function SiteFooter(): ReactNode {
  return (
    <footer className="site-footer">
      <p>
        Everything here runs on this machine: the site, its backend, and stand-ins for the vendors.
        Passes live for seconds so that you can watch them being replaced; in production they live
        for minutes or hours.
      </p>
    </footer>
  );
}
