import { shakaPlayer } from '../../site/engines/shaka.ts';
import type { EngineDriver } from './driver.ts';

export const driver: EngineDriver = { engine: shakaPlayer, own: [] };
