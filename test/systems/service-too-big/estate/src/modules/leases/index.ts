import { database } from '../../database.js';
import { openAccount } from '../rents/accounts.js';
import { moveIn } from '../tenants/register.js';

export async function signLease(flat: string, tenant: string): Promise<string> {
  const lease = await database.query('INSERT INTO leases (flat, tenant) VALUES ($1, $2) RETURNING id', [flat, tenant]);
  await openAccount(lease.rows[0].id);
  await moveIn(tenant, flat);
  return lease.rows[0].id;
}
