import type { ClientLibrary, HostedService } from './service.js';

/** How the SDKs of Amazon spell a service. */
interface Spelling {
  /** Start of the client's class in Java's second SDK, which is also its package; Kotlin's, C#'s and TypeScript's follow it. */
  readonly type: string;
  /** Names in scripting languages and PHP, where they differ in case from `type`. */
  readonly php?: string;
  readonly ruby?: string;
  /** Folder of the package in Go, the last part of Rust's crate and of the module in TypeScript; `boto3.client(…)` takes it too. */
  readonly package: string;
  /** Where TypeScript and Python write it with dashes. */
  readonly dashed?: string;
  /** Further classes of Java that are made around a client, or stand for one. */
  readonly javaTypes?: string;
}

/** The variable of one service goes before the one for all (AWS SDKs reference, service-specific endpoints). */
function endpointVariables(id: string): string[] {
  return [`AWS_ENDPOINT_URL_${id.replace(/^amazon-|^aws-/, '').replace(/-/g, '_').toUpperCase()}`, 'AWS_ENDPOINT_URL'];
}

function clients({ type, php = type, ruby = type, package: folder, dashed = folder, javaTypes }: Spelling): HostedService['clients'] {
  const java: ClientLibrary[] = [
    ['aws', new RegExp(`(?:^|\\.)(?:${type}(?:Async)?Client|(?:Amazon|AWS)${type}(?:Async)?(?:Client)?(?:Builder)?)(?:\\.(?:builder|standard)\\(\\)[\\w.()]*\\.build|\\.create|\\.defaultClient|\\(\\)\\.\\w+)$`)],
  ];
  if (javaTypes !== undefined) java.push(['aws', new RegExp(`(?:^|\\.)(?:${javaTypes})(?:\\.builder\\(\\)[\\w.()]*\\.build|\\.create|\\(\\)\\.\\w+)$`)]);
  return {
    java,
    csharp: [['Amazon', new RegExp(`(?:^|\\.)(?:Amazon${type}Client|IAmazon${type}\\(\\)\\.\\w+)$`)]],
    go: [['github.com/aws/aws-sdk-go', new RegExp(`^github\\.com/aws/aws-sdk-go(?:-v2)?/service/${folder}\\.New(?:FromConfig)?$`)]],
    python: [['boto3', new RegExp(`^(?:aio)?boto3\\.(?:(?:session\\.)?Session\\(\\)\\.)?(?:client|resource)\\("${dashed}"\\)$`)]],
    php: [['Aws\\', new RegExp(`(?:^|\\.)Aws\\.(?:${php}\\.${php}(?:Multi(?:Region)?)?Client|Sdk\\(\\)\\.create${php})$`)]],
    ruby: [['Aws::', new RegExp(`^Aws\\.${ruby}\\.(?:Client|Resource|Bucket|Object)$`)]],
    rust: [[`aws_sdk_${folder}`, new RegExp(`^aws_sdk_${folder}\\.Client\\.(?:new|from_conf)$`)]],
    typescript: [[`@aws-sdk/client-${dashed}`, new RegExp(`^${type}(?:Client)?$`)], ['aws-sdk', new RegExp(`^(?:AWS\\.)?${ruby}(?:\\.DocumentClient)?$`)]],
  };
}

/** What stands in for all of Amazon. */
const STAND_INS = /localstack|moto(?:server)?\b|floci/;

export const AMAZON: readonly HostedService[] = [
  {
    id: 'amazon-s3', name: 'Amazon S3', aliases: ['s3', 'aws s3', 'S3 object storage', 's3 bucket', 'simple storage service'], relation: 'stores', protocol: 's3',
    hosts: /(?:^|[.-])s3(?:[.-][a-z0-9-]{1,30}){0,2}\.amazonaws\.com$/, endpointVariables: endpointVariables('amazon-s3'), standIns: /localstack|moto(?:server)?\b|minio|s3mock|s3ninja|rustfs|seaweedfs|garage|ceph/,
    clients: clients({ type: 'S3', package: 's3', javaTypes: 'S3Template|S3Operations|S3TransferManager|TransferManagerBuilder' }),
  },
  {
    id: 'amazon-dynamodb', name: 'Amazon DynamoDB', aliases: ['dynamodb', 'aws dynamodb', 'dynamo', 'dynamo db'], relation: 'stores', protocol: 'dynamodb',
    hosts: /(?:^|\.)dynamodb(?:\.[a-z0-9-]{1,30})?\.amazonaws\.com$/, endpointVariables: endpointVariables('amazon-dynamodb'), standIns: /localstack|moto(?:server)?\b|dynamo/,
    clients: clients({ type: 'Dynamo[Dd][Bb]', php: 'DynamoDb', ruby: 'DynamoDB', package: 'dynamodb', javaTypes: 'DynamoDbEnhanced(?:Async)?Client|DynamoDbTemplate|DynamoDbOperations|DynamoDBMapper' }),
  },
  {
    id: 'amazon-sqs', name: 'Amazon SQS', aliases: ['sqs', 'aws sqs', 'simple queue service'], relation: 'publishes', protocol: 'sqs',
    hosts: /(?:^|\.)(?:sqs(?:\.[a-z0-9-]{1,30})?|[a-z0-9-]{1,30}\.queue)\.amazonaws\.com$/, endpointVariables: endpointVariables('amazon-sqs'), standIns: /localstack|moto(?:server)?\b|elasticmq|sqs/, meantBy: ['sqs'], clients: {},
  },
  {
    id: 'amazon-sns', name: 'Amazon SNS', aliases: ['sns', 'aws sns', 'simple notification service'], relation: 'publishes', protocol: 'sns',
    hosts: /(?:^|\.)sns(?:\.[a-z0-9-]{1,30})?\.amazonaws\.com$/, endpointVariables: endpointVariables('amazon-sns'), standIns: /localstack|moto(?:server)?\b|sns/, meantBy: ['sns'], clients: {},
  },
  {
    id: 'amazon-eventbridge', name: 'Amazon EventBridge', aliases: ['eventbridge', 'aws eventbridge', 'cloudwatch events'], relation: 'publishes', protocol: 'eventbridge',
    endpointVariables: endpointVariables('amazon-eventbridge'), standIns: STAND_INS, meantBy: ['eventbridge'], clients: clients({ type: 'EventBridge', package: 'eventbridge', dashed: 'events' }),
  },
  {
    id: 'amazon-kinesis', name: 'Amazon Kinesis', aliases: ['kinesis', 'aws kinesis', 'kinesis data streams'], relation: 'publishes', protocol: 'kinesis',
    endpointVariables: endpointVariables('amazon-kinesis'), standIns: /localstack|moto(?:server)?\b|kinesis/, clients: clients({ type: 'Kinesis', package: 'kinesis' }),
  },
  {
    id: 'amazon-ses', name: 'Amazon SES', aliases: ['ses', 'aws ses', 'simple email service'], relation: 'calls', protocol: 'http',
    hosts: /(?:^|\.)email(?:-smtp)?(?:\.[a-z0-9-]{1,30})?\.amazonaws\.com$/, endpointVariables: endpointVariables('amazon-ses'), standIns: STAND_INS,
    clients: clients({ type: '(?:SimpleEmailService|SesV?2?|SESV?2?)', php: 'Ses(?:V2)?', ruby: 'SES(?:V2)?', package: 'ses(?:v2)?', dashed: 'ses' }),
  },
  {
    id: 'amazon-bedrock', name: 'Amazon Bedrock', aliases: ['bedrock', 'aws bedrock', 'bedrock runtime'], relation: 'calls', protocol: 'http',
    hosts: /(?:^|\.)bedrock(?:-runtime)?(?:\.[a-z0-9-]{1,30})?\.amazonaws\.com$/, endpointVariables: endpointVariables('amazon-bedrock'), standIns: STAND_INS,
    clients: clients({ type: 'BedrockRuntime', package: 'bedrockruntime', dashed: 'bedrock-runtime' }),
  },
  {
    id: 'amazon-cognito', name: 'Amazon Cognito', aliases: ['cognito', 'aws cognito', 'cognito user pools'], relation: 'calls', protocol: 'http',
    hosts: /(?:^|\.)(?:cognito-i[a-z]{2,3}(?:\.[a-z0-9-]{1,30})?\.amazonaws|amazoncognito)\.com$/, endpointVariables: endpointVariables('amazon-cognito'), standIns: STAND_INS,
    clients: clients({ type: 'CognitoIdentityProvider', package: 'cognitoidentityprovider', dashed: 'cognito-(?:idp|identity-provider)' }),
  },
];
