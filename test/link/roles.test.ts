import { beforeAll, expect, test } from 'vitest';
import { loadGrammarsForTest } from '../support/grammars.js';
import { logicalServices, systemServices } from '../../src/engine/model/services.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('go'));

const COMPOSE = `x-common: &common
  STOCK_URL: http://stock:8080
  BILLS_URL: http://bills:8080
  REDIS_URL: redis://cache:6379
services:
  front: { build: ., environment: { <<: *common, SERVE_FRONT: "1" } }
  stock: { build: ., environment: { <<: *common, SERVE_STOCK: "1" } }
  bills: { build: ., environment: { <<: *common, SERVE_BILLS: "1" } }
  cache: { image: "redis:8" }
`;

const SHOP = { 'compose.yaml': COMPOSE, Dockerfile: 'FROM scratch\nCOPY . .\n', 'go.mod': 'module shop\n' };

test('an environment that names all roles of one program tells not which of them asks which; what is none of them, all may use', () => {
  const main = 'package main\nfunc main() {\n  http.Get(os.Getenv("STOCK_URL"))\n  http.Get(os.Getenv("BILLS_URL"))\n  open(os.Getenv("REDIS_URL"))\n}\n';

  expect(relationsOf(linkTexts({ ...SHOP, 'main.go': main }))).toEqual([
    'service:bills -stores-> datastore:cache, config', 'service:front -stores-> datastore:cache, config', 'service:stock -stores-> datastore:cache, config',
  ]);
});

test('parts of the code that the environment of a role switches on tell what that role asks and uses', () => {
  const main = `package main
func main() {
  if isOn("SERVE_FRONT") {
    serve(os.Getenv("STOCK_URL"), os.Getenv("BILLS_URL"))
  }
  if isOn("SERVE_STOCK") { open(cache()) }
  if isOn("SERVE_BILLS") { bill() }
}
func cache() string { return os.Getenv("REDIS_URL") }
func isOn(name string) bool { return os.Getenv(name) != "" }
`;

  expect(relationsOf(linkTexts({ ...SHOP, 'main.go': main }))).toEqual([
    'service:front -calls-> service:bills, config', 'service:front -calls-> service:stock, config', 'service:stock -stores-> datastore:cache, config',
  ]);
});

test('of two roles one is there for the other, and the only one that many name is there for them', () => {
  const named = (services: string): Record<string, string> => ({ ...SHOP, 'compose.yaml': services, 'main.go': 'package main\nfunc main() { http.Get(os.Getenv("API_URL")) }\n' });

  expect(relationsOf(linkTexts(named(`x-common: &common { API_URL: "http://api:8080" }
services:
  api: { build: ., environment: *common }
  worker: { build: ., environment: *common }
  scheduler: { build: ., environment: *common }
`)))).toEqual(['service:scheduler -calls-> service:api, config', 'service:worker -calls-> service:api, config']);
});

/** Services that run one program, by their names. */
function programs(texts: Record<string, string>): string[] {
  return logicalServices(systemServices(linkTexts(texts)), (element) => element).map((group) => group.map(({ name }) => name).join(' + '));
}

test('services that a variable called after them switches on are several, other roles of one image are one', () => {
  expect(programs({ ...SHOP, 'main.go': 'package main\nfunc main() {}\n' })).toEqual(['bills', 'front', 'stock']);
  expect(programs({ ...SHOP, 'compose.yaml': 'services:\n  worker: { build: ., image: shop, command: work }\n  api: { image: shop }\n', 'main.go': 'package main\nfunc main() {}\n' })).toEqual(['api + worker']);
});
