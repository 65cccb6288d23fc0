import { expect, test } from 'vitest';
import { createOAuth } from '../src/index.ts';

/** What a pass client and the React package want of whoever keeps a session: a copy, because this package imports none of ours. */
interface ViewerSessionSource {
  readonly session: {
    get(this: void): ViewerSession;
    subscribe(this: void, listener: () => void): () => void;
  };
  readonly signIn: {
    redirect(options?: { readonly returnTo?: string }): Promise<void>;
    popup(options?: {
      readonly returnTo?: string;
      readonly signal?: AbortSignal;
    }): Promise<unknown>;
  };
  signOut(options?: { readonly redirect?: boolean }): Promise<void>;
  callback?(
    url?: string,
  ): Promise<{ readonly status: 'signed-in' | 'relayed'; readonly returnTo: string } | undefined>;
}

type ViewerSession =
  | { readonly status: 'pending' }
  | {
      readonly status: 'signed-in';
      readonly subject?: string;
      readonly claims?: Readonly<Record<string, unknown>>;
    }
  | { readonly status: 'signed-out'; readonly error?: Error };

/** A pass source's getter of a token. */
type GetToken = (options?: {
  readonly signal?: AbortSignal;
  readonly fresh?: boolean;
}) => Promise<{ readonly token: string; readonly expiresIn?: number }>;

test('an OAuth is a source of sessions, of tokens and of a fetch, by its shape', () => {
  const made = createOAuth({
    issuer: 'https://login.example',
    clientId: 'app',
    redirectUri: 'https://app.example/callback',
  });
  const source: ViewerSessionSource = made;
  const token: GetToken = made.token;
  const send: typeof fetch = made.fetch;
  expect(source.session.get()).toEqual({ status: 'pending' });
  expect([token, send].map((one) => typeof one)).toEqual(['function', 'function']);
  made.dispose();
});
