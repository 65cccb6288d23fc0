import type { Emulator, EmulatorParts } from '../emulator.ts';
import { unbuiltPlan } from '../unbuilt-plan.ts';

export interface MuxKeys {
  readonly none?: string;
}

export function createMux(_parts: EmulatorParts): Emulator<MuxKeys> {
  return { plan: unbuiltPlan('mux'), keys: {}, commands: {} };
}
