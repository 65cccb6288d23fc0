import { createDoctorCheck } from '../../doctor/create-doctor-check.ts';
import type { DoctorCheck } from '../../doctor/doctor-check.ts';
import { findingsOf } from '../../doctor/findings-of.ts';
import { publicKeyOf } from '../../jwt/public-key-of.ts';
import type { SigningKeyInput } from '../../jwt/signing-key.ts';
import type { KeyApi } from './key-api.ts';

/** Options of `registeredKeyCheck`. */
export interface RegisteredKeyCheckOptions {
  readonly key: SigningKeyInput;
  readonly algorithm: 'RS256' | 'ES256';
  readonly keys: KeyApi;
}

const ID = 'brightcove.registered-key';

/** Says whether the vendor knows the public half of a signing key. */
export function registeredKeyCheck({
  key,
  algorithm,
  keys,
}: RegisteredKeyCheckOptions): DoctorCheck {
  return createDoctorCheck({ id: ID, title: 'the keys at Brightcove' }, async ({ signal }) => {
    const { ok, problem } = findingsOf(ID);
    const { spki } = await publicKeyOf(key, { name: 'signingKey', algorithm });
    const registered = await keys.list({ signal });
    const found = registered.find(({ value }) => value === spki);
    if (found !== undefined)
      return [ok(`signingKey is registered at Brightcove, as ${found.id.slice(0, 64)}.`)];
    return [
      problem(
        `signingKey is none of the ${registered.length} keys that the account has at Brightcove.`,
        'Register its public half: keys.register({ signingKey }).',
      ),
    ];
  });
}
