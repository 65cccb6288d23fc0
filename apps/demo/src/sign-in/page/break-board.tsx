import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { activeFaults, endFault, startFault, trigger } from '../../faults/control.ts';
import { Switch } from '../../faults/switch.tsx';
import { useAttempt } from '../../site/use-attempt.ts';
import type { SignInConfig } from '../read-config.ts';

/** As if the authorization server were not there: it answers 503 to everything. */
const DOWN = { where: { listener: 'authorization' }, do: { action: 'refuse', status: 503 } };

/** What may go wrong with sign-ins, on purpose. */
export function BreakBoard({ config }: { readonly config: SignInConfig }): ReactNode {
  const [down, setDown] = useState<string>();
  const { attempt, problem } = useAttempt();
  useEffect(() => attempt(async () => setDown(await findOutage())), [attempt]);
  const turn = async (): Promise<void> => {
    if (down !== undefined) await endFault(down);
    setDown(down === undefined ? await startFault(DOWN) : undefined);
  };
  const revoke = (client: string): void =>
    attempt(() => trigger('vendors/authorization/revokeGrants', { client }));
  return (
    <section className="board ways-board" aria-labelledby="ways-board-title">
      <h2 id="ways-board-title">Break something</h2>
      <ul className="presses">
        <li>
          <button type="button" className="press" onClick={() => revoke(config.backendClientId)}>
            Revoke the backend’s tokens
          </button>
        </li>
        <li>
          <button type="button" className="press" onClick={() => revoke(config.clientId)}>
            Revoke the browser’s tokens
          </button>
        </li>
        <li>
          <button
            type="button"
            className="press"
            onClick={() => attempt(() => trigger('credentials/expire', { vendor: 'stapi' }))}
          >
            Expire all access tokens
          </button>
        </li>
      </ul>
      <Switch
        id="authorization-down"
        name="Authorization server down"
        hint="Nobody can sign in or refresh. Sessions stay, and a film plays on as long as the token in hand and the buffer last."
        isOn={down !== undefined}
        onTurn={() => attempt(turn)}
      />
      {problem !== undefined && (
        <p className="board-problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

/** A switch outlives the page that turned it. */
async function findOutage(): Promise<string | undefined> {
  const wanted = JSON.stringify(DOWN.where);
  const faults = await activeFaults();
  return faults.find(({ where }) => JSON.stringify(where) === wanted)?.id;
}
