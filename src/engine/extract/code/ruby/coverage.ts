import type { Coverage } from '../../../model/facts.js';

/** What is read of Ruby, and what is not. */
export const rubyCoverage: Coverage = {
  title: 'Ruby',
  readings: [
    { technology: 'Net::HTTP', reads: 'connections and functions: host, `read_timeout` and its default', yields: 'use' },
    { technology: 'Faraday and HTTParty', reads: 'base URLs, time-outs, faraday-retry', yields: 'use' },
    { technology: 'Other HTTP clients', reads: 'RestClient, http.rb, HTTPX, Typhoeus, Excon, open-uri', yields: 'use' },
    { technology: 'gRPC', reads: 'stubs: host, `timeout`', yields: 'use' },
    { technology: 'Retries and breakers', reads: 'Stoplight, Circuitbox, Semian, Retriable around a call', yields: 'use' },
    { technology: 'Routes', reads: 'Sinatra, Rails, WEBrick: paths', yields: 'handler' },
    { technology: 'SQL', reads: 'pg, mysql2, Sequel, `establish_connection`', yields: 'use' },
    { technology: 'Other databases', reads: 'Redis, MongoDB, memcached, Elasticsearch, OpenSearch', yields: 'use' },
    { technology: 'RabbitMQ', reads: 'Bunny, Sneakers, Hutch: queues and exchanges', yields: 'use' },
    { technology: 'Kafka', reads: 'ruby-kafka, rdkafka, Karafka, WaterDrop: servers, topics', yields: 'use' },
    { technology: 'Sidekiq', reads: 'Redis of server and client, jobs', yields: 'use' },
    { technology: 'NATS', reads: 'subjects, requests', yields: 'use' },
    { technology: 'Amazon SQS and SNS', reads: 'queues, topics', yields: 'use' },
    { technology: 'Hosted services', reads: 'clients of Amazon, Google Cloud and Azure, Stripe, PayPal, Twilio, SendGrid, OpenAI, Anthropic and others: the public service, or the endpoint they are given', yields: 'use' },
  ],
  notRead: ['`config/database.yml` and other templates of settings', 'Constants of other files', 'Resources of the routes of Rails'],
};
