import type { Emulator, EmulatorParts } from '../emulator.ts';
import type { PlaybackId } from './account/playback-ids.ts';
import { createPlaybackIds } from './account/playback-ids.ts';
import { createPlaybackRestrictions } from './account/playback-restrictions.ts';
import { createSigningKeys } from './account/signing-keys.ts';
import { createEdgeSignatures } from './edge-signatures.ts';
import { muxPlan } from './mux-plan.ts';
import { changeSettings, DEFAULT_SETTINGS } from './mux-settings.ts';
import { createViewerTokens } from './token/viewer-tokens.ts';

/** What one run of the stand-in can be used with. */
export interface MuxKeys {
  /** Id of the signing key. */
  readonly keyId: string;
  /** Its private half as the vendor gives it out: a PEM (PKCS#1) in base64. Made when it is first read. */
  readonly privateKey: string;
  readonly playbackIds: readonly Pick<PlaybackId, 'id' | 'film' | 'policy'>[];
}

/**
 * Signed playback: films, pictures and licences by playback id, each opened by a token of its own kind. See the package's README for what
 * it can be told.
 *
 * @see Mux, "Secure video playback".
 */
export function createMux(parts: EmulatorParts): Emulator<MuxKeys> {
  const { clock, films, leaks, random, randomText } = parts;
  const signingKeys = createSigningKeys({
    randomText,
    onKey: ({ id, privateKey }) => leaks.addSecret(`mux private key ${id}`, privateKey),
  });
  const playbackIds = createPlaybackIds((id) => films.get(id) !== undefined);
  const restrictions = createPlaybackRestrictions();
  let settings = DEFAULT_SETTINGS;
  return {
    plan: muxPlan({
      ...{ ...parts, playbackIds, restrictions, settings: () => settings },
      signatures: createEdgeSignatures(random(32), clock.now),
      tokens: createViewerTokens(parts, signingKeys),
    }),
    keys: {
      keyId: signingKeys.own.id,
      get privateKey() {
        return signingKeys.own.privateKey;
      },
      get playbackIds() {
        return playbackIds.list().map(({ id, film, policy }) => ({ id, film, policy }));
      },
    },
    commands: {
      addSigningKey: (details) => signingKeys.add(details),
      removeSigningKey: (details) => signingKeys.remove(details),
      setPlaybackId: (details) => playbackIds.set(details),
      setRestriction: (details) => restrictions.set(details),
      setEdge(details) {
        settings = changeSettings(settings, details);
        return settings;
      },
    },
  };
}
