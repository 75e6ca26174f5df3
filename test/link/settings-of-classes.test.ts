import { beforeAll, expect, test } from 'vitest';
import { createWorkspace, defaultConfig, documentExtractors, extractFile, mergeFacts } from '../../src/engine/index.js';
import type { CouplingGraph } from '../../src/engine/model/graph.js';
import { sourceExtractors } from '../../src/engine/source.js';
import { loadGrammarsForTest } from '../support/grammars.js';

beforeAll(() => loadGrammarsForTest('java', 'c-sharp'));

function graphOf(files: Readonly<Record<string, string>>): CouplingGraph {
  const workspace = createWorkspace();
  for (const [path, text] of Object.entries(files)) workspace.setFacts(mergeFacts(extractFile(documentExtractors, path, text), extractFile(sourceExtractors, path, text)));
  return workspace.analyseWith([], defaultConfig).graph;
}

function callsOf(graph: CouplingGraph): string[] {
  return graph.relations.filter(({ kind }) => kind !== 'starts-after').map(({ from, kind, to, channel, confidence }) => [from.name, kind, to.name, channel, confidence].filter((word) => word !== undefined).join(' '));
}

const WEB_PROJECT = '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>';

test('.NET: a class of options leads to the section that it is bound to, and on to the file with its values', () => {
  const graph = graphOf({
    'compose.yaml': 'services:\n  orders: { build: ./Orders }\n  stock: { build: ./Stock }\n',
    'Orders/Dockerfile': 'FROM scratch\n', 'Stock/Dockerfile': 'FROM scratch\n',
    'Orders/Orders.csproj': WEB_PROJECT,
    'Orders/Program.cs': 'builder.Services.Configure<StockOptions>(builder.Configuration.GetSection("Stock"));\n',
    'Orders/StockClient.cs': `namespace Shop.Orders;
public class StockClient(HttpClient client, IOptions<StockOptions> options) {
  public Task<string> Items() => client.GetStringAsync(options.Value.Url + "/items");
}
`,
    'Orders/appsettings.json': '{ "Stock": { "Url": "http://stock:8080" } }\n',
  });
  expect(callsOf(graph)).toEqual(['orders calls stock declared']);
});

test('Spring: a getter of a class with properties leads to their key', () => {
  const graph = graphOf({
    'compose.yaml': 'services:\n  orders: { build: ./orders }\n  stock: { build: ./stock }\n',
    'orders/Dockerfile': 'FROM scratch\n', 'stock/Dockerfile': 'FROM scratch\n',
    'orders/src/main/java/shop/config/StockProperties.java': 'package shop.config;\n@ConfigurationProperties(prefix = "shop.stock")\npublic class StockProperties { private String baseUrl; public String getBaseUrl() { return baseUrl; } }\n',
    'orders/src/main/java/shop/Orders.java': `package shop;
import shop.config.StockProperties;
class Orders {
  private final StockProperties properties;
  private final RestTemplate rest;
  void run() { rest.getForObject(properties.getBaseUrl() + "/items", String.class); }
}
`,
    'orders/src/main/resources/application.yml': 'shop:\n  stock:\n    base-url: http://stock:8080\n',
  });
  expect(callsOf(graph)).toEqual(['orders calls stock declared']);
});

test('messages go to the only broker there is, which is a guess', () => {
  const graph = graphOf({
    'compose.yaml': 'services:\n  orders: { build: ./orders }\n  billing: { build: ./billing }\n  kafka: { image: apache/kafka }\n',
    'orders/Dockerfile': 'FROM scratch\n', 'billing/Dockerfile': 'FROM scratch\n',
    'orders/src/main/java/shop/Orders.java': 'package shop;\nclass Orders { private KafkaTemplate<String, String> kafka; void run() { kafka.send("orders", "1"); } }\n',
    'billing/src/main/java/shop/Billing.java': 'package shop;\nclass Billing { @KafkaListener(topics = "orders") void on(String order) {} }\n',
  });
  expect(callsOf(graph)).toEqual(['billing subscribes kafka orders inferred', 'orders publishes kafka orders inferred']);
});

test('what a shared project sets for all HTTP clients holds in the programs that use it', () => {
  const reference = '<ItemGroup><ProjectReference Include="../Defaults/Defaults.csproj" /></ItemGroup>';
  const graph = graphOf({
    'compose.yaml': 'services:\n  orders: { build: ./Orders }\n  stock: { build: ./Stock }\n',
    'Orders/Dockerfile': 'FROM scratch\n', 'Stock/Dockerfile': 'FROM scratch\n',
    'Orders/Orders.csproj': WEB_PROJECT.replace('</Project>', `${reference}</Project>`),
    'Defaults/Defaults.csproj': WEB_PROJECT.replace('.Web', ''),
    'Defaults/Extensions.cs': 'public static class Extensions { static void Add(IServiceCollection services) { services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler()); } }\n',
    'Orders/Program.cs': 'builder.Services.AddHttpClient<StockClient>(client => client.BaseAddress = new("http://stock"));\n',
  });
  expect(graph.relations.find(({ kind }) => kind === 'calls')?.care).toMatchObject({ hasBreaker: true, timeout: { known: true, value: 30_000 } });
});

test('what is registered with the client of a class holds for the calls in the file of that class', () => {
  const careOf = (registration: string): unknown => graphOf({
    'compose.yaml': 'services:\n  orders: { build: ./Orders }\n  stock: { build: ./Stock }\n',
    'Orders/Dockerfile': 'FROM scratch\n', 'Stock/Dockerfile': 'FROM scratch\n',
    'Orders/Orders.csproj': WEB_PROJECT,
    'Orders/Program.cs': `builder.Services.${registration};\n`,
    'Orders/StockClient.cs': 'class StockClient(HttpClient client) { Task<string> Read() => client.GetStringAsync("http://stock/items"); }\n',
  }).relations.find(({ kind }) => kind === 'calls')?.care;

  const guarded = 'AddPolicyHandler(Policies.Retries()).TrustOwnCertificates().AddTransientHttpErrorPolicy(p => p.CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)))';
  expect(careOf(`AddHttpClient<IStock, StockClient>().${guarded}`)).toMatchObject({ hasBreaker: true });
  expect(careOf(`AddHttpClient<Shop.StockClient>().${guarded}`)).toMatchObject({ hasBreaker: true });
  expect(careOf(`AddHttpClient<IPayments, PaymentsClient>().${guarded}`)).toMatchObject({ hasBreaker: false });
  expect(careOf('AddHttpClient<IStock, StockClient>()')).toMatchObject({ hasBreaker: false });
});

test('a class that starts a program makes one of its project; signing on asks the only authorization server', () => {
  const pom = (name: string): string => `<project><artifactId>${name}</artifactId></project>`;
  const graph = graphOf({
    'auth/pom.xml': pom('auth'), 'portal/pom.xml': pom('portal'), 'common/pom.xml': pom('common'),
    'auth/src/main/java/shop/Auth.java': 'package shop;\n@SpringBootApplication @EnableAuthorizationServer class Auth {}\n',
    'portal/src/main/java/shop/Portal.java': 'package shop;\n@SpringBootApplication @EnableOAuth2Sso class Portal {}\n',
    'common/src/main/java/shop/Names.java': 'package shop;\nclass Names { static final String SHOP = "shop"; }\n',
  });
  expect([...graph.elements.keys()]).toEqual(['auth:auth', 'service:portal']);
  expect(callsOf(graph)).toEqual(['portal calls auth inferred']);
});
