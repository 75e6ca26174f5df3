import type { HostedService } from './service.js';

/** Azure's clients are always told where their account is; that is mostly kept out of repositories. */
export const AZURE: readonly HostedService[] = [
  {
    id: 'azure-blob-storage', name: 'Azure Blob Storage', aliases: ['azure blobs', 'blob storage', 'azure storage', 'azure storage account'], relation: 'stores', protocol: 'blob',
    hosts: /(?:^|\.)(?:blob|dfs)\.core\.windows\.net$/, standIns: /azurite|azure-storage/, meantBy: ['blob'],
    clients: {
      java: [['azure.storage.blob', /(?:^|\.)Blob(?:Service|Container)ClientBuilder\(\)[\w.()]*\.build(?:Async)?Client$/]],
      csharp: [['Azure.Storage.Blobs', /(?:^|\.)Blob(?:Service|Container)Client$/]],
      go: [['azblob', /^github\.com\/Azure\/azure-sdk-for-go\/sdk\/storage\/azblob(?:\/\w+)?\.NewClient(?:FromConnectionString|WithSharedKeyCredential|WithNoCredential)?$/]],
      python: [['azure.', /^azure\.storage\.blob\.(?:aio\.)?Blob(?:Service|Container)?Client(?:\.from_connection_string)?$/]],
      typescript: [['@azure/storage-blob', /^BlobServiceClient(?:\.fromConnectionString)?$/]],
    },
  },
  {
    id: 'azure-cosmos-db', name: 'Azure Cosmos DB', aliases: ['cosmos', 'cosmosdb', 'cosmos db', 'azure cosmosdb'], relation: 'stores', protocol: 'cosmosdb',
    hosts: /(?:^|\.)(?:documents|mongo\.cosmos|table\.cosmos)\.azure\.com$/, standIns: /cosmos/, meantBy: ['cosmosdb'],
    clients: {
      java: [['azure.cosmos', /(?:^|\.)CosmosClientBuilder\(\)[\w.()]*\.build(?:Async)?Client$/]],
      csharp: [['Cosmos', /(?:^|\.)(?:CosmosClient|CosmosClientBuilder\(\)[\w.()]*\.Build)$|\.UseCosmos$/], ['DocumentClient', /(?:^|\.)Microsoft\.Azure\.Documents\.Client\.DocumentClient$/]],
      go: [['azcosmos', /\/azcosmos\.NewClient(?:WithKey|FromConnectionString)?$/]],
      python: [['azure.', /^azure\.cosmos\.(?:aio\.)?(?:cosmos_client\.)?CosmosClient(?:\.from_connection_string)?$/]],
      typescript: [['@azure/cosmos', /^CosmosClient$/]],
    },
  },
  {
    id: 'azure-service-bus', name: 'Azure Service Bus', aliases: ['service bus', 'servicebus', 'azure servicebus'], relation: 'publishes', protocol: 'amqp',
    hosts: /(?:^|\.)servicebus\.(?:windows\.net|azure\.com)$/, standIns: /servicebus/, meantBy: ['azure-service-bus', 'azservicebus', '@azure/service-bus'], clients: {},
  },
  {
    id: 'azure-event-hubs', name: 'Azure Event Hubs', aliases: ['event hubs', 'eventhub', 'event hub', 'azure event hub'], relation: 'publishes', protocol: 'amqp',
    standIns: /event-?hubs?/, meantBy: ['@azure/event-hubs'],
    clients: {
      java: [['azure.messaging.eventhubs', /(?:^|\.)EventHubClientBuilder\(\)[\w.()]*\.build(?:Async)?ProducerClient$/]],
      csharp: [['EventHubs', /(?:^|\.)EventHubProducerClient$/]],
      go: [['azeventhubs', /\/azeventhubs\.NewProducerClient\w*$/]],
      python: [['azure.', /^azure\.eventhub\.(?:aio\.)?EventHubProducerClient(?:\.from_connection_string)?$/]],
    },
  },
  {
    id: 'application-insights', name: 'Azure Application Insights', aliases: ['application insights', 'app insights', 'azure monitor', 'appinsights'], relation: 'telemetry', protocol: 'http',
    hosts: /(?:^|\.)(?:applicationinsights\.azure\.com|services\.visualstudio\.com|monitor\.azure\.com)$/,
    clients: {
      csharp: [['ApplicationInsights', /\.AddApplicationInsightsTelemetry(?:WorkerService)?$/], ['AzureMonitor', /\.(?:UseAzureMonitor|AddAzureMonitor\w*Exporter)$/]],
      python: [['azure.', /^azure\.monitor\.opentelemetry\.(?:configure_azure_monitor|exporter\.AzureMonitor\w+Exporter)$/], ['opencensus', /^opencensus\.ext\.azure\.\w+\.Azure(?:Exporter|LogHandler|EventHandler)$/]],
      go: [['ApplicationInsights', /\/appinsights\.NewTelemetryClient(?:FromConfig)?$/]],
      typescript: [['applicationinsights', /(?:^|\.)setup$/], ['@azure/monitor-opentelemetry', /^useAzureMonitor$/]],
    },
  },
  {
    id: 'azure-openai', name: 'Azure OpenAI', aliases: ['azure open ai', 'azure openai service'], relation: 'calls', protocol: 'http', hosts: /(?:^|\.)(?:openai|cognitiveservices)\.azure\.com$/,
    clients: {
      java: [['azure.ai.openai', /(?:^|\.)OpenAIClientBuilder\(\)[\w.()]*\.build(?:Async)?Client$/]],
      csharp: [['Azure.AI.OpenAI', /(?:^|\.)AzureOpenAIClient$/], ['SemanticKernel', /\.AddAzureOpenAI\w+$/]],
      python: [['openai', /^openai\.(?:Async)?AzureOpenAI$/], ['langchain_openai', /^langchain_openai\.Azure\w+$/], ['semantic_kernel', /^semantic_kernel\.connectors\.ai\.open_ai\.Azure\w+$/]],
      go: [['azopenai', /\/azopenai\.NewClient(?:WithKeyCredential)?$/]],
      typescript: [['openai', /^AzureOpenAI$/], ['@azure/openai', /^(?:OpenAIClient|AzureOpenAI)$/]],
    },
  },
];
