import type { CSSProperties } from 'react';

/** Takes its final place before anything is loaded, so that nothing on the page moves later. */
export const BOX: CSSProperties = {
  position: 'relative',
  width: '100%',
  aspectRatio: '16 / 9',
};
