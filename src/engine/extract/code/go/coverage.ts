import type { Coverage } from '../../../model/facts.js';

/** What is read of Go, and what is not. */
export const goCoverage: Coverage = {
  title: 'Go',
  readings: [
    { technology: 'net/http', reads: 'functions, clients, requests and who sends them; `Timeout`, deadlines of contexts; reverse proxies, `net/rpc`', yields: 'use' },
    { technology: 'Other HTTP clients', reads: 'resty, fasthttp, gorequest, sling, req, go-retryablehttp, WebSockets', yields: 'use' },
    { technology: 'gRPC', reads: '`Dial`, `DialContext`, `NewClient`; deadlines in the same file', yields: 'use' },
    { technology: 'RPC over HTTP', reads: 'clients of Twirp and Connect', yields: 'use' },
    { technology: 'Frameworks of microservices', reads: 'clients of Kratos, go-zero and go-kit: endpoints, also through a registry', yields: 'use' },
    { technology: 'Retries and breakers', reads: 'gobreaker, hystrix-go, failsafe-go, retry-go, backoff', yields: 'use' },
    { technology: 'Routes', reads: '`net/http`, gorilla/mux, Gin, Echo, chi, Fiber, httprouter', yields: 'handler' },
    { technology: 'SQL', reads: '`database/sql`, sqlx, pgx, GORM, ent, bun, go-pg, xorm; not SQLite and other files', yields: 'use' },
    { technology: 'MongoDB', reads: 'mongo-driver, mgo', yields: 'use' },
    { technology: 'Redis', reads: 'go-redis, redigo, rueidis: servers; `Publish` and `Subscribe`', yields: 'use' },
    { technology: 'Other databases', reads: 'memcached, Cassandra, Elasticsearch, Neo4j, InfluxDB, ClickHouse, MinIO, etcd', yields: 'use' },
    { technology: 'RabbitMQ', reads: 'amqp091, streadway/amqp: connection, publish, consume, bind', yields: 'use' },
    { technology: 'AMQP 1.0 and Azure Service Bus', reads: 'senders and receivers', yields: 'use' },
    { technology: 'Kafka', reads: 'sarama, kafka-go, confluent-kafka-go, franz-go: servers, topics', yields: 'use' },
    { technology: 'NATS', reads: 'subjects, requests, JetStream, Streaming', yields: 'use' },
    { technology: 'NSQ and Pulsar', reads: 'addresses and topics of producers and consumers', yields: 'use' },
    { technology: 'MQTT', reads: 'paho: broker, topics', yields: 'use' },
    { technology: 'Watermill', reads: 'publishers, subscribers, handlers of its router', yields: 'use' },
    { technology: 'Task queues', reads: 'asynq, machinery: broker', yields: 'use' },
    { technology: 'Amazon SQS and SNS', reads: 'queues, topics', yields: 'use' },
    { technology: 'Google Pub/Sub', reads: 'topics and subscriptions', yields: 'use' },
    { technology: 'Dapr', reads: 'invocation, state, publish, bindings, subscriptions', yields: 'use' },
    { technology: 'Mail and telemetry', reads: '`net/smtp`, gomail, exporters of OpenTelemetry, Jaeger and Zipkin, fluentd, statsd, Sentry', yields: 'use' },
    { technology: 'Settings', reads: 'constants and variables of packages, fields of types, `os.Getenv` and functions named so, flags, viper, tags of envconfig, cleanenv and env', yields: 'constant' },
    { technology: 'Hosted services', reads: 'clients of Amazon, Google Cloud and Azure, Stripe, PayPal, Twilio, SendGrid, OpenAI, Anthropic and others: the public service, or the endpoint they are given', yields: 'use' },
  ],
  notRead: ['Which implementation of an interface is called', 'What is put together by Wire or fx', 'Values that are parsed from files while the program runs, except by viper'],
};
