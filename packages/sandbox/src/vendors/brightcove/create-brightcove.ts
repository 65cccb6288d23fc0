import type { Emulator, EmulatorParts } from '../emulator.ts';
import { unbuiltPlan } from '../unbuilt-plan.ts';

export interface BrightcoveKeys {
  readonly none?: string;
}

export function createBrightcove(_parts: EmulatorParts): Emulator<BrightcoveKeys> {
  return { plan: unbuiltPlan('brightcove'), keys: {}, commands: {} };
}
