import type { RefusalAction } from '@playgate/protocol';

/** What the application's backend does, as a row wants it. */
export interface MatrixBackend {
  /** How long passes live, in milliseconds. */
  lifetimeMs: number;
  /** What it decides from now on. */
  says: 'yes' | 'no' | 'sign in';
  /** What the rules of its passes say of statuses. */
  refusals: Readonly<Record<number, RefusalAction>> | undefined;
}

export const defaultBackend = (): MatrixBackend => ({
  lifetimeMs: 60_000,
  says: 'yes',
  refusals: undefined,
});
