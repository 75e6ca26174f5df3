import { channel } from './broker.js';
import { database } from './database.js';

await channel.assertQueue('payments.order-placed', { deadLetterExchange: 'failed' });
await channel.assertQueue('shipping.order-placed', { deadLetterExchange: 'failed' });

/** Publishes what was committed; runs again after a failure, so consumers see an order at least once. */
export async function relayOutbox(): Promise<void> {
  const pending = await database.query('SELECT id, payload FROM outbox ORDER BY id LIMIT 100');
  for (const { id, payload } of pending.rows) {
    const message = Buffer.from(JSON.stringify(payload));
    channel.sendToQueue('payments.order-placed', message, { persistent: true });
    channel.sendToQueue('shipping.order-placed', message, { persistent: true });
    await database.query('DELETE FROM outbox WHERE id = $1', [id]);
  }
}
