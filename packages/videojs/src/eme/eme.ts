import type { Drm } from '../drm.ts';
import { isPresent } from '../player.ts';
import type { VideojsPlayer } from '../player.ts';
import { emePluginOf } from './eme-plugin.ts';
import type { KeySystems } from './eme-plugin.ts';
import { freshKeySystems } from './fresh-key-systems.ts';
import type { LicenseErrorCode } from './license-error.ts';
import { loadLicense } from './license-loader.ts';
import { nameEmeErrors } from './name-eme-errors.ts';
import { createSourceSignals } from './source-signals.ts';
import { watchForKeys } from './watch-for-keys.ts';

/** Options of `eme`. */
export interface EmeOptions {
  /**
   * What the words of a licence server's refusal mean, by a text that stands in it. A refusal that is named here, or by the source's key
   * system in a member `refusals`, is final at once; others are tried again with another pass. Default none.
   */
  readonly refusals?: Readonly<Record<string, LicenseErrorCode>>;
}

/**
 * Gets licences and certificates through the pass, in videojs-contrib-eme's place, for the option `drm` of the plugin. What the key
 * systems of a source are, and where their servers, says the source: `keySystems` as videojs-contrib-eme takes it.
 *
 * @returns What throws a `ClientError` `config` if videojs-contrib-eme is not on the page.
 */
export function eme({ refusals = {} }: EmeOptions = {}): Drm {
  return (player) => {
    const { options } = emePluginOf(player);
    return (context) => {
      const theirs = Object.getOwnPropertyDescriptor(options, 'keySystems');
      const sources = createSourceSignals(player);
      const fixed = options.keySystems ?? {};
      Object.defineProperty(options, 'keySystems', {
        configurable: true,
        enumerable: true,
        get(): KeySystems | undefined {
          const declared = declaredBy(keySystemsOf(player), fixed);
          if (declared.size === 0) return undefined;
          const signal = sources.current();
          return freshKeySystems(declared, refusals, (request) =>
            loadLicense(context, { ...request, signal }),
          );
        },
      });
      const undo = [nameEmeErrors(player, context.gate), watchForKeys(player, context.gate.state)];
      return () => {
        for (const undone of undo) undone();
        sources.dispose();
        Reflect.deleteProperty(options, 'keySystems');
        if (theirs) Object.defineProperty(options, 'keySystems', theirs);
      };
    };
  };
}

function keySystemsOf(player: VideojsPlayer): KeySystems {
  const source: unknown = player.currentSource();
  const systems: unknown = isPresent(source) ? Reflect.get(source, 'keySystems') : undefined;
  return { ...(isPresent(systems) ? systems : {}) };
}

/** What the application told the plugin itself counts more than what the source says. */
function declaredBy(source: KeySystems, fixed: KeySystems): ReadonlyMap<string, object> {
  const names = new Set([...Object.keys(source), ...Object.keys(fixed)]);
  return new Map(
    Array.from(names, (name) => [name, { ...system(source[name]), ...system(fixed[name]) }]),
  );
}

/** A text is the URL of the licence server. */
function system(value: unknown): object {
  if (typeof value === 'string') return { url: value };
  return isPresent(value) ? value : {};
}
