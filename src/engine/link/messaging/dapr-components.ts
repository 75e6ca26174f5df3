import { hostedServiceById, type HostedService } from '../../model/hosted-services/index.js';
import type { DaprComponentFact } from '../../model/dapr-facts.js';
import type { RelationKind } from '../../model/graph.js';
import type { Address } from '../names/addresses.js';
import { addressesOf, registeredDomain } from '../names/addresses.js';
import type { Draft } from '../draft.js';
import { bareDraft } from '../draft.js';
import type { Externals } from '../calls/externals.js';
import type { Place } from '../names/hosts.js';
import { engineNamed } from '../deployables/images.js';
import type { LinkContext } from '../link-context.js';

/** A component, and the element that it stands for, which is made when it is first asked for. */
export interface Component {
  readonly fact: DaprComponentFact;
  readonly protocol: string;
  readonly to: () => Draft;
  /** What a hosted service is for; absent for other servers, whose kind tells. */
  readonly purpose?: RelationKind;
}

/** Components, and what of theirs no file deploys: of it, what is used becomes an element. */
export interface Components {
  readonly all: readonly Component[];
  readonly bare: readonly Draft[];
}

/** Settings of components that hold addresses (Dapr's reference of component specifications). */
const ADDRESS_SETTING = /(?:host|hosts|url|uri|address|addr|brokers|servers?|endpoint|connectionstring)$/i;

/**
 * Components with what is behind them. One that points to the machine of a developer counts when no other file tells where it is deployed, and one
 * whose address is a secret, or of a server that somebody installs by hand, means the only server of its kind.
 */
export function daprComponents(context: LinkContext, externals: Externals): Components {
  const found: Component[] = [];
  const bare = new Map<string, Draft>();
  const add = (next: (fact: DaprComponentFact) => Component | undefined): void => {
    const names = new Set(found.map(({ fact }) => fact.name));
    for (const fact of context.inventory.daprComponents) {
      const component = names.has(fact.name) ? undefined : next(fact);
      if (component !== undefined) found.push(component);
    }
  };
  const addOne = (next: (fact: DaprComponentFact) => Component | undefined): void => add((fact) => (found.some((one) => one.fact.name === fact.name) ? undefined : next(fact)));
  add((fact) => resolved(context, fact, ({ host }, place) => context.findHost(host, place)));
  add((fact) => resolved(context, fact, (address) => context.local.at(address, { environment: { variables: new Map() } }, fact.site)));
  // A file, the environment, a vault somewhere: all that the workspace knows of a store of secrets.
  addOne((fact) => (isSecretStore(fact) ? bareComponent(bare, fact, 'config', fact.name) : undefined));
  addOne((fact) => (addressesIn(context, fact).length === 0 ? onlyServer(context, fact) : undefined));
  addOne((fact) => onlyServer(context, fact));
  addOne((fact) => hosted(fact, externals));
  addOne((fact) => outside(context, fact, externals) ?? unseen(bare, fact));
  return { all: found, bare: [...bare.values()] };
}

export function isSecretStore({ type }: DaprComponentFact): boolean {
  return type.startsWith('secretstores.');
}

/** The element behind a component: what its settings name. */
function resolved(context: LinkContext, fact: DaprComponentFact, find: (address: Address, place: Place) => Draft | undefined): Component | undefined {
  const place = fact.namespace === undefined ? {} : { namespace: fact.namespace };
  for (const address of addressesIn(context, fact)) {
    const to = find(address, place);
    if (to !== undefined) return componentOf(fact, () => to);
  }
  return undefined;
}

function addressesIn(context: LinkContext, { settings }: DaprComponentFact): Address[] {
  return settings.filter(({ key }) => ADDRESS_SETTING.test(key)).flatMap(({ value, site }) => addressesOf(context.resolve(value, site.path, { variables: new Map() }).text));
}

function componentOf(fact: DaprComponentFact, to: () => Draft): Component {
  const technology = technologyOf(fact);
  return { fact, to, protocol: PROTOCOLS.get(technology) ?? technology };
}

/** `rabbitmq` of `pubsub.rabbitmq`. */
function technologyOf({ type }: DaprComponentFact): string {
  return type.slice(type.indexOf('.') + 1);
}

/** Protocols of technologies that are not called so themselves. */
const PROTOCOLS: ReadonlyMap<string, string> = new Map([['rabbitmq', 'amqp'], ['mqtt3', 'mqtt'], ['postgresql', 'sql'], ['mysql', 'sql'], ['sqlserver', 'sql'], ['jetstream', 'nats']]);

/** Engines of technologies that have another name. */
const ENGINES: ReadonlyMap<string, string> = new Map([['jetstream', 'nats'], ['natsstreaming', 'nats'], ['mqtt3', 'mosquitto']]);

function serverOf(fact: DaprComponentFact): { readonly kind: Draft['kind']; readonly engine: string } | undefined {
  const technology = technologyOf(fact);
  const { kind, engine } = engineNamed(ENGINES.get(technology) ?? technology) ?? {};
  return kind === undefined || engine === undefined ? undefined : { kind, engine };
}

/** The only server of the workspace that a component can mean. */
function onlyServer(context: LinkContext, fact: DaprComponentFact): Component | undefined {
  const engine = serverOf(fact)?.engine;
  const [only, ...others] = engine === undefined ? [] : context.drafts.filter((draft) => draft.engine === engine);
  return only === undefined || others.length > 0 ? undefined : componentOf(fact, () => only);
}

/** Components of services that others run, by Dapr's names of them. */
const HOSTED: readonly (readonly [RegExp, string])[] = [
  [/^azure\.blobstorage$/, 'azure-blob-storage'], [/^azure\.cosmosdb$/, 'azure-cosmos-db'], [/^azure\.servicebus/, 'azure-service-bus'], [/^azure\.eventhubs$/, 'azure-event-hubs'],
  [/^aws\.s3$/, 'amazon-s3'], [/^aws\.dynamodb$/, 'amazon-dynamodb'], [/^aws\.sqs$/, 'amazon-sqs'], [/^aws\.sns(?:sqs)?$/, 'amazon-sns'], [/^aws\.kinesis$/, 'amazon-kinesis'], [/^aws\.ses$/, 'amazon-ses'],
  [/^gcp\.pubsub$/, 'google-pubsub'], [/^gcp\.firestore$/, 'firestore'], [/^gcp\.bucket$/, 'google-cloud-storage'],
];

function hosted(fact: DaprComponentFact, externals: Externals): Component | undefined {
  const technology = technologyOf(fact);
  const id = HOSTED.find(([pattern]) => pattern.test(technology))?.[1];
  const service: HostedService | undefined = id === undefined ? undefined : hostedServiceById(id);
  return service === undefined ? undefined : { ...componentOf(fact, () => externals.service(service, fact.site)), purpose: service.relation };
}

/** A server at a public address. */
function outside(context: LinkContext, fact: DaprComponentFact, externals: Externals): Component | undefined {
  if (serverOf(fact) === undefined) return undefined;
  // `redis-master.shop` is a name of the cluster, with its namespace.
  const host = addressesIn(context, fact).map((address) => address.host).find((one) => registeredDomain(one) !== undefined && one.split('.').length > 2);
  return host === undefined ? undefined : componentOf(fact, () => externals.at(host, fact.site) ?? bareDraft('external', host, [fact.site]));
}

/** A server that no file of the workspace deploys: one for each technology. */
function unseen(bare: Map<string, Draft>, fact: DaprComponentFact): Component | undefined {
  const server = serverOf(fact);
  return server === undefined ? undefined : bareComponent(bare, fact, server.kind, server.engine, server.engine);
}

function bareComponent(bare: Map<string, Draft>, fact: DaprComponentFact, kind: Draft['kind'], name: string, engine?: string): Component {
  let draft = bare.get(`${kind} ${name}`);
  if (draft === undefined) bare.set(`${kind} ${name}`, (draft = { ...bareDraft(kind, name, []), ...(engine !== undefined && { engine }) }));
  draft.definedAt.push(fact.site);
  const to = draft;
  return componentOf(fact, () => to);
}
