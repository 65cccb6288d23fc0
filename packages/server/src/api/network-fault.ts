/** A runtime's own word for what happened, such as `ECONNREFUSED` or `UND_ERR_SOCKET`. */
const WORD = /^[A-Z][A-Z0-9_]{2,63}$/;

/**
 * Names what a `fetch` failed of, by the code of the error or of what caused it. Nothing else of the error is used: what a `fetch`
 * throws may hold the request with its headers, or raw bytes of the answer.
 */
export function networkFault(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth += 1) {
    if ('code' in cause && typeof cause.code === 'string' && WORD.test(cause.code))
      return cause.code;
    cause = cause.cause;
  }
  return undefined;
}
