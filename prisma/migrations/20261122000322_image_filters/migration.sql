-- Prisma has no partial indexes: prisma/schema.prisma tells of these in words.

-- Runs with a detection of a category, from the score up that is asked for where nobody says another.
CREATE INDEX "detection_category_id_run_id_score_idx" ON "detection" ("category_id", "run_id", "score") WHERE "score" >= 0.5;

-- Runs by their best score.
CREATE INDEX "detection_score_run_id_idx" ON "detection" ("score", "run_id") WHERE "ordinal" = 0;
