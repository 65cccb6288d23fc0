import type { CanarySubject } from './canary-stage.ts';
import { brightcoveCanary } from './subjects/brightcove.ts';
import { catchTheShowCanary } from './subjects/catch-the-show.ts';
import { hashlockCanary } from './subjects/hashlock.ts';
import { hlsCanary } from './subjects/hls.ts';
import { ibmCanary } from './subjects/ibm.ts';
import { muxCanary } from './subjects/mux.ts';
import { secureVideoCanary } from './subjects/secure-video.ts';
import { stapiCanary } from './subjects/stapi.ts';

/** Every vendor that has secrets: one line each. */
export const CANARY_SUBJECTS: readonly CanarySubject[] = [
  catchTheShowCanary,
  stapiCanary,
  secureVideoCanary,
  brightcoveCanary,
  ibmCanary,
  hashlockCanary,
  muxCanary,
  hlsCanary,
];
