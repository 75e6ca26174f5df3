import type { FailureHandlingFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Reader } from '../reader.js';

/** What Spring Kafka is given to do something else with a failing message than to give up: names of its classes and of methods of its containers. */
const HANDLING = /^(?:DeadLetterPublishingRecoverer(?:Factory)?|DefaultErrorHandler|CommonErrorHandler|SeekToCurrent(?:Batch)?ErrorHandler|ContainerStoppingErrorHandler|CommonContainerStoppingErrorHandler|RecoveringBatchErrorHandler|RetryTopicConfiguration(?:Builder|Support)?|EnableKafkaRetryTopic|setCommonErrorHandler|setErrorHandler|setBatchErrorHandler|setRecoveryCallback)$/;

/** Where a file sets up what happens to messages that the listeners of Spring Kafka fail on. */
export function failureHandling(file: Path, { outline }: Reader): FailureHandlingFact[] {
  const named = [
    ...outline.imports.flatMap(({ path, span }) => (path.startsWith('org.springframework.kafka.') ? [{ name: path.slice(path.lastIndexOf('.') + 1), span }] : [])),
    ...outline.calls.flatMap(({ callee, nameSpan }) => (callee.kind === 'member' || callee.kind === 'name' ? [{ name: callee.name, span: nameSpan }] : [])),
    ...outline.types.flatMap(({ annotations }) => annotations),
  ];
  const found = named.find(({ name }) => HANDLING.test(name));
  return found === undefined ? [] : [{ kind: 'failure-handling', client: 'spring-kafka', site: { path: file, span: found.span } }];
}
