-- v2.6.0.a
ALTER TABLE study_user_attributes ALTER COLUMN value_json TYPE TEXT

-- v2.6.0.a
ALTER TABLE study_system_attributes ALTER COLUMN value_json TYPE TEXT

-- v2.6.0.a
ALTER TABLE trial_user_attributes ALTER COLUMN value_json TYPE TEXT

-- v2.6.0.a
ALTER TABLE trial_system_attributes ALTER COLUMN value_json TYPE TEXT

-- v2.6.0.a
ALTER TABLE trial_params ALTER COLUMN distribution_json TYPE TEXT

-- v3.0.0.b
ALTER TABLE trial_intermediate_values ALTER COLUMN intermediate_value TYPE FLOAT(53),
	ALTER COLUMN intermediate_value DROP NOT NULL

-- v3.0.0.b
ALTER TABLE trial_params ALTER COLUMN param_value TYPE FLOAT(53)

-- v3.0.0.b
ALTER TABLE trial_values ALTER COLUMN value TYPE FLOAT(53)

-- v3.0.0.c
CREATE TYPE trialintermediatevaluetype AS ENUM ('FINITE', 'INF_POS', 'INF_NEG', 'NAN')

-- v3.0.0.c
ALTER TABLE trial_intermediate_values ADD COLUMN intermediate_value_type
	trialintermediatevaluetype NOT NULL DEFAULT 'FINITE'

-- v3.0.0.c
ALTER TABLE trial_intermediate_values ALTER COLUMN intermediate_value_type DROP DEFAULT

-- v3.0.0.d
CREATE TYPE trialvaluetype AS ENUM ('FINITE', 'INF_POS', 'INF_NEG')

-- v3.0.0.d
ALTER TABLE trial_values ADD COLUMN value_type trialvaluetype NOT NULL DEFAULT 'FINITE'

-- v3.0.0.d
ALTER TABLE trial_values ALTER COLUMN value_type DROP DEFAULT, ALTER COLUMN value DROP NOT NULL

-- v3.2.0.a
CREATE INDEX trials_study_id_key ON trials (study_id)
