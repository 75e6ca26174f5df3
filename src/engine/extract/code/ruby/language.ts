import { mentionedLibraries } from '../../../model/hosted-services/index.js';
import type { SourceLanguage } from '../language.js';

/** Constants and methods that facts come from. */
const CANDIDATE = new RegExp([
  '\\b(?:Net::HTTP|HTTParty|Faraday|RestClient|Typhoeus|Excon|HTTP\\.|HTTPX|URI\\.(?:open|parse|join)|Stub\\.new|Savon)',
  '\\b(?:PG|Mysql2|Redis|Mongo|Mongoid|Sequel|establish_connection|Dalli|Elasticsearch|OpenSearch|Cassandra|SQLite3|Trilogy)\\b',
  '\\b(?:Bunny|Kafka|Rdkafka|WaterDrop|Karafka\\w*|NATS|Sidekiq|perform_async|perform_in|Aws::S[QN]S|Sneakers|Racecar|MQTT|Stomp|Shoryuken|Hutch|Aws)\\b',
  '^\\s*(?:get|post|put|patch|delete|match|resources)[ (]|\\bmount_proc\\b',
  mentionedLibraries('ruby'),
].join('|'), 'm');

/** Ruby. */
export const ruby: SourceLanguage = {
  id: 'ruby',
  grammar: 'ruby',
  files: /\.(?:rb|ru)$/,
  notInProduction: /(?:^|\/)(?:tests?|spec|features|db\/migrate|vendor)\/|_(?:spec|test|pb)\.rb$/,
  candidate: CANDIDATE,
};
