import { ClientError } from '@playgate/client';
import { isPresent } from '../player.ts';
import type { VideojsPlayer } from '../player.ts';

/** What videojs-contrib-eme is told of the key systems of a source, by name. */
export type KeySystems = Readonly<Record<string, unknown>>;

/** What videojs-contrib-eme keeps on a player: as much of it as is needed here. */
export interface EmePlugin {
  /** Read whenever encrypted media comes, over what the source says. */
  readonly options: { readonly keySystems?: KeySystems };
}

/**
 * The plugin of a player, set up if it was not.
 *
 * @throws {ClientError} `config`
 */
export function emePluginOf(player: VideojsPlayer): EmePlugin {
  const present: unknown = Reflect.get(player, 'eme');
  // Before its set-up it is a method.
  if (typeof present === 'function') Reflect.apply(present, player, []);
  const plugin: unknown = Reflect.get(player, 'eme');
  if (isEmePlugin(plugin)) return plugin;
  throw new ClientError(
    'config',
    'The option `drm` needs videojs-contrib-eme on the page. Import it before the player is made.',
  );
}

function isEmePlugin(value: unknown): value is EmePlugin {
  return isPresent(value) && 'options' in value && isPresent(value.options);
}
