import { hlsjs } from '../../site/engines/hlsjs.ts';
import type { EngineDriver } from './driver.ts';

export const driver: EngineDriver = {
  engine: hlsjs,
  // Of this film's first sound, and of each load that is dropped.
  own: ['bufferAppendNoProgress', 'aborted'],
};
