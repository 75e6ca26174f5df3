/** Named choices of rules, each holding the ones before: what nearly everybody wants to know; what strict teams enforce; also what needs much judgement. */
export const PRESETS = ['recommended', 'strict', 'all'] as const;

export type Preset = (typeof PRESETS)[number];

/** Does a choice hold rules that need at least another one? */
export function holds(chosen: Preset, needed: Preset): boolean {
  return PRESETS.indexOf(needed) <= PRESETS.indexOf(chosen);
}
