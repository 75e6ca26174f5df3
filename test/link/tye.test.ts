import { expect, test } from 'vitest';
import { linkTexts, relationsOf } from '../support/link-texts.js';

const PROJECT = '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>';

const TYE = `name: shop
services:
  - name: identity
    project: Identity/Identity.csproj
    bindings: [{ port: 5001, protocol: https }]
  - name: orders
    project: Orders\\Orders.csproj
    bindings: [{ port: 5002 }]
    env:
      - name: STOCK_URL
        value: http://localhost:5003
      - CACHE=redis:6379
  - name: stock
    dockerFile: stock/Dockerfile
    dockerFileContext: stock
    bindings: [{ port: 5003, containerPort: 8080 }]
  - name: redis
    image: redis:7
    bindings: [{ port: 6379 }]
  - name: other
    repository: https://github.com/acme/other
`;

test('programs that Tye starts, each with its code; they find each other by the ports of the machine', () => {
  const graph = linkTexts({
    'tye.yaml': TYE,
    'Identity/Identity.csproj': PROJECT,
    'Orders/Orders.csproj': PROJECT,
    'Orders/appsettings.json': '{ "IdentityUrl": "https://localhost:5001" }',
    'stock/Dockerfile': 'FROM node:22\nCOPY . .\n', 'stock/package.json': '{ "name": "stock", "scripts": { "start": "node ." } }',
  });

  expect([...graph.elements].map(([id, { codeFolders }]) => [id, codeFolders])).toEqual([['auth:identity', ['Identity']], ['datastore:redis', []], ['service:orders', ['Orders']], ['service:stock', ['stock']]]);
  expect(relationsOf(graph)).toEqual([
    'service:orders -calls-> auth:identity, config',
    'service:orders -calls-> service:stock, config',
    'service:orders -stores-> datastore:redis, config',
  ]);
});

test('what Tye starts on the machine of a developer and Compose elsewhere is one thing, told by its code', () => {
  const graph = linkTexts({
    'tye.yaml': 'services:\n  - name: gatewayapp\n    project: Gateway/Gateway.csproj\n',
    'compose.yaml': 'services:\n  shop-gateway: { build: { context: ., dockerfile: Gateway/Dockerfile } }\n',
    'Gateway/Gateway.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Microsoft.ReverseProxy" Version="1.0.0" /></ItemGroup></Project>',
    'Gateway/Dockerfile': 'FROM mcr.microsoft.com/dotnet/aspnet\nCOPY . .\n',
    'stock/package.json': '{ "name": "stock", "scripts": { "start": "node ." } }', 'stock/Dockerfile': 'FROM node:22\nCOPY . .\n',
  });
  expect([...graph.elements].map(([id, { aliases }]) => [id, aliases.includes('gatewayapp')])).toEqual([['gateway:shop-gateway', true], ['service:stock', false]]);
});
