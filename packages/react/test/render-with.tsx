import { render, renderHook } from '@testing-library/react';
import type { RenderHookResult, RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { PassClient } from '@playgate/client';
import { PlaygateProvider } from '../src/playgate-provider.tsx';

/** Renders below a provider. (The set-up sees to StrictMode.) */
export function renderWith(client: PassClient, node: ReactNode): RenderResult {
  return render(node, { wrapper: below(client) });
}

/** As `renderWith`, for a hook. */
export function renderHookWith<R, P>(
  client: PassClient,
  hook: (props: P) => R,
  initialProps: P,
): RenderHookResult<R, P> {
  return renderHook(hook, { wrapper: below(client), initialProps });
}

const below =
  (client: PassClient) =>
  ({ children }: { children: ReactNode }): ReactNode => (
    <PlaygateProvider client={client}>{children}</PlaygateProvider>
  );
