-- Whatever default_transaction_isolation says: detections are counted as they are when their writers are held off.
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

-- CreateTable
CREATE TABLE "detection_count" (
    "day" DATE NOT NULL,
    "model_id" UUID NOT NULL,
    "category_id" SMALLINT NOT NULL,
    "slot" SMALLINT NOT NULL,
    "at_least" INTEGER[],

    CONSTRAINT "detection_count_pkey" PRIMARY KEY ("day","model_id","category_id","slot")
);

-- Rows are written again and again: room in each page keeps their next versions beside them.
ALTER TABLE "detection_count" SET (fillfactor = 50);

-- Counts what a statement put into `detection` (argument 1) or took from it (argument -1). Each transaction writes rows
-- of the first slot that no other one has, which is its own until it ends: so none waits for another, and slots stay few.
CREATE FUNCTION "count_detections"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  direction CONSTANT int := TG_ARGV[0];
  own int := 0;
BEGIN
  IF NOT EXISTS (SELECT FROM changed) THEN RETURN NULL; END IF;
  WHILE NOT pg_try_advisory_xact_lock(1868655975, own) LOOP own := own + 1; END LOOP;
  INSERT INTO detection_count AS c (day, model_id, category_id, slot, at_least)
  SELECT (created_at AT TIME ZONE 'UTC')::date, model_id, category_id, own, ARRAY[
    direction * count(*), direction * count(*) FILTER (WHERE score >= 0.05),
    direction * count(*) FILTER (WHERE score >= 0.10), direction * count(*) FILTER (WHERE score >= 0.15),
    direction * count(*) FILTER (WHERE score >= 0.20), direction * count(*) FILTER (WHERE score >= 0.25),
    direction * count(*) FILTER (WHERE score >= 0.30), direction * count(*) FILTER (WHERE score >= 0.35),
    direction * count(*) FILTER (WHERE score >= 0.40), direction * count(*) FILTER (WHERE score >= 0.45),
    direction * count(*) FILTER (WHERE score >= 0.50), direction * count(*) FILTER (WHERE score >= 0.55),
    direction * count(*) FILTER (WHERE score >= 0.60), direction * count(*) FILTER (WHERE score >= 0.65),
    direction * count(*) FILTER (WHERE score >= 0.70), direction * count(*) FILTER (WHERE score >= 0.75),
    direction * count(*) FILTER (WHERE score >= 0.80), direction * count(*) FILTER (WHERE score >= 0.85),
    direction * count(*) FILTER (WHERE score >= 0.90), direction * count(*) FILTER (WHERE score >= 0.95)]
  FROM changed GROUP BY 1, 2, 3
  ON CONFLICT (day, model_id, category_id, slot) DO UPDATE SET at_least = ARRAY[
    c.at_least[1] + excluded.at_least[1], c.at_least[2] + excluded.at_least[2],
    c.at_least[3] + excluded.at_least[3], c.at_least[4] + excluded.at_least[4],
    c.at_least[5] + excluded.at_least[5], c.at_least[6] + excluded.at_least[6],
    c.at_least[7] + excluded.at_least[7], c.at_least[8] + excluded.at_least[8],
    c.at_least[9] + excluded.at_least[9], c.at_least[10] + excluded.at_least[10],
    c.at_least[11] + excluded.at_least[11], c.at_least[12] + excluded.at_least[12],
    c.at_least[13] + excluded.at_least[13], c.at_least[14] + excluded.at_least[14],
    c.at_least[15] + excluded.at_least[15], c.at_least[16] + excluded.at_least[16],
    c.at_least[17] + excluded.at_least[17], c.at_least[18] + excluded.at_least[18],
    c.at_least[19] + excluded.at_least[19], c.at_least[20] + excluded.at_least[20]];
  RETURN NULL;
END $$;

CREATE FUNCTION "count_no_detections"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  DELETE FROM detection_count;
  RETURN NULL;
END $$;

-- Counts all detections anew. Writers are held off until the transaction ends, and READ COMMITTED sees what the last of
-- them stored, even where this had to wait for it.
CREATE FUNCTION "recount_detections"() RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE 'Expected a transaction that is READ COMMITTED but this one is %', upper(current_setting('transaction_isolation'))
      USING ERRCODE = 'invalid_transaction_state', HINT = 'BEGIN ISOLATION LEVEL READ COMMITTED, then call it again.';
  END IF;
  LOCK TABLE detection IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM detection_count;
  INSERT INTO detection_count (day, model_id, category_id, slot, at_least)
  SELECT (created_at AT TIME ZONE 'UTC')::date, model_id, category_id, 0, ARRAY[
    count(*), count(*) FILTER (WHERE score >= 0.05),
    count(*) FILTER (WHERE score >= 0.10), count(*) FILTER (WHERE score >= 0.15),
    count(*) FILTER (WHERE score >= 0.20), count(*) FILTER (WHERE score >= 0.25),
    count(*) FILTER (WHERE score >= 0.30), count(*) FILTER (WHERE score >= 0.35),
    count(*) FILTER (WHERE score >= 0.40), count(*) FILTER (WHERE score >= 0.45),
    count(*) FILTER (WHERE score >= 0.50), count(*) FILTER (WHERE score >= 0.55),
    count(*) FILTER (WHERE score >= 0.60), count(*) FILTER (WHERE score >= 0.65),
    count(*) FILTER (WHERE score >= 0.70), count(*) FILTER (WHERE score >= 0.75),
    count(*) FILTER (WHERE score >= 0.80), count(*) FILTER (WHERE score >= 0.85),
    count(*) FILTER (WHERE score >= 0.90), count(*) FILTER (WHERE score >= 0.95)]
  FROM detection GROUP BY 1, 2, 3;
END $$;

CREATE TRIGGER "detection_inserted" AFTER INSERT ON "detection" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_detections('1');
CREATE TRIGGER "detection_deleted" AFTER DELETE ON "detection" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_detections('-1');
CREATE TRIGGER "detection_updated_from" AFTER UPDATE ON "detection" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_detections('-1');
CREATE TRIGGER "detection_updated_to" AFTER UPDATE ON "detection" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_detections('1');
CREATE TRIGGER "detection_truncated" AFTER TRUNCATE ON "detection"
  FOR EACH STATEMENT EXECUTE FUNCTION count_no_detections();

-- Those that are there.
SELECT recount_detections();
