import { formatProblem, parseProblem, ProtocolError } from '@playgate/protocol';
import type { Interaction } from '@playgate/protocol';
import { ServerError } from '../server-error.ts';
import type { ServerErrorCode } from '../server-error.ts';

/**
 * Reads an interaction as a browser will.
 *
 * @param blame The code of the error, if the browser would refuse it.
 * @throws {ServerError} That code, naming the member.
 */
export function checkInteraction(interaction: Interaction, blame: ServerErrorCode): void {
  const code = 'interaction_required';
  try {
    parseProblem(formatProblem({ code, status: 403, title: code, interaction }));
  } catch (cause) {
    const what = cause instanceof ProtocolError ? cause.message : 'interaction is missing.';
    throw new ServerError(blame, what, { cause });
  }
}
