import type { IngressFact } from '../../model/deployment-facts.js';
import type { MeshGatewayFact, TrafficRouteFact } from '../../model/mesh-facts.js';
import type { Site } from '../../model/text.js';
import type { Draft } from '../draft.js';
import { bareDraft } from '../draft.js';
import type { Inventory } from '../inventory.js';
import { mainContainers } from '../deployables/containers.js';
import { imageText } from '../names/resolve.js';
import { selectedDrafts } from '../deployables/selectors.js';

/**
 * Something that takes requests at the edge. Resources only configure it: all Ingresses of a class are served by one controller, all Istio
 * Gateways with one selector by the same pods. Where a workspace holds the same edge in several forms of one implementation (Ingress,
 * Istio's Gateway, the Gateway API), these are alternatives, and one gateway.
 */
export interface EdgeGateway {
  /** What is known to run it; absent: it lives outside of the workspace. */
  readonly draft?: Draft;
  /** What the implementation is called, for gateways of several resources. */
  readonly controller: string;
  /** The names of the resources. */
  readonly names: Set<string>;
  readonly aliases: Set<string>;
  readonly definedAt: Site[];
  namespace?: string;
}

/** Finds the gateway behind each resource. */
export class Gateways {
  readonly #inventory: Inventory;
  readonly #drafts: readonly Draft[];
  readonly #byKey = new Map<string, EdgeGateway>();
  readonly #istioBySelector: ReadonlyMap<string, MeshGatewayFact>;

  constructor(inventory: Inventory, drafts: readonly Draft[]) {
    this.#inventory = inventory;
    this.#drafts = drafts;
    this.#istioBySelector = new Map(inventory.meshGateways.map((fact) => [keyOf(fact.selector), fact]));
  }

  /** The gateway that serves an Ingress, or a route of the Gateway API or of a controller's own. */
  ofIngress(fact: IngressFact): EdgeGateway {
    const shared = fact.gateway;
    if (shared === undefined) return this.#named(this.#ofClass(fact.className), fact.name, fact.site, fact.namespace);
    const declared = this.#inventory.gateways.filter(({ name, namespace }) => name === shared.name && (namespace === undefined || shared.namespace === undefined || namespace === shared.namespace));
    const className = declared.find((one) => one.className !== undefined)?.className;
    const isOnly = className !== undefined && new Set(this.#inventory.gateways.filter((one) => one.className === className).map(({ name }) => name)).size === 1;
    const gateway = isOnly ? this.#ofClass(className) : this.#at(`gateway ${shared.namespace ?? ''}/${shared.name}`, shared.name, undefined);
    return this.#named(gateway, shared.name, declared[0]?.site ?? fact.site, shared.namespace);
  }

  /** The gateways of the mesh that a VirtualService is bound to, as far as the workspace declares them. */
  ofTrafficRoute({ gateways }: TrafficRouteFact): EdgeGateway[] {
    const names = new Set(gateways.map((name) => name.slice(name.indexOf('/') + 1)));
    return [...names].flatMap((name) => {
      const fact = this.#inventory.meshGateways.find((one) => one.name === name);
      return fact === undefined ? [] : [this.#named(this.#ofSelector(fact.selector), name, fact.site, fact.namespace)];
    });
  }

  /** The gateway of the mesh with exactly this selector, when some route uses it. */
  withSelector(selector: Readonly<Record<string, string>>): EdgeGateway | undefined {
    return this.#byKey.get(`istio ${keyOf(selector)}`);
  }

  /** All that were asked for. */
  all(): EdgeGateway[] {
    return [...this.#byKey.values()];
  }

  #ofSelector(selector: Readonly<Record<string, string>>): EdgeGateway {
    const [value = 'gateway'] = Object.values(selector);
    const controller = value.startsWith('istio') ? value : `istio-${value}`;
    const gateway = this.#at(`istio ${keyOf(selector)}`, controller, selectedDrafts(this.#drafts, selector)[0]);
    for (const one of Object.values(selector)) gateway.aliases.add(one).add(`istio-${one}`);
    return gateway;
  }

  #ofClass(className: string | undefined): EdgeGateway {
    if (className === 'istio' && this.#istioBySelector.size > 0) return this.#ofSelector(this.#defaultSelector());
    const controller = className === undefined ? 'ingress' : `${className}-ingress`;
    return this.#at(`class ${className ?? ''}`, controller, className === undefined ? undefined : this.#drafts.find((draft) => runsController(draft, className)));
  }

  /** Istio serves Ingresses with the pods labelled `istio: ingressgateway`, unless it is told otherwise. */
  #defaultSelector(): Readonly<Record<string, string>> {
    const usual = { istio: 'ingressgateway' };
    const [only, ...others] = this.#istioBySelector.values();
    return only !== undefined && others.length === 0 ? only.selector : usual;
  }

  #at(key: string, controller: string, draft: Draft | undefined): EdgeGateway {
    let gateway = this.#byKey.get(key);
    if (gateway === undefined) {
      gateway = { controller, names: new Set(), aliases: new Set(), definedAt: [], ...(draft !== undefined && { draft }) };
      this.#byKey.set(key, gateway);
    }
    return gateway;
  }

  #named(gateway: EdgeGateway, name: string, site: Site, namespace: string | undefined): EdgeGateway {
    gateway.names.add(name);
    gateway.definedAt.push(site);
    if (namespace !== undefined) gateway.namespace ??= namespace;
    return gateway;
  }
}

function keyOf(selector: Readonly<Record<string, string>>): string {
  return Object.entries(selector).map(([key, value]) => `${key}=${value}`).sort().join(',');
}

/** Images of ingress controllers by class, where they are not called like it. A web server of one's own may well be an nginx. */
const CONTROLLERS: Readonly<Record<string, RegExp>> = {
  nginx: /ingress-nginx|nginx-ingress/, haproxy: /haproxy-ingress|kubernetes-ingress/, ambassador: /ambassador|emissary/, contour: /contour/,
  traefik: /traefik/, kong: /kong/, apisix: /apisix/,
};

function runsController({ units }: Draft, className: string): boolean {
  const images = units.filter(({ technology }) => technology === 'kubernetes').flatMap(mainContainers).map((container) => imageText(container) ?? '');
  return images.some((image) => CONTROLLERS[className]?.test(image));
}

/** The gateway as an element: called like its only resource, unless a service is called so too, else like what serves them all. */
export function draftGateway({ draft, controller, names, aliases, definedAt, namespace }: EdgeGateway, taken: ReadonlySet<string>): Draft {
  if (draft !== undefined) {
    for (const name of [...names, ...aliases]) draft.aliases.add(name);
    return draft;
  }
  const [only = controller, ...others] = names;
  const made: Draft = { ...bareDraft('gateway', others.length === 0 && !taken.has(only) ? only : controller, definedAt), ...(namespace !== undefined && { group: namespace }), isEntry: true };
  for (const name of [...names, ...aliases]) if (!taken.has(name)) made.aliases.add(name);
  return made;
}
