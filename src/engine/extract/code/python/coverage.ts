import type { Coverage } from '../../../model/facts.js';

/** What is read of Python, and what is not. */
export const pythonCoverage: Coverage = {
  title: 'Python',
  readings: [
    { technology: 'requests', reads: 'functions and sessions: URL, method, `timeout`', yields: 'use' },
    { technology: 'httpx and aiohttp', reads: 'functions and clients with `base_url` and `timeout`, and their defaults', yields: 'use' },
    { technology: 'Other HTTP clients', reads: '`urllib`, `urllib3`, `http.client`, tornado, WebSockets, XML-RPC, SOAP of zeep and suds, `gql`', yields: 'use' },
    { technology: 'gRPC', reads: 'channels, deadlines of stubs in the same file', yields: 'use' },
    { technology: 'Nameko', reads: '`RpcProxy`, event dispatchers and handlers', yields: 'use' },
    { technology: 'Retries and breakers', reads: '`tenacity`, `backoff`, `retrying`, `stamina`; `pybreaker`, `circuitbreaker`, `aiobreaker`', yields: 'use' },
    { technology: 'Routes', reads: 'Flask, FastAPI, Quart, Sanic, Bottle, aiohttp, Django, Starlette, Tornado', yields: 'handler' },
    { technology: 'SQL', reads: 'SQLAlchemy, SQLModel, psycopg, asyncpg, MySQL and Oracle drivers, peewee, Tortoise, `databases`, `SQLALCHEMY_DATABASE_URI`', yields: 'use' },
    { technology: 'Django settings', reads: '`DATABASES`, `CACHES`, `CHANNEL_LAYERS`, `CELERY_BROKER_URL`', yields: 'use' },
    { technology: 'MongoDB', reads: 'pymongo, motor, mongoengine, `MONGO_URI`', yields: 'use' },
    { technology: 'Redis', reads: 'clients, pools, clusters; `publish` and `subscribe`', yields: 'use' },
    { technology: 'Other databases', reads: 'Elasticsearch, OpenSearch, memcached, Cassandra, Neo4j, InfluxDB, ClickHouse, MinIO', yields: 'use' },
    { technology: 'RabbitMQ', reads: 'pika, aio-pika, kombu: connection, publish, consume, bind', yields: 'use' },
    { technology: 'Kafka', reads: 'kafka-python, aiokafka, confluent-kafka, faust: servers, topics', yields: 'use' },
    { technology: 'Celery', reads: 'broker, tasks, `send_task`, `apply_async`, `delay`', yields: 'use' },
    { technology: 'Other task queues', reads: 'brokers of RQ, Dramatiq and arq', yields: 'use' },
    { technology: 'NATS', reads: 'subjects, requests, JetStream', yields: 'use' },
    { technology: 'MQTT', reads: 'paho: topics', yields: 'use' },
    { technology: 'Pulsar', reads: 'topics of producers and consumers', yields: 'use' },
    { technology: 'Amazon SQS and SNS', reads: 'boto3: queues, topics', yields: 'use' },
    { technology: 'Azure Service Bus', reads: 'queues and topics', yields: 'use' },
    { technology: 'Google Pub/Sub', reads: 'topics and subscriptions', yields: 'use' },
    { technology: 'Dapr', reads: 'invocation, state, publish, bindings, subscriptions', yields: 'use' },
    { technology: 'Mail and telemetry', reads: '`smtplib`, OpenTelemetry and Jaeger exporters, log handlers, statsd, Sentry', yields: 'use' },
    { technology: 'Settings', reads: 'constants of modules and classes, `os.environ`, decouple, environs, django-environ, pydantic settings; also from other modules', yields: 'constant' },
  ],
  notRead: ['Values that functions of other modules give', 'Dynaconf', 'What a base class in another module does'],
};
