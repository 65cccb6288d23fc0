import { useObservable } from '@playgate/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { send } from '../site/send.ts';
import { useAttempt } from '../site/use-attempt.ts';
import { deskState } from './desk-state.ts';
import type { ViewerState } from './desk-state.ts';

/** What became of a viewer's tokens, as the backend says it. */
interface CutOff {
  readonly live: number;
  readonly done: number;
  readonly failed: readonly string[];
}

/** Takes viewers' tokens back, and lets viewers in again. */
export function CutOffs(): ReactNode {
  const viewers = useObservable(deskState)?.viewers ?? [];
  const [said, setSaid] = useState(HINT);
  const { attempt, isBusy, problem } = useAttempt();
  const turn = ({ id, name, isCutOff }: ViewerState): void =>
    attempt(async () => {
      const act = isCutOff ? 'restore' : 'cut-off';
      const response = await send('POST', `/api/desk/viewers/${id}/${act}`);
      const cutOff: CutOff = await response.json();
      setSaid(isCutOff ? `${name} may watch again.` : tell(name, cutOff));
    });
  return (
    <div className="desk-part">
      <h3>Viewers</h3>
      <ul className="viewers">
        {viewers.map((viewer) => (
          <li key={viewer.id} className="viewer">
            <span>
              <strong>{viewer.name}</strong>{' '}
              <span className={viewer.isCutOff ? 'viewer-off' : 'viewer-on'}>
                {viewer.isCutOff ? 'is cut off' : 'may watch'}
              </span>
            </span>
            <button type="button" className="button" disabled={isBusy} onClick={() => turn(viewer)}>
              {viewer.isCutOff ? `Let ${viewer.name} in again` : `Cut ${viewer.name} off`}
            </button>
          </li>
        ))}
      </ul>
      <p className="desk-said" role="status">
        {problem ?? said}
      </p>
    </div>
  );
}

const HINT = 'Cutting off ends the tokens that are out, and gives no more.';

function tell(name: string, { live, done, failed }: CutOff): string {
  const [code] = failed;
  if (code !== undefined)
    return `${name} gets no more passes. ${done} of ${live} tokens are blocked; the rest ends by itself (${code}).`;
  return `${name} gets no more passes. Blocked: ${done} of ${live} tokens. That takes up to a minute to arrive at the real vendor, 5 seconds here; then the film ends with what was buffered.`;
}
