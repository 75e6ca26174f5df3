import { beforeAll, expect, test } from 'vitest';
import { loadGrammarsForTest } from '../support/grammars.js';
import { createWorkspace, defaultConfig, documentExtractors, extractFile, mergeFacts } from '../../src/engine/index.js';
import { sourceExtractors } from '../../src/engine/source.js';
import { relationsOf } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('c-sharp'));

const WEB_PROJECT = '<Project Sdk="Microsoft.NET.Sdk.Web" />\n';

/** Elements and relations of an AppHost whose names are constants of another project, except those of a published package. */
function systemOf(body: string): string[] {
  const workspace = createWorkspace();
  const files: Record<string, string> = {
    'AppHost/AppHost.csproj': '<Project Sdk="Aspire.AppHost.Sdk" />\n',
    'AppHost/Program.cs': `var builder = DistributedApplication.CreateBuilder(args);\n${body}\nbuilder.Build().Run();\n`,
    'Names/Services.cs': 'namespace Shop.Names;\npublic static class Services {\n  public const string Orders = "orders-api";\n  public const string Stock = "stock";\n}\n',
    'Names/Components.cs': 'namespace Shop.Names;\npublic static class Components {\n  public const string Server = "postgres";\n  public static class Database { public const string Orders = "ordersdb"; }\n}\n',
    'Orders/Shop.Orders.csproj': WEB_PROJECT, 'Stock/Shop.Stock.csproj': WEB_PROJECT,
  };
  for (const [path, text] of Object.entries(files)) workspace.setFacts(mergeFacts(extractFile(documentExtractors, path, text), extractFile(sourceExtractors, path, text)));
  const { graph } = workspace.analyseWith([], defaultConfig);
  return [...graph.elements.keys(), ...relationsOf(graph)];
}

test('resources are called what the constants hold', () => {
  expect(systemOf(`
    var server = builder.AddPostgres(Components.Server);
    var db = server.AddDatabase(Components.Database.Orders);
    var stock = builder.AddProject<Projects.Shop_Stock>(Services.Stock);
    builder.AddProject<Projects.Shop_Orders>(Services.Orders).WithReference(db).WaitFor(db).WithEnvironment("STOCK", stock.GetEndpoint("http"));
  `)).toEqual([
    'datastore:postgres', 'service:orders-api', 'service:stock',
    'service:orders-api -calls-> service:stock, config', 'service:orders-api -stores-> datastore:postgres, declared',
  ]);
});

test('a constant that is nowhere in the workspace gives its own name', () => {
  expect(systemOf('var cache = builder.AddRedis(Known.Cache);\nbuilder.AddProject<Projects.Shop_Stock>(Services.Stock).WithReference(cache);')).toEqual([
    'datastore:cache', 'service:stock', 'service:stock -stores-> datastore:cache, config',
  ]);
});

test('a method that is handed a resource refers to it, unless it only sorts the dashboard', () => {
  const body = (method: string): string => `var identity = builder.AddKeycloak("identity");\nbuilder.AddProject<Projects.Shop_Stock>("stock").${method}(identity);`;
  expect(systemOf(body('WithSignIn'))).toEqual(['auth:identity', 'service:stock', 'service:stock -calls-> auth:identity, config']);
  expect(systemOf(body('WithParentRelationship'))).toEqual(['auth:identity', 'service:stock']);
});
