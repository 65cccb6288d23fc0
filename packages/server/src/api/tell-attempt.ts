import { isServerError } from '../server-error.ts';
import type { ApiRun } from './api-run.ts';
import type { ApiAnswer, VendorCallEvent } from './vendor-api.ts';

/** Makes an attempt and tells `onCall` what became of it: nothing of the request but its pattern, nothing of the answer but its status. */
export async function tellAttempt(
  { api, call, correlationId }: ApiRun,
  { number, key }: { readonly number: number; readonly key: string | undefined },
  attempt: () => Promise<ApiAnswer>,
): Promise<ApiAnswer> {
  const began = api.clock.now();
  const tell = (outcome: Pick<VendorCallEvent, 'status' | 'error'>): void =>
    api.onCall({
      vendor: api.vendor,
      method: call.method,
      path: call.path.pattern,
      attempt: number,
      ...outcome,
      durationMs: Math.max(0, api.clock.now() - began),
      correlationId,
      ...(key !== undefined && { key }),
      ...(call.viewer !== undefined && { viewer: call.viewer }),
      ...(call.resource !== undefined && { resource: call.resource }),
    });
  let answer: ApiAnswer;
  try {
    answer = await attempt();
  } catch (error) {
    const { code, status } = isServerError(error) ? error : UNKNOWN;
    tell({ error: code, ...(status !== undefined && { status }) });
    throw error;
  }
  tell({ status: answer.status });
  return answer;
}

/** What the application's own functions throw. */
const UNKNOWN = { code: 'unknown', status: undefined } as const;
