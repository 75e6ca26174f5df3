import type { Coverage } from '../../../model/facts.js';

/** What is read of Rust, and what is not. */
export const rustCoverage: Coverage = {
  title: 'Rust',
  readings: [
    { technology: 'reqwest', reads: 'clients, builders and blocking clients: URL, method, `timeout`; retries of `reqwest_middleware`', yields: 'use' },
    { technology: 'hyper', reads: '`Request::builder().uri(…)`, `Request::get(…)`', yields: 'use' },
    { technology: 'Other HTTP clients', reads: '`ureq`, `surf`, `isahc`, `awc`, WebSockets of `tungstenite`', yields: 'use' },
    { technology: 'gRPC', reads: 'tonic: `OrdersClient::connect`, `Channel`, `Endpoint` and their `timeout`', yields: 'use' },
    { technology: 'Time limits, retries and breakers', reads: '`tokio::time::timeout`, `tokio_retry`, `backoff`, `failsafe` around a call', yields: 'use' },
    { technology: 'Routes', reads: 'actix-web, axum, rocket, poem, salvo', yields: 'handler' },
    { technology: 'SQL', reads: '`sqlx`, `diesel`, `sea_orm`, `tokio_postgres`, `mysql_async`, `deadpool`', yields: 'use' },
    { technology: 'Other databases', reads: '`mongodb`, `redis`, `fred`, `scylla`, `elasticsearch`, `memcache`, `neo4rs`, `clickhouse`, `influxdb`', yields: 'use' },
    { technology: 'RabbitMQ', reads: '`lapin`: connection, publish, consume, bind', yields: 'use' },
    { technology: 'Kafka', reads: '`rdkafka` and `kafka`: servers, topics', yields: 'use' },
    { technology: 'NATS', reads: '`async_nats`: subjects, requests', yields: 'use' },
    { technology: 'MQTT, Pulsar, Redis channels', reads: '`rumqttc`, `pulsar`, `publish` and `subscribe` of `redis`', yields: 'use' },
    { technology: 'Amazon SQS and SNS', reads: '`aws_sdk_sqs`, `aws_sdk_sns`: queues and topics', yields: 'use' },
    { technology: 'Mail and telemetry', reads: '`lettre`, exporters of `opentelemetry_otlp`, `sentry`', yields: 'use' },
    { technology: 'Settings', reads: 'constants, fields of types, `std::env`, `dotenvy`, `envy`, `clap` with `env`, keys of `config`; also those of other modules and crates of the workspace', yields: 'constant' },
    { technology: 'Hosted services', reads: 'clients of Amazon, Google Cloud and Azure, Stripe, PayPal, Twilio, SendGrid, OpenAI, Anthropic and others: the public service, or the endpoint they are given', yields: 'use' },
  ],
  notRead: ['Filters of warp', 'What macros make, except `format!`, `concat!`, `vec!` and `join!`', 'Traits: which of several implementations is called', 'What functions pass to those of other modules'],
};
