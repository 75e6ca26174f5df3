import { beforeAll, describe, expect, test } from 'vitest';
import { rustExtractor } from '../../src/engine/extract/code/rust/index.js';
import { factsOf } from '../support/code-facts.js';
import { loadGrammarsForTest } from '../support/grammars.js';

beforeAll(() => loadGrammarsForTest('rust'));

function facts(body: string): string[] {
  return factsOf(rustExtractor, 'orders/src/main.rs', body);
}

describe('HTTP clients', () => {
  test('reqwest: functions, clients, builders and their time-outs', () => {
    expect(facts(`
use reqwest::Client;
use std::time::Duration;
async fn all(id: &str) -> Result<(), reqwest::Error> {
    let stock = reqwest::get(format!("http://stock:8080/items/{}", id)).await?.text().await?;
    let client = Client::builder().timeout(Duration::from_secs(3)).build()?;
    client.post("http://pay/payments").json(&stock).send().await?;
    let other = reqwest::Client::new();
    other.get("http://items/").timeout(Duration::from_millis(500)).send().await?;
    other.request(reqwest::Method::PUT, "http://carts/").send().await?;
    let old = reqwest::blocking::Client::new().get("http://old/").send()?;
    Ok(())
}
    `)).toEqual([
      'calls http GET http://stock:8080/items/${?} (reqwest)',
      'calls http POST http://pay/payments (reqwest) timeout=3000',
      'calls http GET http://items/ (reqwest) timeout=500',
      'calls http PUT http://carts/ (reqwest)',
      'calls http GET http://old/ (reqwest)',
    ]);
  });

  test('one of two addresses, whichever it is: of each it is enough to know whom it addresses', () => {
    expect(facts(`
async fn find(filter: Filter) -> Result<(), reqwest::Error> {
    let mut url = String::from("http://items:8080/all");
    match filter.words {
        Some(words) => { url = format!("{}{}", "http://search:8080/items?q=", words); }
        None => {}
    }
    reqwest::get(url).await?;
    Ok(())
}
    `)).toEqual(['calls http GET http://items:8080/all (reqwest)', 'calls http GET http://search:8080/items?q=${?} (reqwest)']);
  });

  test('a client with a base URL in its fields, from the environment', () => {
    expect(facts(`
use std::env;
pub struct StockClient { http: reqwest::Client, base_url: String }
impl StockClient {
    pub fn new() -> Self {
        let base_url = env::var("STOCK_URL").unwrap_or_else(|_| "http://stock".to_string());
        Self { http: reqwest::Client::new(), base_url }
    }
    pub async fn item(&self, id: u32) -> anyhow::Result<Item> {
        let url = format!("{}/items/{id}", self.base_url);
        Ok(self.http.get(&url).send().await?.json().await?)
    }
}
    `)).toEqual(['calls http GET ${env:STOCK_URL:-http://stock}/items/${?} (reqwest)', 'constant StockClient.base_url = ${env:STOCK_URL:-http://stock}']);
  });

  test('what a function of the file gives; match on the environment; retries and limits around', () => {
    expect(facts(`
fn quote_url() -> String {
    match std::env::var("QUOTE_ADDR") { Ok(addr) => addr, Err(_) => "http://quote:8090".into() }
}
async fn quote(client: &reqwest_middleware::ClientWithMiddleware) {
    let policy = ExponentialBackoff::builder().build_with_max_retries(3);
    let answer = tokio::time::timeout(Duration::from_secs(2), client.get(quote_url() + "/getquote").send()).await;
    let more = ureq::get("http://more/").call();
}
    `)).toEqual([
      'calls http GET ${env:QUOTE_ADDR:-http://quote:8090}/getquote (reqwest) timeout=2000 retries=3',
      'calls http GET http://more/ (ureq)',
    ]);
  });
});

test('gRPC, WebSocket, telemetry', () => {
  expect(facts(`
use tonic::transport::{Channel, Endpoint};
async fn connect() -> Result<(), Box<dyn std::error::Error>> {
    let mut orders = OrdersClient::connect("http://orders:50051").await?;
    let channel = Channel::from_static("http://stock:50051").timeout(Duration::from_secs(1)).connect().await?;
    let addr = std::env::var("PAY_ADDR")?;
    let pay = Endpoint::from_shared(format!("http://{addr}"))?.connect().await?;
    let (socket, _) = tokio_tungstenite::connect_async("ws://feed:9000/live").await?;
    let exporter = opentelemetry_otlp::new_exporter().tonic().with_endpoint("http://collector:4317");
    Ok(())
}
  `)).toEqual([
    'calls grpc http://orders:50051 (tonic) timeout=?',
    'calls grpc http://stock:50051 (tonic) timeout=1000',
    'calls grpc http://${env:PAY_ADDR} (tonic) timeout=?',
    'calls http ws://feed:9000/live (websocket) stream',
    'calls http http://collector:4317 (opentelemetry) fallback',
  ]);
});

test('databases', () => {
  expect(facts(`
use sqlx::postgres::PgPoolOptions;
use sqlx::{MySqlPool, SqlitePool};
use mongodb::Client;
async fn open() -> Result<(), Error> {
    let pool = PgPoolOptions::new().max_connections(5).connect(&env::var("DATABASE_URL").expect("DATABASE_URL")).await?;
    let other = MySqlPool::connect("mysql://shop:pw@mysql/orders").await?;
    let local = SqlitePool::connect("sqlite://local.db").await?;
    let mongo = Client::with_uri_str("mongodb://mongo:27017").await?;
    let cache = redis::Client::open("redis://cache:6379/")?;
    let db = sea_orm::Database::connect("postgres://db/items").await?;
    let connection = diesel::PgConnection::establish("postgres://old-db/x")?;
    let manager = ConnectionManager::<PgConnection>::new("postgres://pooled/x");
    let (client, connection) = tokio_postgres::connect("host=raw user=x", NoTls).await?;
    Ok(())
}
  `)).toEqual([
    'stores sql ${env:DATABASE_URL} (sqlx)',
    'stores sql mysql://shop:pw@mysql/orders (sqlx)',
    'stores mongodb mongodb://mongo:27017 (mongodb)',
    'stores redis redis://cache:6379/ (redis)',
    'stores sql postgres://db/items (sea-orm)',
    'stores sql postgres://old-db/x (diesel)',
    'stores sql postgres://pooled/x (diesel)',
    'stores sql host=raw user=x (postgres)',
  ]);
});

test('RabbitMQ', () => {
  expect(facts(`
use lapin::{options::*, Connection, ConnectionProperties};
async fn run() -> lapin::Result<()> {
    let addr = std::env::var("AMQP_ADDR").unwrap_or_else(|_| "amqp://rabbitmq:5672".into());
    let connection = Connection::connect(&addr, ConnectionProperties::default()).await?;
    let channel = connection.create_channel().await?;
    channel.basic_publish("", "orders", BasicPublishOptions::default(), b"x", BasicProperties::default()).await?;
    channel.queue_bind("bills", "events", "order.*", QueueBindOptions::default(), FieldTable::default()).await?;
    channel.basic_consume("bills", "me", BasicConsumeOptions::default(), FieldTable::default()).await?;
    Ok(())
}
  `)).toEqual([
    'publishes amqp ${env:AMQP_ADDR:-amqp://rabbitmq:5672} channel=orders (lapin)',
    'subscribes amqp ${env:AMQP_ADDR:-amqp://rabbitmq:5672} channel=events (lapin)',
    'subscribes amqp ${env:AMQP_ADDR:-amqp://rabbitmq:5672} channel=bills (lapin)',
  ]);
});

test('Kafka, NATS, MQTT and Redis', () => {
  expect(facts(`
use rdkafka::{ClientConfig, consumer::StreamConsumer, producer::{FutureProducer, FutureRecord}};
async fn kafka() {
    let producer: FutureProducer = ClientConfig::new().set("bootstrap.servers", "kafka:9092").create().unwrap();
    producer.send(FutureRecord::to("orders").payload("x").key("y"), Duration::from_secs(0)).await;
    let consumer: StreamConsumer = ClientConfig::new().create().unwrap();
    consumer.subscribe(&["payments", "refunds"]).unwrap();
}
  `)).toEqual([
    'publishes kafka kafka:9092 channel=orders (rdkafka)',
    'subscribes kafka kafka:9092 channel=payments (rdkafka)',
    'subscribes kafka kafka:9092 channel=refunds (rdkafka)',
  ]);
  expect(facts(`
async fn nats() -> Result<(), async_nats::Error> {
    let client = async_nats::connect("nats://nats:4222").await?;
    client.publish("orders.created", "x".into()).await?;
    let mut all = client.subscribe("orders.>").await?;
    Ok(())
}
  `)).toEqual([
    'publishes nats nats://nats:4222 channel=orders.created (async-nats)',
    'subscribes nats nats://nats:4222 channel=orders.> (async-nats)',
  ]);
  expect(facts(`
use rumqttc::{AsyncClient, MqttOptions, QoS};
async fn mqtt() {
    let options = MqttOptions::new("me", "mosquitto", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    client.subscribe("sensors/#", QoS::AtMostOnce).await.unwrap();
}
  `)).toEqual(['subscribes mqtt mosquitto (rumqttc)']);
  expect(facts(`
async fn redis() -> redis::RedisResult<()> {
    let client = redis::Client::open("redis://cache/")?;
    let mut connection = client.get_multiplexed_async_connection().await?;
    connection.publish("orders", "x").await?;
    Ok(())
}
  `)).toEqual(['stores redis redis://cache/ (redis)', 'publishes redis redis://cache/ channel=orders (redis)']);
});

test('routes of actix, axum and rocket', () => {
  expect(facts(`
use actix_web::{get, web, App};
#[get("/items/{id}")]
async fn item(path: web::Path<u32>) -> impl Responder { "" }
fn config(app: App) { App::new().service(web::scope("/api").route("/orders", web::post().to(create))); }
  `)).toEqual(['serves GET /items/{id} (actix)', 'serves POST /api/orders (actix)']);
  expect(facts(`
use axum::{routing::get, Router};
fn app() -> Router { Router::new().route("/items", get(list).post(create)) }
  `)).toEqual(['serves GET /items (axum)', 'serves POST /items (axum)']);
});

test('settings that other files read', () => {
  expect(facts(`
use clap::Parser;
pub const TOPIC: &str = "orders";
#[derive(Parser)]
pub struct Args {
    #[arg(long, env = "ORDERS_URL", default_value = "http://orders")]
    pub orders_url: String,
    #[clap(long, env)]
    pub stock_url: String,
}
  `)).toEqual(['constant TOPIC = orders', 'constant Args.orders_url = ${env:ORDERS_URL:-http://orders}', 'constant Args.stock_url = ${env:STOCK_URL}']);
  expect(facts(`
use crate::config::{Args, TOPIC};
async fn call(args: &Args, client: reqwest::Client) { client.get(format!("{}/x", args.orders_url)).send().await; }
  `)).toEqual(['calls http GET ${constant:crate.config.Args#orders_url}/x (reqwest) timeout=?']);
  expect(facts(`
#[derive(Deserialize)]
struct Settings { database_url: String }
fn load() -> Settings { envy::prefixed("SHOP_").from_env::<Settings>().unwrap() }
  `)).toEqual(['constant Settings.database_url = ${env:SHOP_DATABASE_URL}']);
});

test('what only tests use is left out', () => {
  expect(facts(`
#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn works() { reqwest::get("http://localhost:8080").await; }
}
  `)).toEqual([]);
});
