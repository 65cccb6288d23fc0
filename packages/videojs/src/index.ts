import { registerPlugin } from './plugin.ts';

export { attachPlaygate, playgateOf } from './attach-playgate.ts';
export type { VideojsPlayer } from './player.ts';
export type { Playgate, PlaygateOptions, PlaygateStateChangeEvent } from './playgate.ts';
export type { UiOptions } from './ui/ui-options.ts';

registerPlugin();
