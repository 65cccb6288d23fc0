import { native } from '../../site/engines/native.ts';
import type { EngineDriver } from './driver.ts';

export const driver: EngineDriver = { engine: native, own: [] };
