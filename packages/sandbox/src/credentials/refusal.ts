import type { Judgement, Verdict } from './judgement.ts';

const MESSAGES: Readonly<Record<Verdict, string>> = {
  ok: 'This credential does not open this.',
  missing: 'A credential is needed here.',
  expired: 'The credential has expired.',
  revoked: 'The credential has been revoked.',
  wrong: 'The credential does not open this.',
  malformed: 'The credential cannot be read.',
};

/** The 401 or 403 that a judgement asks for; `undefined` when the request may pass. */
export function refusal({ refusal: status, verdict = 'wrong' }: Judgement): Response | undefined {
  if (status === undefined) return undefined;
  const challenge = verdict === 'missing' ? 'Bearer' : 'Bearer error="invalid_token"';
  return Response.json(
    { error: { code: `credential_${verdict}`, message: MESSAGES[verdict] } },
    {
      status,
      headers: {
        'Cache-Control': 'no-store',
        ...(status === 401 && { 'WWW-Authenticate': challenge }),
      },
    },
  );
}
