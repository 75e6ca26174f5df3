import { beforeAll, expect, test } from 'vitest';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('go'));

function databasesOf(environment: string, server = 'image: postgres'): string[] {
  const graph = linkTexts({ 'compose.yaml': `services:\n  orders: { image: shop/orders, environment: ${environment} }\n  db: { ${server} }\n` });
  return graph.databases.map(({ id, clients }) => `${id} <- ${clients.map(({ element }) => element.name).join(' ')}`);
}

test('the name of a database stands in the URL, in the connection string, or beside the host', () => {
  expect(databasesOf('{ DATABASE_URL: "postgres://app:pw@db:5432/shop?sslmode=disable" }')).toEqual(['datastore:db/shop <- orders']);
  expect(databasesOf('{ SPRING_DATASOURCE_URL: "jdbc:postgresql://db/shop?currentSchema=orders" }')).toEqual(['datastore:db/shop#orders <- orders']);
  expect(databasesOf('{ ConnectionStrings__Shop: "Server=db,1434;Database=shop;User Id=sa" }')).toEqual(['datastore:db/shop <- orders']);
  expect(databasesOf('{ DSN: "app:pw@tcp(db:3306)/shop" }')).toEqual(['datastore:db/shop <- orders']);
  expect(databasesOf('{ DB_HOST: db, DB_NAME: shop }')).toEqual(['datastore:db/shop <- orders']);
});

test('a server that creates one database is meant when nobody names another', () => {
  expect(databasesOf('{ DB_HOST: db }', 'image: postgres, environment: { POSTGRES_DB: shop }')).toEqual(['datastore:db/shop <- orders']);
  expect(databasesOf('{ DB_HOST: db }')).toEqual(['datastore:db/? <- orders']);
});

test('tools that look after a database are no clients of it', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  orders: { image: shop/orders, environment: { DB_URL: "postgres://db/shop" } }
  migrate: { image: shop/orders, environment: { DB_URL: "postgres://db/shop" } }
  admin: { image: adminer, environment: { ADMINER_DEFAULT_SERVER: db } }
  db: { image: postgres }
`,
  });

  expect(graph.databases.flatMap(({ clients }) => clients.map(({ element }) => element.name))).toEqual(['orders']);
});

test('the key of one engine names no database of another, whatever file both stand in', () => {
  expect(databasesOf('{ SEARCH_URL: "http://db:7700", POSTGRES_DB: shop }', 'image: getmeili/meilisearch, environment: { POSTGRES_DB: shop }')).toEqual(['datastore:db/? <- orders']);
  expect(databasesOf('{ DB_HOST: db, MYSQL_DATABASE: shop, MONGO_DATABASE: carts }', 'image: mongo')).toEqual(['datastore:db/carts <- orders']);
});

test('of two Go programs with one server of MongoDB, code tells which database each opens', () => {
  const program = (name: string, database: string): Record<string, string> => ({
    [`${name}/go.mod`]: `module shop.io/${name}\n`,
    [`${name}/main.go`]: `package main\n\nfunc main() {\n\tclient := connect()\n\titems := client.Database("${database}").Collection("${name}")\n}\n`,
  });
  const names = (stock: string): string[] => linkTexts({
    'compose.yaml': 'services:\n  orders: { build: ./orders, environment: { DB_HOST: "mongodb://mongo:27017" } }\n  stock: { build: ./stock, environment: { DB_HOST: "mongodb://mongo:27017" } }\n  mongo: { image: mongo }\n',
    ...program('orders', 'shop'), ...program('stock', stock),
  }).databases.map(({ id, clients }) => `${id} <- ${clients.map(({ element }) => element.name).join(' ')}`);

  expect(names('shop')).toEqual(['datastore:mongo/shop <- orders stock']);
  expect(names('stock')).toEqual(['datastore:mongo/shop <- orders', 'datastore:mongo/stock <- stock']);
});
