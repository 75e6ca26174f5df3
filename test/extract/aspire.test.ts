import { beforeAll, expect, test } from 'vitest';
import { csharpExtractor } from '../../src/engine/extract/code/csharp/index.js';
import { literalOf } from '../../src/engine/model/expression.js';
import { write } from '../support/code-facts.js';
import { loadGrammarsForTest } from '../support/grammars.js';

beforeAll(() => loadGrammarsForTest('c-sharp'));

/** The units of an AppHost, each as its name, what it runs, and its settings. */
function unitsOf(body: string): string[] {
  const text = `var builder = DistributedApplication.CreateBuilder(args);\n${body}\nbuilder.Build().Run();`;
  expect(csharpExtractor.mayMatch(text)).toBe(true);
  return csharpExtractor.extract('src/Shop.AppHost/Program.cs', text).facts.flatMap((fact) => {
    if (fact.kind !== 'unit') return [];
    const [container] = fact.containers;
    const build = container?.build && `[${container.build.project ?? literalOf(container.build.context) ?? '?'}]`;
    const environment = (container?.environment ?? []).map(({ name, value }) => `${name}=${value === undefined ? '' : write(value)}`);
    const order = fact.startsAfter.map(({ target, condition }) => `after ${target} (${condition})`);
    return [[fact.name, build ?? literalOf(container?.image?.value) ?? '-', ...environment, ...order].join(' ')];
  });
}

test('references are what Aspire makes of them: discovery names for projects, connection strings for servers and their databases', () => {
  expect(unitsOf(`
    var postgres = builder.AddPostgres("postgres").WithDataVolume();
    var orderDb = postgres.AddDatabase("orderdb");
    var bus = builder.AddRabbitMQ("bus");
    var stock = builder.AddProject<Projects.Shop_Stock>("stock");
    builder.AddProject<Projects.Shop_Orders>("orders").WithReference(orderDb).WithReference(stock).WaitFor(bus).WaitFor(orderDb).WithReference(bus);
  `)).toEqual([
    'postgres postgres',
    'bus rabbitmq',
    'stock [Shop_Stock]',
    'orders [Shop_Orders] ConnectionStrings__orderdb=Host=postgres;Port=5432;Database=orderdb services__stock__http__0=http://stock ConnectionStrings__bus=amqp://bus:5672'
      + ' after bus (service_healthy) after postgres (service_healthy)',
  ]);
});

test('environment variables may hold endpoints, texts around them, connection strings', () => {
  expect(unitsOf(`
    var cache = builder.AddRedis("cache");
    var identity = builder.AddProject("identity", "../Shop.Identity/Shop.Identity.csproj");
    builder.AddViteApp("web", "../web").WithEnvironment("Identity__Url", identity.GetEndpoint("http")).WithEnvironment("API", $"{identity.GetEndpoint("http")}/api").WithEnvironment("CACHE", cache).WithEnvironment("MODE", "dark");
  `)).toEqual([
    'cache redis', 'identity [../Shop.Identity]', 'web [../web] Identity__Url=http://identity API=http://identity/api CACHE=cache:6379 MODE=dark',
  ]);
});

test('containers, Dockerfiles, external services, routes of YARP; what has no literal name is left out', () => {
  expect(unitsOf(`
    var mail = builder.AddContainer("mail", "axllent/mailpit", "v1");
    var pay = builder.AddExternalService("pay", "https://api.pay.com");
    var go = builder.AddDockerfile("search", "../search").WithReference(pay);
    builder.AddProject<Projects.Hidden>(args[0]);
    builder.AddYarp("edge").WithConfiguration(yarp => { yarp.AddRoute("/search/{**rest}", go); });
  `)).toEqual(['mail axllent/mailpit', 'search [../search] services__pay__http__0=https://api.pay.com', 'edge yarp services__search__http__0=http://search']);
});
