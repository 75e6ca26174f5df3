import { expect, test } from 'vitest';
import { addressesIn, addressesOf, registeredDomain } from '../../src/engine/link/names/addresses.js';
import { UNKNOWN_MARK } from '../../src/engine/link/names/resolve.js';

test('addresses are found wherever a text holds them', () => {
  expect(addressesIn('--to http://orders:8080/v1 --then "grpc://stock"')).toEqual([{ host: 'orders', port: 8080, scheme: 'http' }, { host: 'stock', scheme: 'grpc' }]);
  expect(addressesIn('mongodb://app:p@ss@a:27017,b:27017/shop?replicaSet=x').map(({ host, database }) => `${host} ${database}`)).toEqual(['a shop', 'b shop']);
  // Users are kept in `admin`: who signs on there has its data elsewhere.
  expect(addressesIn('mongodb://mongo:27017/admin mysql://db/admin').map(({ host, database }) => `${host} ${database ?? '-'}`)).toEqual(['mongo -', 'db admin']);
  expect(addressesIn('PLAINTEXT://a:9092,PLAINTEXT://b:9092').map(({ host }) => host)).toEqual(['a', 'b']);
});

test('bare hosts count only in a text that is nothing else', () => {
  expect(addressesOf('kafka-1:9092, kafka-2')).toEqual([{ host: 'kafka-1', port: 9092 }, { host: 'kafka-2' }]);
  expect(addressesOf('wait for orders!')).toEqual([]);
});

test('a host with an unknown part is no host, an unknown port is only unknown', () => {
  expect(addressesIn(`http://${UNKNOWN_MARK}.shop.io/`)).toEqual([]);
  expect(addressesIn(`http://orders:${UNKNOWN_MARK}/`)).toEqual([{ host: 'orders', scheme: 'http' }]);
});

test('only names that somebody can register are domains', () => {
  expect(['api.pay.com', 'a.b.pay.co.uk', 'orders.shop.svc.cluster.local', 'orders', '10.0.0.1', 'www.example.com'].map(registeredDomain)).toEqual(['pay.com', 'pay.co.uk', undefined, undefined, undefined, undefined]);
  expect(['hooks.azurewebsites.net', 'a.shop.herokuapp.com', 'herokuapp.com'].map(registeredDomain)).toEqual(['hooks.azurewebsites.net', 'shop.herokuapp.com', 'herokuapp.com']);
});
