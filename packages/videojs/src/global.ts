/**
 * The script-tag build: `<script src="playgate-videojs.global.js">` after video.js' own. Puts the plugin on the page's `videojs` and
 * all of this on `window.Playgate`.
 */
export { createPassClient } from '@playgate/client';
export { attachPlaygate } from './index.ts';
