import { describe, expect, test } from 'vitest';
import { factsOf, spelled, spelledUses } from './typescript-spelling.js';

type Example = [name: string, text: string, ...uses: string[]];

function examples(list: readonly Example[]): void {
  test.each(list)('%s', (_, text, ...uses) => expect(spelledUses(text)).toEqual(uses));
}

describe('HTTP clients', () => {
  examples([
    ['fetch with a method', `fetch('http://stock/items', { method: 'post' })`, 'fetch calls POST http://stock/items'],
    ['node-fetch', `import fetch from 'node-fetch'; await fetch('http://stock/')`, 'node-fetch calls GET http://stock/'],
    ['undici', `import { request } from 'undici'; request('http://stock/x')`, 'undici calls http://stock/x'],
    ['undici pool', `import { Pool } from 'undici'; const pool = new Pool('http://stock'); pool.request({ path: '/x', method: 'GET' })`, 'undici calls GET http://stock/x'],
    ['axios verbs', `import axios from 'axios'; axios.get(url()); axios.delete('http://stock/1')`, 'axios calls GET {?}', 'axios calls DELETE http://stock/1'],
    ['axios call', `const axios = require('axios'); axios({ method: 'put', url: 'http://stock/1' })`, 'axios calls PUT http://stock/1'],
    ['axios base', `const axios = require('axios'); axios.request({ baseURL: 'http://stock', url: '/1' })`, 'axios calls GET http://stock/1'],
    ['axios instance', `import axios from 'axios'; const api = axios.create({ baseURL: process.env.S }); api.post('items', x)`, 'axios calls POST {$S}/items'],
    ['exported axios instance', `import axios from 'axios'; export const api = axios.create({ baseURL: 'http://stock' })`, 'axios calls http://stock'],
    ['axios instance in a field', `import axios, { AxiosInstance } from 'axios'; class A { private readonly api: AxiosInstance; constructor() { this.api = axios.create({ baseURL: 'http://stock' }) } x() { return this.api.get('/x') } }`, 'axios calls GET http://stock/x'],
    ['NestJS', `import { HttpService } from '@nestjs/axios'; class A { constructor(private readonly http: HttpService) {} x() { return this.http.get('http://stock/x') } y() { return this.http.axiosRef.post('http://stock/y') } }`, '@nestjs/axios calls GET http://stock/x', '@nestjs/axios calls POST http://stock/y'],
    ['got', `import got from 'got'; got('http://stock/x'); got.post('http://stock/y'); got({ url: 'http://stock/z' })`, 'got calls GET http://stock/x', 'got calls POST http://stock/y', 'got calls GET http://stock/z'],
    ['got with a prefix', `import got from 'got'; const api = got.extend({ prefixUrl: 'http://stock' }); api.get('x')`, 'got calls GET http://stock/x'],
    ['ky', `import ky from 'ky'; ky.get('http://stock/x').json()`, 'ky calls GET http://stock/x'],
    ['superagent', `const request = require('superagent'); request.post('http://stock/x').send(y).end(z)`, 'superagent calls POST http://stock/x'],
    ['needle', `const needle = require('needle'); needle('post', 'http://stock/x', y); needle.get('http://stock/z')`, 'needle calls POST http://stock/x', 'needle calls GET http://stock/z'],
    ['request', `const request = require('request'); request('http://stock/x', (e) => e); request({ uri: 'http://stock/y', method: 'PUT' }, cb)`, 'request calls GET http://stock/x', 'request calls PUT http://stock/y'],
    ['request promise', `const rp = require('request-promise'); rp.get('http://stock/x')`, 'request-promise calls GET http://stock/x'],
    ['Node http', `import http from 'node:http'; http.get('http://stock/x', (r) => r); http.request({ hostname: 'stock', port: 80, path: '/y', method: 'POST' })`, 'http calls GET http://stock/x', 'http calls POST http://stock:80/y'],
    ['a web socket', `import WebSocket from 'ws'; new WebSocket('ws://stock/feed')`, 'ws calls ws://stock/feed'],
    ['a server of web sockets is no call', `import { WebSocketServer } from 'ws'; new WebSocketServer({ port: 80 })`],
    ['own functions with the names of clients', `import { get } from './http'; get('/x'); cache.get('http://stock'); const fetch = () => 1; fetch('http://stock')`],
  ]);
});

describe('proxies, gRPC, GraphQL, mail', () => {
  examples([
    ['http-proxy-middleware', `const { createProxyMiddleware } = require('http-proxy-middleware'); app.use('/a', createProxyMiddleware({ target: process.env.A }))`, 'http-proxy-middleware calls {$A}'],
    ['http-proxy', `const proxy = require('http-proxy').createProxyServer(); proxy.web(req, res, { target: 'http://stock' })`, 'http-proxy calls http://stock'],
    ['express-http-proxy', `const proxy = require('express-http-proxy'); app.use('/a', proxy('stock:80'))`, 'express-http-proxy calls stock:80'],
    ['fastify', `import proxy from '@fastify/http-proxy'; import Fastify from 'fastify'; const app = Fastify(); app.register(proxy, { upstream: 'http://stock' })`, '@fastify/http-proxy calls http://stock'],
    ['a generated client', `import { credentials } from '@grpc/grpc-js'; import { StockClient } from './gen/stock'; new StockClient(process.env.STOCK_ADDR, credentials.createInsecure())`, 'grpc calls {$STOCK_ADDR}'],
    ['a loaded definition', `const grpc = require('@grpc/grpc-js'); const proto = grpc.loadPackageDefinition(loader.loadSync('a.proto')).shop; new proto.Stock('stock:50051', grpc.credentials.createInsecure())`, 'grpc calls stock:50051'],
    ['NestJS with the options of another file', `import { Client, ClientGrpc } from '@nestjs/microservices'; import { stockOptions } from './stock.options'; class Stock { @Client(stockOptions) private readonly client: ClientGrpc; }`, '@nestjs/microservices calls {./stock.options#stockOptions.options.url}'],
    ['a server is no call', `const grpc = require('@grpc/grpc-js'); new grpc.Server().bindAsync('0.0.0.0:50051', grpc.ServerCredentials.createInsecure(), cb)`],
    ['Connect', `import { createConnectTransport } from '@connectrpc/connect-node'; createConnectTransport({ baseUrl: 'http://stock' })`, 'connect calls http://stock'],
    ['GraphQL', `import { GraphQLClient } from 'graphql-request'; new GraphQLClient('http://stock/graphql')`, 'graphql-request calls http://stock/graphql'],
    ['subgraphs', `import { IntrospectAndCompose } from '@apollo/gateway'; new IntrospectAndCompose({ subgraphs: [{ name: 'stock', url: 'http://stock/graphql' }] })`, '@apollo/gateway calls http://stock/graphql'],
    ['REST data source', `import { RESTDataSource } from '@apollo/datasource-rest'; class A extends RESTDataSource { baseURL = 'http://stock' }`, 'apollo-datasource-rest calls http://stock'],
    ['Dapr', `import { DaprClient } from '@dapr/dapr'; const c = new DaprClient(); c.invoker.invoke('stock', 'items', x); c.pubsub.publish('bus', 'orders', x)`, '@dapr/dapr calls http://stock', '@dapr/dapr publishes bus channel=orders'],
    ['Dapr by HTTP', 'fetch(`http://localhost:${port}/v1.0/invoke/stock/method/items`); fetch("http://localhost:3500/v1.0/publish/bus/orders"); fetch(url, { headers: { "dapr-app-id": "stock" } })', 'fetch calls GET http://stock/method/items', 'dapr publishes channel=orders', 'fetch calls GET http://stock'],
    ['a front-end server', `export default { server: { proxy: { '/api': { target: process.env.API || 'http://localhost:8080' }, '/img': 'http://images' } } }`, 'dev-server calls {$API|http://localhost:8080}', 'dev-server calls http://images'],
    ['Next.js rewrites', 'module.exports = { async rewrites() { return [{ source: "/api/:path*", destination: `${process.env.API}/:path*` }, { source: "/a", destination: "/b" }] } }', 'next calls {$API}/:path*'],
    ['a hosted service', `import Stripe from 'stripe'; const stripe = new Stripe(process.env.KEY); stripe.charges.create(x)`, 'stripe calls'],
    ['a server with the interface of a hosted one', `import OpenAI from 'openai'; new OpenAI({ baseURL: process.env.LLM })`, 'openai calls {$LLM}'],
    ['mail', `import nodemailer from 'nodemailer'; nodemailer.createTransport({ host: 'mail', port: 25 })`, 'nodemailer calls mail:25'],
  ]);
});

describe('databases', () => {
  examples([
    ['pg', `const { Pool } = require('pg'); new Pool({ host: 'db', port: 5432, database: 'orders' })`, 'pg stores db:5432 db=orders'],
    ['pg with a URL', `import pg from 'pg'; new pg.Client({ connectionString: process.env.DATABASE_URL })`, 'pg stores {$DATABASE_URL}'],
    ['pg told by the environment', `import { Pool } from 'pg'; new Pool()`, 'pg stores {$PGHOST} db={$PGDATABASE}'],
    ['pg with imported options', `import { Pool } from 'pg'; import { db } from './config'; new Pool(db)`, 'pg stores {./config#db|{./config#db.url|{./config#db.uri|{./config#db.connectionString|{./config#db.host|{./config#db.socket.host}}}}}}'],
    ['mysql', `const mysql = require('mysql2/promise'); mysql.createPool({ host: process.env.DB || 'db', database: 'orders' })`, 'mysql2 stores {$DB|db} db=orders'],
    ['mongoose', `import mongoose from 'mongoose'; mongoose.connect('mongodb://db/orders', { dbName: 'o' })`, 'mongoose stores mongodb://db/orders db=o'],
    ['mongodb', `const { MongoClient } = require('mongodb'); const client = new MongoClient('mongodb://db'); client.db('orders')`, 'mongodb stores mongodb://db db=orders'],
    ['mongodb with callbacks', `const mongo = require('mongodb').MongoClient; mongo.connect('mongodb://db', (error, client) => { client.db('orders') })`, 'mongodb stores mongodb://db db=orders'],
    ['NestJS mongoose', `import { MongooseModule } from '@nestjs/mongoose'; MongooseModule.forRootAsync({ useFactory: (config) => ({ uri: config.get('MONGO_URI') }) })`, 'mongoose stores {$MONGO_URI}'],
    ['redis', `import { createClient } from 'redis'; createClient({ socket: { host: 'cache', port: 6379 } })`, 'redis stores cache:6379'],
    ['ioredis', `import Redis from 'ioredis'; new Redis(process.env.REDIS_URL); new Redis(6379, 'cache'); new Redis({ host: 'cache' })`, 'ioredis stores {$REDIS_URL}', 'ioredis stores cache:6379', 'ioredis stores cache'],
    ['session stores', `const RedisStore = require('connect-redis')(session); new RedisStore({ host: 'sessions' }); new RedisStore({ client })`, 'redis stores sessions'],
    ['knex', `import knex from 'knex'; knex({ client: 'pg', connection: { host: 'db', database: 'orders' } }); knex({ client: 'pg', connection: process.env.PG })`, 'knex stores db db=orders', 'knex stores {$PG}'],
    ['Sequelize', `const { Sequelize } = require('sequelize'); new Sequelize('orders', 'user', 'x', { host: 'db' }); new Sequelize('postgres://db/orders')`, 'sequelize stores db db=orders', 'sequelize stores postgres://db/orders'],
    ['TypeORM', `import { DataSource } from 'typeorm'; new DataSource({ type: 'postgres', host: 'db', port: 5432, database: 'orders' })`, 'typeorm stores db:5432 db=orders'],
    ['NestJS TypeORM', `import { TypeOrmModule } from '@nestjs/typeorm'; TypeOrmModule.forRoot({ type: 'mysql', url: process.env.DB_URL })`, 'typeorm stores {$DB_URL}'],
    ['Elasticsearch', `import { Client } from '@elastic/elasticsearch'; new Client({ node: 'http://search:9200' })`, '@elastic/elasticsearch stores http://search:9200'],
    ['Cassandra', `const cassandra = require('cassandra-driver'); new cassandra.Client({ contactPoints: ['a', 'b'], keyspace: 'orders' })`, 'cassandra-driver stores a,b db=orders'],
    ['Memcached', `const Memcached = require('memcached'); new Memcached('cache:11211')`, 'memcached stores cache:11211'],
  ]);
});

describe('brokers', () => {
  examples([
    ['amqplib', `import amqp from 'amqplib'; const c = await amqp.connect('amqp://mq'); const ch = await c.createChannel(); ch.assertQueue('orders'); ch.sendToQueue('orders', x); ch.consume('paid', f)`, 'amqplib publishes amqp://mq channel=orders', 'amqplib subscribes amqp://mq channel=paid'],
    ['amqplib with callbacks', `const amqp = require('amqplib/callback_api'); amqp.connect(process.env.MQ, (e, c) => { c.createChannel((e2, ch) => { ch.publish('shop', 'orders', x) }) })`, 'amqplib publishes {$MQ} channel=shop'],
    ['amqplib with promises', `const amqp = require('amqplib'); amqp.connect('amqp://mq').then((c) => c.createChannel()).then((ch) => ch.sendToQueue('orders', x))`, 'amqplib publishes amqp://mq channel=orders'],
    ['the default exchange', `import amqp from 'amqplib'; const ch = await (await amqp.connect('amqp://mq')).createChannel(); ch.publish('', 'orders', x)`, 'amqplib publishes amqp://mq channel=orders'],
    ['a channel of another file', `import { channel } from './mq'; channel.sendToQueue('orders', x)`, 'amqplib publishes channel=orders'],
    ['kafkajs', `import { Kafka } from 'kafkajs'; const kafka = new Kafka({ brokers: ['a:9092', 'b:9092'] }); const p = kafka.producer(); p.send({ topic: 'orders', messages }); kafka.consumer({ groupId: 'g' }).subscribe({ topics: ['paid', 'sent'] })`, 'kafkajs publishes a:9092,b:9092 channel=orders', 'kafkajs subscribes a:9092,b:9092 channel=paid', 'kafkajs subscribes a:9092,b:9092 channel=sent'],
    ['brokers in one variable', `import { Kafka } from 'kafkajs'; new Kafka({ brokers: (process.env.BROKERS || 'kafka:9092').split(',') })`, 'kafkajs publishes {$BROKERS|kafka:9092}'],
    ['nats', `import { connect } from 'nats'; const nc = await connect({ servers: 'nats://n' }); nc.publish('orders.created', x); nc.subscribe('paid')`, 'nats publishes nats://n channel=orders.created', 'nats subscribes nats://n channel=paid'],
    ['nats streaming', `import nats from 'node-nats-streaming'; const stan = nats.connect('cluster', 'id', { url: 'http://n:4222' }); stan.publish('orders', x)`, 'node-nats-streaming publishes http://n:4222 channel=orders'],
    ['bullmq', `import { Queue, Worker } from 'bullmq'; new Queue('mail', { connection: { host: 'cache' } }); new Worker('mail', f, { connection: { url: process.env.R } })`, 'bullmq publishes cache channel=mail', 'bullmq subscribes {$R} channel=mail'],
    ['bull', `const Queue = require('bull'); const q = new Queue('mail', 'redis://cache'); q.process(f)`, 'bull publishes redis://cache channel=mail', 'bull subscribes channel=mail'],
    ['redis messages', `import { createClient } from 'redis'; const c = createClient({ url: 'redis://cache' }); c.publish('news', x)`, 'redis stores redis://cache', 'redis publishes redis://cache channel=news'],
    ['mqtt', `import mqtt from 'mqtt'; const c = mqtt.connect('mqtt://m'); c.subscribe('doors/#')`, 'mqtt subscribes mqtt://m channel=doors/#'],
    ['rhea', `const rhea = require('rhea'); const c = rhea.create_container().connect({ host: process.env.MQ, port: 5672 }); c.open_sender('orders')`, 'rhea publishes {$MQ}:5672 channel=orders'],
    ['a Redis client of another file', `export class A { constructor(redisClient) { this.redisClient = redisClient } log(x) { this.redisClient.publish('log', x) } }`, 'redis publishes channel=log'],
    ['SQS', `import { SendMessageCommand } from '@aws-sdk/client-sqs'; new SendMessageCommand({ QueueUrl: process.env.Q })`, 'aws-sdk publishes channel={$Q}'],
    ['classes of a shared base', `import { Publisher, Listener } from '@shop/common'; class A extends Publisher { subject = 'orders:created' } class B extends Listener { readonly subject = 'paid' }`, 'class publishes channel=orders:created', 'class subscribes channel=paid'],
    ['NestJS clients', `import { ClientsModule, Transport } from '@nestjs/microservices'; ClientsModule.register([{ name: 'A', transport: Transport.TCP, options: { host: 'stock', port: 3001 } }, { name: 'B', transport: Transport.RMQ, options: { urls: ['amqp://mq'], queue: 'mail' } }, { name: 'C', transport: Transport.KAFKA, options: { client: { brokers: ['k:9092'] } } }])`, '@nestjs/microservices calls stock:3001', '@nestjs/microservices publishes amqp://mq channel=mail', '@nestjs/microservices publishes k:9092'],
    ['NestJS patterns', `import { ClientProxy, EventPattern } from '@nestjs/microservices'; class A { constructor(@Inject('X') private client: ClientProxy) {} @EventPattern('paid') on() { this.client.emit('sent', 1); return this.client.send({ cmd: 'sum' }, 1) } }`, '@nestjs/microservices subscribes channel=paid', '@nestjs/microservices publishes channel=sent', '@nestjs/microservices calls channel=sum'],
    ['a NestJS server', `import { NestFactory } from '@nestjs/core'; import { Transport } from '@nestjs/microservices'; NestFactory.createMicroservice(App, { transport: Transport.RMQ, options: { urls: [process.env.MQ], queue: 'mail' } })`, '@nestjs/microservices subscribes {$MQ} channel=mail'],
  ]);
});

describe('routes', () => {
  const routes = (text: string): string[] =>
    factsOf(text).flatMap((fact) => (fact.kind === 'handler' ? [`${fact.framework} ${fact.method} ${spelled(fact.path)}`] : []));

  test('express, also on routers of other files', () => {
    expect(routes(`const app = require('express')(); app.get('/items/:id', f); router.post('/items', auth, f); app.use('/x', f); app.get('name')`)).toEqual([
      'express GET /items/:id',
      'express POST /items',
      'express ALL /x',
    ]);
  });

  test('calls of a client are no routes', () => {
    expect(routes(`import axios from 'axios'; const api = axios.create(); api.get('/items', options)`)).toEqual([]);
  });

  test('NestJS', () => {
    const text = `import { Controller, Get, Post } from '@nestjs/common'; @Controller('items') class A { @Get() all() {} @Post(':id/sell') sell() {} }`;
    expect(routes(text)).toEqual(['nest GET /items', 'nest POST /items/:id/sell']);
  });
});

test('tests, declarations and minified code are left alone', () => {
  for (const path of ['a/x.test.ts', 'a/__tests__/x.js', 'e2e/x.ts', 'a/x.d.ts', 'a/x.min.js', 'a/x.stories.tsx']) {
    expect(factsOf(`fetch('http://stock')`, path)).toEqual([]);
  }
});

test('Prisma', () => {
  const schema = (url: string): string => `datasource db {\n  provider = "postgresql"\n  url      = ${url}\n}\n`;
  const uses = (text: string): string[] => factsOf(text, 'prisma/schema.prisma').flatMap((fact) => (fact.kind === 'use' ? [spelled(fact.target)] : []));
  expect(uses(schema('env("DATABASE_URL")'))).toEqual(['{$DATABASE_URL}']);
  expect(uses(schema('"postgresql://db/orders"'))).toEqual(['postgresql://db/orders']);
  expect(uses(schema('"file:./dev.db"').replace('postgresql', 'sqlite'))).toEqual([]);
});
