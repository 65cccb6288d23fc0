import type { Judgement } from '../../credentials/judgement.ts';
import type { PlaybackId, PlaybackIds } from './account/playback-ids.ts';
import type { PlaybackRestrictions } from './account/playback-restrictions.ts';
import type { Denial } from './denial.ts';
import type { EdgeSignatures } from './edge-signatures.ts';
import type { MuxSettings } from './mux-settings.ts';
import type { MuxClaims } from './token/verify-token.ts';
import type { ViewerTokens } from './token/viewer-tokens.ts';

/** What was found out about a request before it is served. */
export interface Finding {
  readonly judgement: Judgement;
  /** Absent when the request may pass. */
  readonly denial?: Denial;
  readonly playbackId?: PlaybackId;
  /** What the viewer's token says, where one was needed. */
  readonly claims?: MuxClaims;
}

/** Whom the doors ask. */
export interface Account {
  readonly playbackIds: PlaybackIds;
  readonly restrictions: PlaybackRestrictions;
  readonly signatures: EdgeSignatures;
  readonly tokens: ViewerTokens;
  readonly settings: () => MuxSettings;
}
