import type { Admission } from '../call/admit-caller.ts';
import { answerOf } from '../answer/answer.ts';
import type { Answer } from '../answer/answer.ts';
import type { Trail } from './decide-and-mint.ts';
import type { PassHandlerSettings } from './pass-handler-options.ts';

/** Tells the audit before anything is sent. What cannot be audited is not given. */
export async function audited(
  answer: Answer,
  call: { readonly admission: Admission; readonly correlationId: string; readonly trail: Trail },
  { audit, vendor, clock }: Pick<PassHandlerSettings, 'audit' | 'vendor' | 'clock'>,
): Promise<Answer> {
  const { admission, correlationId, trail } = call;
  try {
    await audit({ at: clock.now(), vendor: vendor.id, correlationId, ...trail, ...answer.notes });
    return answer;
  } catch (error) {
    await answer.response.body?.cancel();
    return answerOf({ kind: 'failed', error }, admission, correlationId);
  }
}
