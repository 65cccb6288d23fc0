import { ClientError } from '@playgate/client';
import type { Gate } from '@playgate/client/adapter';
import { isPresent } from '../player.ts';
import type { VideojsPlayer } from '../player.ts';
import { raiseTerminalError, shownError } from '../terminal-error.ts';

/** Of videojs-contrib-eme: the content decryption module did not take the licence. */
const NOT_TAKEN = 'eme-failed-update-session';

/**
 * Gives what goes wrong with keys a state with a name, in place of the error that videojs-contrib-eme shows for it.
 *
 * @returns Ends it.
 */
export function nameEmeErrors(player: VideojsPlayer, gate: Gate): () => void {
  let failed = false;
  const name = (): void => {
    const error: unknown = player.error();
    if (!isPresent(error) || shownError(player) !== undefined) return;
    const kind = typeOf(error);
    if (kind !== undefined && !failed) {
      failed = true;
      gate.fail(clientErrorOf(kind, Reflect.get(error, 'originalError')));
    }
    // The engine has an error of its own to add.
    if (failed) raiseTerminalError(player, gate.state.get());
  };
  const forget = (): void => {
    failed = false;
  };
  player.on('error', name);
  player.on('loadstart', forget);
  return () => {
    player.off('error', name);
    player.off('loadstart', forget);
  };
}

function typeOf(error: object): string | undefined {
  const metadata: unknown = Reflect.get(error, 'metadata');
  const type: unknown = isPresent(metadata) ? Reflect.get(metadata, 'errorType') : undefined;
  return typeof type === 'string' && type.startsWith('eme-') ? type : undefined;
}

function clientErrorOf(type: string, cause: unknown): ClientError {
  if (type === NOT_TAKEN)
    return new ClientError(
      'invalid_response',
      'The browser does not take the licence. Look at what the licence server answers.',
      { cause },
    );
  return new ClientError(
    'placement_unsupported',
    `The browser cannot use the key systems of this source (${type}). Offer another one, or tell the viewer.`,
    { cause },
  );
}
