import { mentionedLibraries } from '../../../model/hosted-services/index.js';
import type { SourceLanguage } from '../language.js';

/** Functions, classes and methods that facts come from. */
const CANDIDATE = new RegExp([
  '\\b(?:curl_init|curl_setopt\\w*|CURLOPT_URL|file_get_contents|fsockopen|SoapClient|TSocket|THttpClient|TCurlClient|Grpc|GuzzleHttp|HttpClient\\w*|Http::|getenv|setParameter|base_uri)|\\benv\\(|\\bconfig\\(|\\bconst\\s+\\w+\\s*=\\s*[\'"][a-z]+:',
  '\\b(?:PDO|mysqli\\w*|pg_p?connect|Predis|Redis\\w*|Memcached?|MongoDB|DriverManager|ClientBuilder|Elasticsearch|Capsule)\\b',
  '\\b(?:AMQP\\w+|basic_(?:publish|consume)|RdKafka|Stomp|PhpMqtt|Nats\\w*|SqsClient|SnsClient|ServicesResource)\\b',
  '\\bRoute::|#\\[Route|->(?:get|post|put|patch|delete|any|map)\\(\\s*[\'"]/',
  mentionedLibraries('php'),
].join('|'));

/** PHP. */
export const php: SourceLanguage = {
  id: 'php',
  grammar: 'php',
  files: /\.php$/,
  notInProduction: /(?:^|\/)(?:[Tt]ests?|spec|cache|storage|migrations)\/|Test\.php$|\.blade\.php$/,
  candidate: CANDIDATE,
};
