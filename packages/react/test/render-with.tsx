import { render, renderHook } from '@testing-library/react';
import type { RenderHookResult, RenderResult } from '@testing-library/react';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import type { PassClient } from '@playgate/client';
import { PlaygateProvider } from '../src/playgate-provider.tsx';

/** Renders in StrictMode, below a provider. */
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
    <StrictMode>
      <PlaygateProvider client={client}>{children}</PlaygateProvider>
    </StrictMode>
  );
