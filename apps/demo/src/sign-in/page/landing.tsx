import type { ReactNode } from 'react';

interface LandingProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** The page that a sign-in comes back to: seen for a moment, in this window or in one of its own. */
export function Landing({ title, children }: LandingProps): ReactNode {
  return (
    <section id="content" className="panel landing" role="status" tabIndex={-1}>
      <h1>{title}</h1>
      {children}
    </section>
  );
}
