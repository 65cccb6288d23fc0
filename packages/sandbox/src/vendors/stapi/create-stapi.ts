import type { Emulator, EmulatorParts } from '../emulator.ts';
import { unbuiltPlan } from '../unbuilt-plan.ts';

export interface StapiKeys {
  readonly none?: string;
}

export function createStapi(_parts: EmulatorParts): Emulator<StapiKeys> {
  return { plan: unbuiltPlan('stapi'), keys: {}, commands: {} };
}
