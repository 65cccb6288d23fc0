import type english from './en.json';

/** A text of the plugin: the English sentence, which is its key in video.js' languages. */
export type Phrase = keyof typeof english;
