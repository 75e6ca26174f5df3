export { ordersRoutes } from './routes.js';
