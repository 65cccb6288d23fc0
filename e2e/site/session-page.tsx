import { createPassClient } from '@playgate/client';
import { createBackendSession } from '@playgate/client/session';
import {
  AuthCallback,
  PlaygateProvider,
  SignedIn,
  SignedOut,
  usePass,
  useSession,
} from '@playgate/react';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

/** What the tests use of the page. */
export interface SessionPageTools {
  /** All that was ever on the page, and what was persisted of it. */
  readonly shown: string[];
  readonly wakes: boolean[];
  /** The film, with the pass of now. */
  film(): Promise<string>;
  status(): string;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
}

declare global {
  interface Window {
    readonly tools: SessionPageTools;
  }
}

const query = new URLSearchParams(location.search);
const source = createBackendSession({
  ...{ session: '/auth/session', signIn: '/auth/sign-in', signOut: '/auth/sign-out' },
  ...(query.has('own') && { popupPage: '/session.html?done' }),
});
const client = createPassClient({ endpoint: '/api/pass', session: source.session });
const shown: string[] = [];
const wakes: boolean[] = [];
addEventListener('pageshow', ({ persisted }) => void wakes.push(persisted));
new MutationObserver(() => void shown.push(document.body.innerText)).observe(document.body, {
  ...{ subtree: true, childList: true, characterData: true },
});

const tools: SessionPageTools = {
  ...{ shown, wakes },
  film: async () => (await client.fetch('/media/film', { request: { asset: 'film' } })).text(),
  status: () => source.session.get().status,
  signIn: () => source.signIn.redirect(),
  signOut: () => source.signOut(),
};
Reflect.set(window, 'tools', tools);

function Film(): ReactNode {
  return <p id="film">{usePass('film').state.phase}</p>;
}

function Home(): ReactNode {
  const { status, subject, error, signIn, signOut } = useSession();
  return (
    <>
      <p id="who">{[status, subject, error && 'error'].filter(Boolean).join(' ')}</p>
      <Film />
      <SignedIn>
        <button onClick={() => void signOut().catch(() => {})}>Sign out</button>
      </SignedIn>
      <SignedOut>
        <button onClick={() => void signIn.redirect()}>Sign in here</button>
        <button
          onClick={() =>
            void signIn.popup().catch((failure: unknown) => {
              document.title = String(Reflect.get(Object(failure), 'code'));
            })
          }
        >
          Sign in in a window
        </button>
      </SignedOut>
    </>
  );
}

const root = document.querySelector('#root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <PlaygateProvider client={client} session={source}>
        {query.has('done') ? <AuthCallback fallback="One moment" /> : <Home />}
      </PlaygateProvider>
    </StrictMode>,
  );
