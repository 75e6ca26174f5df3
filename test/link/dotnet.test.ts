import { expect, test } from 'vitest';
import { linkTexts, relationsOf } from '../support/link-texts.js';

const PROJECT = '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>';

/** Relations of the program `orders`, built by Compose beside others, with these settings. */
function relationsWith(settings: object, others: string, more: Readonly<Record<string, string>> = {}): string[] {
  return relationsOf(linkTexts({
    'compose.yaml': `services:\n  orders: { build: src/Orders }\n${others}`,
    'src/Orders/Dockerfile': 'FROM mcr.microsoft.com/dotnet/aspnet\n',
    'src/Orders/Orders.csproj': PROJECT,
    'src/Orders/appsettings.json': JSON.stringify(settings),
    ...more,
  }));
}

const STORES = ['service:orders -stores-> datastore:redis, config'];

test('Redis by a bare host, and by a connection string of StackExchange.Redis', () => {
  const redis = '  redis: { image: redis }\n';
  expect(relationsWith({ Redis: { Configuration: 'redis' } }, redis)).toEqual(STORES);
  expect(relationsWith({ ConnectionStrings: { Redis: 'redis' } }, redis)).toEqual(STORES);
  expect(relationsWith({ ConnectionStrings: { Baskets: 'redis:6379,abortConnect=false,ssl=False' } }, redis)).toEqual(STORES);
  expect(relationsWith({ Redis: { Configuration: 'cache' } }, redis)).toEqual([]);
});

test('a list of host names of a broker', () => {
  expect(relationsWith({ Messages: { hostnames: ['rabbitmq'] } }, '  rabbitmq: { image: rabbitmq }\n')).toEqual(['service:orders -publishes-> broker:rabbitmq, config']);
});

test('an address that names an endpoint of a service leads to the service', () => {
  expect(relationsWith({ Catalog: { GrpcUrl: 'http://_grpc.catalog' } }, '  catalog: { image: shop/catalog }\n')).toEqual(['service:orders -calls-> service:catalog, config']);
});

test('a server of identities does not call the clients that it knows; it asks its authority', () => {
  const others = '  web: { image: shop/web }\n  sts: { image: shop/sts }\n';
  expect(relationsWith({ IdentityServerClients: { Web: { RootUrl: 'http://web' } }, OpenIddict: { Applications: { Web: { RootUrl: 'http://web' } } }, Clients: { Web: { RootUrl: 'http://web' } } }, others)).toEqual([]);
  expect(relationsWith({ IdentityClients: { Default: { Authority: 'http://sts' } } }, others)).toEqual(['service:orders -calls-> service:sts, config']);
});

test('the issuer that tokens must name is not asked, their authority is', () => {
  const sts = '  sts: { image: shop/sts }\n';
  expect(relationsWith({ JwtOptions: { Issuer: 'http://sts', Audience: 'http://sts', Key: 'x' } }, sts)).toEqual([]);
  expect(relationsWith({ JwtOptions: { Authority: 'http://sts' } }, sts)).toEqual(['service:orders -calls-> service:sts, config']);
});

const ROUTES = { Routes: [{ DownstreamPathTemplate: '/{all}', ServiceName: 'OrdersService' }] };

test('Ocelot finds services by the names of their code, whatever the letters', () => {
  expect(relationsOf(linkTexts({
    'compose.yaml': 'services:\n  gateway: { build: Gateway }\n  orders_service: { build: { context: ., dockerfile: OrdersService/Dockerfile } }\n',
    'Gateway/Dockerfile': 'FROM mcr.microsoft.com/dotnet/aspnet\n', 'Gateway/Gateway.csproj': PROJECT, 'Gateway/Configuration/ocelot.orders.json': JSON.stringify(ROUTES),
    'OrdersService/Dockerfile': 'FROM mcr.microsoft.com/dotnet/aspnet\n', 'OrdersService/OrdersService.csproj': PROJECT,
  }))).toEqual(['gateway:gateway -routes-> service:orders_service, config']);
});

const CLUSTERS = { ReverseProxy: { Clusters: { orders: { Destinations: { one: { Address: 'http://orders' } } } } } };

test('whoever keeps routes of YARP in a file of their own is a gateway', () => {
  const edge = { 'src/Edge/Dockerfile': 'FROM mcr.microsoft.com/dotnet/aspnet\n', 'src/Edge/Edge.csproj': PROJECT };
  const compose = '  edge: { build: src/Edge }\n';
  expect(relationsWith({}, compose, { ...edge, 'src/Edge/yarp.json': JSON.stringify(CLUSTERS) })).toEqual(['gateway:edge -routes-> service:orders, config']);
  expect(relationsWith({}, compose, { ...edge, 'src/Edge/yarp.json': '{ "color": "blue" }' })).toEqual([]);
});

test('a web application that passes some requests on by YARP stays one', () => {
  const kindOf = (name: string): string | undefined => [...linkTexts({
    [`src/${name}/${name}.csproj`]: '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Yarp.ReverseProxy" Version="2.0.0" /></ItemGroup></Project>',
    'src/Orders/Orders.csproj': PROJECT,
  }).elements.keys()].find((id) => id.endsWith(name));
  expect(kindOf('Frontend')).toBe('service:Frontend');
  expect(kindOf('Edge')).toBe('gateway:Edge');
});

test('a connection string of this machine without port means the database that its key is called after', () => {
  const files = { 'src/Orders/Orders.csproj': PROJECT, 'compose.yaml': 'services:\n  db: { image: postgres, ports: ["5432:5432"] }\n' };
  const at = (settings: object): string[] => relationsOf(linkTexts({ ...files, 'src/Orders/appsettings.json': JSON.stringify(settings) }));
  const connection = 'Host=localhost;Database=orders;Username=app';
  expect(at({ postgres: { connectionString: connection } })).toEqual(['service:Orders -stores-> datastore:db, config']);
  expect(at({ storage: { connectionString: connection } })).toEqual([]);
});
