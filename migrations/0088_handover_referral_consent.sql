-- An agency that only gave a service was never told that consent ended: now it is, and the referral shows it.
alter table handover.referral add column consent_withdrawn_at timestamptz;
