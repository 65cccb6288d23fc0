import { AuthCallback, PlaygateProvider, useObservable } from '@playgate/react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { replaceWith } from '../../site/address.ts';
import { useAttempt } from '../../site/use-attempt.ts';
import { browserWay, openBrowserWay } from '../browser-way.ts';
import { Failed } from './failed.tsx';
import { Landing } from './landing.tsx';

/** Where the authorization server sends a browser back to that signs in itself. */
export function CallbackPage(): ReactNode {
  const way = useObservable(browserWay);
  const { attempt, problem } = useAttempt();
  useEffect(() => attempt(openBrowserWay), [attempt]);
  if (way === undefined)
    return <Landing title="One moment …">{problem !== undefined && <p>{problem}</p>}</Landing>;
  return (
    <PlaygateProvider client={way.client} session={way.oauth}>
      <AuthCallback
        // Tokens that are in memory would not survive that the page is loaded anew.
        onDone={({ returnTo }) => replaceWith(returnTo)}
        fallback={<Landing title="One moment …" />}
        renderError={(error) => <Failed error={error} />}
      />
    </PlaygateProvider>
  );
}
