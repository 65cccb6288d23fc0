import videojs from 'video.js';
import type { VideojsPlayer } from '../player.ts';
import type { Phrase } from './phrase.ts';

type Texts = Readonly<Record<Phrase, string>>;

// English needs no file: its texts are the keys.
const LANGUAGES: ReadonlyMap<string, () => Promise<{ readonly default: Texts }>> = new Map([
  ['ar', () => import('./ar.json')],
  ['de', () => import('./de.json')],
  ['es', () => import('./es.json')],
  ['fr', () => import('./fr.json')],
  ['ja', () => import('./ja.json')],
]);

/**
 * Loads the plugin's texts in the player's language, now and whenever that changes, and adds them to video.js' languages. Texts that
 * the application added there, or gave to the player, win.
 *
 * @param changed Called when texts may read differently.
 * @returns Ends it.
 */
export function followLanguage(player: VideojsPlayer, changed: () => void): () => void {
  let ended = false;
  const follow = async (): Promise<void> => {
    changed();
    const code = (player.language() ?? '').split('-', 1)[0] ?? '';
    const isAdded = await addTexts(code).catch((error: unknown) => {
      player.log.warn(
        `playgate: the texts in "${code}" could not be loaded, English is shown. Serve the lang folder beside the script.`,
        error,
      );
      return false;
    });
    if (isAdded && !ended) changed();
  };
  const onChange = (): void => void follow();
  player.on('languagechange', onChange);
  onChange();
  return () => {
    ended = true;
    player.off('languagechange', onChange);
  };
}

/** @returns Whether there were any to add. */
async function addTexts(code: string): Promise<boolean> {
  const load = LANGUAGES.get(code);
  if (load === undefined) return false;
  const { default: texts } = await load();
  const held: Readonly<Record<string, string>> | undefined = videojs.options.languages?.[code];
  videojs.addLanguage(code, { ...texts, ...held });
  return true;
}
