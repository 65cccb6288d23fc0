import { AuthCallback, PlaygateProvider, useObservable } from '@playgate/react';
import type { ReactNode } from 'react';
import { session } from '../../visit/session.ts';
import { currentVisit } from '../../visit/visit.ts';
import { Failed } from './failed.tsx';
import { Landing } from './landing.tsx';

/** Where the backend leads to when a sign-in did not work, and where one in a window of its own ends. */
export function ResultPage(): ReactNode {
  const { client } = useObservable(currentVisit);
  const code = new URLSearchParams(location.search).get('code');
  if (code !== null) return <Failed error={{ code }} />;
  return (
    <PlaygateProvider client={client} session={session}>
      <AuthCallback
        fallback={<Landing title="One moment …" />}
        renderError={(error) => <Failed error={error} />}
      />
    </PlaygateProvider>
  );
}
