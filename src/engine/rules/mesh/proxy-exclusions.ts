import type { Label, UnitFact } from '../../model/deployment-facts.js';
import type { Element } from '../../model/graph.js';
import { valueOf, type TextEdit } from '../../model/text.js';
import { editValue } from '../../model/value-edit.js';

type Direction = 'outbound' | 'inbound';

/** Annotations of pods that list ports which the proxy leaves alone. */
const SWITCHES: ReadonlyMap<string, Direction> = new Map([
  ['traffic.sidecar.istio.io/excludeOutboundPorts', 'outbound'], ['traffic.sidecar.istio.io/excludeInboundPorts', 'inbound'],
  ['config.linkerd.io/skip-outbound-ports', 'outbound'], ['config.linkerd.io/skip-inbound-ports', 'inbound'],
  ['consul.hashicorp.com/transparent-proxy-exclude-outbound-ports', 'outbound'], ['consul.hashicorp.com/transparent-proxy-exclude-inbound-ports', 'inbound'],
  ['traffic.kuma.io/exclude-outbound-ports', 'outbound'], ['traffic.kuma.io/exclude-inbound-ports', 'inbound'],
  ['openservicemesh.io/outbound-port-exclusion-list', 'outbound'], ['openservicemesh.io/inbound-port-exclusion-list', 'inbound'],
  ['appmesh.k8s.aws/egressIgnoredPorts', 'outbound'],
]);

/** One item of such a list: a port, or a range of ports as Linkerd has them. */
export interface Exclusion {
  readonly unit: UnitFact;
  readonly label: Label;
  readonly direction: Direction;
  readonly first: number;
  readonly last: number;
  /** Place of the item in the value. */
  readonly start: number;
  readonly end: number;
}

/** What the proxies of an element are told to leave alone, in the order it is written. */
export function exclusionsOf({ units }: Element): Exclusion[] {
  return units.flatMap((unit) => unit.annotations.flatMap((label) => itemsOf(unit, label)));
}

const ITEM = /(\d{1,5})(?:-(\d{1,5}))?/;

function itemsOf(unit: UnitFact, label: Label): Exclusion[] {
  const direction = SWITCHES.get(label.key);
  // A templated value is anybody's guess.
  const value = valueOf(label.value);
  if (direction === undefined || value === undefined) return [];
  let at = 0;
  return value.split(',').flatMap((text) => {
    const start = at + (text.length - text.trimStart().length);
    at += text.length + 1;
    const item = text.trim();
    const [whole, first, last = first] = ITEM.exec(item) ?? [];
    return first === undefined || whole !== item ? [] : [{ unit, label, direction, first: Number(first), last: Number(last), start, end: start + item.length }];
  });
}

/** Takes an item out of its list with its comma; the whole entry with its last item. Undefined where that is no simple edit. */
export function withoutItem({ label, start, end }: Exclusion): TextEdit | undefined {
  const value = valueOf(label.value) ?? '';
  const after = /^\s*,\s*/.exec(value.slice(end))?.[0].length;
  if (after !== undefined) return editValue(label.value.site, value, { start, end: end + after }, '');
  const before = value.lastIndexOf(',', start);
  if (before >= 0) return editValue(label.value.site, value, { start: before, end }, '');
  return label.removal && { site: label.removal, newText: '' };
}
