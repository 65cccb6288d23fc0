import type { RequestKind } from '@playgate/protocol';
import type { ClientErrorCode } from './client-error.ts';

/** What happened, for panels, logs and tests. Holds no URL query, no credential. Times are milliseconds of `Clock.monotonic()`. */
export type ClientEvent = { readonly at: number; readonly asset: string } & (
  | {
      readonly type: 'pass-asked';
      /** `retry`: after a failure, by itself or at the viewer's wish. */
      readonly reason: 'first' | 'renewal' | 'refusal' | 'reload' | 'retry' | 'answer';
    }
  | {
      readonly type: 'pass-received';
      readonly generation: number;
      /** Absent: until refused. */
      readonly lifetimeMs?: number | undefined;
      readonly tookMs: number;
    }
  | {
      readonly type: 'pass-failed';
      readonly code: ClientErrorCode;
      readonly nextTryMs?: number | undefined;
    }
  | {
      readonly type: 'request-parked';
      readonly kind: RequestKind | undefined;
      readonly path: string;
    }
  | {
      /** Not sent when the wait ends by an abort or by a `stopped` or `signed-out` playback. */
      readonly type: 'request-released';
      readonly kind: RequestKind | undefined;
      readonly path: string;
      readonly waitedMs: number;
    }
  | {
      readonly type: 'request-refused';
      readonly kind: RequestKind | undefined;
      readonly path: string;
      readonly status: number;
      readonly generation: number;
    }
  | {
      readonly type: 'request-replayed';
      readonly kind: RequestKind | undefined;
      readonly path: string;
      readonly generation: number;
    }
  | { readonly type: 'stopped'; readonly code: ClientErrorCode }
  | { readonly type: 'signed-out' }
);
