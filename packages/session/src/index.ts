export type { NarrowToken } from './tokens/access-order.ts';
export type { AuthorizationServerOptions } from './authorization/authorization-server.ts';
export { createSessions } from './create-sessions.ts';
export type { Handler, Sessions } from './create-sessions.ts';
export { createAddressReader } from './limit/address-reader.ts';
export type { AddressReader, AddressReaderOptions } from './limit/address-reader.ts';
export { createRateLimit } from './limit/rate-limit.ts';
export type { Asker, Rate, RateLimit, RateLimitOptions } from './limit/rate-limit.ts';
export type { IoRedisClient, NodeRedisClient, RedisClient } from './redis/redis-client.ts';
export { redisStore } from './redis/redis-store.ts';
export type { RedisStoreOptions } from './redis/redis-store.ts';
export type { Session } from './session.ts';
export type { RefreshRole, SessionAudit, SessionEvent, SessionEventType } from './session-event.ts';
export type { LimitedCall, SessionLimit } from './limit/session-limit.ts';
export type { SessionOptions } from './session-options.ts';
export type { AccessTokenOptions } from './tokens/session-tokens.ts';
export type { TokenHandlerOptions } from './tokens/token-handler.ts';
export { createAccessTokenVerifier } from './verify/access-token-verifier.ts';
export type {
  AccessTokenVerifier,
  AccessTokenVerifierOptions,
  VerifiedToken,
} from './verify/access-token-verifier.ts';
export { isServerError, memoryStore, Secret, ServerError } from '@playgate/server';
export type { Store } from '@playgate/server';
