import { expect, test } from 'vitest';
import { linkTexts, relationsOf } from '../support/link-texts.js';

/** Relations of programs, each in a folder of its own: its dependencies and its configuration. */
function relationsOfPrograms(programs: Readonly<Record<string, { dependencies?: string[]; config?: string }>>): string[] {
  const files: Record<string, string> = { 'compose.yaml': `services:\n${Object.keys(programs).map((name) => `  ${name}: { build: ${name} }\n`).join('')}` };
  for (const [name, { dependencies = [], config }] of Object.entries(programs)) {
    files[`${name}/Dockerfile`] = 'FROM eclipse-temurin:21\n';
    files[`${name}/pom.xml`] = `<project><artifactId>${name}</artifactId><dependencies>${dependencies.map((one) => `<dependency><groupId>g</groupId><artifactId>${one}</artifactId></dependency>`).join('')}</dependencies></project>`;
    if (config !== undefined) files[`${name}/src/main/resources/application.yml`] = config;
  }
  return relationsOf(linkTexts(files));
}

const repositoryAt = (uri: string, more = ''): string[] =>
  relationsOfPrograms({ settings: { dependencies: ['spring-cloud-config-server'], config: `spring.cloud.config.server.git.uri: ${uri}\n${more}` } });

test('a configuration server reads a remote repository', () => {
  expect(repositoryAt('https://github.com/shop/shop-config.git')).toEqual(['config:settings -configures-> external:shop-config, config']);
  expect(repositoryAt('git@gitlab.com:shop/shop-config')).toEqual(['config:settings -configures-> external:shop-config, config']);
});

test('a repository on the same machine, one whose name is not known, and one that is not read are no external systems', () => {
  expect(repositoryAt('file:///config-repo')).toEqual([]);
  expect(repositoryAt('/config-repo')).toEqual([]);
  expect(repositoryAt('"https://github.com/shop/{application}"')).toEqual([]);
  expect(repositoryAt('https://github.com/${OWNER}/shop-config')).toEqual([]);
  expect(repositoryAt('https://github.com/shop/shop-config', 'spring.profiles.active: native\n')).toEqual([]);
});

test('mail goes to the host that configuration names, unless it is a machine of nobody else', () => {
  expect(relationsOfPrograms({ orders: { config: 'spring.mail.host: smtp.gmail.com\n' } })).toEqual(['service:orders -calls-> external:gmail.com, config']);
  expect(relationsOfPrograms({ orders: { config: 'spring.mail.host: ${MAIL_HOST:localhost}\n' } })).toEqual([]);
  expect(relationsOfPrograms({ orders: { config: 'spring.mail.host: mail.example.com\n' } })).toEqual([]);
});

const EUREKA = { eureka: { dependencies: ['spring-cloud-starter-netflix-eureka-server'] } };
const CLIENT = 'spring-cloud-starter-netflix-eureka-client';

test('Spring waits for ever for a mail server, unless a time-out is configured', () => {
  const timeoutOf = (config: string, dependencies = ['spring-boot-starter-mail']): unknown => {
    const { relations } = linkTexts({
      'compose.yaml': 'services:\n  letters: { build: letters }\n',
      'letters/Dockerfile': 'FROM eclipse-temurin:21\n',
      'letters/pom.xml': `<project><artifactId>letters</artifactId><dependencies>${dependencies.map((one) => `<dependency><groupId>g</groupId><artifactId>${one}</artifactId></dependency>`).join('')}</dependencies></project>`,
      'letters/src/main/resources/application.yml': config,
    });
    const [call] = relations.filter(({ kind }) => kind === 'calls');
    return { uses: call?.uses.length, timeout: call?.care.timeout };
  };
  const host = 'spring.mail.host: smtp.mailgun.org\n';
  expect(timeoutOf(host)).toEqual({ uses: 1, timeout: undefined });
  expect(timeoutOf(`${host}spring.mail.properties.mail.smtp.timeout: 5000\n`)).toMatchObject({ uses: 1, timeout: { known: true, value: 5000 } });
  expect(timeoutOf(`${host}spring.mail.properties.mail.smtp.timeout: \${MAIL_TIMEOUT}\n`)).toMatchObject({ uses: 1, timeout: { known: false } });
  // A client of a configuration server may have it set there, and of other libraries nothing is known.
  expect(timeoutOf(host, ['spring-boot-starter-mail', 'spring-cloud-starter-config'])).toMatchObject({ uses: 0 });
  expect(timeoutOf(host, [])).toMatchObject({ uses: 0 });
});

test('an admin server in a registry watches who registers there, unless it selects', () => {
  const system = { ...EUREKA, orders: { dependencies: [CLIENT] }, stock: {} };
  const watched = (config: string): string[] =>
    relationsOfPrograms({ ...system, admin: { dependencies: ['spring-boot-admin-starter-server', CLIENT], config } }).filter((relation) => relation.includes('-telemetry->'));
  expect(watched('server.port: 80\n')).toEqual(['telemetry:admin -telemetry-> service:orders, inferred']);
  expect(watched('spring.boot.admin.discovery.ignored-services: orders\n')).toEqual([]);
});

test('Turbine gathers from the applications that it lists', () => {
  expect(relationsOfPrograms({ turbine: { config: 'turbine.appConfig: ORDERS, unknown\n' }, orders: {}, stock: {} })).toEqual(['telemetry:turbine -telemetry-> service:orders, config']);
});

test('a gateway asks the server of tokens, and routes nothing there', () => {
  const edge = { dependencies: ['spring-cloud-starter-gateway'], config: 'security.oauth2.resource.userInfoUri: http://tokens:9999/uaa/user\n' };
  expect(relationsOfPrograms({ edge, tokens: {} })).toEqual(['gateway:edge -calls-> service:tokens, config']);
});

test('code in a folder of another name is that of the unit which is called as the program calls itself', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  mailer: { image: shop/mailer }\n  config: { image: shop/config-server }\n',
    'post/pom.xml': '<project><artifactId>post</artifactId><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>',
    'post/src/main/resources/application.properties': 'spring.application.name=mailer\n',
  });
  expect(graph.elements.get('service:mailer')?.codeFolders).toEqual(['post']);
});

test('what a configuration server holds for all reaches those that ask it', () => {
  const pom = (name: string, ...dependencies: string[]): string => `<project><artifactId>${name}</artifactId><dependencies>${dependencies.map((one) => `<dependency><groupId>g</groupId><artifactId>${one}</artifactId></dependency>`).join('')}</dependencies></project>`;
  expect(relationsOf(linkTexts({
    'compose.yaml': 'services:\n  settings: { build: settings }\n  orders: { build: orders }\n  stock: { build: stock }\n  tempo: { image: grafana/tempo, environment: { SPRING_PROFILES_ACTIVE: docker } }\n  kafka: { image: apache/kafka }\n',
    'settings/Dockerfile': 'FROM eclipse-temurin:21\n', 'orders/Dockerfile': 'FROM eclipse-temurin:21\n', 'stock/Dockerfile': 'FROM eclipse-temurin:21\n',
    'settings/pom.xml': pom('settings', 'spring-cloud-config-server'),
    'orders/pom.xml': pom('orders', 'spring-cloud-starter-config', 'spring-kafka'),
    'stock/pom.xml': pom('stock', 'spring-boot-configuration-processor', 'spring-kafka'),
    'settings/src/main/resources/config/application.yml': 'spring.kafka.bootstrap-servers: kafka:9092\n',
    'settings/src/main/resources/config/orders.yml': 'server.port: 8081\n',
  })).filter((relation) => relation.includes('kafka'))).toEqual(['service:orders -publishes-> broker:kafka, config']);
});

test('of several databases that a driver may mean, the one that the program waits for', () => {
  const files = { 'orders/Dockerfile': 'FROM eclipse-temurin:21\n', 'orders/pom.xml': '<project><artifactId>orders</artifactId><dependencies><dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId></dependency></dependencies></project>' };
  const databases = (more: string): string[] => relationsOf(linkTexts({ ...files, 'compose.yaml': `services:\n  orders: { build: orders${more} }\n  orders-db: { image: postgres }\n  stock-db: { image: postgres }\n` }));
  expect(databases(', depends_on: [orders-db]')).toEqual(['service:orders -stores-> datastore:orders-db, inferred']);
  expect(databases('')).toEqual([]);
});

test('code that reads some of the shared keys itself leaves the others to its framework', () => {
  expect(relationsOf(linkTexts({
    'compose.yaml': 'services:\n  settings: { build: settings }\n  orders: { build: orders }\n  stock: { build: stock }\n  kafka: { image: apache/kafka }\n',
    'settings/pom.xml': '<project><artifactId>settings</artifactId><dependencies><dependency><groupId>g</groupId><artifactId>spring-cloud-config-server</artifactId></dependency></dependencies></project>',
    ...Object.fromEntries(['settings', 'orders', 'stock'].map((name) => [`${name}/Dockerfile`, 'FROM eclipse-temurin:21\n'])),
    ...Object.fromEntries(['orders', 'stock'].map((name) => [`${name}/pom.xml`, `<project><artifactId>${name}</artifactId><dependencies><dependency><groupId>g</groupId><artifactId>spring-cloud-starter-config</artifactId></dependency><dependency><groupId>g</groupId><artifactId>spring-kafka</artifactId></dependency></dependencies></project>`])),
    'orders/src/main/resources/application.yml': 'orders.title: ${shop.title}\n',
    'settings/src/main/resources/config/application.yml': 'shop.title: Shop\nspring.kafka.bootstrap-servers: kafka:9092\n',
    'settings/src/main/resources/config/orders.yml': 'server.port: 8081\n',
  })).filter((relation) => relation.includes('kafka'))).toEqual(['service:orders -publishes-> broker:kafka, config', 'service:stock -publishes-> broker:kafka, config']);
});

test('a name of a registry may be that of the code, or end that of the image', () => {
  expect(relationsOf(linkTexts({
    'compose.yaml': `services:
  edge: { build: ./edge }
  tasks: { image: "acme/shop-kotlin-service:2" }
  stock: { build: ./rust-service }
  one: { image: "acme/a-twin-service" }
  two: { image: "acme/b-twin-service" }
`,
    'rust-service/Cargo.toml': '[package]\nname = "warehouse"\n', 'rust-service/Dockerfile': 'FROM rust\n', 'rust-service/src/main.rs': 'fn main() {}\n',
    'edge/Dockerfile': 'FROM eclipse-temurin:21\n',
    'edge/pom.xml': '<project><artifactId>edge</artifactId><dependencies><dependency><groupId>org.springframework.cloud</groupId><artifactId>spring-cloud-starter-gateway</artifactId></dependency></dependencies></project>',
    'edge/src/main/resources/application.yml': `spring.cloud.gateway.routes:
  - { id: a, uri: "lb://kotlin-service", predicates: [Path=/tasks/**] }
  - { id: b, uri: "lb://rust-service", predicates: [Path=/stock/**] }
  - { id: c, uri: "lb://twin-service", predicates: [Path=/twins/**] }
`,
  }))).toEqual(['gateway:edge -routes-> service:stock, config', 'gateway:edge -routes-> service:tasks, config']);
});
