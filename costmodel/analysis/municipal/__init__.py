"""The budget by municipal rules: prices of the plan, drift and investering apart, loans, frames, and what ties it to the appraisal."""
