import type { AuthorizerState, Observable } from '@playgate/client';

/** What the dialogs need of a playback behind a lock. */
export interface UiPlaygate {
  readonly state: Observable<AuthorizerState>;
  /** Asks for a pass again, at the viewer's wish. */
  retry(): void;
  /** Hands over what the viewer brought back. Resolves or rejects when the backend has looked at it. */
  answer(answer: Readonly<Record<string, string>>): Promise<void>;
}
