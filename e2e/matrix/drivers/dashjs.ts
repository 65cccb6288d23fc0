import { dashjs } from '../../site/engines/dashjs.ts';
import type { EngineDriver } from './driver.ts';

export const driver: EngineDriver = { engine: dashjs, own: [] };
