/** Where a request carries its credential. `key` is an API key, which only servers may hold. */
export type CredentialClass =
  'none' | 'bearer' | 'dpop' | 'header' | 'query' | 'cookie' | 'basic' | 'key';

export type Verdict = 'ok' | 'missing' | 'expired' | 'revoked' | 'wrong' | 'malformed';

/** What a gate found out about a request, before anything is answered. */
export interface Judgement {
  readonly credential: CredentialClass;
  readonly generation?: number;
  /** Absent where nothing is guarded. */
  readonly verdict?: Verdict;
  /** The status to refuse with; absent when the request may pass. */
  readonly refusal?: 401 | 403;
  /** The refusal's `WWW-Authenticate`, where the gate has more to say than its verdict. */
  readonly challenge?: string;
  /** Names the credential in the sandbox's own books: pre-signed children refer to it. */
  readonly serial?: number;
}

/** What a listener's app receives beside the request. */
export interface Judged {
  Bindings: { readonly judgement: Judgement };
}

export const UNGUARDED: Judgement = { credential: 'none' };
