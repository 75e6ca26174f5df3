import type { Coverage } from '../../../model/facts.js';

/** What is read of PHP, and what is not. */
export const phpCoverage: Coverage = {
  title: 'PHP',
  readings: [
    { technology: 'Guzzle', reads: 'clients with `base_uri` and `timeout`, requests', yields: 'use' },
    { technology: 'Symfony HttpClient', reads: 'requests, `base_uri`, `timeout` and its default', yields: 'use' },
    { technology: 'Laravel Http', reads: 'requests, `baseUrl`, `timeout`, `retry`', yields: 'use' },
    { technology: 'cURL and streams', reads: '`curl_init`, `CURLOPT_URL`, `CURLOPT_TIMEOUT`, `file_get_contents`, SOAP', yields: 'use' },
    { technology: 'Breakers', reads: 'Ganesha: `isAvailable` in the function of the call', yields: 'use' },
    { technology: 'gRPC', reads: 'clients that are made with a host', yields: 'use' },
    { technology: 'Thrift', reads: 'sockets and HTTP transports: host and port', yields: 'use' },
    { technology: 'Routes', reads: 'Laravel, Lumen, Slim, attributes of Symfony', yields: 'handler' },
    { technology: 'SQL', reads: 'PDO, mysqli, pgsql, Doctrine, Eloquent', yields: 'use' },
    { technology: 'Other databases', reads: 'Redis, Predis, memcached, MongoDB, Elasticsearch', yields: 'use' },
    { technology: 'RabbitMQ', reads: 'php-amqplib: connection, publish, consume', yields: 'use' },
    { technology: 'Kafka', reads: 'rdkafka: servers, topics', yields: 'use' },
    { technology: 'Queues of Laravel', reads: '`config/queue.php`: the connection that the environment chooses, to RabbitMQ, Kafka, SQS and Beanstalkd; workers by their commands', yields: 'constant' },
    { technology: 'Settings', reads: 'constants of classes, `getenv`, `env()`, files in `config/` that return arrays, `config(…)`, container parameters', yields: 'constant' },
    { technology: 'Hosted services', reads: 'clients of Amazon, Google Cloud and Azure, Stripe, PayPal, Twilio, SendGrid, OpenAI, Anthropic and others: the public service, or the endpoint they are given', yields: 'use' },
  ],
  notRead: ['`services.yaml` and other YAML of Symfony, except its HTTP clients', 'Transports of Symfony Messenger, except by the environment', 'Which jobs go to which queue of Laravel', 'Templates'],
};
