/**
 * What the name of a folder says about what is in it. Features are named after the business, and nobody can list them; layers,
 * helpers and packaging have names that everybody uses. So a feature is what no list knows.
 */
export type Nature = 'feature' | 'parent' | 'wrapper' | 'layer' | 'shared' | 'aside';

/** Folders whose very name says that their children are the modules. */
const PARENTS = new Set(list(`modules features domains boundedcontexts contexts subdomains areas engines packs bundles components subsystems verticals slices`));

/** Packaging that holds all of the code: what counts is inside. */
const WRAPPERS = new Set(list(`src source sources main java kotlin php python ruby app apps internal pkg packages libs crates projects backend workspaces`));

/** Steps on the way of a request, which every feature takes: named after how something is done, not after what. */
const LAYERS = new Set(list(`
  controller controllers handler handlers service services repository repositories repo repos dao daos model models entity entities schema schemas
  view views viewmodels route routes router routers routing endpoint endpoints resolver resolvers graphql rest http grpc rpc web webapi api apis
  domain application applicationcore infrastructure infra presentation persistence data dal bll dataaccess business businesslogic logic dto dtos mapper mappers
  form forms serializer serializers pages layouts hooks store reducers actions jobs workers mailer mailers mailboxes channels policies presenters decorators
  observers listeners commands queries events notifications providers interactors usecase usecases screens scenes menus modals dialogs widgets stores sagas port ports adapter adapters gateways storage database db validators
  requests concerns interfaces implementations impl specifications transport delivery server client clients ui frontend javascript consumers producers subscriber subscribers
  eventsubscriber repositoryimpl console twig context
`));

/** Code without business of its own, for all: helpers, settings, and the place where the program is put together. */
const SHARED = new Set(list(`
  util utils utility utilities helper helpers common commons shared sharedkernel core lib base support config configs configuration conf settings constants types enums
  middleware middlewares filter filters interceptors guards pipes exception exceptions error errors logging logger log metrics monitoring telemetry tracing health
  healthchecks extensions attributes annotations buildingblocks buildingblock framework foundation platform host apphost bootstrap cmd launcher startup servicedefaults
  system global initializers
`));

/** Of those, what is there for all even among folders that are said to be modules. */
const FOR_ALL = new Set(list(`shared sharedkernel kernel common commons core base lib util utils utility utilities helpers buildingblocks`));

/** What is no part of the running program, or none of its code. */
const ASIDE = new Set(list(`
  script scripts doc docs documentation example examples sample samples demo demos tool tools tooling hack contrib deploy deployment deployments docker k8s helm terraform ci
  public static assets templates template locale locales translations lang resources seeds seeders factories benchmarks vendor node_modules properties wwwroot migrator hatchbox extras
`));

function list(names: string): string[] {
  return names.trim().split(/\s+/);
}

/** The name without case and punctuation, as the lists are written. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** What a folder of this name is likely to hold. */
export function natureOf(name: string): Nature {
  const plain = plainName(name);
  if (PARENTS.has(plain)) return 'parent';
  if (WRAPPERS.has(plain)) return 'wrapper';
  if (LAYERS.has(plain)) return 'layer';
  if (SHARED.has(plain)) return 'shared';
  return ASIDE.has(plain) || name.startsWith('.') ? 'aside' : 'feature';
}

/** Whether a folder among modules is there for all of them. */
export function isForAll(name: string): boolean {
  return FOR_ALL.has(plainName(name));
}
