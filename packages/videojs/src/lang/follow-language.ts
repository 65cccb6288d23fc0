import type { VideojsPlayer } from '../player.ts';
import type { Texts } from './add-texts.ts';

// English needs no file: its texts are the keys.
const LANGUAGES: ReadonlyMap<string, () => Promise<{ readonly default: Texts }>> = new Map([
  ['ar', () => import('./ar.json')],
  ['de', () => import('./de.json')],
  ['es', () => import('./es.json')],
  ['fr', () => import('./fr.json')],
  ['ja', () => import('./ja.json')],
]);

/**
 * Loads the plugin's texts in the player's language, now and whenever that changes.
 *
 * @param add Where they go.
 * @param changed Called when texts may read differently.
 * @returns Ends it.
 */
export function followLanguage(
  player: VideojsPlayer,
  add: (code: string, texts: Texts) => void,
  changed: () => void,
): () => void {
  let ended = false;
  const follow = async (): Promise<void> => {
    changed();
    const code = (player.language() ?? '').split('-', 1)[0] ?? '';
    const texts = await LANGUAGES.get(code)?.().catch((error: unknown) => {
      if (!ended) player.log.warn(`playgate: no texts in "${code}". Serve dist/lang, too.`, error);
      return undefined;
    });
    if (texts === undefined || ended) return;
    add(code, texts.default);
    changed();
  };
  const onChange = (): void => void follow();
  player.on('languagechange', onChange);
  onChange();
  return () => {
    ended = true;
    player.off('languagechange', onChange);
  };
}
