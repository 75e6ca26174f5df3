import { termsOf } from '../leases/terms.js';
import { openRepairs } from '../repairs/orders.js';
import { nameOf } from './register.js';

export async function tenantOf(flat: string): Promise<{ name: string; rent: number; repairs: number }> {
  const { rent } = await termsOf(flat);
  return { name: await nameOf(flat), rent, repairs: await openRepairs(flat) };
}
