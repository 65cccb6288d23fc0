export const CAPTION_LANGUAGES = ['en', 'de'] as const;
export type CaptionLanguage = (typeof CAPTION_LANGUAGES)[number];

const WORDS: Readonly<Record<CaptionLanguage, (seconds: number) => string>> = {
  en: (seconds) => `${seconds} seconds into the film`,
  de: (seconds) => `${seconds} Sekunden im Film`,
};

const EVERY_SECONDS = 2;

/** A WebVTT track with a cue every two seconds that says where in the film it is. */
export function captions(language: CaptionLanguage, seconds: number): string {
  const cues = Array.from({ length: Math.ceil(seconds / EVERY_SECONDS) }, (_, i) => {
    const start = i * EVERY_SECONDS;
    return `${timestamp(start)} --> ${timestamp(start + EVERY_SECONDS)}\n${WORDS[language](start)}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}

function timestamp(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.000`;
}
