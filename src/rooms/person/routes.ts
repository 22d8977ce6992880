import { route, type Route } from '#platform/http/route.ts';
import { fieldHistory, observePerson, settleField, viewProfile } from './schema.ts';
import { observe, readFieldHistory, readProfile, settle } from './service.ts';

export const personRoutes: Route[] = [
  route(observePerson, observe),
  route(settleField, settle),
  route(viewProfile, readProfile),
  route(fieldHistory, readFieldHistory),
];
