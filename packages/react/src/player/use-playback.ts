import type { PassClient, PassRequest, PlaybackSource } from '@playgate/client';
import type { Drm, UiOptions } from '@playgate/videojs';
import { useMemo } from 'react';
import { useClient } from '../use-client.ts';
import { useStable } from '../use-stable.ts';
import { readInitialPass } from './initial-pass.ts';
import type { InitialPass } from './initial-pass.ts';
import type { ProtectedPlayback } from './protected-playback.ts';
import { useUi } from './use-ui.ts';

/** A playback, in parts that change only when their content does. */
export interface Playback {
  readonly client: PassClient;
  readonly request: PassRequest;
  readonly source: PlaybackSource | undefined;
  readonly ui: boolean | UiOptions;
  readonly drm: Drm | undefined;
  readonly initial: InitialPass | undefined;
}

/** @throws {ClientError} `config` without a client, and for a wrong `initialPass`. */
export function usePlayback(given: ProtectedPlayback): Playback {
  const { asset, params, src, type, initialPass } = given;
  return {
    client: useClient(given.client),
    request: useStable({ asset, ...(params !== undefined && { params }) }),
    source: useStable(src === undefined ? undefined : { src, ...(type && { type }) }),
    ui: useUi(given.ui),
    drm: given.drm,
    initial: useMemo(() => initialPass && readInitialPass(initialPass), [initialPass]),
  };
}
