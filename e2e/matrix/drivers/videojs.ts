import { videoJs } from '../../site/engines/videojs.ts';
import type { EngineDriver } from './driver.ts';

export const driver: EngineDriver = { engine: videoJs, own: [] };
