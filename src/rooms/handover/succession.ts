/** What the wire needs of lost nodes and of those who follow them. */
export { findAnswers, findAppointed, findInquiries, findKnownOfLost, findSuccessions, type Appointed, type KnownOfLost } from './store/succession.ts';
export { appoint, inquire, mayAppointFor, requireAppointment, takeInquiry, takeLostAnswer, takeSuccession } from './service/succession.ts';
