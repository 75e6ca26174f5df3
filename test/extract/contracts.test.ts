import { expect, test } from 'vitest';
import { contractExtractor } from '../../src/engine/extract/contracts/index.js';
import { grpcStubExtractor } from '../../src/engine/extract/contracts/grpc-stubs.js';
import type { Extractor } from '../../src/engine/model/facts.js';

/** Contracts as `format name: operations`, uses of them as `role of input or service (tool)`. */
function read(extractor: Extractor, path: string, text: string): string[] {
  if (!extractor.accepts(path)) return ['(not accepted)'];
  return extractor.extract(path, text).facts.flatMap((fact) => {
    if (fact.kind === 'contract-use') return [`${fact.role} of ${fact.input ?? fact.service ?? 'something'} (${fact.tool})`];
    if (fact.kind !== 'contract') return [];
    const bases = fact.basePaths.length === 0 ? '' : ` under ${fact.basePaths.join()}`;
    return [`${fact.format} ${fact.name}${bases}: ${fact.operations.map(({ verb, path: at }) => `${verb} ${at}`).join(', ')}`];
  });
}
const contracts = (path: string, text: string): string[] => read(contractExtractor, path, text);
const stubs = (path: string, text: string): string[] => read(grpcStubExtractor, path, text);

test('a .proto: its services, and the routes of google.api.http', () => {
  const text = `
    syntax = "proto3";
    package shop.v1; // service Old { rpc Gone (A) returns (B); }
    import "google/api/annotations.proto";
    service Orders {
      rpc Get (GetRequest) returns (Order) { option (google.api.http) = { get: "/v1/orders/{id}" }; }
      rpc Watch(WatchRequest) returns (stream Order);
    }`;
  expect(contracts('proto/orders.proto', text)).toEqual(['proto shop.v1: rpc shop.v1.Orders/Get, rpc shop.v1.Orders/Watch, GET /v1/orders/{id}']);
});

test('OpenAPI 3 and Swagger 2, YAML and JSON', () => {
  expect(contracts('api/orders.yaml', 'openapi: 3.1.0\ninfo: { title: Orders }\nservers: [{ url: https://shop.example.com/v1/ }]\npaths:\n  /orders/{id}:\n    parameters: []\n    get: {}\n    put: {}\n'))
    .toEqual(['openapi Orders under /v1: GET /orders/{id}, PUT /orders/{id}']);
  expect(contracts('orders/swagger.json', '{ "swagger": "2.0", "info": { "title": "Orders" }, "basePath": "/api", "paths": { "/orders": { "post": {} } } }'))
    .toEqual(['openapi Orders under /api: POST /orders']);
  expect(contracts('deploy/orders.yaml', 'apiVersion: v1\nkind: ConfigMap\n')).toEqual([]);
});

test('AsyncAPI 2 says what others do on a channel, version 3 what the author does', () => {
  expect(contracts('asyncapi.yaml', 'asyncapi: 2.6.0\ninfo: { title: Orders }\nchannels:\n  order.created: { subscribe: {} }\n  order.cancel: { publish: {} }\n'))
    .toEqual(['asyncapi Orders: send order.created, receive order.cancel']);
  expect(contracts('asyncapi.yaml', 'asyncapi: 3.0.0\ninfo: { title: Orders }\nchannels:\n  created: { address: order.created }\noperations:\n  tell: { action: send, channel: { $ref: "#/channels/created" } }\n'))
    .toEqual(['asyncapi Orders: send order.created']);
});

test('a GraphQL schema, and operations written for somebody else\'s', () => {
  expect(contracts('orders/schema.graphql', '"""Orders { """\ntype Order @key(fields: "id") { id: ID! }\nextend type Query {\n  order(\n    id: ID!\n  ): Order\n  orders: [Order!]!\n}\n'))
    .toEqual(['graphql schema: query order, query orders']);
  expect(contracts('web/src/orders.gql', 'query Orders { orders { id } }')).toEqual(['client of something (graphql)']);
});

test('Avro, JSON schemas of events, pacts', () => {
  expect(contracts('avro/order.avsc', '{ "type": "record", "namespace": "shop", "name": "OrderPlaced", "fields": [] }')).toEqual(['avro shop.OrderPlaced: ']);
  expect(contracts('orders/events/placed.schema.json', '{ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "placed" }')).toEqual(['json-schema placed: ']);
  expect(contracts('pacts/web-orders.json', '{ "consumer": { "name": "web" }, "provider": { "name": "orders" }, "interactions": [{ "request": { "method": "get", "path": "/orders" } }] }'))
    .toEqual(['pact web-orders: GET /orders']);
  expect(contracts('chart/values.schema.json', '{ "$schema": "http://json-schema.org/schema#" }')).toEqual(['(not accepted)']);
});

test('what build files generate from contracts', () => {
  expect(contracts('Web.csproj', '<ItemGroup><Protobuf Include="..\\Protos\\orders.proto" GrpcServices="Client" /><Protobuf Include="own.proto" GrpcServices="None" /><OpenApiReference Include="stock.json" /></ItemGroup>'))
    .toEqual(['client of ..\\Protos\\orders.proto (grpc-tools)', 'client of stock.json (openapi-reference)']);
  expect(contracts('pom.xml', '<execution><configuration><inputSpec>${project.basedir}/stock.yaml</inputSpec><generatorName>java</generatorName></configuration></execution><execution><configuration><inputSpec>own.yaml</inputSpec><generatorName>spring</generatorName></configuration></execution>'))
    .toEqual(['client of ${project.basedir}/stock.yaml (openapi-generator)', 'server of own.yaml (openapi-generator)']);
  expect(contracts('build.gradle.kts', 'openApiGenerate {\n  generatorName.set("kotlin")\n  inputSpec.set("$rootDir/stock.yaml")\n}')).toEqual(['client of $rootDir/stock.yaml (openapi-generator)']);
  expect(contracts('package.json', '{ "scripts": { "gen": "openapi-typescript ../orders/openapi.yaml -o src/orders.ts", "gen:stock": "openapi-generator-cli generate -i ../stock/api.yaml -g typescript-axios" } }'))
    .toEqual(['client of ../orders/openapi.yaml (openapi-typescript)', 'client of ../stock/api.yaml (openapi-generator)']);
  expect(contracts('orval.config.ts', "export default { orders: { input: { target: '../orders/openapi.yaml' } } };")).toEqual(['client of ../orders/openapi.yaml (orval)']);
  expect(contracts('codegen.yml', 'schema: ../orders/schema.graphql\ngenerates: {}\n')).toEqual(['client of ../orders/schema.graphql (graphql-codegen)']);
  expect(contracts('kiota-lock.json', '{ "descriptionLocation": "../orders/openapi.yaml" }')).toEqual(['client of ../orders/openapi.yaml (kiota)']);
});

test('stubs of gRPC services in each language', () => {
  expect(stubs('main.go', 'pb.RegisterOrdersServer(s, srv)\nc := pb.NewStockClient(conn)')).toEqual(['server of Orders (grpc)', 'client of Stock (grpc)']);
  expect(stubs('app.py', 'add_OrdersServicer_to_server(Orders(), server)\nstub = stock_pb2_grpc.StockStub(channel)')).toEqual(['server of Orders (grpc)', 'client of Stock (grpc)']);
  expect(stubs('A.java', 'class A extends OrdersGrpc.OrdersImplBase { StockGrpc.StockBlockingStub s = StockGrpc.newBlockingStub(c); }')).toEqual(['server of Orders (grpc)', 'client of Stock (grpc)', 'client of Stock (grpc)']);
  expect(stubs('A.cs', 'class A(Stock.StockClient client) : Orders.OrdersBase {}')).toEqual(['server of Orders (grpc)', 'client of Stock (grpc)']);
  expect(stubs('a.js', "server.addService(shop.Orders.service, {});\nconst c = new shop.Stock(address, grpc.credentials.createInsecure());")).toEqual(['server of Orders (grpc)', 'client of Stock (grpc)']);
  expect(stubs('a.ts', "@GrpcMethod('Orders', 'Get') get() {}\nthis.grpc.getService<Stock>('Stock');")).toEqual(['server of Orders (grpc)', 'client of Stock (grpc)']);
  expect(stubs('a.rb', 'class A < Shop::Orders::Service\n  s = Shop::Stock::Stub.new(host)\nend')).toEqual(['server of Orders (grpc)', 'client of Stock (grpc)']);
  expect(stubs('main.rs', 'OrdersServer::new(service); StockClient::connect(url)')).toEqual(['server of Orders (grpc)', 'client of Stock (grpc)']);
  expect(stubs('orders.pb.go', 'func RegisterOrdersServer(s grpc.ServiceRegistrar, srv OrdersServer)')).toEqual(['(not accepted)']);
});
