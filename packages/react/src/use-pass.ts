import type { AuthorizerState, Observable, PassRequest, PlaybackPass } from '@playgate/client';
import { useMemo } from 'react';
import { IDLE } from './core/idle.ts';
import { NOTHING } from './core/nothing.ts';
import { useAsking } from './use-asking.ts';
import { useObservable } from './use-observable.ts';

/** How a pass stands. The object changes with `state` only: a renewal renders nothing again. */
export interface PassView {
  readonly state: AuthorizerState;
  /** The pass itself. `useObservable(view.pass)` renders again with each renewal. */
  readonly pass: Observable<PlaybackPass | undefined>;
  /** Asks again after a final state, at the viewer's wish. */
  retry(): void;
  /** Hands over what the viewer brought back from an interaction. */
  answer(answer: Readonly<Record<string, string>>): Promise<void>;
}

/**
 * Asks for a pass, keeps it fresh while the component is there, and says how it stands.
 *
 * @param asked The asset, or the asset with its parameters.
 * @returns `idle` on the server and during the first render.
 * @throws {ClientError} `config` outside of a `PlaygateProvider`.
 */
export function usePass(asked: string | PassRequest): PassView {
  const authorizer = useAsking(asked);
  const state = useObservable(authorizer?.state ?? IDLE);
  return useMemo(
    () => ({
      state,
      pass: authorizer?.pass ?? NOTHING,
      retry: () => authorizer?.retry(),
      answer: async (answer) => authorizer?.answer(answer),
    }),
    [authorizer, state],
  );
}
