import type { UiOptions } from '@playgate/videojs';
import { useMemo } from 'react';
import { useLatest } from '../use-latest.ts';
import { useStable } from '../use-stable.ts';

/** Options of the dialogs that keep their identity, although they may be written inline with a function among them. */
export function useUi(given: boolean | UiOptions = true): boolean | UiOptions {
  const { signIn, ...texts } = typeof given === 'object' ? given : {};
  const latest = useLatest(signIn);
  const stable = useStable(
    typeof given === 'object' ? { texts, signsIn: signIn !== undefined } : given,
  );
  return useMemo(() => {
    if (typeof stable === 'boolean') return stable;
    return { ...stable.texts, ...(stable.signsIn && { signIn: () => latest.current?.() }) };
  }, [stable, latest]);
}
