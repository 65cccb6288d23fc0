import type { ReactNode } from 'react';
import { PageLink } from '../../site/page-link.tsx';
import { codeOf } from '../../visit/code-of.ts';
import { explainSignIn } from '../../visit/explain-sign-in.ts';
import { SIGN_IN_PATH } from '../sign-in-path.ts';
import { Landing } from './landing.tsx';

/** Why a sign-in did not work, and the way back. */
export function Failed({ error }: { readonly error: unknown }): ReactNode {
  return (
    <Landing title="Not signed in">
      <p>{explainSignIn(codeOf(error))}</p>
      <PageLink className="button" to={SIGN_IN_PATH}>
        Back
      </PageLink>
    </Landing>
  );
}
