import videojs from 'video.js';
import type { Phrase } from './phrase.ts';

/** The plugin's texts in one language. */
export type Texts = Readonly<Record<Phrase, string>>;

/** Adds texts to video.js' languages. Those that are there already win. */
export function addTexts(code: string, texts: Texts): void {
  const held: Readonly<Record<string, string>> | undefined = videojs.options.languages?.[code];
  videojs.addLanguage(code, { ...texts, ...held });
}
