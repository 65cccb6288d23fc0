import type { OAuthErrorCode } from '../oauth-error.ts';

/** Who refreshes now. */
export interface Lease {
  readonly by: string;
  /** By the wall clock of this machine. */
  readonly untilMs: number;
  /** Whether its owner holds the Web Lock, too: then who gets that lock knows that the owner is dead. */
  readonly locked: boolean;
}

/** Why the last refresh failed, and how long it holds for all tabs. */
export interface StoredFailure {
  readonly code: OAuthErrorCode;
  /** By the wall clock of this machine. */
  readonly untilMs: number;
}

/** The session that all tabs share. */
export interface StoredSession {
  readonly id: string;
  /** Counts refresh tokens. */
  readonly generation: number;
  readonly refresh: string;
  /** When a refresh brought it, by the wall clock of this machine. */
  readonly madeMs?: number;
  /** Until when its access token may be of use in some tab, by the wall clock. */
  readonly liveUntilMs: number;
  readonly subject?: string | undefined;
  readonly scope?: string | undefined;
  readonly lease?: Lease | undefined;
  readonly failure?: StoredFailure | undefined;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

export const isStoredSession = (value: unknown): value is StoredSession =>
  isRecord(value) &&
  typeof value['id'] === 'string' &&
  typeof value['refresh'] === 'string' &&
  typeof value['generation'] === 'number';
