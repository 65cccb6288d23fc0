import type { PlayerAbilities } from '../authorizer.ts';
import { clientError } from '../client-error.ts';
import type { ClientError } from '../client-error.ts';

/** The player cannot put the credential where the pass wants it. */
export function unplaceable({ instead }: PlayerAbilities): ClientError {
  const next = instead ? ` Use ${instead} instead: docs/native.md#${instead}.` : '';
  return clientError('placement_unsupported', `The player cannot set the header.${next}`, {
    instead,
  });
}
