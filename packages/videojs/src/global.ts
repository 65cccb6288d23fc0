/**
 * The script-tag build: `<script src="playgate-videojs.global.js">` after video.js' own puts the plugin on the page's `videojs`, and
 * these names on `window.Playgate`. The dialogs and their texts come from `ui.js` and `lang/` beside it when they are needed.
 */
export {
  bearer,
  createPassClient,
  endpointSource,
  fetchSource,
  fixedSource,
  header,
  query,
  tokenSource,
} from '@playgate/client';
export { attachPlaygate, playgateOf } from './index.ts';
