import { useObservable } from '@playgate/react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useAttempt } from '../../site/use-attempt.ts';
import { browserWay } from '../browser-way.ts';
import { openWays, ways } from '../ways.ts';
import { BackendCard } from './backend-card.tsx';
import { BreakBoard } from './break-board.tsx';
import { BrowserCard } from './browser-card.tsx';
import { WhichToChoose } from './which-to-choose.tsx';

/** Two ways to sign in, side by side, and which to choose. */
export function SignInPage(): ReactNode {
  return (
    <>
      <header id="content" className="ways-head" tabIndex={-1}>
        <h1>Two ways to sign in</h1>
        <p>
          Both are OAuth at STAPI’s authorization server: a code, with PKCE. What differs is who
          holds the tokens. Sign in on either side, or on both, and open another tab.
        </p>
      </header>
      <BothWays />
      <WhichToChoose />
    </>
  );
}

function BothWays(): ReactNode {
  const opened = useObservable(ways);
  const browser = useObservable(browserWay);
  const { attempt, problem } = useAttempt();
  useEffect(() => attempt(openWays), [attempt]);
  if (problem !== undefined)
    return (
      <section className="panel ways-away" role="alert">
        <p>{problem}</p>
        <button type="button" className="button" onClick={() => attempt(openWays)}>
          Try again
        </button>
      </section>
    );
  if (opened === undefined || browser === undefined)
    return (
      <div className="ways-columns">
        <div className="panel way-empty" />
        <div className="panel way-empty" />
      </div>
    );
  return (
    <>
      <div className="ways-columns">
        <BackendCard way={opened.backend} link={opened.link} />
        <BrowserCard way={browser} recorder={opened.browser} link={opened.link} />
      </div>
      <BreakBoard config={browser.config} />
    </>
  );
}
