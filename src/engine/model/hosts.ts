import type { Element } from './graph.js';
import { remembered } from './remembered.js';
import type { Span } from './text.js';

/** A host in a URL, connection string or list of addresses. */
export interface HostInText {
  readonly host: string;
  readonly port?: number;
  /** Range of host and port in the text. */
  readonly span: Span;
}

/** A DNS name is no longer than this (RFC 1035). */
const LONGEST_NAME = 253;

/** Scheme and credentials before the hosts of a URL. */
const AUTHORITY_START = /^[a-z][a-z0-9+.:-]*:\/\/(?:[^@/?#\s]*@)?/i;
const HOST_AND_PORT = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?$/;

/** All hosts of one URL or `host:port`, or of a list of either separated by commas. */
export const hostsIn: (text: string) => readonly HostInText[] = remembered(readHosts);

function readHosts(text: string): readonly HostInText[] {
  const hosts: HostInText[] = [];
  let start = 0;
  for (const item of text.split(',')) {
    const lead = item.length - item.trimStart().length;
    const from = start + lead + (AUTHORITY_START.exec(item.trim())?.[0].length ?? 0);
    const authority = /^[^/?#\s,]*/.exec(text.slice(from))?.[0] ?? '';
    const match = HOST_AND_PORT.exec(authority);
    if (match?.[1] !== undefined) {
      hosts.push({ host: match[1], span: { start: from, end: from + authority.length }, ...(match[2] !== undefined && { port: Number(match[2]) }) });
    }
    start += item.length + 1;
  }
  return hosts;
}

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** `orders-0.orders`, `10-1-2-3.shop.pod`: the DNS names Kubernetes gives to single pods. */
const POD_NAME = /^[a-z0-9-]+-\d+\.[a-z0-9-]+(?:\.[a-z0-9-]+)?(?:\.svc(?:\.[a-z0-9.-]+)?)?$|^\d+-\d+-\d+-\d+\.[a-z0-9-]+\.pod(?:\.|$)/;

/** `shop_orders_1`, `shop-orders-1`: the names Compose gives to single containers. */
const CONTAINER_NAME = /^[a-z0-9][a-z0-9_-]*[_-]\d+$/;

/** Names that Docker Desktop, Podman, minikube, k3d, Lima and Rancher Desktop give the machine which their containers run on. */
const HOST_MACHINE = /^(?:host\.(?:docker|containers|minikube|k3d|lima|rancher-desktop|orb)\.internal|gateway\.docker\.internal|docker\.for\.(?:mac|win)\.(?:localhost|host\.internal))$/;

/** Whether a name stands for the machine that containers run on. */
export function isHostMachine(host: string): boolean {
  return HOST_MACHINE.test(host);
}

export type InstanceAddress = 'ip' | 'pod' | 'container' | 'host-machine';

/** What kind of single place a host stands for; undefined for names and for addresses that mean the caller itself or nobody. */
export const instanceAddressOf: (host: string) => InstanceAddress | undefined = remembered(readInstance);

function readInstance(host: string): InstanceAddress | undefined {
  if (host.length > LONGEST_NAME) return undefined;
  if (isHostMachine(host)) return 'host-machine';
  if (host.startsWith('[')) return isSpecialIpv6(host.slice(1, -1).toLowerCase()) ? undefined : 'ip';
  const octets = IPV4.exec(host)?.slice(1).map(Number);
  if (octets) return octets.some((octet) => octet > 255) || isSpecialIpv4(octets) ? undefined : 'ip';
  if (POD_NAME.test(host)) return 'pod';
  return CONTAINER_NAME.test(host) ? 'container' : undefined;
}

/** Loopback, unspecified, link-local (metadata services), multicast, broadcast; and the documentation ranges of RFC 5737. */
function isSpecialIpv4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  if (a === 0 || a === 127 || a >= 224 || (a === 169 && b === 254)) return true;
  return (a === 192 && b === 0 && c === 2) || (a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113);
}

/** Loopback, unspecified, link-local, and the documentation range of RFC 3849. */
function isSpecialIpv6(address: string): boolean {
  return address === '::1' || address === '::' || address.startsWith('fe80:') || address.startsWith('2001:db8:');
}

/** The service of the same group that publishes a port of the host machine, when exactly one does, and its own port behind it. */
export function publishedAt(hostPort: number, group: string | undefined, elements: Iterable<Element>): { readonly element: Element; readonly port: number } | undefined {
  const found = [...elements]
    .filter((element) => element.group === group)
    .flatMap((element) => {
      const ports = element.units.flatMap(({ containers }) => containers.flatMap(({ published }) => published));
      return ports.filter(({ host }) => host === hostPort).map(({ container }) => ({ element, port: container }));
    });
  return found.length === 1 ? found[0] : undefined;
}
