/** The door of the monitoring room. */
export { monitoringRoutes } from './routes.ts';
