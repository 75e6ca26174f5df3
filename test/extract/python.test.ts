import { beforeAll, describe, expect, test } from 'vitest';
import { pythonExtractor } from '../../src/engine/extract/code/python/index.js';
import type { UseFact } from '../../src/engine/model/code-facts.js';
import { applyEdits, fill } from '../../src/engine/model/text.js';
import { factsOf } from '../support/code-facts.js';
import { loadGrammarsForTest } from '../support/grammars.js';

beforeAll(() => loadGrammarsForTest('python'));

/** Facts of a file, without its constants. */
function facts(text: string): string[] {
  return all(text).filter((fact) => !fact.startsWith('constant '));
}

function all(text: string): string[] {
  return factsOf(pythonExtractor, 'orders/app/main.py', text);
}

describe('HTTP clients', () => {
  test('requests: no time-out unless the call has one', () => {
    expect(facts(`
import requests
session = requests.Session()
def items():
    requests.get("http://stock/items")
    session.post("http://pay/payments", json={}, timeout=(1, 2.5))
    requests.request("PUT", url="http://ship", timeout=5)
def later(client: requests.Session):
    client.get("http://later")
`)).toEqual([
      'calls http GET http://stock/items (requests)',
      'calls http POST http://pay/payments (requests) timeout=2500',
      'calls http PUT http://ship (requests) timeout=5000',
      'calls http GET http://later (requests) timeout=?',
    ]);
  });

  test('httpx, aiohttp and the standard library', () => {
    expect(facts(`
import httpx, aiohttp
from urllib.request import urlopen
async def f():
    async with httpx.AsyncClient(base_url="http://stock", timeout=3) as client:
        await client.get("/items")
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session:
        async with session.get("http://pay/x") as answer:
            pass
    urlopen("http://ship", timeout=60 * 2)
`)).toEqual([
      'calls http GET http://stock/items (httpx) timeout=3000',
      'calls http GET http://pay/x (aiohttp) timeout=2000',
      'calls http http://ship (urllib) timeout=120000',
    ]);
  });

  test('a wrapper passes its options on; a table of services', () => {
    expect(facts(`
import os, requests
domain = "" if os.environ.get("DOMAIN") is None else "." + os.environ.get("DOMAIN")
stock = {"name": "http://{0}{1}:{2}".format(os.environ.get("STOCK_HOST", "stock"), domain, 9080), "endpoint": "items"}
def items(id):
    return send(stock["name"] + "/" + stock["endpoint"] + "/" + str(id), timeout=3.0)
def send(url, **kwargs):
    return requests.get(url, **kwargs)
`)).toEqual(['calls http GET http://${env:STOCK_HOST:-stock}:9080/items/${items(0)} (requests) timeout=3000']);
  });

  test('retries and breakers by decorators', () => {
    expect(facts(`
import requests, pybreaker
from tenacity import retry, stop_after_attempt
breaker = pybreaker.CircuitBreaker(fail_max=5)
@retry(stop=stop_after_attempt(3))
@breaker
def items():
    return requests.get("http://stock", timeout=1)
`)).toEqual(['calls http GET http://stock (requests) timeout=1000 retries=2 breaker']);
  });

  test.each([
    ['requests.get(url)', 'requests.get(url, timeout=2)'],
    ['requests.post(url, json={"a": 1})', 'requests.post(url, json={"a": 1}, timeout=2)'],
    ['requests.get(url, **options)', undefined],
  ])('fix of %s', (call, fixed) => {
    const text = `import requests\nurl = "http://stock"\n${call}\n`;
    const use = pythonExtractor.extract('a.py', text).facts.find((fact): fact is UseFact => fact.kind === 'use');
    const fix = use?.care.timeoutFix;
    expect(fix && applyEdits(text, [fill(fix.slot, fix.item.replace('{s}', '2'))]).split('\n')[2]).toBe(fixed);
  });
});

describe('what an address is made of', () => {
  test.each([
    ['os.environ["STOCK"]', '${env:STOCK}'],
    ['os.getenv("STOCK", "stock:9000")', '${env:STOCK:-stock:9000}'],
    ['os.environ.get("STOCK") or "stock:9000"', '${env:STOCK:-stock:9000}'],
    ['config("STOCK", default="stock:9000")', '${env:STOCK:-stock:9000}'],
    ['f"{os.getenv(\'STOCK\')}:9000"', '${env:STOCK}:9000'],
    ['"%s:%d" % (os.getenv("STOCK"), 9000)', '${env:STOCK}:9000'],
    ['"{host}:{port}".format(host="stock", port=9000)', 'stock:9000'],
    ['":".join([os.getenv("STOCK"), "9000"])', '${env:STOCK}:9000'],
    ['Settings().stock_addr', '${env:APP_STOCK_ADDR:-stock:9000}'],
    ['settings.STOCK', '${constant:django.conf.settings#STOCK}'],
    ['getattr(settings, "STOCK", "stock:9000")', '${constant:django.conf.settings#STOCK:-stock:9000}'],
    ['endpoints.STOCK', '${constant:app.endpoints#STOCK}'],
    ['PAY', '${constant:./local#PAY}'],
  ])('%s', (written, read) => {
    expect(facts(`
import os, grpc
from decouple import config
from django.conf import settings
from pydantic_settings import BaseSettings, SettingsConfigDict
from app import endpoints
from .local import PAY
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_")
    stock_addr: str = "stock:9000"
channel = grpc.insecure_channel(${written})
`)).toEqual([`calls grpc ${read} (grpc) timeout=?`]);
  });

  test('constants that other modules import', () => {
    expect(all(`
import os
from pydantic import BaseSettings, Field
STOCK = os.getenv("STOCK_URL", "http://stock")
class Settings(BaseSettings):
    pay_url: str = Field("http://pay", env="PAY")
settings = Settings()
`)).toEqual(['constant STOCK = ${env:STOCK_URL:-http://stock}', 'constant Settings.pay_url = ${env:PAY:-http://pay}', 'constant settings.pay_url = ${env:PAY:-http://pay}']);
  });
});

test('gRPC: deadlines are those of the stubs', () => {
  expect(facts(`
import grpc, stock_pb2_grpc
channel = grpc.insecure_channel("stock:9000")
stub = stock_pb2_grpc.StockStub(channel)
def items():
    return stub.List(None)
`)).toEqual(['calls grpc stock:9000 (grpc)']);
});

test('databases and caches', () => {
  expect(facts(`
import psycopg2, redis
from sqlalchemy import create_engine
from pymongo import MongoClient
psycopg2.connect(host="orders-db", port=5432, dbname="orders")
engine = create_engine("mysql+pymysql://u:p@stock-db/stock")
cache = redis.Redis(host="cache", port=6379)
mongo = MongoClient("mongodb://mongo:27017")
create_engine("sqlite:///local.db")
`)).toEqual([
    'stores sql orders-db:5432 database=orders (postgres)',
    'stores sql mysql+pymysql://u:p@stock-db/stock (mysql)',
    'stores redis cache:6379 (redis)',
    'stores mongodb mongodb://mongo:27017 (pymongo)',
  ]);
  expect(facts(`
import os
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": os.environ.get("DB_HOST", "db"), "NAME": "shop"}}
SQLALCHEMY_DATABASE_URI = "postgresql://users-db/users"
`)).toEqual(['stores sql ${env:DB_HOST:-db} database=shop (django)', 'stores sql postgresql://users-db/users (sqlalchemy)']);
});

describe('brokers', () => {
  test('pika: host of the parameters; channels that are passed in', () => {
    expect(facts(`
import pika
def listen():
    connection = pika.BlockingConnection(pika.ConnectionParameters(host="rabbitmq"))
    channel = connection.channel()
    channel.basic_consume(queue="orders", on_message_callback=handle)
def send(channel):
    channel.basic_publish(exchange="", routing_key="payments", body="")
`)).toEqual(['publishes amqp rabbitmq (pika)', 'subscribes amqp rabbitmq channel=orders (pika) after-work', 'publishes amqp rabbitmq channel=payments (pika)']);
  });

  test('Kafka and Celery', () => {
    expect(facts(`
from kafka import KafkaProducer, KafkaConsumer
producer = KafkaProducer(bootstrap_servers=["kafka:9092"])
producer.send("orders", b"")
consumer = KafkaConsumer("payments", bootstrap_servers="kafka:9092")
`)).toEqual(['publishes kafka kafka:9092 channel=orders (kafka-python)', 'subscribes kafka kafka:9092 channel=payments (kafka-python)']);
    expect(facts(`
from celery import Celery
app = Celery("orders", broker="redis://redis:6379/0")
@app.task
def bill(): pass
`)).toEqual(['subscribes redis redis://redis:6379/0 (celery)', 'subscribes message (celery)']);
  });
});

test('routes', () => {
  expect(facts('from flask import Flask, Blueprint\nbp = Blueprint("v1", __name__, url_prefix="/v1")\n@bp.route("/items/<id>", methods=["GET", "DELETE"])\ndef item(id): pass\n'))
    .toEqual(['serves GET /v1/items/<id> (flask)', 'serves DELETE /v1/items/<id> (flask)']);
  expect(facts('from fastapi import APIRouter\nrouter = APIRouter(prefix="/items")\n@router.post("/{id}")\nasync def add(id): pass\n')).toEqual(['serves POST /items/{id} (fastapi)']);
  expect(facts('from django.urls import path, include\nurlpatterns = [path("items/", views.items), path("api/", include("api.urls"))]\n')).toEqual(['serves ALL /items/ (django)']);
});
