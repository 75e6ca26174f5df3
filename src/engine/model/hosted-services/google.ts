import type { HostedService } from './service.js';

/** Clients of Google Cloud: `com.google.cloud.<package>`, `Google.Cloud.<Name>.V1`, `cloud.google.com/go/<folder>`, `google.cloud.<module>`. */
export const GOOGLE: readonly HostedService[] = [
  {
    id: 'cloud-spanner', name: 'Cloud Spanner', aliases: ['spanner', 'google cloud spanner', 'google spanner'], relation: 'stores', protocol: 'spanner',
    hosts: /(?:^|\.)spanner\.googleapis\.com$/, endpointVariables: ['SPANNER_EMULATOR_HOST'], standIns: /spanner/,
    clients: {
      java: [['google.cloud.spanner', /(?:^|\.)SpannerOptions(?:\.newBuilder\(\)[\w.()]*\.build\(\))?\.getService$/]],
      csharp: [['Google.Cloud.Spanner', /(?:^|\.)Spanner(?:Connection|Client\.Create(?:Async)?|ClientBuilder\(\)\.Build(?:Async)?)$/]],
      go: [['cloud.google.com/go/spanner', /^cloud\.google\.com\/go\/spanner\.NewClient(?:WithConfig)?$/]],
      python: [['google.cloud', /^google\.cloud\.spanner(?:_v1)?\.Client$/]],
      php: [['Google\\Cloud\\Spanner', /(?:^|\.)Google\.Cloud\.Spanner\.SpannerClient$/]],
      ruby: [['Google::Cloud', /^Google\.Cloud\.Spanner$/]],
      rust: [['google_cloud_spanner', /^google_cloud_spanner\.client\.Client\.new$/]],
      typescript: [['@google-cloud/spanner', /^Spanner$/]],
    },
  },
  {
    id: 'firestore', name: 'Cloud Firestore', aliases: ['firestore', 'google firestore', 'google cloud firestore', 'firebase firestore'], relation: 'stores', protocol: 'firestore',
    hosts: /(?:^|\.)firestore\.googleapis\.com$/, endpointVariables: ['FIRESTORE_EMULATOR_HOST'], standIns: /firestore|firebase|gcloud|cloud-sdk/,
    clients: {
      java: [['google.cloud.firestore', /(?:^|\.)FirestoreOptions(?:\.newBuilder\(\)[\w.()]*\.build\(\)|\.getDefaultInstance\(\))?\.getService$|(?:^|\.)FirestoreClient\.getFirestore$/]],
      csharp: [['Google.Cloud.Firestore', /(?:^|\.)FirestoreDb\.Create(?:Async)?$|(?:^|\.)FirestoreDbBuilder\(\)\.Build(?:Async)?$/]],
      go: [['cloud.google.com/go/firestore', /^cloud\.google\.com\/go\/firestore\.NewClient(?:WithDatabase)?$/]],
      python: [['google.cloud', /^google\.cloud\.firestore(?:_v1)?\.(?:Async)?Client$/], ['firebase_admin', /^firebase_admin\.firestore(?:_async)?\.client$/]],
      php: [['Google\\Cloud\\Firestore', /(?:^|\.)Google\.Cloud\.Firestore\.FirestoreClient$/]],
      ruby: [['Google::Cloud', /^Google\.Cloud\.Firestore$/]],
      typescript: [['@google-cloud/firestore', /^Firestore$/], ['firebase-admin/firestore', /^getFirestore$/]],
    },
  },
  {
    id: 'bigquery', name: 'BigQuery', aliases: ['google bigquery', 'big query', 'google cloud bigquery'], relation: 'stores', protocol: 'bigquery',
    hosts: /(?:^|\.)bigquery\.googleapis\.com$/, standIns: /bigquery/,
    clients: {
      java: [['google.cloud.bigquery', /(?:^|\.)BigQueryOptions(?:\.newBuilder\(\)[\w.()]*\.build\(\)|\.getDefaultInstance\(\))?\.getService$/]],
      csharp: [['Google.Cloud.BigQuery', /(?:^|\.)BigQueryClient\.Create(?:Async)?$/]],
      go: [['cloud.google.com/go/bigquery', /^cloud\.google\.com\/go\/bigquery\.NewClient$/]],
      python: [['google.cloud', /^google\.cloud\.bigquery\.Client$/]],
      php: [['Google\\Cloud\\BigQuery', /(?:^|\.)Google\.Cloud\.BigQuery\.BigQueryClient$/]],
      ruby: [['Google::Cloud', /^Google\.Cloud\.Bigquery$/]],
      typescript: [['@google-cloud/bigquery', /^BigQuery$/]],
    },
  },
  {
    id: 'google-cloud-storage', name: 'Google Cloud Storage', aliases: ['gcs', 'cloud storage', 'google storage'], relation: 'stores', protocol: 'gcs',
    hosts: /(?:^|\.)storage\.(?:googleapis|cloud\.google)\.com$/, endpointVariables: ['STORAGE_EMULATOR_HOST'], standIns: /gcs|storage/,
    clients: {
      java: [['google.cloud.storage', /(?:^|\.)StorageOptions(?:\.newBuilder\(\)[\w.()]*\.build\(\)|\.getDefaultInstance\(\))?\.getService$/]],
      csharp: [['Google.Cloud.Storage', /(?:^|\.)StorageClient\.Create(?:Async)?$/]],
      go: [['cloud.google.com/go/storage', /^cloud\.google\.com\/go\/storage\.New(?:GRPC)?Client$/]],
      python: [['google.cloud', /^google\.cloud\.storage\.Client$/]],
      php: [['Google\\Cloud\\Storage', /(?:^|\.)Google\.Cloud\.Storage\.StorageClient$/]],
      ruby: [['Google::Cloud', /^Google\.Cloud\.Storage$/]],
      rust: [['google_cloud_storage', /^google_cloud_storage\.client\.Client\.new$/]],
      typescript: [['@google-cloud/storage', /^Storage$/]],
    },
  },
  {
    id: 'google-pubsub', name: 'Google Pub/Sub', aliases: ['pubsub', 'cloud pub/sub', 'google cloud pub/sub'], relation: 'publishes', protocol: 'pubsub',
    hosts: /(?:^|\.)pubsub\.googleapis\.com$/, endpointVariables: ['PUBSUB_EMULATOR_HOST'], standIns: /pubsub|gcloud|cloud-sdk/, meantBy: ['pubsub'], clients: {},
  },
  {
    id: 'alloydb', name: 'AlloyDB', aliases: ['google alloydb', 'alloydb for postgresql'], relation: 'stores', protocol: 'alloydb',
    clients: {
      go: [['cloud.google.com/go/alloydbconn', /^cloud\.google\.com\/go\/alloydbconn\.NewDialer$/]],
      python: [['google.cloud', /^google\.cloud\.alloydb\.connector\.(?:Async)?Connector$/], ['langchain_google_alloydb_pg', /^langchain_google_alloydb_pg\.AlloyDBEngine\.a?from_instance$/]],
      typescript: [['@google-cloud/alloydb-connector', /^Connector$/]],
    },
  },
  {
    id: 'cloud-sql', name: 'Cloud SQL', aliases: ['google cloud sql', 'cloudsql'], relation: 'stores', protocol: 'cloudsql',
    clients: {
      go: [['cloud.google.com/go/cloudsqlconn', /^cloud\.google\.com\/go\/cloudsqlconn\.NewDialer$/]],
      python: [['google.cloud', /^google\.cloud\.sql\.connector\.Connector$/]],
      typescript: [['@google-cloud/cloud-sql-connector', /^Connector$/]],
    },
  },
  {
    id: 'google-gemini', name: 'Google Gemini', aliases: ['gemini', 'vertex ai', 'google vertex ai', 'vertexai', 'google ai', 'gemini api', 'google generative ai', 'generativelanguage.googleapis.com'], relation: 'calls', protocol: 'http',
    hosts: /(?:^|[.-])(?:generativelanguage|aiplatform)\.googleapis\.com$/,
    clients: {
      java: [['google.cloud.vertexai', /(?:^|\.)VertexAI$/], ['google.genai', /^com\.google\.genai\.Client(?:\.builder\(\)[\w.()]*\.build)?$/], ['langchain4j', /(?:^|\.)(?:VertexAi|GoogleAi)Gemini\w*Model\.builder\(\)[\w.()]*\.build$/]],
      csharp: [['Google.Cloud.AIPlatform', /(?:^|\.)PredictionServiceClient(?:\.Create(?:Async)?|Builder\(\)\.Build(?:Async)?)$/]],
      go: [['genai', /^(?:github\.com\/google\/generative-ai-go|google\.golang\.org|cloud\.google\.com\/go\/vertexai)\/genai\.NewClient$/]],
      python: [['langchain_google_', /^langchain_google_(?:genai|vertexai)\.(?:Chat|GoogleGen|VertexAI)\w*$/], ['genai', /^google\.genai\.Client$/], ['google.generativeai', /^google\.(?:generativeai\.(?:GenerativeModel|configure))$/], ['vertexai', /^vertexai\.(?:init|(?:preview\.)?generative_models\.GenerativeModel)$/]],
      typescript: [['@google/generative-ai', /^GoogleGenerativeAI$/], ['@google/genai', /^GoogleGenAI$/], ['@google-cloud/vertexai', /^VertexAI$/], ['@langchain/google-genai', /^\w+$/]],
    },
  },
  {
    id: 'google-cloud-operations', name: 'Google Cloud Operations', aliases: ['stackdriver', 'cloud trace', 'cloud profiler', 'cloud monitoring', 'cloud logging', 'googlecloud', 'google cloud observability', 'google cloud trace'],
    relation: 'telemetry', protocol: 'grpc', hosts: /(?:^|\.)(?:cloudtrace|cloudprofiler|monitoring|logging|stackdriver)\.googleapis\.com$/,
    clients: {
      java: [['google.cloud.opentelemetry', /(?:^|\.)(?:Trace|GoogleCloudMetric)Exporter\.create\w*$/], ['stackdriver', /(?:^|\.)Stackdriver(?:Trace|Stats)Exporter\.createAndRegister$/]],
      csharp: [['AddGoogle', /\.AddGoogle(?:Trace|Diagnostics|DiagnosticsForAspNetCore|ErrorReportingForAspNetCore)$/]],
      go: [['cloud.google.com/go/profiler', /^cloud\.google\.com\/go\/profiler\.Start$/], ['stackdriver', /^contrib\.go\.opencensus\.io\/exporter\/stackdriver\.NewExporter$/], ['opentelemetry-operations-go', /^github\.com\/GoogleCloudPlatform\/opentelemetry-operations-go\/exporter\/\w+\.New\w*$/], ['cloud.google.com/go/logging', /^cloud\.google\.com\/go\/logging\.NewClient$/]],
      python: [['googlecloudprofiler', /^googlecloudprofiler\.start$/], ['opentelemetry', /^opentelemetry\.exporter\.(?:cloud_trace\.CloudTraceSpanExporter|cloud_monitoring\.CloudMonitoringMetricsExporter)$/], ['opencensus', /^opencensus\.ext\.stackdriver\.trace_exporter\.StackdriverExporter$/], ['google.cloud', /^google\.cloud\.(?:logging|error_reporting)\.Client$/]],
      ruby: [['Google::Cloud', /^Google\.Cloud\.(?:Trace|Logging|ErrorReporting)$/]],
      typescript: [['@google-cloud/profiler', /^start$/], ['@google-cloud/trace-agent', /^start$/], ['@google-cloud/logging', /^Logging$/], ['@google-cloud/opentelemetry-cloud-trace-exporter', /^TraceExporter$/], ['@google-cloud/opentelemetry-cloud-monitoring-exporter', /^MetricExporter$/]],
    },
  },
  {
    id: 'firebase-auth', name: 'Firebase Authentication', aliases: ['firebase', 'firebase auth', 'google identity platform'], relation: 'calls', protocol: 'http',
    hosts: /(?:^|\.)identitytoolkit\.googleapis\.com$/, endpointVariables: ['FIREBASE_AUTH_EMULATOR_HOST'], standIns: /firebase/,
    clients: {
      java: [['google.firebase', /(?:^|\.)FirebaseAuth\.getInstance$/]],
      csharp: [['FirebaseAdmin', /(?:^|\.)FirebaseAuth\.DefaultInstance\.\w+$/]],
      go: [['firebase.google.com/go', /^firebase\.google\.com\/go(?:\/v\d+)?\.NewApp\(\)\.Auth$/]],
      python: [['firebase_admin', /^firebase_admin\.auth\.\w+$/]],
      typescript: [['firebase-admin/auth', /^getAuth$/], ['firebase-admin', /^(?:admin\.)?auth$/]],
    },
  },
  {
    id: 'google-maps', name: 'Google Maps', aliases: ['google maps platform', 'google maps api', 'maps.googleapis.com'], relation: 'calls', protocol: 'http',
    hosts: /(?:^|\.)maps\.googleapis\.com$/,
    clients: {
      java: [['google.maps', /(?:^|\.)GeoApiContext\.Builder\(\)[\w.()]*\.build$/]],
      go: [['googlemaps.github.io/maps', /^googlemaps\.github\.io\/maps\.NewClient$/]],
      python: [['googlemaps', /^googlemaps\.Client$/]],
      typescript: [['@googlemaps/google-maps-services-js', /^Client$/]],
    },
  },
];
