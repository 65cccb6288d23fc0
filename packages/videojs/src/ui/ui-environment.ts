import type { Clock } from '@playgate/client';
import type { Texts } from '../lang/add-texts.ts';

/** What the dialogs take from outside: time, randomness, and video.js, which a page may hold in more than one way. */
export interface UiEnvironment {
  readonly clock: Clock;
  /** That many bytes from a cryptographic source. */
  readonly randomBytes: (length: number) => Uint8Array;
  /** Adds texts to video.js' languages. */
  readonly addTexts: (code: string, texts: Texts) => void;
}
