export { invoice } from './invoices.js';
export { billingRoutes } from './routes.js';
