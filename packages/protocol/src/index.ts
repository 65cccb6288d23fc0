export { epochMs } from './epoch-ms.ts';
export type { EpochMs } from './epoch-ms.ts';
export { formatPass } from './format-pass.ts';
export type { PassBody } from './format-pass.ts';
export { formatProblem } from './format-problem.ts';
export type { InteractionBody, ProblemBody } from './format-problem.ts';
export { isLoopbackHost } from './loopback.ts';
export { parsePass } from './parse-pass.ts';
export { parsePassRequest } from './parse-pass-request.ts';
export { parseProblem } from './parse-problem.ts';
export { PLACEABLE_HEADERS } from './pass.ts';
export type {
  PassMode,
  PassRule,
  Placement,
  PlaybackPass,
  PlaybackSource,
  RefusalAction,
  RequestKind,
} from './pass.ts';
export { PASS_REQUEST_HEADER } from './pass-request.ts';
export type { JsonValue, PassRequest, PassRequestBody } from './pass-request.ts';
export { PROBLEM_TYPE } from './problem.ts';
export type { Interaction, Problem, ProblemCode } from './problem.ts';
export { ProtocolError } from './protocol-error.ts';
export type { ProtocolErrorCode } from './protocol-error.ts';
export { isSecureUrl } from './secure-url.ts';
export { removeQuery, setQuery } from './set-query.ts';
export type { QueryPlacement } from './set-query.ts';
export { parseUrlPrefix } from './url-prefix.ts';
export type { UrlPrefix } from './url-prefix.ts';
