import { expect, test } from 'vitest';
import { linkTexts } from '../support/link-texts.js';

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
