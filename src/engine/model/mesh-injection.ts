import type { Element } from './graph.js';
import type { Fix } from './rule.js';
import { editValue } from './value-edit.js';

/** What switches the proxy of a mesh off, and what switches it on again. */
const SWITCH_ON: Readonly<Record<string, string>> = { false: 'true', disabled: 'enabled', none: 'ambient' };

/** Lets the proxy be injected where a label or an annotation keeps it out. A pod in the host's network cannot have one whatever a label says. */
export function injectProxy({ mesh: { optOut } }: Element): Fix | undefined {
  if (optOut === undefined || optOut.cause === 'host-network') return undefined;
  const on = SWITCH_ON[optOut.value];
  const edit = on === undefined ? undefined : editValue(optOut.site, optOut.value, { start: 0, end: optOut.value.length }, on);
  return edit && { title: `Inject the mesh proxy: ${on ?? ''}`, edits: [edit], preferred: false };
}
